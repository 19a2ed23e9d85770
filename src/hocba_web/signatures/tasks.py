"""Jobs. The truth lies in the items: a job only says "look", and looking twice does nothing twice."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_tasks import task

from hocba_web.base import clock
from hocba_web.signatures.models import Batch, Item

_AT_ONCE = 40
"""Items of one look; a batch with more asks for another, so that no job holds a worker for long."""


@task()
def look(batch_id: int) -> None:
    """Prepare and commit what can be of a batch."""
    from hocba_web.signatures.services import queue  # noqa: PLC0415  # services enqueue this job

    done = queue.work(batch_id, at=clock.now(), real_at=clock.real_now(), limit=_AT_ONCE)
    if done and _waiting(clock.real_now()).filter(id=batch_id).exists():
        look.enqueue(batch_id)


@task()
def refresh_lists() -> None:
    """Fetch revocation lists: a job of its own, because it waits for the network."""
    from hocba_web.signatures.services import status  # noqa: PLC0415  # beside the services that enqueue jobs

    status.refresh(clock.real_now())


def refresh_status(at: datetime) -> int:
    """Ask for the lists once in a while; 1 if it was asked now."""
    del at  # lists are dated by real time
    from hocba_web.signatures.services import status  # noqa: PLC0415  # beside the services that enqueue jobs

    if not status.due(clock.real_now()):
        return 0
    refresh_lists.enqueue()
    return 1


def warn_of_ends(at: datetime) -> int:
    """Warn of certificates that end soon; how many."""
    from hocba_web.signatures.services.certificates import expiring  # noqa: PLC0415  # beside what enqueues jobs

    return expiring.warn_of_ends(at=at, real_at=clock.real_now())


def pick_up(at: datetime) -> int:
    """Ask once more for batches whose worker ended in the middle; how many."""
    del at  # leases are real time
    waiting = list(_waiting(clock.real_now()).values_list("id", flat=True))
    for batch_id in waiting:
        look.enqueue(batch_id)
    return len(waiting)


def _waiting(real_at: datetime) -> QuerySet[Batch]:
    """Batches with items that nobody works on and that need no owner, and those that only have to be closed."""
    free = Q(items__lease_until__isnull=True) | Q(items__lease_until__lt=real_at)
    open_ = Q(state=Batch.State.OPEN, items__state__in=[Item.State.SHOWN, Item.State.SIGNED])
    stopped = Q(state=Batch.State.STOPPED, stopped_code="", items__state=Item.State.SIGNED)
    left = Item.objects.filter(batch=OuterRef("id"), state__in=[Item.State.SHOWN, Item.State.HASHED, Item.State.SIGNED])
    done = Q(state=Batch.State.OPEN) & ~Exists(left)
    return Batch.objects.filter((free & (open_ | stopped)) | done).distinct()
