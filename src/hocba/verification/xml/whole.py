"""The steps that look at the record as a whole: order and times, completeness, rules of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta, timezone

from hocba.errors import HocbaError
from hocba.model import Assessment, Moment, MomentResults, SubjectEntry, YearRecord, YearResults
from hocba.regulation import overall_result, rules_for
from hocba.verification.findings import Finding, found, not_checked, passed
from hocba.verification.policy import Policy
from hocba.verification.report import Check
from hocba.verification.xml.opening import Opened
from hocba.verification.xml.steps import Examined


def whole_record(opened: Opened, examined: Sequence[Examined], policy: Policy) -> list[Check]:
    """ORDER_AND_TIMES, SIGNATURES_COMPLETE, RULES_OF_YEAR, LEGAL_VALUE."""
    checks: list[Check] = []
    for step, findings in (
        ("ORDER_AND_TIMES", [*_order(opened, examined)]),
        ("SIGNATURES_COMPLETE", [*_missing(opened, examined)]),
    ):
        if not findings:
            checks.append(passed(step))
        elif step == "SIGNATURES_COMPLETE" and not policy.require_issued:
            checks.append(not_checked(step))
        else:
            checks.extend(found(finding, "") for finding in findings)
    checks.append(_rules(opened.record, policy))
    if any(one.demo for one in examined):
        checks.append(not_checked("LEGAL_VALUE"))
    return checks


def state_of(opened: Opened) -> str:
    """draft, partially_signed or issued, by the slots that are filled."""
    if not opened.places:
        return "draft"
    return "partially_signed" if any(True for _ in _empty_slots(opened)) else "issued"


def _order(opened: Opened, examined: Sequence[Examined]) -> Iterator[Finding]:
    """Subject teachers, homeroom teacher, head, seal: none before those before it; no seal before the issue date."""
    revisions = {one.revision for one in examined if one.revision and not one.place.slot.survives_revision}
    if len(revisions) > 1:
        yield Finding("REVISION_WRONG", found=", ".join(map(str, sorted(revisions))), revision=opened.record.revision)
    order = opened.profile.order_of
    timed = [(order(one.place.slot), one.signing_time, one.place.where) for one in examined if one.signing_time]
    for position, moment, where in timed:
        late = [before for earlier, at, before in timed if earlier < position and at > moment]
        if late:
            yield Finding("SIGNED_OUT_OF_ORDER", where=where, before=late[0])
    zone = timezone(timedelta(minutes=opened.profile.utc_offset_minutes))
    planned = opened.record.planned_issue_on
    for one in examined:
        if one.place.slot.holder == "organisation" and one.signing_time:
            day = one.signing_time.astimezone(zone).date()
            if day < planned:
                yield Finding(
                    "SEALED_BEFORE_ISSUE_DATE",
                    where=one.place.where,
                    day=f"{day:%d/%m/%Y}",
                    planned=f"{planned:%d/%m/%Y}",
                )


def _missing(opened: Opened, examined: Sequence[Examined]) -> Iterator[Finding]:
    if not examined:
        yield Finding("NOT_SIGNED")
        return
    for where in _empty_slots(opened):
        yield Finding("SIGNATURE_MISSING", where=where)


def _empty_slots(opened: Opened) -> Iterator[str]:
    """Places of the signatures that an issued record must have and this one has not."""
    filled = {(place.slot.name, place.person) for place in opened.places}
    for slot in opened.profile.slots:
        people = [part.teacher.personal_id for part in opened.record.assessment.parts] if slot.repeats else [""]
        if slot.required:
            yield from (f"{slot.name} {person}".rstrip() for person in people if (slot.name, person) not in filled)


def _rules(record: YearRecord, policy: Policy) -> Check:
    """The overall result by the rules of the year.

    A result other than the computed one is right for a pupil with a disability on an individual plan (Circular 27/2020,
    art. 8), which no record says; so it is told as "not checked", never held against what the teacher signed.
    """
    if not policy.check_rules or not isinstance(record.assessment, Assessment):
        return not_checked("RULES_OF_YEAR")
    try:
        computed = overall_result(_results(record, record.assessment), rules_for(record.grade, record.school_year))
    except HocbaError as error:
        return not_checked("RULES_OF_YEAR", reason=error.code)
    if computed is not record.assessment.overall:
        return not_checked("OVERALL_RESULT_DIFFERS", computed=computed.value, found=record.assessment.overall.value)
    return passed("RULES_OF_YEAR")


def _results(record: YearRecord, assessment: Assessment) -> YearResults:
    subjects = {one.subject: SubjectEntry(one.level, one.score, one.comment) for one in assessment.results()}
    end = MomentResults(subjects, dict(assessment.competencies), dict(assessment.qualities))
    rules = rules_for(record.grade, record.school_year)
    optional = frozenset(subjects) - frozenset(rules.subjects)
    return YearResults(record.school_year, record.grade, {Moment.YEAR_END: end}, optional)
