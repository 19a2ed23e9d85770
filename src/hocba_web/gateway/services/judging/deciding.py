"""May this record be accepted? What its own bytes say, before anybody looks at the register.

Its signatures and rules, its school and year, its seal's certificate, its pupil and teachers against the roster, its
PDF. Source: Công văn 2088/BGDĐT-GDTH, part II and III; Decision 32/QĐ-THPĐ, chapter I art. 5(3).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hocba.adapters import limited
from hocba.adapters.limited.answers import ListedRecord
from hocba.errors import DocumentError, UnknownRule, UnreadableFile
from hocba.model import ClosingGroup, SchoolYear, YearRecord
from hocba.regulation import closing
from hocba.verification import Indication, SignatureReport, SubIndication, VerificationReport
from hocba_web.base.text import fold
from hocba_web.gateway.facts import Trust
from hocba_web.gateway.models import Certificate, Message, SealedPdf
from hocba_web.gateway.services import certificates, rehearsal
from hocba_web.gateway.services.judging.listed import only_status_unknown
from hocba_web.gateway.services.judging.outcome import Refusal, Undecided
from hocba_web.gateway.services.roster.comparing import Comparer
from hocba_web.register import files
from hocba_web.register.models import School
from hocba_web.register.models.records import CLASS_LONGEST, CODE_LONGEST, NAME_LONGEST

_SEAL_SLOT = "KY_PHAT_HANH"
_KEPT: Mapping[str, tuple[int, Callable[[YearRecord], str]]] = {
    "HO_VA_TEN": (NAME_LONGEST, lambda record: max(record.pupil.name, fold(record.pupil.name), key=len)),
    "MA_HOC_SINH": (CODE_LONGEST, lambda record: record.pupil.ministry_id),
    "TEN_LOP": (CLASS_LONGEST, lambda record: record.class_name),
}
"""Tag -> how much the register keeps of it, and of what: a file's form sets no such bound, the columns do."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What all records of a message are judged by."""

    message: Message
    sender: Certificate
    """With which the list was signed."""
    approved: Mapping[str, Certificate]
    """The school's approved certificates, by SHA-256."""
    trust: Trust
    refuse: Mapping[str, str]
    """Rehearsal: personal ID -> code."""
    roster: Comparer
    at: datetime
    """Product clock, aware, UTC."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that was sent, with what the verifier says of it."""

    position: int
    listed: ListedRecord
    report: VerificationReport


@dataclass(frozen=True, slots=True)
class Fit:
    """A record of which its own bytes say nothing wrong."""

    candidate: Candidate
    record: YearRecord
    group: ClosingGroup
    seal: SignatureReport
    certificate: Certificate
    """With which it is sealed."""
    roster: tuple[str, ...]
    """Codes of what disagrees with the roster; refused if the school's records are held to it."""
    pdf: str
    """SHA-256 of the sealed PDF; empty if none came."""
    pdf_refusal: Refusal | None
    """Told only where nothing else is wrong."""


def bench_of(message: Message, sender: Certificate, trust: Trust, at: datetime) -> Bench:
    """What all records of a message are judged by.

    Args:
        message: held by this judge.
        sender: the approved certificate with which the list was signed.
        trust: anchors and status data of this moment.
        at: product clock, aware, UTC.
    """
    school = message.school
    return Bench(
        message=message,
        sender=sender,
        approved=certificates.approved(school),
        trust=trust,
        refuse=rehearsal.rules_of(school).refuse,
        roster=Comparer.of(school, message.school_year),
        at=at,
    )


def newest_pdfs(school: School, uuids: Collection[UUID]) -> Mapping[UUID, str]:
    """SHA-256 of the newest PDF that came for each of these records, where one came."""
    found = SealedPdf.objects.filter(school=school, uuid__in=list(uuids)).order_by("id")
    return dict(found.values_list("uuid", "sha256"))


def require_fit(bench: Bench, candidate: Candidate, pdfs: Mapping[UUID, str]) -> Fit:
    """Judge a record by itself.

    Args:
        bench: what all records of the message are judged by.
        candidate: the record.
        pdfs: `newest_pdfs` of some records, this one among them.

    Raises:
        Refusal: it is not accepted.
        Undecided: a certificate's status is unknown.
    """
    record = _verified(candidate.report)
    _require_here(bench, record)
    seal = next((one for one in candidate.report.signatures if one.slot == _SEAL_SLOT), None)
    certificate = bench.approved.get(certificates.digest(seal.certificate if seal else None))
    if seal is None or certificate is None:
        raise Refusal("GATEWAY_SEAL_CERTIFICATE")
    group = record.group or _group_by_arrival(record.school_year, bench.message.received_at)
    pdf, pdf_refusal = _pdf(bench, candidate, pdfs.get(record.lookup_uuid, ""))
    disagreements = bench.roster.disagreements(record)
    return Fit(candidate, record, group, seal, certificate, disagreements, pdf, pdf_refusal)


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


def _require_here(bench: Bench, record: YearRecord) -> None:
    """Not another school's, nor another year's, nor one that a rehearsal refuses or the register cannot hold."""
    if record.school.code != bench.message.school.code:
        raise Refusal("GATEWAY_OTHER_SCHOOL")
    if record.school_year.first != bench.message.school_year:
        raise Refusal("GATEWAY_OTHER_YEAR")
    code = bench.refuse.get(record.pupil.personal_id)
    if code:
        raise Refusal(code)
    for tag, (longest, value) in _KEPT.items():
        if len(value(record)) > longest:
            raise Refusal("GATEWAY_RECORD_UNREADABLE", "TEXT_TOO_LONG", {"limit": longest}, tag)


def _group_by_arrival(year: SchoolYear, received_at: datetime) -> ClosingGroup:
    """Of a record that does not say its group: what comes before 15/6 belongs there, the rest to 15/8."""
    try:
        in_time = closing(year, ClosingGroup.JUNE).kept(received_at)
    except UnknownRule:
        raise Refusal("GATEWAY_PERIOD_CLOSED") from None  # from before the regulation, which made the groups
    return ClosingGroup.JUNE if in_time else ClosingGroup.AUGUST


def _pdf(bench: Bench, candidate: Candidate, digest: str) -> tuple[str, Refusal | None]:
    """The PDF that came for this record, if it is sealed, of this very file, and says what it says."""
    if not digest:
        return "", None
    try:
        _require_pair(candidate.listed.file, files.get(digest), bench)
    except Refusal as refusal:
        return "", refusal
    return digest, None


def _require_pair(xml: bytes, pdf: bytes, bench: Bench) -> None:
    report = _judged_pair(xml, pdf, bench)
    if report.indication is not Indication.TOTAL_PASSED:
        if only_status_unknown(report.findings):
            raise Undecided
        decisive = next(check for check in report.findings if check.sub_indication is report.sub_indication)
        raise Refusal("GATEWAY_PDF_WRONG", decisive.code, decisive.params, decisive.where)
    if report.signed_xml != xml:
        raise Refusal("GATEWAY_PDF_WRONG")


def _judged_pair(xml: bytes, pdf: bytes, bench: Bench) -> VerificationReport:
    """A PDF that is too much for two children in a row is refused: the other records of the list go on."""
    for _ in range(2):
        try:
            return limited.judge_pair(xml, pdf, trust=bench.trust.folder, at=bench.at)
        except limited.ChildLost:
            continue
        except (DocumentError, UnreadableFile) as error:
            raise Refusal("GATEWAY_PDF_WRONG", error.code, error.params, error.where) from None
    raise Refusal("GATEWAY_PDF_WRONG")
