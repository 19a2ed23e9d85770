"""Acceptance: bytes, digest, verdict, time and receipt, together or not at all."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from hocba.exchange.statements import Receipt, sign_statement
from hocba.verification import SignatureReport
from hocba_web.gateway import facts
from hocba_web.gateway.models import Event, HeldRecord
from hocba_web.gateway.services import store
from hocba_web.gateway.services.judging.deciding import Acceptable
from hocba_web.gateway.services.judging.outcome import Raced


def accept(found: Acceptable, at: datetime) -> HeldRecord:
    """Hold the record; inside a transaction.

    Raises:
        Raced: another judge was faster; nothing is written.
    """
    record, message = found.record, found.candidate.message
    held = HeldRecord(
        uuid=record.lookup_uuid,
        unit=message.unit,
        school_year=record.school_year.first,
        group=found.group.value,
        class_name=record.class_name,
        personal_id=record.pupil.personal_id,
        pupil_name=record.pupil.name,
        pupil_code=record.pupil.ministry_id,
        record_digest=found.digest,
        file=store.put(found.candidate.file),
        pdf=found.pdf,
        certificate=found.certificate,
        message_id=message.message_id,
        accepted_at=at,
        evidence=_evidence(found, at),
        receipt=_receipt(found, at),
    )
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError:
        raise Raced from None
    Event.objects.create(
        kind=Event.Kind.ACCEPTED,
        at=at,
        unit_code=message.unit.code,
        uuid=held.uuid,
        details={"digest": held.record_digest, "pdf": held.pdf, "message": message.message_id},
    )
    return held


def _receipt(found: Acceptable, at: datetime) -> str:
    seal = facts.seal()
    if seal is None:
        return ""
    message = found.candidate.message
    receipt = Receipt(
        uuid=found.record.lookup_uuid,
        record_digest=found.digest,
        pdf_digest=found.pdf or None,
        school=message.unit.code,
        message_id=message.message_id,
        verdict="accepted",
        policy=facts.POLICY_NAME,
        accepted_at=at,
    )
    return sign_statement(receipt, seal.signer, seal.algorithm, at)


def _evidence(found: Acceptable, at: datetime) -> dict[str, object]:
    """Why it was accepted: later expiry or revocation changes nothing of it."""
    report = found.candidate.report
    return {
        "policy": facts.POLICY_NAME,
        "indication": report.indication.value,
        "validated_at": at.isoformat(),
        "status_data": found.candidate.bundle,
        "sender": found.candidate.sender.sha256,
        "signatures": [_signature(one) for one in report.signatures],
    }


def _signature(one: SignatureReport) -> dict[str, object]:
    return {
        "slot": one.slot,
        "serial": one.serial,
        "sha256": hashlib.sha256(one.certificate or b"").hexdigest(),
        "signed_at": one.signing_time.isoformat() if one.signing_time else None,
        "status": one.status,
    }
