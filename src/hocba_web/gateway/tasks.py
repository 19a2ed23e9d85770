"""Jobs. The truth lies in the messages: a job only says "look", and looking twice does nothing twice."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django_tasks import task

from hocba_web.base import clock

_AGAIN = 60
"""Seconds between two jobs that a school's question sets off for one message."""
_AT_ONCE = 100
"""Jobs of one tick."""


@task()
def judge(message_id: int) -> None:
    """Judge a message that waits; then let what was accepted enter the log, and sign its receipts."""
    from hocba_web.gateway.services import judging  # noqa: PLC0415  # services enqueue this job

    if judging.judge(message_id, at=clock.now(), real_at=clock.real_now()):
        judging.settle_in_passing(at=clock.now(), real_at=clock.real_now())


def look(message_id: int) -> None:
    """Have somebody look at a message."""
    judge.enqueue(message_id)


def look_again(message_id: int) -> None:
    """Have somebody look whose job may be gone; schools that ask and ask do not fill the queue."""
    if cache.add(f"gateway-look-{message_id}", 1, timeout=_AGAIN):
        look(message_id)


def pick_up(at: datetime) -> int:  # noqa: ARG001  # leases live in real time
    """Ask once more for what is due, or whose job ended in the middle, the oldest first; how many.

    Most of them still stand in the queue on a busy evening, so only some are asked for at a tick.
    """
    from hocba_web.gateway.services.judging import lease  # noqa: PLC0415  # the same

    waiting = lease.due(clock.real_now())[:_AT_ONCE]
    for message_id in waiting:
        look(message_id)
    return len(waiting)


def decide_due(at: datetime) -> int:
    """Rehearsal: let decide itself what is due; how many."""
    from hocba_web.gateway.services import certificates, recalls  # noqa: PLC0415  # the same

    real_at = clock.real_now()
    return certificates.decide_due(at=at, real_at=real_at) + recalls.decide_due(at=at, real_at=real_at)


def drop_drafts(at: datetime) -> int:
    """Delete lists of pupils that an officer looked at and never took over; how many."""
    from hocba_web.gateway.services.roster.drafts import drop_old  # noqa: PLC0415  # the same

    return drop_old(at)
