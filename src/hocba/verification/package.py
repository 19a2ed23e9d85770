"""A package (DANH_SACH_HOC_BA): its own signature, and each record in it alone, cut out as bytes.

Source: Công văn 2088/BGDĐT-GDTH, II.2 and III.2. The list's signature is the only one that stands inside what it signs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from lxml import etree

from hocba.documents.xml import DECLARATION, RecordList, read_list
from hocba.errors import DocumentError
from hocba.verification.algorithms import XML_SCHEMES, verify_xml_signature
from hocba.verification.certificates.parsed import Certificate
from hocba.verification.findings import Finding, found, not_checked, passed, refused
from hocba.verification.judge import Judgement, judge
from hocba.verification.policy import Policy
from hocba.verification.report import (
    Check,
    Indication,
    SignatureReport,
    VerificationReport,
    conclude,
)
from hocba.verification.xml.canonical import canonical
from hocba.verification.xml.parts import Signature
from hocba.verification.xml.record import Examination, examine_record, report_of
from hocba.verification.xml.steps import names_certificate, parse_time, signature_report
from hocba.verification.xml.tree import SignatureReader

SLOT = "DANH_SACH"
_ROLE = "sender"


def verify_package(data: bytes, policy: Policy) -> VerificationReport:
    """Verify a package: PACKAGE_SHAPE, the list's signature, PACKAGE_RECORDS with one report a record."""
    try:
        opened = read_list(data)
    except DocumentError as error:
        check = refused(error, "PACKAGE_SHAPE")
        return VerificationReport("package", *conclude([check]), (check,), registry=policy.registry)
    try:
        one_form = _in_one_form(data, opened)
    except Finding as finding:
        checks = [found(finding, "")]
        return VerificationReport("package", *conclude(checks), tuple(checks), registry=policy.registry)
    checks = [passed("PACKAGE_SHAPE") if one_form else found(Finding("PACKAGE_MALFORMED"), "")]
    records = [examine_record(file, policy) for file in opened.files]
    signatures: tuple[SignatureReport, ...] = ()
    if opened.signature is None:
        checks.append(found(Finding("PACKAGE_NOT_SIGNED"), ""))
    else:
        of_list, report = _list_signature(opened, opened.signature, records, policy)
        checks += of_list
        signatures = (report,)
    reports = tuple(report_of(record, policy) for record in records)
    checks += _records(reports)
    demo = any(record.demo for record in records)
    if demo:
        checks.append(not_checked("LEGAL_VALUE"))
    indication, sub_indication = conclude(checks)
    return VerificationReport(
        kind="package",
        indication=indication,
        sub_indication=sub_indication,
        checks=tuple(checks),
        profile=opened.format.profile.name,
        signatures=signatures,
        records=reports,
        demo=demo,
        registry=policy.registry,
    )


def _in_one_form(data: bytes, opened: RecordList) -> bool:
    """Around the records the file is its own canonical form; each record is held to its profile's form alone."""
    tag = opened.format.record.encode()
    pieces = canonical(opened.root).split(b"<%b></%b>" % (tag, tag))
    at = 0
    for expected in (DECLARATION + pieces[0], *_between(opened.files, pieces[1:])):
        if not data.startswith(expected, at):
            return False
        at += len(expected)
    return at == len(data)


def _between(files: Sequence[bytes], pieces: Sequence[bytes]) -> Iterator[bytes]:
    for file, piece in zip(files, pieces, strict=True):
        yield file[len(DECLARATION) :]
        yield piece


def _list_signature(
    opened: RecordList, element: etree._Element, records: Sequence[Examination], policy: Policy
) -> tuple[list[Check], SignatureReport]:
    """The steps of the one signature over the whole list."""
    form = opened.format
    try:
        signature = SignatureReader(form.profile, enveloped=True).read(element, form.signature_id)
    except Finding as finding:
        checks = [found(finding, SLOT)]
        return checks, _report(None, checks, None, None)
    checks = [passed("SIGNATURE_SHAPE", SLOT), passed("SIGNATURE_ALGORITHMS", SLOT)]

    def step(name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Finding as finding:
            checks.append(found(finding, SLOT))
        else:
            checks.append(passed(name, SLOT))

    moment = parse_time(signature.ministry.time)
    step("SIGNATURE_COVERAGE", lambda: _covers(opened, signature))
    step("SIGNATURE_INTEGRITY", lambda: _intact(opened, signature))
    step("SIGNING_CERTIFICATE", lambda: names_certificate(signature))
    step("SIGNATURE_VALUE", lambda: _value(signature))
    step("SIGNING_TIME", lambda: _after_seals(signature, moment, records, policy))
    judgement = judge(signature.leaf, signature.chain, moment, policy, SLOT)
    checks += judgement.checks
    step("SIGNER_IDENTITY", lambda: _sender(signature.leaf, records))
    return checks, _report(signature.leaf, checks, moment, judgement)


def _covers(opened: RecordList, signature: Signature) -> None:
    properties = [signature.ministry.id, signature.xades.id if signature.xades else ""]
    wanted = [f"#{one}" for one in (opened.format.id, *properties)]
    uris = [reference.uri for reference in signature.references]
    if wanted != uris:
        raise Finding("REFERENCES_WRONG", expected=", ".join(wanted), found=", ".join(uris)[:400])
    described = tuple(f"#{reference.id}" for reference in signature.references[:-1])
    if signature.xades is None or signature.xades.described != described:
        raise Finding("SIGNATURE_MALFORMED", where="DataObjectFormat")


def _intact(opened: RecordList, signature: Signature) -> None:
    if len(signature.references) != 3:  # noqa: PLR2004  # list, ministry's properties, XAdES
        raise Finding("REFERENCES_WRONG", expected="3", found=str(len(signature.references)))
    whole, ministry, xades = signature.references
    running = hashlib.new(whole.hash)
    try:
        for piece in opened.canonical():
            running.update(piece)
    except (DocumentError, etree.C14NError) as error:
        raise Finding("DIGEST_WRONG", where=whole.uri) from error
    digests = [(whole, running.digest()), (ministry, _digest(ministry.hash, signature.ministry.canonical))]
    if signature.xades is not None:
        digests.append((xades, _digest(xades.hash, signature.xades.canonical)))
    for reference, digest in digests:
        if reference.digest != digest:
            raise Finding("DIGEST_WRONG", where=reference.uri)


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data).digest()


def _value(signature: Signature) -> None:
    scheme = XML_SCHEMES[signature.algorithm.uri]
    verify_xml_signature(signature.leaf.key, scheme, signature.value, signature.signed_info)


def _after_seals(signature: Signature, moment: datetime | None, records: Sequence[Examination], policy: Policy) -> None:
    if moment is None or signature.xades is None:
        raise Finding("SIGNING_TIME_MALFORMED", value=signature.ministry.time[:40])
    if signature.xades.time != signature.ministry.time:
        raise Finding("SIGNING_TIME_DIFFERS", values=f"{signature.xades.time}, {signature.ministry.time}")
    if moment > policy.proven_at + policy.clock_tolerance:
        raise Finding("SIGNED_IN_FUTURE", value=signature.ministry.time, now=policy.proven_at.isoformat())
    for number, record in enumerate(records, start=1):
        if any(one.signing_time is not None and one.signing_time > moment for one in record.examined):
            raise Finding("SIGNED_OUT_OF_ORDER", before=f"HOC_BA[{number}]")


def _sender(leaf: Certificate, records: Sequence[Examination]) -> None:
    """The school of all the records, or the authority above it, which sends them on."""
    schools = {record.opened.record.school for record in records if record.opened}
    names = [{school.name for school in schools}, {school.authority_name for school in schools}]
    if leaf.tax_code is None or {leaf.organisation} not in names:
        raise Finding("SEAL_WRONG_ORGANISATION", expected=", ".join(sorted(names[0])), found=leaf.organisation)


def _records(reports: Sequence[VerificationReport]) -> Iterator[Check]:
    seen: set[str] = set()
    for number, report in enumerate(reports, start=1):
        where = f"HOC_BA[{number}]"
        uuid = report.record.uuid if report.record else ""
        if uuid and uuid in seen:
            yield found(Finding("PACKAGE_RECORD_TWICE", uuid=uuid), where)
        seen.add(uuid)
        if report.indication is Indication.TOTAL_PASSED:
            yield passed("PACKAGE_RECORDS", where)
            continue
        failed = report.indication is Indication.TOTAL_FAILED
        code = "PACKAGE_RECORD_FAILED" if failed else "PACKAGE_RECORD_UNDECIDED"
        decisive = next(check.code for check in report.findings if check.sub_indication is report.sub_indication)
        check = found(Finding(code, uuid=uuid, code=decisive), where)
        yield Check(code, check.outcome, where, check.source, check.params, report.sub_indication)


def _report(
    leaf: Certificate | None, checks: Sequence[Check], moment: datetime | None, judgement: Judgement | None
) -> SignatureReport:
    indication, sub_indication = conclude(checks)
    return signature_report(
        leaf,
        slot=SLOT,
        role=_ROLE,
        indication=indication,
        sub_indication=sub_indication,
        signing_time=moment,
        status=judgement.status if judgement else "unknown",
    )
