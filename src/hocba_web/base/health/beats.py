"""Signs of life of the clockwork and of the job worker.

Every tick leaves one and asks the worker, through the queue of jobs, for another: so a fresh sign of the worker proves
that ticks run, that jobs are queued and that a worker takes them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django_tasks import task

from hocba_web.base import clock
from hocba_web.base.models import Heartbeat

TICK = "tick"
WORKER = "worker"
_ASKED = "worker-asked"
ASK_AGAIN = timedelta(minutes=10)
"""A request this old was lost: ask once more. Until then no second one, so that none pile up while no worker runs."""


def beat(name: str) -> None:
    """Leave a sign of life, now, in real time."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.real_now()})


def last(name: str) -> datetime | None:
    """When something last lived; None if never."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


@task()
def answer() -> None:
    """The worker's answer."""
    beat(WORKER)


def tick(at: datetime) -> int:  # noqa: ARG001  # signs of life are in real time
    """Leave the clockwork's sign and ask the worker for its own; how many jobs were queued."""
    beat(TICK)
    asked, answered = last(_ASKED), last(WORKER)
    waiting = asked is not None and (answered is None or answered < asked)
    if waiting and asked is not None and clock.real_now() - asked < ASK_AGAIN:
        return 0
    beat(_ASKED)
    answer.enqueue()
    return 1
