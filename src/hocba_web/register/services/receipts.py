"""Signed receipts: that a record was accepted, when, and where that stands in the log.

A receipt is the proof of existence by which a verifier judges certificates at acceptance time years later. It waits
until its leaf stands under a published checkpoint; an installation that keeps no log signs without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction

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
    signed = 0
    while signed < limit:
        with transaction.atomic():
            waiting = Number.objects.select_for_update(skip_locked=True, of=("self",)).select_related("school")
            numbers = list(waiting.filter(receipted_at=None).order_by("accepted_at", "uuid")[:_BATCH])
            done = _sign(numbers, seal, at)
        signed += done
        if done < _BATCH:
            break
    if signed:
        _log.info("receipts signed", receipts=signed)
    return signed


def waiting() -> int:
    """How many receipts are not signed yet."""
    return Number.objects.filter(receipted_at=None).count()


def _sign(numbers: Sequence[Number], seal: Seal, at: datetime) -> int:
    years = {number.school_year for number in numbers}
    found = Record.objects.filter(school_year__in=years, uuid__in=[number.uuid for number in numbers])
    records = {record.uuid: record for record in found}
    members = _members([record.leaf for record in records.values()])
    ready = [number for number in numbers if records[number.uuid].leaf in members]
    Receipt.objects.bulk_create(
        Receipt(
            number=number,
            statement=sign_statement(
                _stated(number, records[number.uuid], members[records[number.uuid].leaf]),
                seal.signer,
                seal.algorithm,
                at,
            ),
            signed_at=at,
        )
        for number in ready
    )
    Number.objects.filter(uuid__in=[number.uuid for number in ready]).update(receipted_at=at)
    return len(ready)


def _members(leaves: Sequence[int]) -> Mapping[int, Mapping[str, object] | None]:
    """What receipts say of the log, by number of the leaf; nothing for a leaf that waits for a checkpoint."""
    if not settings.LOG["key"]:
        return dict.fromkeys(leaves)
    return {leaf: proof.as_member() for leaf, proof in proofs.inclusion_many(leaves).items()}


def _stated(number: Number, record: Record, log: Mapping[str, object] | None) -> Stated:
    return Stated(
        uuid=number.uuid,
        record_digest=record.record_digest,
        pdf_digest=record.pdf or None,
        school=number.school.code,
        message_id=record.message_id,
        verdict="accepted",
        policy=str(record.evidence["policy"]),
        accepted_at=record.accepted_at,
        log=log,
    )
