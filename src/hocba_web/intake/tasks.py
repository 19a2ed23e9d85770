"""Jobs. The truth lies in the runs: a job only says "look", and looking twice does nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks import task

from hocba_web.base import clock
from hocba_web.intake.models import Batch, ImportRun

PICK_UP_AFTER = timedelta(minutes=3)
"""A batch that is still not read, or not applied, after so long lost its job."""


@task()
def read_batch(batch_id: int) -> None:
    """Read every file of a batch that waits."""
    from hocba_web.intake.services.reading import read_waiting  # noqa: PLC0415  # services enqueue these jobs

    read_waiting(batch_id, at=clock.now())


@task()
def apply_batch(batch_id: int) -> None:
    """Apply the files of a batch in order, as somebody asked."""
    from hocba_web.intake.services.whole import apply_asked  # noqa: PLC0415  # services enqueue these jobs

    apply_asked(batch_id, at=clock.now())


def pick_up(at: datetime) -> int:
    """Ask once more for what a job that ended left lying; how many batches."""
    states = [ImportRun.State.WAITING, ImportRun.State.READING]
    unread = Batch.objects.filter(runs__state__in=states, at__lt=at - PICK_UP_AFTER).distinct()
    unapplied = Batch.objects.filter(Q(asked_at__lt=at - PICK_UP_AFTER), asked_at__isnull=False, done_at__isnull=True)
    count = 0
    for batch in unread:
        read_batch.enqueue(batch.id)
        count += 1
    for batch in unapplied:
        apply_batch.enqueue(batch.id)
        count += 1
    return count
