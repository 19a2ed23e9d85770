"""Completion, promotion and supplementary assessment: three independent facts and the reasons for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from hocba.errors import InvalidValue
from hocba.messages import Language, what
from hocba.model import (
    ClosingGroup,
    Competency,
    Moment,
    Outcome,
    OverallResult,
    Quality,
    Subject,
    SubjectLevel,
    TraitLevel,
    YearResults,
)
from hocba.regulation.applicability import RuleSet
from hocba.regulation.citations import citation
from hocba.regulation.names import level_name
from hocba.regulation.parameters import circular


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one fact of the outcome is as it is."""

    code: str
    """Code of its sentence in the message catalogue."""
    source: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def sentence(self, language: Language = "vi") -> str:
        """The reason with its article."""
        return what(self.code, {**self.params, "source": citation(self.source, language)}, language=language)


def _is(name: str, overall: OverallResult, rules: RuleSet) -> bool:
    return overall.value in circular(name).on(rules.day).items(str)


def needs_supplementary(overall: OverallResult, rules: RuleSet) -> bool:
    """Whether the result calls for supplementary assessment (art. 11(1)(b))."""
    return _is("completion.supplementary", overall, rules)


def closing_group(overall_at_year_end: OverallResult | None, rules: RuleSet) -> ClosingGroup:
    """The submission a record belongs to: AUGUST for a pupil who needed supplementary assessment, else JUNE.

    Source: Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b). The result before supplementary assessment decides, whatever
    came of it; a pupil who is not assessed (None) has nothing to wait for.
    """
    if overall_at_year_end is not None and needs_supplementary(overall_at_year_end, rules):
        return ClosingGroup.AUGUST
    return ClosingGroup.JUNE


def outcome_text(
    rules: RuleSet, *, grade_completed: bool, promoted: bool, primary_completed: bool | None, assessed: bool = True
) -> str:
    """Section 6 of the form, such as "Hoàn thành chương trình lớp 4. Được lên lớp 5.".

    Source: Circular 27/2020/TT-BGDĐT, appendix 1, guidance 6. Of a pupil who is not assessed only promotion is said,
    unless completion was confirmed all the same.
    """
    texts = circular("outcome_text").on(rules.day).table(str)
    if rules.is_last_grade and primary_completed:
        return texts["primary_completed"]
    parts = []
    if grade_completed:
        parts.append(texts["grade_completed"])
    elif assessed:
        parts.append(texts["primary_not_completed" if rules.is_last_grade else "grade_not_completed"])
    parts.append(texts["promoted" if promoted else "not_promoted"])
    return " ".join(parts).format(grade=rules.grade, next=rules.grade + 1)


def outcome(rules: RuleSet, overall: OverallResult | None, *, promoted_by_decision: bool = False) -> Outcome:
    """Completion and promotion that follow from the final overall result.

    Source: Circular 27/2020/TT-BGDĐT, art. 11.

    Args:
        rules: those of the grade and school year.
        overall: after supplementary assessment where there was one; None for a pupil who is not assessed.
        promoted_by_decision: the principal's decision to promote; only heard where completion does not decide.
    """
    completed = overall in rules.completing
    promoted = completed or promoted_by_decision
    primary = completed if rules.is_last_grade else None
    text = outcome_text(
        rules,
        grade_completed=completed,
        promoted=promoted,
        primary_completed=primary,
        assessed=overall is not None,
    )
    return Outcome(grade_completed=completed, promoted=promoted, primary_completed=primary, text=text)


def why_outcome(
    rules: RuleSet, overall: OverallResult | None, *, promoted_by_decision: bool = False
) -> tuple[Reason, ...]:
    """The reasons for the outcome that `outcome` gives for the same arguments: completion, then promotion.

    Source: Circular 27/2020/TT-BGDĐT, art. 8 and 11.
    """
    result = outcome(rules, overall, promoted_by_decision=promoted_by_decision)
    params: dict[str, object] = {"grade": rules.grade, "next": rules.grade + 1}
    by_result = circular("completion.results").on(rules.day).source
    by_decision = circular("completion.decision").on(rules.day).source
    reasons = []
    if overall is None:
        reasons.append(Reason("OUTCOME_NOT_ASSESSED", "Circular 27/2020/TT-BGDĐT, art. 8", params))
    else:
        params["result"] = level_name(overall)
        code = "OUTCOME_COMPLETED" if result.grade_completed else "OUTCOME_NOT_COMPLETED"
        reasons.append(Reason(code, by_result, params))
    if result.primary_completed:
        reasons.append(
            Reason("OUTCOME_PRIMARY_COMPLETED", circular("completion.last_grade").on(rules.day).source, params)
        )
    elif result.grade_completed:
        reasons.append(Reason("OUTCOME_PROMOTED", by_result, params))
    elif result.promoted:
        reasons.append(Reason("OUTCOME_PROMOTED_BY_DECISION", by_decision, params))
    else:
        reasons.append(Reason("OUTCOME_NOT_PROMOTED", by_decision, params))
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class SupplementaryEntry:
    """What supplementary assessment found for one subject, competency or quality."""

    of: Subject | Competency | Quality
    level: SubjectLevel | TraitLevel
    score: int | None = None
    """Points, 0-10, of the repeated test; None leaves the year-end score as it is."""
    assessed_on: date | None = None


def after_supplementary(
    year: YearResults, entries: Iterable[SupplementaryEntry], *, decided: OverallResult | None = None
) -> YearResults:
    """The year with its year-end entries replaced by those of supplementary assessment; decide it anew from there.

    Source: Circular 27/2020/TT-BGDĐT, art. 11(1)(b); appendix 1, guidance 2: the last test counts, higher or lower.

    Args:
        year: results before.
        entries: at most one a subject, competency or quality.
        decided: what the homeroom teacher decided afterwards; the earlier decision falls.

    Raises:
        InvalidValue: SUPPLEMENTARY_TWICE, two entries of one thing; SUPPLEMENTARY_WITHOUT_FIRST, nothing was assessed
            at the end of the year that it could replace; SUPPLEMENTARY_LEVEL, a level of the wrong scale.
    """
    end = year.at(Moment.YEAR_END)
    subjects, competencies, qualities = dict(end.subjects), dict(end.competencies), dict(end.qualities)
    seen: set[Subject | Competency | Quality] = set()
    for entry in entries:
        what_of = entry.of
        if what_of in seen:
            raise InvalidValue("SUPPLEMENTARY_TWICE", where=what_of.value, of=what_of.value)
        seen.add(what_of)
        if what_of not in (*subjects, *competencies, *qualities):
            raise InvalidValue("SUPPLEMENTARY_WITHOUT_FIRST", where=what_of.value)
        if isinstance(what_of, Subject) and isinstance(entry.level, SubjectLevel):
            before = subjects[what_of]
            score = before.score if entry.score is None else entry.score
            subjects[what_of] = replace(before, level=entry.level, score=score)
        elif isinstance(what_of, Competency) and isinstance(entry.level, TraitLevel):
            competencies[what_of] = entry.level
        elif isinstance(what_of, Quality) and isinstance(entry.level, TraitLevel):
            qualities[what_of] = entry.level
        else:
            raise InvalidValue("SUPPLEMENTARY_LEVEL", where=what_of.value, level=level_name(entry.level))
    after = replace(
        end,
        subjects=MappingProxyType(subjects),
        competencies=MappingProxyType(competencies),
        qualities=MappingProxyType(qualities),
    )
    return replace(year, moments=MappingProxyType({**year.moments, Moment.YEAR_END: after}), decided=decided)
