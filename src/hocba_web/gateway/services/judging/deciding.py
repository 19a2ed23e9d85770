"""May this record be accepted? Its signatures, its school and year, its number, its pupil, its PDF, in this order.

Source: Công văn 2088/BGDĐT-GDTH, part II and III; Decision 32/QĐ-THPĐ, chapter I art. 5(3), chapter I art. 5(6)(a).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba.errors import HocbaError, UnknownRule
from hocba.model import ClosingGroup, SchoolYear, YearRecord
from hocba.regulation import closing
from hocba.verification import (
    Indication,
    Policy,
    SubIndication,
    VerificationReport,
    verify_pair,
)
from hocba_web.gateway.models import Certificate, Closing, HeldRecord, Message, SealedPdf
from hocba_web.gateway.services import certificates, rehearsal, store
from hocba_web.gateway.services.judging.listed import only_status_unknown
from hocba_web.gateway.services.judging.outcome import Refusal, Undecided

_SEAL_SLOT = "KY_PHAT_HANH"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that was sent, with what the verifier says of it."""

    message: Message
    file: bytes
    report: VerificationReport
    sender: Certificate
    """With which the list was signed."""
    approved: Mapping[str, Certificate]
    """The school's approved certificates, by SHA-256."""
    policy: Policy
    bundle: str
    """SHA-256 of the stored status data."""


@dataclass(frozen=True, slots=True)
class Acceptable:
    """A record that may be accepted."""

    candidate: Candidate
    record: YearRecord
    digest: str
    group: ClosingGroup
    certificate: Certificate
    """With which it is sealed."""
    pdf: str
    """SHA-256 of the sealed PDF; empty if none came."""


def require_acceptable(candidate: Candidate) -> Acceptable | HeldRecord:
    """Decide; inside the transaction that writes the decision.

    Returns:
        What may be accepted; or the held record, where this very file was accepted before.

    Raises:
        Refusal: it is not accepted.
        Undecided: a certificate's status is unknown.
    """
    record = _verified(candidate.report)
    message = candidate.message
    _require_here(message, record)
    seal = next((one for one in candidate.report.signatures if one.slot == _SEAL_SLOT), None)
    certificate = candidate.approved.get(certificates.digest(seal.certificate if seal else None))
    if certificate is None:
        raise Refusal("GATEWAY_SEAL_CERTIFICATE")
    digest = record_digest(parse_strict(candidate.file, widest_limits())).hex()
    held = HeldRecord.objects.filter(uuid=record.lookup_uuid).first()
    if held is not None:
        same = held.record_digest == digest and held.state == HeldRecord.State.CURRENT
        if same and held.unit_id == message.unit_id:
            return held
        raise Refusal("GATEWAY_UUID_USED")
    group = record.group or _group_by_arrival(record.school_year, message.received_at)
    _require_open(message, record, group)
    return Acceptable(candidate, record, digest, group, certificate, _pdf(candidate, record))


def _verified(report: VerificationReport) -> YearRecord:
    """The record, rebuilt from the signed bytes alone."""
    if report.signed_record is not None:
        return report.signed_record
    if report.indication is Indication.INDETERMINATE and only_status_unknown(report.findings):
        raise Undecided
    decisive = next((check for check in report.findings if check.sub_indication is report.sub_indication), None)
    if decisive is None:  # something else than a year record
        raise Refusal("GATEWAY_RECORD_UNREADABLE")
    unreadable = report.sub_indication is SubIndication.FORMAT_FAILURE and not report.signatures
    code = "GATEWAY_RECORD_UNREADABLE" if unreadable else "GATEWAY_RECORD_SIGNATURE"
    raise Refusal(code, decisive.code, decisive.params, decisive.where)


def _require_here(message: Message, record: YearRecord) -> None:
    """Not another school's, nor another year's, nor one that a rehearsal refuses."""
    if record.school.code != message.unit.code:
        raise Refusal("GATEWAY_OTHER_SCHOOL")
    if record.school_year.first != message.school_year:
        raise Refusal("GATEWAY_OTHER_YEAR")
    code = rehearsal.rules_of(message.unit).refuse.get(record.pupil.personal_id)
    if code:
        raise Refusal(code)


def _require_open(message: Message, record: YearRecord, group: ClosingGroup) -> None:
    year = record.school_year.first
    if Closing.objects.filter(unit=message.unit, school_year=year, group=group.value).exists():
        raise Refusal("GATEWAY_PERIOD_CLOSED")
    current = HeldRecord.objects.filter(
        personal_id=record.pupil.personal_id, school_year=year, state=HeldRecord.State.CURRENT
    )
    if current.exists():
        raise Refusal("GATEWAY_RECORD_EXISTS")


def _group_by_arrival(year: SchoolYear, received_at: datetime) -> ClosingGroup:
    """Of a record that does not say its group: what comes before 15/6 belongs there, the rest to 15/8."""
    try:
        in_time = closing(year, ClosingGroup.JUNE).kept(received_at)
    except UnknownRule:
        raise Refusal("GATEWAY_PERIOD_CLOSED") from None  # from before the regulation, which made the groups
    return ClosingGroup.JUNE if in_time else ClosingGroup.AUGUST


def _pdf(candidate: Candidate, record: YearRecord) -> str:
    """The newest PDF that came for this record, if it is sealed, of this very file, and says what it says."""
    found = SealedPdf.objects.filter(unit=candidate.message.unit, uuid=record.lookup_uuid).first()
    if found is None:
        return ""
    data = store.get(found.sha256)
    try:
        _, report = verify_pair(candidate.file, data, candidate.policy)
    except HocbaError as error:
        raise Refusal("GATEWAY_PDF_WRONG", error.code, error.params, error.where) from None
    if report.indication is not Indication.TOTAL_PASSED:
        if only_status_unknown(report.findings):
            raise Undecided
        decisive = next(check for check in report.findings if check.sub_indication is report.sub_indication)
        raise Refusal("GATEWAY_PDF_WRONG", decisive.code, decisive.params, decisive.where)
    if report.signed_xml != candidate.file:
        raise Refusal("GATEWAY_PDF_WRONG")
    return found.sha256
