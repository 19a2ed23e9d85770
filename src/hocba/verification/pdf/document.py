"""A sealed PDF from bytes to report: its frame, its seal, what it holds, the record inside, what its pages show.

A sealed paper (an extract, a copy) holds no record: its report has none, and says only who sealed these pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hocba.documents.papers import PAPER_VERSION
from hocba.documents.rendition import Stage, form_of, line_of
from hocba.documents.rendition.reading import compare, read_shown
from hocba.documents.rendition.seal_art import seal_appearance
from hocba.documents.xml import widest_limits
from hocba.errors import DocumentError, HocbaError
from hocba.verification.findings import Finding, found, not_checked, passed, refused
from hocba.verification.judge import judge
from hocba.verification.pdf.cms import Cms, check_certificate, check_value, read_cms
from hocba.verification.pdf.content import Content, attached_file, read_content, read_labels
from hocba.verification.pdf.layout import Frame, read_frame
from hocba.verification.pdf.paper import NOT_IN_PAPERS, check_paper, is_paper
from hocba.verification.pdf.seal import Seal, read_seal
from hocba.verification.policy import Policy
from hocba.verification.report import (
    Check,
    Indication,
    SignatureReport,
    SubIndication,
    VerificationReport,
    conclude,
)
from hocba.verification.xml.record import Examination, examine_record
from hocba.verification.xml.steps import Examined, signature_report

SLOT = "PDF"
_ROLE = "school_seal"


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
        known: an examination of the XML under the same policy; taken over where the PDF holds those very bytes.
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
    if known is None and is_paper(frame):  # beside a record's XML only the record's own PDF will do
        checks += [_step("PDF_CONTENT", lambda: check_paper(frame, sealed.cms)), *NOT_IN_PAPERS]
        return replace(_report(checks, policy, seal, sealed, None), profile=PAPER_VERSION)
    try:
        content = read_content(frame)
        checks.append(passed("PDF_CONTENT"))
        xml = attached_file(frame, content, widest_limits().bytes)
        checks.append(passed("PDF_XML_INSIDE"))
    except Finding as finding:
        return _report([*checks, found(finding, "")], policy, seal, sealed, None)
    inside = known if known is not None and known.data == xml else examine_record(xml, policy)
    checks += inside.checks
    if inside.opened is not None and sealed.cms is not None:
        checks.append(_step("PDF_SEAL_OF_SCHOOL", lambda cms=sealed.cms: _of_school(seal, cms, inside)))  # type: ignore[misc]  # bound at once
        if policy.check_text:
            checks.append(_step("PDF_TEXT", lambda cms=sealed.cms: _same_text(frame, content, cms, inside)))  # type: ignore[misc]  # bound at once
        else:
            checks.append(not_checked("PDF_TEXT"))
    return _report(checks, policy, seal, sealed, inside)


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


def _of_school(seal: Seal, cms: Cms, inside: Examination) -> None:
    """The school that sealed the record sealed the PDF, and not before it."""
    of_xml = _seal_inside(inside)
    if inside.opened is None or of_xml is None or of_xml.signature is None or of_xml.signing_time is None:
        raise Finding("PDF_XML_NOT_ISSUED")
    expected, holder = inside.opened.record.school.name, of_xml.signature.leaf
    if (cms.leaf.organisation, cms.leaf.tax_code) != (expected, holder.tax_code):
        raise Finding("PDF_SEAL_OTHER_SCHOOL", expected=expected, found=cms.leaf.organisation)
    if seal.signing_time < of_xml.signing_time:
        raise Finding("PDF_SEALED_BEFORE_XML", pdf=seal.signing_time.isoformat(), xml=of_xml.signing_time.isoformat())


def _seal_inside(inside: Examination) -> Examined | None:
    return next((one for one in reversed(inside.examined) if one.place.slot.holder == "organisation"), None)


def _same_text(frame: Frame, content: Content, cms: Cms, inside: Examination) -> None:
    """The pages show what the record's XML gives under the form version that the PDF names; so do title and seal."""
    title, keywords = read_labels(frame)
    if inside.opened is None or len(keywords) < 2:  # noqa: PLR2004  # version and stage
        raise Finding("PDF_NOT_OURS", detail="/Keywords")
    version, *marks = keywords
    record = inside.opened.year_record
    lines = [
        line_of(one.place.slot.name, record, one.signature.leaf.der, one.signing_time)
        for one in inside.examined
        if one.signature is not None and one.signing_time is not None
    ]
    form = form_of(record, lines, stage=Stage.SEALED, demo="demo" in marks, version=version)
    if keywords != form.keywords or title != form.title:
        raise Finding("PDF_TEXT_DIFFERS", page=0, expected=form.title, found=title)
    drawn = frame.streams[content.appearance]
    if b"%b\nstream\n%b\nendstream" % (drawn.dictionary, drawn.data) != seal_appearance(cms.leaf.organisation, version):
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/AP")
    unlike = compare(form, read_shown(frame, content.pages), content.field)
    if unlike is not None:
        raise Finding("PDF_TEXT_DIFFERS", page=unlike.page, expected=unlike.expected, found=unlike.found)


def _report(
    checks: list[Check], policy: Policy, seal: Seal | None, sealed: _SealFound | None, inside: Examination | None
) -> VerificationReport:
    demo = (sealed is not None and sealed.demo) or (inside is not None and inside.demo)
    if sealed is not None and sealed.demo and not (inside is not None and inside.demo):
        checks.append(not_checked("LEGAL_VALUE"))
    indication, sub_indication = conclude(checks)
    proven = indication is Indication.TOTAL_PASSED and inside is not None and inside.opened is not None
    signatures = list(inside.signatures(SLOT)) if inside else []
    if seal is not None and sealed is not None:
        signatures.append(_seal_report(seal, sealed))
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
    )


def _seal_report(seal: Seal, sealed: _SealFound) -> SignatureReport:
    indication, sub_indication = conclude(sealed.checks)
    return signature_report(
        sealed.cms.leaf if sealed.cms else None,
        slot=SLOT,
        role=_ROLE,
        indication=indication,
        sub_indication=sub_indication,
        signing_time=seal.signing_time,
        status=sealed.status,
    )
