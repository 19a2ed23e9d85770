"""Jobs. The truth lies in the tables: a job only says "look", and looking twice publishes nothing twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django_tasks import task

from hocba_web.base import clock


@task()
def advance() -> None:
    """Place what waits and publish it."""
    from hocba_web.transparency.services import checkpoints  # noqa: PLC0415  # models exist only when applications are loaded

    checkpoints.advance(clock.real_now())


def pick_up(_at: datetime) -> int:
    """Have a job publish what is not published; how many leaves. The network is its own: a tick holds a transaction."""
    from hocba_web.transparency.selectors import health  # noqa: PLC0415  # as above

    found = health.unpublished()
    if found:
        transaction.on_commit(advance.enqueue)
    return found


def faults() -> int:
    """Recompute the log as `manage.py log verify` does; how many places do not fit.

    Raises:
        UsageError: the keys of the log or its witnesses cannot be read; nothing is said then.
    """
    from hocba_web.transparency import facts  # noqa: PLC0415  # as above
    from hocba_web.transparency.verification import verify  # noqa: PLC0415  # as above

    return len(verify(facts.trusted()).faults)
