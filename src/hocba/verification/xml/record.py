"""One record's XML from bytes to report."""

from __future__ import annotations

from hocba.verification.policy import Policy
from hocba.verification.report import Indication, RecordSummary, VerificationReport, conclude
from hocba.verification.xml.opened import NotOpened, Opened
from hocba.verification.xml.opening import open_record
from hocba.verification.xml.steps import examine
from hocba.verification.xml.whole import state_of, whole_record


def verify_record(data: bytes, policy: Policy) -> VerificationReport:
    """Verify the XML of one record: the numbered list of `docs/verification.md`, steps 1 to 20."""
    try:
        opened, checks = open_record(data)
    except NotOpened as stopped:
        indication, sub_indication = conclude(stopped.checks)
        return VerificationReport(
            kind="xml",
            indication=indication,
            sub_indication=sub_indication,
            checks=tuple(stopped.checks),
            profile=stopped.profile.name if stopped.profile else None,
            registry=policy.registry,
        )
    examined = [examine(opened, index, policy) for index in range(len(opened.places))]
    for one in examined:
        checks.extend(one.checks)
    checks.extend(whole_record(opened, examined, policy))
    indication, sub_indication = conclude(checks)
    proven = indication is Indication.TOTAL_PASSED
    return VerificationReport(
        kind="xml",
        indication=indication,
        sub_indication=sub_indication,
        checks=tuple(checks),
        profile=opened.profile.name,
        record=_summary(opened),
        signatures=tuple(one.report(examined[index + 1 :]) for index, one in enumerate(examined)),
        signed_record=opened.record if proven else None,
        signed_xml=data if proven else None,
        demo=any(one.demo for one in examined),
        registry=policy.registry,
    )


def _summary(opened: Opened) -> RecordSummary:
    record = opened.record
    return RecordSummary(
        uuid=str(record.lookup_uuid),
        revision=record.revision or None,
        pupil=record.pupil.name,
        school=record.school.name,
        year=str(record.school_year),
        state=state_of(opened),
    )
