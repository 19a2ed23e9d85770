"""The overall result and what follows from it: completion, promotion, supplementary assessment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from types import MappingProxyType

from hocba.errors import IncompleteYear
from hocba.lint.context import Case
from hocba.lint.finding import Finding, Severity, finding
from hocba.lint.results import on_scale, optional_taken
from hocba.model import (
    Assessment,
    ClosingGroup,
    Grade,
    Moment,
    MomentResults,
    NotAssessed,
    OverallResult,
    Subject,
    SubjectEntry,
    YearResults,
)
from hocba.regulation import (
    Explanation,
    closing,
    level_name,
    needs_supplementary,
    outcome_text,
    why_overall,
)
from hocba.regulation.school_regulation.plausibility import first_supplementary_day

_GRADES: tuple[Grade, ...] = (1, 2, 3, 4, 5)


def overall_of(case: Case) -> OverallResult | None:
    """The overall result that the record states; None for a pupil who is not assessed."""
    assessment = case.record.assessment
    return None if isinstance(assessment, NotAssessed) else assessment.overall


def _computed(case: Case, assessment: Assessment) -> Explanation | None:
    """What the record's own year-end entries give; None while they are incomplete or off the scale."""
    results = tuple(assessment.results())
    if any(result.score is not None and not on_scale(result.score) for result in results):
        return None
    subjects: Mapping[Subject, SubjectEntry] = MappingProxyType(
        {result.subject: SubjectEntry(result.level, result.score) for result in results}
    )
    end = MomentResults(
        subjects, MappingProxyType(dict(assessment.competencies)), MappingProxyType(dict(assessment.qualities))
    )
    year = YearResults(
        school_year=case.record.school_year,
        grade=case.record.grade,
        moments=MappingProxyType({Moment.YEAR_END: end}),
        optional_subjects=optional_taken(case),
    )
    try:
        return why_overall(year, case.rules)
    except IncompleteYear:
        return None  # the missing entries have findings of their own


def overall(case: Case) -> Iterator[Finding]:
    """The overall result against the rules, and against what the homeroom teacher decided."""
    assessment = case.record.assessment
    if not isinstance(assessment, Assessment):
        return
    stated, where = assessment.overall, "overall"
    why = _computed(case, assessment)
    if why is not None and why.result is not stated:
        found = finding(
            "OVERALL_NOT_AS_COMPUTED",
            where,
            stated=level_name(stated),
            computed=level_name(why.result),
            why=" ".join(condition.sentence() for condition in why.deciding),
        )
        # an individual plan may ask less than the table does (Circular 27/2020/TT-BGDĐT, art. 8)
        yield replace(found, severity=Severity.WARNING) if case.context.individual_plan else found
    decided = case.context.year.decided if case.context.year else None
    if decided is not None and decided is not stated:
        yield finding("OVERALL_NOT_AS_DECIDED", where, stated=level_name(stated), decided=level_name(decided))


def facts(case: Case) -> Iterator[Finding]:
    """Completion follows from the result; promotion from completion, or from the principal's decision."""
    result, outcome = overall_of(case), case.record.outcome
    if result is not None and outcome.grade_completed != (result in case.rules.completing):
        yield finding("COMPLETION_AGAINST_OVERALL", "outcome/grade_completed", result=level_name(result))
    if outcome.grade_completed and not outcome.promoted and not case.rules.is_last_grade:
        yield finding("PROMOTION_AGAINST_COMPLETION", "outcome/promoted", grade=case.rules.grade)
    if result is not None and outcome.promoted and not outcome.grade_completed:
        yield finding("PROMOTED_BY_DECISION", "outcome/promoted", next=case.rules.grade + 1)
    primary = outcome.grade_completed if case.rules.is_last_grade else None
    if outcome.primary_completed is not primary:
        yield finding("PRIMARY_COMPLETION_WRONG", "outcome/primary_completed", grade=case.rules.grade)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[.,;:]", " ", text).casefold().split())


def _sentences(case: Case) -> Iterator[str]:
    """Every text that section 6 could say of anybody in primary school."""
    last = max(_GRADES)
    for grade, completed, promoted, assessed in product(_GRADES, (True, False), (True, False), (True, False)):
        rules = replace(case.rules, grade=grade, is_last_grade=grade == last)
        primary = completed if rules.is_last_grade else None
        yield _plain(
            outcome_text(
                rules, grade_completed=completed, promoted=promoted, primary_completed=primary, assessed=assessed
            )
        )


def text(case: Case) -> Iterator[Finding]:
    """Section 6 says what the facts say; its punctuation is free."""
    where, outcome = "outcome/text", case.record.outcome
    if not outcome.text.strip():
        yield finding("OUTCOME_TEXT_MISSING", where)
        return
    usual = outcome_text(
        case.rules,
        grade_completed=outcome.grade_completed,
        promoted=outcome.promoted,
        primary_completed=outcome.primary_completed,
        assessed=overall_of(case) is not None,
    )
    if _plain(outcome.text) == _plain(usual):
        return
    code = "OUTCOME_TEXT_CONTRADICTS" if _plain(outcome.text) in set(_sentences(case)) else "OUTCOME_TEXT_UNUSUAL"
    yield finding(code, where, text=outcome.text, usual=usual)


def not_assessed(case: Case) -> Iterator[Finding]:
    """No results only with the flag and its evidence."""
    assessment, year = case.record.assessment, case.context.year
    is_marked = isinstance(assessment, NotAssessed)
    if isinstance(assessment, NotAssessed) and not assessment.evidence.strip():
        yield finding("NOT_ASSESSED_EVIDENCE_MISSING", "assessment/evidence")
    if year is None:
        return
    if year.not_assessed != is_marked:
        yield finding("NOT_ASSESSED_NOT_REGISTERED", "assessment")
    if is_marked and any(entry.level is not None for entry in year.at(Moment.YEAR_END).subjects.values()):
        yield finding("NOT_ASSESSED_WITH_RESULTS", "assessment")


def supplementary(case: Case) -> Iterator[Finding]:
    """Supplementary assessment where the year-end result calls for it, and only there."""
    known, entries, where = case.context.overall_before, case.context.supplementary, "supplementary"
    before = known or overall_of(case)
    if before is not None and needs_supplementary(before, case.rules) and not entries:
        yield finding("SUPPLEMENTARY_NOT_HELD", where, result=level_name(before))
    if known is not None and entries and not needs_supplementary(known, case.rules):
        yield finding("SUPPLEMENTARY_NOT_NEEDED", where, result=level_name(known))
    first = first_supplementary_day(case.record.school_year, case.rules.day)
    last = closing(case.record.school_year, ClosingGroup.AUGUST).closing_date
    for entry in entries:
        day = entry.assessed_on
        if day is not None and (not first <= day < last or day > case.context.today):
            yield finding("SUPPLEMENTARY_DATE_UNUSUAL", f"{where}/{entry.of.value}", day=f"{day:%d/%m/%Y}")


CHECKS = (overall, facts, text, not_assessed, supplementary)
