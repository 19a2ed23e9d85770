"""Jobs. The truth lies in the tables: a job only says "look", and looking twice sends nothing twice."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django_tasks import task

from hocba_web.base import clock

_AT_ONCE = 50
"""Messages that one tick sets going; the rest is for the next."""


@task()
def look(message_pk: int) -> None:
    """Send one message, or ask what became of it, if it is due and nobody else does."""
    from hocba_web.ministry.services.outbox.working import work  # noqa: PLC0415  # services enqueue this job

    work(message_pk, at=clock.now(), real_at=clock.real_now())


@task()
def gather() -> None:
    """Register the Sở's certificate if need be, ask to recall what the register recalled, report what waits."""
    from hocba_web.ministry.services import gathering  # noqa: PLC0415  # as above

    gathering.gather(at=clock.now(), real_at=clock.real_now())


@task()
def send_rest(user_id: int, until: str) -> None:
    """Sign the next round of what waited when an officer pressed "send"; `until`: ISO 8601, with offset."""
    from hocba_web.ministry.services import sending  # noqa: PLC0415  # services enqueue this job

    pressed = datetime.fromisoformat(until)
    sending.go_on(user_id=user_id, until=pressed, at=clock.now(), real_at=clock.real_now())


def pick_up(_at: datetime) -> int:
    """Have jobs look at what is due; how many messages. The network and the key are theirs."""
    from hocba_web.ministry import facts  # noqa: PLC0415  # as above
    from hocba_web.ministry.services.outbox.working import due_messages  # noqa: PLC0415  # as above

    if not facts.configured():
        return 0
    transaction.on_commit(gather.enqueue)
    found = list(due_messages(clock.real_now()).values_list("pk", flat=True)[:_AT_ONCE])
    for message_pk in found:
        transaction.on_commit(partial(look.enqueue, message_pk))
    return len(found)
