"""What whoever looks does: a job, the tick, the page that polls."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import DatabaseError, InterfaceError, transaction

from hocba_web.signatures.models import Batch, Item
from hocba_web.signatures.selectors.batches import GOING_ON, BatchState, state
from hocba_web.signatures.services.queue import leases
from hocba_web.signatures.services.queue.preparing import prepare_some
from hocba_web.signatures.services.queue.settling import settle_some

_log = structlog.get_logger("hocba.signatures")
AT_ONCE = 24


def advance(batch_id: int, *, at: datetime, real_at: datetime, limit: int = AT_ONCE) -> BatchState:
    """Prepare and commit what can be, some `limit` items at most, and say how far the batch is.

    Args:
        batch_id: the batch; who may see it is the caller's question.
        at: product clock; the signing time of what is prepared now.
        real_at: the machine's time, for leases and certificates.
        limit: so many steps of items, then the call ends.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    work(batch_id, at=at, real_at=real_at, limit=limit)
    return state(batch_id)


def work(batch_id: int, *, at: datetime, real_at: datetime, limit: int = AT_ONCE) -> int:
    """As `advance`; how many steps were taken. Nothing is left leased unless the process dies."""
    batch = Batch.objects.select_related("certificate").filter(id=batch_id).first()
    if batch is None:
        return 0
    worker, done = leases.worker_name(), 0
    try:
        while done < limit:
            took = _one_round(batch, worker=worker, at=at, real_at=real_at, most=limit - done)
            if not took:
                break
            done += took
    except (DatabaseError, InterfaceError):
        _log.exception("database_failed", number=batch_id)
        _give_back(worker)
        raise
    finish(batch, at=at)
    return done


def finish(batch: Batch, *, at: datetime) -> bool:
    """Close a batch of which nothing is left; whether it was closed now."""
    with transaction.atomic():
        open_ = Batch.objects.select_for_update(no_key=True).filter(id=batch.id, state=Batch.State.OPEN)
        if not open_.exists() or Item.objects.filter(batch=batch, state__in=GOING_ON).exists():
            return False
        return bool(open_.update(state=Batch.State.DONE, ended_at=at, remote_handle="", remote_items=[]))


def _one_round(batch: Batch, *, worker: str, at: datetime, real_at: datetime, most: int) -> int:
    batch.refresh_from_db(fields=["state", "stopped_code"])
    if batch.state == Batch.State.OPEN:
        settled = settle_some(batch, worker=worker, at=at, real_at=real_at, most=most)
        return settled or prepare_some(batch, worker=worker, at=at, real_at=real_at, most=most)
    if batch.state == Batch.State.STOPPED and not batch.stopped_code:
        # Its owner stopped it: what they had signed by then is still theirs.
        return settle_some(batch, worker=worker, at=at, real_at=real_at, most=most)
    return 0


def _give_back(worker: str) -> None:
    """As far as the database answers; otherwise the leases end by themselves."""
    try:
        leases.give_back(worker)
    except (DatabaseError, InterfaceError):
        _log.warning("leases_left")
