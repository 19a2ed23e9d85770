"""SIGNED -> COMMITTED: embedded, verified by code that shares nothing with signing, stored; one transaction a handful.

Within it each item has a savepoint of its own: what fails is undone and named, the others are committed with one trace.
Whoever dies in the middle leaves all of them SIGNED.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError, transaction

from hocba.errors import HocbaError, SigningRefused
from hocba.verification import Policy
from hocba_web.audit import services as audit
from hocba_web.signatures import kinds
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.kinds import Piece, Ready
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.selectors import trust
from hocba_web.signatures.selectors.batches import GOING_ON, piece_of
from hocba_web.signatures.services import evidence
from hocba_web.signatures.services.batches import new_item
from hocba_web.signatures.services.queue import leases
from hocba_web.signatures.services.queue.preparing import WHOLE_BATCH, signing_of

_log = structlog.get_logger("hocba.signatures")
_TOGETHER = 12
"""Items of one transaction: few enough that nobody waits long for the writer's lock of SQLite."""


def settle_some(batch: Batch, *, worker: str, at: datetime, real_at: datetime, most: int) -> int:
    """Commit some items; how many changed their state."""
    items = leases.take(batch.id, Item.State.SIGNED, worker=worker, real_at=real_at, most=min(most, _TOGETHER))
    if not items:
        return 0
    given_up = [item for item in items if item.attempt > leases.MOST_LEASES]
    changed = sum(leases.fail(item, worker, "SIGNING_TROUBLE", {}) for item in given_up)
    try:
        judged = may_use(batch, items, at=at, real_at=real_at)
    except HocbaError as error:
        leases.give_back(worker)
        leases.stop_whole(batch, error, at=at)
        return changed
    handful = _Handful(batch, worker, at, trust.policy(real_at))
    with transaction.atomic():
        digests = evidence.keep(judged.evidence, real_at=real_at)
        held = Item.objects.select_for_update().filter(batch=batch, state=Item.State.SIGNED, lease_by=worker)
        for item in held.order_by("target", "order", "id"):
            if handful.stopped is None:
                changed += handful.settle(item, digests)
        leases.give_back(worker)
        handful.trace()
    if handful.stopped is not None:
        leases.stop_whole(batch, handful.stopped, at=at)
    return changed


def may_use(batch: Batch, items: Sequence[Item], *, at: datetime, real_at: datetime) -> trust.Judged:
    """Judge the batch's certificate now, and at the signing times of these items.

    Raises:
        SigningRefused: as `trust.judge`; CERTIFICATE_ENDED, it was given up or reported lost meanwhile.
    """
    current = Certificate.objects.get(id=batch.certificate_id)
    if current.state != Certificate.State.ACTIVE:
        state = str(Certificate.State(current.state).label)
        raise SigningRefused("CERTIFICATE_ENDED", where="certificate", state=state)
    chain = read_pem(current.chain)
    for moment in {item.signing_at or at for item in items} | {at}:
        judged = trust.judge(chain, signing_at=moment, real_at=real_at)
    return judged


class _Handful:
    """The items of one transaction."""

    def __init__(self, batch: Batch, worker: str, at: datetime, policy: Policy) -> None:
        self.stopped: HocbaError | None = None
        self._batch = batch
        self._worker = worker
        self._at = at
        self._policy = policy
        self._kind = kinds.kind_of(batch.kind)
        self._committed: list[Piece] = []
        self._failed: list[str] = []

    def settle(self, item: Item, digests: tuple[str, ...]) -> int:
        """Commit one; 1 if its state changed."""
        if self._leans_on_open(item):
            return 0
        try:
            with transaction.atomic():
                self._commit(item, digests)
        except (OperationalError, InterfaceError):
            raise  # the connection, or the disk under the database: nothing can be written now
        except HocbaError as error:
            if error.code in WHOLE_BATCH:
                self.stopped = error
                return 0
            return self._fail(item, error)
        except OSError:
            _log.exception("not_stored", number=item.id)
            self.stopped = SigningRefused("SIGNING_STORAGE_FAILED")
            return 0
        except Exception:  # noqa: BLE001  # a kind's mistake must not hold up the other items
            _log.exception("not_settled", number=item.id)
            return int(leases.troubled(item, self._worker))
        self._committed.append(piece_of(item))
        return 1

    def trace(self) -> None:
        """One entry for all that was committed, with its pupils; one for what failed."""
        if self._committed:
            audit.record(
                actor=leases.Owner(self._batch),
                action="signatures.items.committed",
                subject=("signing_batch", self._batch.id),
                at=self._at,
                school_id=self._batch.school_id,
                pupils=self._kind.pupils(self._committed),
                details={"kind": self._batch.kind, "items": len(self._committed)},
            )
        if self._failed:
            audit.record(
                actor=leases.Owner(self._batch),
                action="signatures.items.failed",
                subject=("signing_batch", self._batch.id),
                at=self._at,
                school_id=self._batch.school_id,
                details={"items": len(self._failed), "code": self._failed[0]},
            )

    def _leans_on_open(self, item: Item) -> bool:
        lower = Item.objects.filter(batch=self._batch, target=item.target, order__lt=item.order)
        return item.order > 0 and lower.filter(state__in=GOING_ON).exists()

    def _commit(self, item: Item, digests: tuple[str, ...]) -> None:
        if item.to_be_signed is None or item.value is None or item.signing_at is None:
            raise RuntimeError(f"item {item.id} is signed and has no value")
        signing = signing_of(self._batch, item.signing_at, self._policy, digests)
        ready = Ready(bytes(item.to_be_signed))
        followers = self._kind.settle(piece_of(item), signing, ready, bytes(item.value))
        item.state, item.committed_at, item.attempt = Item.State.COMMITTED, self._at, 0
        item.lease_by, item.lease_until = "", None
        item.save(update_fields=["state", "committed_at", "attempt", "lease_by", "lease_until"])
        Item.objects.bulk_create([new_item(self._batch, piece) for piece in followers])

    def _fail(self, item: Item, error: HocbaError) -> int:
        self._failed.append(error.code)
        return int(leases.fail(item, self._worker, error.code, error.params))
