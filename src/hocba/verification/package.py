"""A package (DANH_SACH_HOC_BA): its own signature, and each record in it alone, cut out as bytes.

Source: Công văn 2088/BGDĐT-GDTH, II.2 and III.2. The list's signature is the only one that stands inside what it signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from hocba.documents.xml import DECLARATION, parse_strict, read_list, read_recall_list
from hocba.errors import DocumentError
from hocba.signature_profile import RECALLS, list_format
from hocba.verification.findings import Finding, found, not_checked, passed, refused
from hocba.verification.list_signature import in_one_form, list_signature
from hocba.verification.policy import Policy
from hocba.verification.report import (
    Check,
    Indication,
    SignatureReport,
    VerificationReport,
    conclude,
)
from hocba.verification.xml.canonical import canonical
from hocba.verification.xml.record import Examination, examine_record, report_of


def verify_package(data: bytes, policy: Policy) -> VerificationReport:
    """Verify a package: PACKAGE_SHAPE, the list's signature, PACKAGE_RECORDS with one report a record."""
    try:
        opened = read_list(data)
    except DocumentError as error:
        check = refused(error, "PACKAGE_SHAPE")
        return VerificationReport("package", *conclude([check]), (check,), registry=policy.registry)
    try:
        one_form = in_one_form(data, opened)
    except Finding as finding:
        checks = [found(finding, "")]
        return VerificationReport("package", *conclude(checks), tuple(checks), registry=policy.registry)
    checks = [passed("PACKAGE_SHAPE") if one_form else found(Finding("PACKAGE_MALFORMED"), "")]
    records = [examine_record(file, policy) for file in opened.files]
    signatures: tuple[SignatureReport, ...] = ()
    if opened.signature is None:
        checks.append(found(Finding("PACKAGE_NOT_SIGNED"), ""))
    else:
        moments = [_latest(record) for record in records]
        proven = [record.own_form for record in records]
        signed = list_signature(opened, opened.signature, _senders(records), moments, policy, proven=proven)
        checks += signed.checks
        signatures = (signed.report,)
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


def verify_recall_list(data: bytes, policy: Policy) -> VerificationReport:
    """Verify a list of records to recall: PACKAGE_SHAPE and the list's signature, which must be the school's.

    Whether the records may be recalled, and whether they are that school's, the register alone knows.
    """
    try:
        items, opened = read_recall_list(data)
        one_form = in_one_form(data, opened) and all(map(_canonical_item, opened.files))
    except DocumentError as error:
        check = refused(error, "PACKAGE_SHAPE")
        return VerificationReport("package", *conclude([check]), (check,), registry=policy.registry)
    except Finding as finding:
        checks = [found(finding, "")]
        return VerificationReport("package", *conclude(checks), tuple(checks), registry=policy.registry)
    checks = [passed("PACKAGE_SHAPE") if one_form else found(Finding("PACKAGE_MALFORMED"), "")]
    signatures: tuple[SignatureReport, ...] = ()
    demo = False
    if opened.signature is None:
        checks.append(found(Finding("PACKAGE_NOT_SIGNED"), ""))
    else:
        schools = [{item.school_name for item in items}]
        signed = list_signature(opened, opened.signature, schools, [], policy)
        checks += signed.checks
        signatures, demo = (signed.report,), signed.demo
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
        demo=demo,
        registry=policy.registry,
    )


def _canonical_item(file: bytes) -> bool:
    """An item that is no record has no profile that would hold it to one form."""
    return file == DECLARATION + canonical(parse_strict(file, list_format(RECALLS).limits))


def _latest(record: Examination) -> datetime | None:
    """When a record's last signature says it was made."""
    times = [one.signing_time for one in record.examined if one.signing_time is not None]
    return max(times, default=None)


def _senders(records: Sequence[Examination]) -> list[set[str]]:
    """The school of all the records, or the authority above it, which sends them on."""
    schools = {record.opened.record.school for record in records if record.opened}
    return [{school.name for school in schools}, {school.authority_name for school in schools}]


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
