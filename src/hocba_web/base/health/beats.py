"""Signs of life of the clockwork and of the job worker.

Every tick leaves one and asks the worker, through the queue of jobs, for another: so a fresh sign of the worker proves
that ticks run, that jobs are queued and that a worker takes them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.dispatch import receiver
from django_tasks import task
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished

from hocba_web.base import clock
from hocba_web.base.models import Heartbeat

_log = structlog.get_logger("hocba.jobs")
TICK = "tick"
WORKER = "worker"
_ASKED = "worker-asked"
JOB_FAILED = "job-failed"
TICK_FAILED = "tick-failed"
ASK_AGAIN = timedelta(minutes=10)
"""A request this old was lost: ask once more. Until then no second one, so that none pile up while no worker runs."""


def beat(name: str) -> None:
    """Leave a sign of life, now, in real time."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.real_now()})


def last(name: str) -> datetime | None:
    """When something last lived; None if never."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def is_due(name: str, every: timedelta) -> bool:
    """Whether something that left its sign of life last is to be done again.

    A sign from the future is one of a clock that was put right since: nothing waits until it goes as late again.

    Args:
        name: of the sign.
        every: how long to wait after it.
    """
    seen = last(name)
    return seen is None or not timedelta(0) <= clock.real_now() - seen < every


def note_failure(name: str) -> None:
    """Leave a sign that something failed, where the database takes it; nothing more goes wrong if it does not."""
    try:
        with transaction.atomic():
            beat(name)
    except DatabaseError as error:
        _log.warning("sign of life not left", kind=name, code=type(error).__name__)


@receiver(task_finished)
def _job_finished(task_result: TaskResult[Any], **_more: object) -> None:
    """A job that failed is named in the log: the library's own line says it in words that are not kept."""
    if task_result.status == TaskResultStatus.FAILED:
        kind = task_result.errors[-1].exception_class_path if task_result.errors else ""
        _log.error("job failed", task=task_result.task.module_path, kind=kind)
        note_failure(JOB_FAILED)


@task()
def answer() -> None:
    """The worker's answer."""
    beat(WORKER)


def tick(at: datetime) -> int:  # noqa: ARG001  # signs of life are in real time
    """Leave the clockwork's sign and ask the worker for its own; how many jobs were queued."""
    beat(TICK)
    asked, answered = last(_ASKED), last(WORKER)
    waiting = asked is not None and (answered is None or answered < asked)
    if waiting and not is_due(_ASKED, ASK_AGAIN):
        return 0
    beat(_ASKED)
    answer.enqueue()
    return 1
