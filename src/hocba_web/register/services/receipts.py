"""Signed receipts: that a record was accepted, when, and where that stands in the log.

A receipt is the proof of existence by which a verifier judges certificates at acceptance time years later. It waits
until its leaf stands under a published checkpoint; an installation that keeps no log signs without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from hocba.exchange.statements import Receipt as Stated
from hocba.exchange.statements import sign_statement
from hocba_web.register import facts
from hocba_web.register.facts import Seal
from hocba_web.register.models import Number, Receipt, Record
from hocba_web.transparency.selectors import proofs

_log = structlog.get_logger("hocba.register")
_BATCH = 50
"""Receipts of one transaction."""


def sign_due(*, at: datetime, limit: int = 500) -> int:
    """Sign receipts of accepted records whose leaf stands under a checkpoint, oldest first.

    Several processes may do it at once: each takes others. Nothing is signed without the authority's seal.

    Args:
        at: product clock, aware, UTC: the time of signing.
        limit: how many at most.

    Returns:
        How many were signed.

    Raises:
        UsageError: AUTHORITY_SEAL_UNREADABLE.
        SignerFailed: PKCS12_UNREADABLE, PKCS12_NO_KEY, or what the device says.
    """
    seal = facts.seal()
    if seal is None:
        return 0
    signed, after = 0, None
    while signed < limit:
        with transaction.atomic():
            numbers = _waiting(after)
            ready, unplaced = _ready(numbers)
            signed += _sign(ready, seal, at)
        # Leaves are placed in the order in which they came: where none of a batch has a place, no later one has.
        if not numbers or (unplaced and not ready):
            break
        after = numbers[-1]
    if signed:
        _log.info("receipts signed", count=signed)
    return signed


def waiting() -> int:
    """How many receipts are not signed yet."""
    return Number.objects.filter(receipted_at=None).count()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A record whose receipt can be signed."""

    number: Number
    record: Record
    log: Mapping[str, object] | None


def _waiting(after: Number | None) -> list[Number]:
    """The oldest that wait, locked; those of other processes and those up to `after` are passed over."""
    found = Number.objects.filter(receipted_at=None)
    if after is not None:
        same = Q(accepted_at=after.accepted_at, uuid__gt=after.uuid)
        found = found.filter(Q(accepted_at__gt=after.accepted_at) | same)
    locked = found.select_for_update(skip_locked=True, of=("self",)).select_related("school")
    return list(locked.order_by("accepted_at", "uuid")[:_BATCH])


def _ready(numbers: Sequence[Number]) -> tuple[list[_Ready], int]:
    """Those whose receipt can be signed, how many wait for the log; a number without a record waits for a person."""
    years = {number.school_year for number in numbers}
    found = Record.objects.filter(school_year__in=years, uuid__in=[number.uuid for number in numbers])
    records = {record.uuid: record for record in found}
    members = _members([record.leaf for record in records.values()])
    ready = []
    for number in numbers:
        record = records.get(number.uuid)
        if record is None:
            _log.error("number without a record", school_id=number.school_id)
        elif record.leaf in members:
            ready.append(_Ready(number, record, members[record.leaf]))
    return ready, len(records) - len(ready)


def _sign(ready: Sequence[_Ready], seal: Seal, at: datetime) -> int:
    """Sign what can be signed; a record that cannot be stated waits for a person and keeps no other waiting."""
    made = []
    for one in ready:
        try:
            stated = _stated(one)
        except (KeyError, ValueError):
            _log.exception("receipt not stated", school_id=one.number.school_id, number=one.record.leaf)
            continue
        statement = sign_statement(stated, seal.signer, seal.algorithm, at)
        made.append(Receipt(number=one.number, statement=statement, signed_at=at))
    Receipt.objects.bulk_create(made)
    Number.objects.filter(uuid__in=[one.number_id for one in made]).update(receipted_at=at)
    return len(made)


def _members(leaves: Sequence[int]) -> Mapping[int, Mapping[str, object] | None]:
    """What receipts say of the log, by number of the leaf; nothing for a leaf that waits for a checkpoint."""
    if not settings.LOG["key"]:
        return dict.fromkeys(leaves)
    return {leaf: proof.as_member() for leaf, proof in proofs.inclusion_many(leaves).items()}


def _stated(one: _Ready) -> Stated:
    record = one.record
    return Stated(
        uuid=record.uuid,
        record_digest=record.record_digest,
        pdf_digest=record.pdf or None,
        school=one.number.school.code,
        message_id=record.message_id,
        verdict="accepted",
        policy=str(record.evidence["policy"]),
        accepted_at=record.accepted_at,
        log=one.log,
    )
