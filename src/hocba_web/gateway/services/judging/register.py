"""What the register says about a record that is good by itself: its number, its pupil, its group.

Source: Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d), chapter I art. 5(6)(a).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hocba.verification import SignatureReport
from hocba_web.base.clock import local
from hocba_web.gateway import facts
from hocba_web.gateway.services.judging.deciding import Bench, Fit
from hocba_web.gateway.services.judging.outcome import Refusal
from hocba_web.register.models import Number
from hocba_web.register.selectors import groups, records
from hocba_web.register.selectors.records import Standing
from hocba_web.register.services.accepting import Accepted


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds of some records, their pupils and groups; read inside the deciding transaction."""

    standings: Mapping[UUID, Standing]
    current: Mapping[str, UUID]
    """Personal ID -> the pupil's current record of the year."""
    groups: Mapping[str, groups.GroupState]
    day: date
    """On which the message came, in Vietnam: decisions that hold then let it in, however long judgement takes."""
    school_id: int
    """Who sends."""

    @classmethod
    def of(cls, bench: Bench, fits: Sequence[Fit]) -> Known:
        """Read it for these records."""
        day = local(bench.message.received_at).date()
        school, year = bench.message.school, bench.message.school_year
        return cls(
            standings=records.standings([fit.record.lookup_uuid for fit in fits]),
            current=records.current_of([fit.record.pupil.personal_id for fit in fits], year),
            groups={
                group.value: groups.standing_of(school.id, year, group.value, day)
                for group in {fit.group for fit in fits}
            },
            day=day,
            school_id=school.id,
        )


def require_new(bench: Bench, fit: Fit, known: Known) -> Accepted | None:
    """What may be accepted; None where this very file is held already.

    Raises:
        Refusal: GATEWAY_UUID_USED, GATEWAY_PERIOD_CLOSED, GATEWAY_RECORD_EXISTS, and what the roster or the PDF says.
    """
    uuid, digest = fit.record.lookup_uuid, fit.candidate.listed.digest
    held = known.standings.get(uuid)
    if held is not None and (held.school_id, held.record_digest) == (bench.message.school_id, digest):
        if held.state == Number.State.CURRENT:
            return None
        raise Refusal("GATEWAY_UUID_USED")
    if fit.roster and bench.roster.enforced:
        raise Refusal(fit.roster[0])
    if held is not None:
        raise Refusal("GATEWAY_UUID_USED")
    supersedes = _replaced(fit, known)
    if fit.pdf_refusal is not None:
        raise fit.pdf_refusal
    return _accepted(bench, fit, supersedes)


def _replaced(fit: Fit, known: Known) -> UUID | None:
    """The finalised record that a dated decision lets this school replace; None where it comes as the pupil's first.

    Raises:
        Refusal: GATEWAY_PERIOD_CLOSED, GATEWAY_RECORD_EXISTS.
    """
    current = known.current.get(fit.record.pupil.personal_id)
    if current is not None and groups.amendable(current, known.day, known.school_id):
        return current
    if not known.groups[fit.group.value].open:
        raise Refusal("GATEWAY_PERIOD_CLOSED")
    if current is not None:
        raise Refusal("GATEWAY_RECORD_EXISTS")
    return None


def _accepted(bench: Bench, fit: Fit, supersedes: UUID | None) -> Accepted:
    record, listed = fit.record, fit.candidate.listed
    sealed_at = fit.seal.signing_time
    if sealed_at is None:  # no seal passes without it
        raise Refusal("GATEWAY_RECORD_SIGNATURE")
    return Accepted(
        uuid=record.lookup_uuid,
        school_id=bench.message.school_id,
        school_year=record.school_year.first,
        group=fit.group,
        class_name=record.class_name,
        grade=record.grade,
        personal_id=record.pupil.personal_id,
        pupil_name=record.pupil.name,
        born=record.pupil.born,
        pupil_code=record.pupil.ministry_id,
        revision=record.revision,
        profile=fit.candidate.report.profile or "",
        issued_at=sealed_at,
        record_digest=listed.digest,
        file=hashlib.sha256(listed.file).hexdigest(),  # stored under it, before this transaction (`chunks.decide`)
        pdf=fit.pdf,
        certificate=fit.certificate.sha256,
        message_id=bench.message.message_id,
        received_at=bench.message.received_at,
        evidence=_evidence(bench, fit),
        supersedes=supersedes,
    )


def _evidence(bench: Bench, fit: Fit) -> dict[str, object]:
    """Why it was accepted: later expiry or revocation changes nothing of it.

    The chains stand in the stored file itself, the status data and anchors in the files that the bundle names.
    """
    return {
        "policy": facts.POLICY_NAME,
        "indication": fit.candidate.report.indication.value,
        "validated_at": bench.at.isoformat(),
        "status_data": bench.trust.bundle,
        "sender": bench.sender.sha256,
        "warnings": list(fit.roster),
        "signatures": [_signature(one) for one in fit.candidate.report.signatures],
    }


def _signature(one: SignatureReport) -> dict[str, object]:
    return {
        "slot": one.slot,
        "serial": one.serial,
        "sha256": hashlib.sha256(one.certificate or b"").hexdigest(),
        "signed_at": one.signing_time.isoformat() if one.signing_time else None,
        "status": one.status,
    }
