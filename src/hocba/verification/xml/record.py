"""One record's XML from bytes to report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hocba.documents.handover import Handover
from hocba.model import YearRecord
from hocba.signature_profile import Profile
from hocba.verification.findings import passed
from hocba.verification.policy import Policy
from hocba.verification.report import Check, Indication, RecordSummary, SignatureReport, VerificationReport, conclude
from hocba.verification.xml.opened import NotOpened, Opened
from hocba.verification.xml.opening import open_record
from hocba.verification.xml.steps import Examined, examine
from hocba.verification.xml.whole import state_of, whole_record


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that was found out about one record's XML."""

    data: bytes
    checks: tuple[Check, ...]
    profile: Profile | None
    opened: Opened | None
    """None where its form is already wrong."""
    examined: tuple[Examined, ...]

    @property
    def demo(self) -> bool:
        """Whether a signer's path ends at a demo root."""
        return any(one.demo for one in self.examined)

    @property
    def own_form(self) -> bool:
        """Whether the file is proven to be its own canonical form, byte for byte."""
        if self.opened is None or not self.opened.profile.one_serialisation:
            return False
        return passed("XML_SERIALISATION") in self.checks

    def summary(self) -> RecordSummary | None:
        """What it claims to be."""
        if self.opened is None:
            return None
        record = self.opened.record
        return RecordSummary(
            uuid=str(record.lookup_uuid),
            revision=record.revision or next((one.revision for one in reversed(self.examined)), None),
            pupil=record.pupil.name,
            school=record.school.name,
            year=str(record.school_year),
            state=state_of(self.opened),
        )

    def signatures(self, *covered_by: str) -> tuple[SignatureReport, ...]:
        """One report a signature; `covered_by` are signatures around the whole record."""
        return tuple(one.report(self.examined[index + 1 :], covered_by) for index, one in enumerate(self.examined))


def examine_record(data: bytes, policy: Policy) -> Examination:
    """Carry out every step on the XML of one record."""
    return examine_opened(data, open_record, policy)


def examine_opened(data: bytes, open_: Callable[[bytes], tuple[Opened, list[Check]]], policy: Policy) -> Examination:
    """Carry out every step on the XML of one document that is signed in slots.

    Args:
        data: the whole file.
        open_: the first steps for its kind; raises NotOpened.
        policy: trust and time.
    """
    try:
        opened, checks = open_(data)
    except NotOpened as stopped:
        return Examination(data, tuple(stopped.checks), stopped.profile, None, ())
    examined = tuple(examine(opened, index, policy) for index in range(len(opened.places)))
    for one in examined:
        checks.extend(one.checks)
    checks.extend(whole_record(opened, examined, policy))
    return Examination(data, tuple(checks), opened.profile, opened, examined)


def report_of(examination: Examination, policy: Policy) -> VerificationReport:
    """The report on a record, or a hand-over, that came as XML."""
    indication, sub_indication = conclude(examination.checks)
    proven = indication is Indication.TOTAL_PASSED
    signed = examination.opened.record if proven and examination.opened else None
    return VerificationReport(
        kind="xml",
        indication=indication,
        sub_indication=sub_indication,
        checks=examination.checks,
        profile=examination.profile.name if examination.profile else None,
        record=examination.summary(),
        signatures=examination.signatures(),
        signed_record=signed if isinstance(signed, YearRecord) else None,
        signed_handover=signed if isinstance(signed, Handover) else None,
        signed_xml=examination.data if proven else None,
        demo=examination.demo,
        registry=policy.registry,
    )
