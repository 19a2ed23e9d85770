"""SHOWN -> HASHED: everything of a signature but its value is made on the server, from what is stored now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError, transaction

from hocba.errors import HocbaError
from hocba.signature_profile import ALGORITHMS
from hocba.verification import Policy
from hocba_web.signatures import kinds
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.kinds import Pending, Ready, Signing
from hocba_web.signatures.models import Batch, Item
from hocba_web.signatures.selectors import trust
from hocba_web.signatures.selectors.batches import piece_of
from hocba_web.signatures.services.queue import leases

_log = structlog.get_logger("hocba.signatures")
FRESH_FOR = timedelta(minutes=10)
"""A hash whose signing time is older is made anew before a key is asked: the time that stands in a signature must be
near to when it was made."""
_TOGETHER = 24
WHOLE_BATCH = frozenset({"CERTIFICATE_NOT_VALID_NOW", "CERTIFICATE_USAGE", "KEY_TOO_WEAK", "ALGORITHM_NOT_ALLOWED"})
"""Refusals that concern the certificate, not one item."""
_GONE = (Item.State.FAILED, Item.State.STOPPED)
_READY = (Item.State.HASHED, Item.State.SIGNED)


def signing_of(batch: Batch, at: datetime, policy: Policy, evidence: tuple[str, ...] = ()) -> Signing:
    """Who signs with what at that time."""
    return Signing(
        school_id=batch.school_id,
        user_id=batch.owner_id,
        role=batch.role,
        capacity=batch.capacity,
        chain=read_pem(batch.certificate.chain),
        algorithm=ALGORITHMS[batch.algorithm],
        at=at,
        batch_id=batch.id,
        policy=policy,
        evidence=evidence,
    )


def prepare_some(batch: Batch, *, worker: str, at: datetime, real_at: datetime, most: int) -> int:
    """Prepare some items; how many changed their state."""
    items = leases.take(batch.id, Item.State.SHOWN, worker=worker, real_at=real_at, most=min(most, _TOGETHER))
    if not items:
        return 0
    given_up = [item for item in items if item.attempt > leases.MOST_LEASES]
    changed = sum(leases.fail(item, worker, "SIGNING_TROUBLE", {}) for item in given_up)
    items = [item for item in items if item.attempt <= leases.MOST_LEASES]
    signing = signing_of(batch, at.replace(microsecond=0), trust.policy(real_at))
    round_ = _Round(batch, worker, signing, _siblings(batch, items))
    for item in items:
        if round_.stopped is None:
            changed += round_.prepare(item)
    changed += round_.save()
    leases.give_back(worker)
    if round_.stopped is not None:
        leases.stop_whole(batch, round_.stopped, at=at)
    return changed


def renew(batch: Batch, *, at: datetime, real_at: datetime) -> int:
    """Send hashes back whose signing time is too old, with those that lean on them; how many."""
    waiting = (
        Item.objects.filter(batch=batch, state=Item.State.HASHED)
        .exclude(lease_until__gte=real_at)
        .exclude(id__in=batch.remote_items)
    )
    # Read without locks first: a lock on every waiting item would meet the locks of those who give leases back.
    stale: dict[int, int] = {}
    for item in waiting.only("id", "target", "order", "signing_at"):
        if item.signing_at is None or not timedelta(0) <= at - item.signing_at <= FRESH_FOR:
            stale[item.target] = min(item.order, stale.get(item.target, item.order))
    if not stale:
        return 0
    with transaction.atomic():
        held = waiting.filter(target__in=stale).select_for_update(skip_locked=True).order_by("target", "order", "id")
        old = [item.id for item in held.only("id", "target", "order") if item.order >= stale[item.target]]
        return Item.objects.filter(id__in=old, state=Item.State.HASHED).update(
            state=Item.State.SHOWN, to_be_signed=None, signing_at=None, lease_by="", lease_until=None
        )


def _siblings(batch: Batch, items: Sequence[Item]) -> Mapping[int, list[Item]]:
    """All items of the batch about the same objects, lower first."""
    found: dict[int, list[Item]] = defaultdict(list)
    if any(item.order for item in items):
        targets = {item.target for item in items}
        for item in Item.objects.filter(batch=batch, target__in=targets).defer("value").order_by("order", "id"):
            found[item.target].append(item)
    return found


class _Round:
    """One pass over leased items: what was made is kept until `save`, so that a higher piece can lean on a lower."""

    def __init__(self, batch: Batch, worker: str, signing: Signing, siblings: Mapping[int, list[Item]]) -> None:
        self.stopped: HocbaError | None = None
        self._batch = batch
        self._worker = worker
        self._at = signing.at
        self._siblings = siblings
        self._signing = signing
        self._made: dict[int, bytes] = {}

    def prepare(self, item: Item) -> int:
        """Make one; 1 if the item was given up, 0 otherwise."""
        lower = [one for one in self._siblings.get(item.target, ()) if one.order < item.order]
        if any(one.state in _GONE for one in lower):
            return self._gone(item, failed=leases.fail(item, self._worker, "SIGNING_LOWER_FAILED", {}))
        if any(one.state == Item.State.SHOWN and one.id not in self._made for one in lower):
            return 0
        kind = kinds.kind_of(self._batch.kind)
        try:
            ready = kind.prepare(piece_of(item), self._signing, self._pending(lower))
        except HocbaError as error:
            if error.code in WHOLE_BATCH:
                self.stopped = error
                return 0
            return self._gone(item, failed=leases.fail(item, self._worker, error.code, error.params))
        except (OperationalError, InterfaceError):
            raise  # the connection is gone: nothing can be written now
        except Exception:  # noqa: BLE001  # a kind's mistake must not hold up the other items
            _log.exception("not_prepared", number=item.id)
            return self._gone(item, failed=leases.troubled(item, self._worker))
        self._made[item.id] = ready.to_be_signed
        return 0

    def save(self) -> int:
        """Write what was made, as far as the leases still hold; how many."""
        with transaction.atomic():
            return sum(
                Item.objects.filter(id=item_id, state=Item.State.SHOWN, lease_by=self._worker).update(
                    state=Item.State.HASHED,
                    to_be_signed=message,
                    signing_at=self._at,
                    attempt=0,
                    lease_until=None,
                    lease_by="",
                )
                for item_id, message in self._made.items()
            )

    def _gone(self, item: Item, *, failed: bool) -> int:
        """Let the higher pieces of the same object see what became of this one."""
        for one in self._siblings.get(item.target, ()):
            if failed and one.id == item.id:
                one.state = Item.State.FAILED
        return int(failed)

    def _pending(self, lower: Sequence[Item]) -> tuple[Pending, ...]:
        found = []
        for one in lower:
            if one.id in self._made:
                found.append(Pending(piece_of(one), Ready(self._made[one.id]), self._at))
            elif one.state in _READY and one.to_be_signed is not None and one.signing_at is not None:
                found.append(Pending(piece_of(one), Ready(bytes(one.to_be_signed)), one.signing_at))
        return tuple(found)
