"""Leases: which process works on which items, for how long; and what becomes of items that cannot go on.

A lease is written and committed before the work, so that a process that dies leaves a count behind. An item whose
process died twice is taken alone from then on: it takes no other down with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from hocba.errors import HocbaError
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.signatures.models import Batch, Item

LEASE = timedelta(seconds=60)
MOST_TRIES = 3
"""Unexpected errors before an item is given up."""
MOST_LEASES = 12
"""Processes that died over an item before it is given up."""
_ALONE_AFTER = 2
_TEXT = 300


class Owner:
    """The batch's owner as far as traces are concerned."""

    def __init__(self, batch: Batch) -> None:
        self.user_id = batch.owner_id
        self.role = Role(batch.role)


def worker_name() -> str:
    """A name that no other process, and no other call, has."""
    return secrets.token_hex(16)


def take(
    batch_id: int,
    state: str,
    *,
    worker: str,
    real_at: datetime,
    most: int,
    counted: bool = True,
    only: Sequence[int] | None = None,
    lasts: timedelta = LEASE,
) -> list[Item]:
    """Lease items of a batch in one state that nobody works on, in the order in which they are signed.

    Args:
        batch_id: the batch.
        state: value of `Item.State`.
        worker: from `worker_name`.
        real_at: the machine's time.
        most: how many at most.
        counted: whether the lease counts as an attempt; not where the owner's key is asked.
        only: none but these items.
        lasts: how long the lease is.
    """
    with transaction.atomic():
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=real_at) | Q(lease_by=worker)
        waiting = Item.objects.select_for_update(skip_locked=True).filter(free, batch_id=batch_id, state=state)
        if only is not None:
            waiting = waiting.filter(id__in=only)
        found = list(waiting.order_by("target", "order", "id")[:most])
        if counted and any(item.attempt >= _ALONE_AFTER for item in found):
            troubled = next(item for item in found if item.attempt >= _ALONE_AFTER)
            sound = [item for item in found if item.attempt < _ALONE_AFTER]
            found = sound or [troubled]
        Item.objects.filter(id__in=[item.id for item in found]).update(
            lease_until=real_at + lasts, lease_by=worker, attempt=F("attempt") + (1 if counted else 0)
        )
    for item in found:
        item.lease_by, item.lease_until = worker, real_at + lasts
        item.attempt += 1 if counted else 0
    return found


def give_back(worker: str, item_ids: Iterable[int] | None = None) -> None:
    """End leases of a worker: all, or those of these items."""
    held = Item.objects.filter(lease_by=worker)
    if item_ids is not None:
        held = held.filter(id__in=list(item_ids))
    held.update(lease_until=None, lease_by="")


def fail(item: Item, worker: str, code: str, params: Mapping[str, object]) -> bool:
    """Give an item up with a reason that its owner can read; whether it was still this worker's."""
    held = Item.objects.filter(id=item.id, state=item.state, lease_by=worker)
    return bool(
        held.update(
            state=Item.State.FAILED,
            failure_code=code,
            failure_params=plain(params),
            to_be_signed=None,
            value=None,
            lease_until=None,
            lease_by="",
        )
    )


def troubled(item: Item, worker: str) -> bool:
    """After an unexpected error: give the lease back, or the item up; whether it was given up."""
    if item.attempt >= MOST_TRIES:
        return fail(item, worker, "SIGNING_TROUBLE", {})
    give_back(worker, [item.id])
    return False


def stop_whole(batch: Batch, error: HocbaError, *, at: datetime) -> None:
    """The whole batch cannot go on: a wrong PIN, a revoked certificate. Its items stay as they are."""
    with transaction.atomic():
        stopped = Batch.objects.filter(id=batch.id, state=Batch.State.OPEN).update(
            state=Batch.State.STOPPED,
            stopped_code=error.code,
            stopped_params=plain(error.params),
            remote_handle="",
            remote_items=[],
        )
        if stopped:
            audit.record(
                actor=Owner(batch),
                action="signatures.batch.halted",
                subject=("signing_batch", batch.id),
                at=at,
                school_id=batch.school_id,
                details={"code": error.code},
            )


def plain(params: Mapping[str, object]) -> dict[str, object]:
    """Values of a sentence as JSON keeps them."""
    return {
        name: value if isinstance(value, (int, bool, type(None))) else str(value)[:_TEXT]
        for name, value in params.items()
    }
