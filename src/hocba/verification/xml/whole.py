"""The steps that look at the record as a whole: order and times, completeness, rules of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta, timezone

from hocba.errors import UnknownRule
from hocba.model import Assessment, Moment, OverallResult, YearRecord
from hocba.regulation import RuleSet, rules_for
from hocba.verification.findings import Finding, found, not_checked, passed
from hocba.verification.policy import Policy
from hocba.verification.report import Check
from hocba.verification.xml.opened import Opened
from hocba.verification.xml.steps import Examined


def whole_record(opened: Opened, examined: Sequence[Examined], policy: Policy) -> list[Check]:
    """ORDER_AND_TIMES, SIGNATURES_COMPLETE, of a record RULES_OF_YEAR, LEGAL_VALUE."""
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
    if isinstance(opened.record, YearRecord):  # a hand-over decides nothing
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
        people = [part.teacher.personal_id for part in opened.year_record.assessment.parts] if slot.repeats else [""]
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
        rules = rules_for(record.grade, record.school_year)
    except UnknownRule as error:
        return not_checked("RULES_OF_YEAR", reason=error.code)
    if not _complete(record.assessment, rules):
        return not_checked("RULES_OF_YEAR", reason="YEAR_INCOMPLETE")
    computed = _overall(record.assessment, rules)
    if computed is not record.assessment.overall:
        return not_checked("OVERALL_RESULT_DIFFERS", computed=computed.value, found=record.assessment.overall.value)
    return passed("RULES_OF_YEAR")


def _complete(assessment: Assessment, rules: RuleSet) -> bool:
    """Whether every entry that the rules compute from is there."""
    results = [*assessment.results()]
    scored = {one.subject for one in results if one.score is not None}
    return (
        {one.subject for one in results}.issuperset(rules.subjects)
        and scored.issuperset(rules.tested(Moment.YEAR_END))
        and {trait for trait, _ in assessment.competencies}.issuperset(rules.competencies)
        and {trait for trait, _ in assessment.qualities}.issuperset(rules.qualities)
    )


def _overall(assessment: Assessment, rules: RuleSet) -> OverallResult:
    """The first row of the decision table whose every condition holds (art. 9(2)(a)), by the values of the law as data.

    Not `overall_result`, which explains itself at a cost felt over ten thousand records; a test holds both equal.
    """
    results = [*assessment.results()]
    levels = [one.level for one in results]
    traits = [level for _, level in (*assessment.competencies, *assessment.qualities)]
    lowest = min((one.score for one in results if one.score is not None), default=0)
    for row in rules.overall:
        if (
            lowest >= row.minimum_score
            and sum(map(levels.count, row.subject_levels)) == len(levels)
            and sum(map(traits.count, row.trait_levels)) == len(traits)
        ):
            return row.result
    return OverallResult.NOT_COMPLETED
