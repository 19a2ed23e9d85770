"""A sealed PDF from bytes to report: its frame, its seal, what it holds, the record inside, what its pages show.

A sealed paper (an extract, a copy) holds no record: its report has none, and says only who sealed these pages. A copy
that the authority made of a record holds the record's XML under the authority's own seal, and its report says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from hocba.documents.handover import Handover
from hocba.documents.papers import PAPER_VERSION
from hocba.documents.rendition import Form, Stage, authority_copy, form_of, line_of
from hocba.documents.rendition.reading import compare, read_shown
from hocba.documents.rendition.seal_art import seal_appearance
from hocba.documents.xml import widest_limits
from hocba.errors import DocumentError, HocbaError
from hocba.model import YearRecord
from hocba.verification.certificates.parsed import Certificate
from hocba.verification.findings import Finding, found, not_checked, passed, refused
from hocba.verification.judge import judge
from hocba.verification.pdf.cms import Cms, check_certificate, check_value, read_cms
from hocba.verification.pdf.content import Content, attached_file, read_caption, read_content, read_labels
from hocba.verification.pdf.layout import Frame, read_frame
from hocba.verification.pdf.paper import NOT_IN_PAPERS, check_paper, is_paper
from hocba.verification.pdf.seal import Seal, read_seal
from hocba.verification.policy import Policy
from hocba.verification.report import (
    AuthorityCopy,
    Check,
    Indication,
    SignatureReport,
    SubIndication,
    VerificationReport,
    conclude,
)
from hocba.verification.xml.record import Examination, examine_record
from hocba.verification.xml.steps import signature_report

SLOT = "PDF"
_ROLES = {Stage.SEALED: "school_seal", Stage.AUTHORITY_COPY: "authority_copy_seal", Stage.PRINT_COPY: "paper_seal"}
"""Whose seal it is on a record's PDF, an authority's copy, a sealed paper; of the last, its certificate alone tells."""


@dataclass(frozen=True, slots=True)
class _SealFound:
    """The PDF's own seal and what was found out about it."""

    cms: Cms | None
    checks: tuple[Check, ...]
    status: str
    demo: bool


def verify_pdf(data: bytes, policy: Policy, known: Examination | None = None) -> VerificationReport:
    """Verify a sealed PDF: PDF_STRUCTURE to PDF_TEXT, with every step of the XML inside it.

    Args:
        data: the whole file.
        policy: trust, time, and whether texts are compared.
        known: an examination of the XML under the same policy; taken over where the PDF holds those very bytes. Beside
            a record's XML only the school's own PDF will do: no paper, and no copy that somebody else made.
    """
    checks: list[Check] = []
    try:
        frame = read_frame(data)
        seal = read_seal(data, frame)
    except Finding as finding:
        return _report([found(finding, "")], policy, None, None, None)
    checks += [passed("PDF_STRUCTURE"), passed("PDF_BYTE_RANGE")]
    sealed = _check_seal(seal, policy)
    checks += sealed.checks
    if known is None and is_paper(frame):
        checks += [_step("PDF_CONTENT", lambda: check_paper(frame, sealed.cms)), *NOT_IN_PAPERS]
        return replace(_report(checks, policy, seal, sealed, None, stage=Stage.PRINT_COPY), profile=PAPER_VERSION)
    stage = Stage.AUTHORITY_COPY if known is None and _says_copy(frame) else Stage.SEALED
    try:
        content = read_content(frame)
        checks.append(passed("PDF_CONTENT"))
        xml = attached_file(frame, content, widest_limits().bytes)
        checks.append(passed("PDF_XML_INSIDE"))
    except Finding as finding:
        return _report([*checks, found(finding, "")], policy, seal, sealed, None, stage=stage)
    inside = known if known is not None and known.data == xml else examine_record(xml, policy)
    checks += inside.checks
    if inside.opened is not None and sealed.cms is not None:
        cms = sealed.cms
        if stage is Stage.AUTHORITY_COPY:
            checks.append(_step("PDF_SEAL_OF_AUTHORITY", lambda: _of_authority(seal, cms, inside)))
        else:
            checks.append(_step("PDF_SEAL_OF_SCHOOL", lambda: _of_school(seal, cms, inside)))
        if policy.check_text:
            checks.append(_step("PDF_TEXT", lambda: _same_text(frame, content, seal, cms, inside, stage=stage)))
        else:
            checks.append(not_checked("PDF_TEXT"))
    return _report(checks, policy, seal, sealed, inside, stage=stage)


def embedded_xml(data: bytes, policy: Policy) -> bytes:
    """The XML inside one of our PDFs, with no proof of anything.

    Raises:
        DocumentError: the code of the finding; the file does not have the form of a sealed record.
    """
    try:
        frame = read_frame(data[: policy.max_bytes])
        return attached_file(frame, read_content(frame), widest_limits().bytes)
    except Finding as finding:
        raise DocumentError(finding.code, where=finding.where, **finding.params) from finding


def _step(name: str, work: Callable[[], None], where: str = "") -> Check:
    try:
        work()
    except Finding as finding:
        return found(finding, where)
    except HocbaError as error:  # from the rendition: unknown form version, pages that our writer does not make
        return refused(error, name, where, SubIndication.SIG_CONSTRAINTS_FAILURE)
    return passed(name, where)


def _check_seal(seal: Seal, policy: Policy) -> _SealFound:
    """Shape, integrity, certificate, value, time, path, validity, status and holder of the PDF's seal."""
    try:
        cms = read_cms(seal.cms)
    except Finding as finding:
        return _SealFound(None, (found(finding, SLOT),), "unknown", demo=False)
    checks = [passed("SIGNATURE_SHAPE", SLOT), passed("SIGNATURE_ALGORITHMS", SLOT)]
    checks.append(_step("SIGNATURE_INTEGRITY", lambda: _intact(seal, cms), SLOT))
    checks.append(_step("SIGNING_CERTIFICATE", lambda: check_certificate(cms), SLOT))
    checks.append(_step("SIGNATURE_VALUE", lambda: check_value(cms), SLOT))
    checks.append(_step("SIGNING_TIME", lambda: _not_in_future(seal, policy), SLOT))
    judgement = judge(cms.leaf, cms.chain, seal.signing_time, policy, SLOT)
    checks += judgement.checks
    checks.append(_step("SIGNER_IDENTITY", lambda: _organisation(seal, cms), SLOT))
    return _SealFound(cms, tuple(checks), judgement.status, judgement.demo)


def _intact(seal: Seal, cms: Cms) -> None:
    if seal.digest(cms.hash) != cms.message_digest:
        raise Finding("DIGEST_WRONG")


def _not_in_future(seal: Seal, policy: Policy) -> None:
    if seal.signing_time > policy.proven_at + policy.clock_tolerance:
        raise Finding("SIGNED_IN_FUTURE", value=seal.signing_time.isoformat(), now=policy.proven_at.isoformat())


def _organisation(seal: Seal, cms: Cms) -> None:
    if cms.leaf.tax_code is None or cms.leaf.organisation != seal.name:
        raise Finding("SEAL_WRONG_ORGANISATION", expected=seal.name, found=cms.leaf.organisation)


def _says_copy(frame: Frame) -> bool:
    """Whether a file says that it is the authority's copy; its pages must then say so, too."""
    try:
        _, keywords = read_labels(frame)
    except Finding:
        return False
    return keywords[1:2] == (Stage.AUTHORITY_COPY.value,)


def _of_school(seal: Seal, cms: Cms, inside: Examination) -> None:
    """The school that sealed the record sealed the PDF, and not before it."""
    record, holder, sealed_at = _issued(inside)
    if (cms.leaf.organisation, cms.leaf.tax_code) != (record.school.name, holder.tax_code):
        raise Finding("PDF_SEAL_OTHER_SCHOOL", expected=record.school.name, found=cms.leaf.organisation)
    _not_before(seal, sealed_at)


def _of_authority(seal: Seal, cms: Cms, inside: Examination) -> None:
    """The authority that the school's signed data name sealed the copy, no school did, and not before the record."""
    record, holder, sealed_at = _issued(inside)
    authority = record.school.authority_name
    if cms.leaf.organisation != authority or authority == record.school.name or cms.leaf.tax_code == holder.tax_code:
        raise Finding("PDF_SEAL_OTHER_AUTHORITY", expected=authority, found=cms.leaf.organisation)
    _not_before(seal, sealed_at)


def _issued(inside: Examination) -> tuple[YearRecord | Handover, Certificate, datetime]:
    """What the school's seal inside is on, whose it is and when it was made.

    Raises:
        Finding: PDF_XML_NOT_ISSUED.
    """
    of_xml = next((one for one in reversed(inside.examined) if one.place.slot.holder == "organisation"), None)
    if inside.opened is None or of_xml is None or of_xml.signature is None or of_xml.signing_time is None:
        raise Finding("PDF_XML_NOT_ISSUED")
    return inside.opened.record, of_xml.signature.leaf, of_xml.signing_time


def _not_before(seal: Seal, sealed_at: datetime) -> None:
    if seal.signing_time < sealed_at:
        raise Finding("PDF_SEALED_BEFORE_XML", pdf=seal.signing_time.isoformat(), xml=sealed_at.isoformat())


def _same_text(frame: Frame, content: Content, seal: Seal, cms: Cms, inside: Examination, *, stage: Stage) -> None:
    """The pages show what the record's XML gives under the form version that the PDF names; so do title and seal."""
    title, keywords = read_labels(frame)
    if len(keywords) < 2:  # noqa: PLR2004  # version and stage
        raise Finding("PDF_NOT_OURS", detail="/Keywords")
    version, *marks = keywords
    form = _form(inside, seal, stage, demo="demo" in marks, version=version)
    if keywords != form.keywords or title != form.title:
        raise Finding("PDF_TEXT_DIFFERS", page=0, expected=form.title, found=title)
    if stage is Stage.AUTHORITY_COPY and read_caption(frame) != form.seal_caption:
        raise Finding("PDF_TEXT_DIFFERS", page=0, expected=form.seal_caption, found=read_caption(frame)[:200])
    drawn = frame.streams[content.appearance]
    picture = seal_appearance(cms.leaf.organisation, version, stage)
    if b"%b\nstream\n%b\nendstream" % (drawn.dictionary, drawn.data) != picture:
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/AP")
    unlike = compare(form, read_shown(frame, content.pages), content.field)
    if unlike is not None:
        raise Finding("PDF_TEXT_DIFFERS", page=unlike.page, expected=unlike.expected, found=unlike.found)


def _form(inside: Examination, seal: Seal, stage: Stage, *, demo: bool, version: str) -> Form:
    if inside.opened is None:
        raise Finding("PDF_NOT_OURS", detail="/Keywords")
    record = inside.opened.year_record
    lines = [
        line_of(one.place.slot.name, record, one.signature.leaf.der, one.signing_time)
        for one in inside.examined
        if one.signature is not None and one.signing_time is not None
    ]
    if stage is Stage.AUTHORITY_COPY:
        return authority_copy(record, lines, sealed_at=seal.signing_time, demo=demo, version=version)
    return form_of(record, lines, stage=stage, demo=demo, version=version)


def _report(
    checks: list[Check],
    policy: Policy,
    seal: Seal | None,
    sealed: _SealFound | None,
    inside: Examination | None,
    *,
    stage: Stage = Stage.SEALED,
) -> VerificationReport:
    demo = (sealed is not None and sealed.demo) or (inside is not None and inside.demo)
    if sealed is not None and sealed.demo and not (inside is not None and inside.demo):
        checks.append(not_checked("LEGAL_VALUE"))
    indication, sub_indication = conclude(checks)
    proven = indication is Indication.TOTAL_PASSED and inside is not None and inside.opened is not None
    signatures = list(inside.signatures(SLOT)) if inside else []
    if seal is not None and sealed is not None:
        signatures.append(_seal_report(seal, sealed, _ROLES[stage]))
    return VerificationReport(
        kind="pdf",
        indication=indication,
        sub_indication=sub_indication,
        checks=tuple(checks),
        profile=inside.profile.name if inside and inside.profile else None,
        record=inside.summary() if inside else None,
        signatures=tuple(signatures),
        signed_record=inside.opened.year_record if proven and inside and inside.opened else None,
        signed_xml=inside.data if proven and inside else None,
        demo=demo,
        registry=policy.registry,
        copy=_copy(seal, sealed) if stage is Stage.AUTHORITY_COPY else None,
    )


def _copy(seal: Seal | None, sealed: _SealFound | None) -> AuthorityCopy | None:
    if seal is None or sealed is None or sealed.cms is None:
        return None
    return AuthorityCopy(sealed.cms.leaf.organisation, seal.signing_time)


def _seal_report(seal: Seal, sealed: _SealFound, role: str) -> SignatureReport:
    indication, sub_indication = conclude(sealed.checks)
    return signature_report(
        sealed.cms.leaf if sealed.cms else None,
        slot=SLOT,
        role=role,
        indication=indication,
        sub_indication=sub_indication,
        signing_time=seal.signing_time,
        status=sealed.status,
    )
