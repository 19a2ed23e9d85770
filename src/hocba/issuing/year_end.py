"""The year-end state of one pupil: overall result, completion and promotion, before and after supplementary assessment.

What the files decide is checked against the rules; where they disagree the pupil is refused, nothing is corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hocba.errors import InvalidValue
from hocba.issuing.refusal import Problem
from hocba.model import ClosingGroup, Outcome, YearResults
from hocba.regulation import (
    RuleSet,
    after_supplementary,
    closing_group,
    level_name,
    missing_entries,
    needs_supplementary,
    outcome,
    outcome_text,
    place_name,
)
from hocba.workbooks.school import PupilEntry, SchoolData, Supplementary, YearEndRow, YearSummary

COMPLETION = "Circular 27/2020/TT-BGDĐT, art. 11"
_OVERALL = "Circular 27/2020/TT-BGDĐT, art. 9(2)(a)"
_DISABILITY = "Circular 27/2020/TT-BGDĐT, art. 8"


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The final state of a pupil's year."""

    results: YearResults
    """After supplementary assessment; `decided` is the final overall result, None for a pupil who is not assessed."""
    outcome: Outcome
    group: ClosingGroup


@dataclass(frozen=True, slots=True)
class _Flags:
    """Completion and promotion as a file marks them."""

    grade_completed: bool
    promoted: bool
    primary_completed: bool | None
    """None where the file has no such column, or below grade 5."""
    where: str


def year_end_state(data: SchoolData, pupil: PupilEntry, rules: RuleSet) -> YearEnd | tuple[Problem, ...]:
    """The final state, or everything that stands against it.

    Source: Circular 27/2020/TT-BGDĐT, art. 8, 9(2) and 11.
    """
    row, summary = data.year_end[pupil.code], data.summaries[pupil.code]
    results, extra = data.results[pupil.code], data.supplementary.get(pupil.code)
    flags = _flags(rules, summary, extra)
    if pupil.not_assessed:
        found = _flag_conflicts(row, summary)
        if extra is not None:
            found.append(Problem("SUPPLEMENTARY_UNEXPECTED", extra.where, _DISABILITY))
        return tuple(found) or YearEnd(results, _not_assessed_outcome(rules, flags), closing_group(None, rules))
    problems = (
        *_flag_conflicts(row, summary),
        *_missing_entries(results, rules, row),
        *_overall_problems(row, summary, results),
        *_supplementary_problems(results, rules, summary, extra),
    )
    overall = results.decided
    if problems or overall is None:
        return problems
    group = closing_group(overall, rules)
    if extra is not None:
        try:
            results = after_supplementary(results, extra.entries, decided=extra.overall)
        except InvalidValue as error:
            return (Problem(error.code, extra.where, COMPLETION, error.params),)
        overall = extra.overall
    result = outcome(rules, overall, promoted_by_decision=flags.promoted)
    conflict = _outcome_conflict(rules, result, flags, level_name(overall))
    return conflict or YearEnd(results, result, group)


def _missing_entries(results: YearResults, rules: RuleSet, row: YearEndRow) -> Iterator[Problem]:
    """Compulsory levels and scores that are not there; one problem names them all."""
    missing = missing_entries(results, rules)
    if missing:
        names = "; ".join(dict.fromkeys(map(place_name, missing)))
        yield Problem("YEAR_INCOMPLETE", row.where, _OVERALL, {"names": names, "places": missing})


def _overall_problems(row: YearEndRow, summary: YearSummary, results: YearResults) -> Iterator[Problem]:
    """The overall result of the year: decided, and the same in both files."""
    if results.decided is None:
        yield Problem("OVERALL_MISSING", summary.where, _OVERALL)
    elif row.overall and summary.overall and row.overall is not summary.overall:
        params = {"one": level_name(row.overall), "other": level_name(summary.overall), "other_where": summary.where}
        yield Problem("OVERALL_DISAGREES", row.where, _OVERALL, params)


def _supplementary_problems(
    results: YearResults, rules: RuleSet, summary: YearSummary, extra: Supplementary | None
) -> Iterator[Problem]:
    """Supplementary assessment is held where the year-end result calls for it, and only there."""
    overall = results.decided
    if overall is None:
        return
    if extra is None and needs_supplementary(overall, rules):
        yield Problem("SUPPLEMENTARY_MISSING", summary.where, COMPLETION)
    if extra is not None and not needs_supplementary(overall, rules):
        yield Problem("SUPPLEMENTARY_NOT_DUE", extra.where, COMPLETION, {"overall": level_name(overall)})


def _flags(rules: RuleSet, summary: YearSummary, extra: Supplementary | None) -> _Flags:
    if extra is not None:
        return _Flags(extra.grade_completed, extra.promoted, None, extra.where)
    primary = summary.primary_completed if rules.is_last_grade else None
    return _Flags(summary.grade_completed, summary.promoted, primary, summary.where)


def _flag_conflicts(row: YearEndRow, summary: YearSummary) -> list[Problem]:
    """Flags that the result file and the year summary mark differently."""
    pairs = (
        ("Hoàn thành chương trình lớp học", row.grade_completed, summary.grade_completed),
        ("Lên lớp", row.promoted, summary.promoted),
    )
    return [
        Problem("FLAGS_DISAGREE", row.where, COMPLETION, {"caption": caption, "other_where": summary.where})
        for caption, one, other in pairs
        if one is not None and one is not other
    ]


def _outcome_conflict(rules: RuleSet, result: Outcome, flags: _Flags, overall: str) -> tuple[Problem, ...]:
    """Flags against what follows from the overall result.

    A principal may promote without completion; completion alone follows from the result, and always promotes.
    """
    pairs = [
        ("Hoàn thành chương trình lớp học", result.grade_completed, flags.grade_completed),
        ("Lên lớp", result.promoted, flags.promoted),
    ]
    if rules.is_last_grade and flags.primary_completed is not None:
        pairs.append(("Hoàn thành chương trình tiểu học", result.primary_completed is True, flags.primary_completed))
    return tuple(
        Problem("OUTCOME_CONFLICT", flags.where, COMPLETION, {"caption": caption, "overall": overall})
        for caption, by_rule, marked in pairs
        if by_rule is not marked
    )


def _not_assessed_outcome(rules: RuleSet, flags: _Flags) -> Outcome:
    """No result decides anything here; completion and promotion are what the school confirmed."""
    primary = flags.primary_completed if rules.is_last_grade else None
    text = outcome_text(
        rules,
        grade_completed=flags.grade_completed,
        promoted=flags.promoted,
        primary_completed=primary,
        assessed=False,
    )
    return Outcome(flags.grade_completed, flags.promoted, primary, text)
