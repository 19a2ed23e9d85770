"""The state of a year that enters the record: after supplementary assessment where there was one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from hocba.issuing.year_end import YearEnd as RecordYearEnd
from hocba.model import ClosingGroup, Moment, Outcome, OverallResult, YearResults
from hocba.regulation import (
    Reason,
    RuleSet,
    after_supplementary,
    closing_group,
    needs_supplementary,
    outcome,
    outcome_text,
    rules_for,
    why_outcome,
)
from hocba_web.assessment.models import PromotionDecision, SupplementaryCase, SupplementaryEntry, YearEnd
from hocba_web.assessment.selectors.year_end.assessed import Assessed, assessed_of
from hocba_web.assessment.selectors.year_results import year_results
from hocba_web.base.refusals import Missing


class Stage(Enum):
    """How far a pupil's year is decided."""

    OPEN = "open"
    """No overall result yet."""
    WAITING = "waiting"
    """Waits for supplementary assessment, or is being assessed."""
    REPORTING = "reporting"
    """Stayed "Chưa hoàn thành"; the homeroom teacher has not reported it yet."""
    PRINCIPAL = "principal"
    """Stayed "Chưa hoàn thành"; the principal decides on promotion."""
    SETTLED = "settled"

    @property
    def label(self) -> str:
        """The word for screens."""
        return str(_STAGES[self])


_STAGES = {
    Stage.OPEN: _("Chưa có kết quả"),
    Stage.WAITING: _("Chờ đánh giá bổ sung"),
    Stage.REPORTING: _("Chờ báo cáo hiệu trưởng"),
    Stage.PRINCIPAL: _("Chờ hiệu trưởng xét"),
    Stage.SETTLED: _("Đã có kết luận"),
}


@dataclass(frozen=True)
class FinalYear:
    """One pupil's year: the state before supplementary assessment, the state after, and what follows."""

    enrolment_id: int
    before: YearResults
    """As entered at the end of the year; `decided` is what the homeroom teacher decided then."""
    entries: tuple[Assessed, ...]
    """Standing entries of supplementary assessment."""
    case: SupplementaryCase | None
    promotion: PromotionDecision | None
    confirmed: tuple[bool | None, bool | None]
    """Completion and promotion that the school confirmed of a pupil who is not assessed."""

    @cached_property
    def rules(self) -> RuleSet:
        """The rules of the grade and year."""
        return rules_for(self.before.grade, self.before.school_year)

    @cached_property
    def waits(self) -> bool:
        """Whether the year-end result calls for supplementary assessment."""
        decided = self.before.decided
        return decided is not None and not self.before.not_assessed and needs_supplementary(decided, self.rules)

    @cached_property
    def overall_after(self) -> OverallResult | None:
        """Decided after supplementary assessment; None where it was not held or is not decided."""
        overall = self.case.overall if self.case is not None and self.waits else ""
        return OverallResult(overall) if overall else None

    @cached_property
    def overall(self) -> OverallResult | None:
        """The final overall result as far as it is decided."""
        return self.overall_after if self.waits else self.before.decided

    @cached_property
    def after(self) -> YearResults:
        """Results with the entries of supplementary assessment in place."""
        if not self.waits:
            return self.before
        return after_supplementary(self.before, (one.entry for one in self.entries), decided=self.overall_after)

    @cached_property
    def stage(self) -> Stage:
        """How far it is decided."""
        if self.before.not_assessed:
            return Stage.OPEN if None in self.confirmed else Stage.SETTLED
        if self.before.decided is None:
            return Stage.OPEN
        if self.overall is None:
            return Stage.WAITING
        if self.overall in self.rules.completing or self.promotion is not None:
            return Stage.SETTLED
        reported = self.case is not None and self.case.reported_at is not None
        return Stage.PRINCIPAL if reported else Stage.REPORTING

    @cached_property
    def outcome(self) -> Outcome | None:
        """Completion, promotion and the text of section 6 of the form; None until they are settled.

        Source: Circular 27/2020/TT-BGDĐT, art. 8 and 11.
        """
        if self.stage is not Stage.SETTLED:
            return None
        if self.before.not_assessed:
            return self._confirmed_outcome()
        return outcome(self.rules, self.overall, promoted_by_decision=self.by_decision)

    @property
    def by_decision(self) -> bool:
        """Whether the principal decided to promote."""
        return self.promotion is not None and self.promotion.promoted

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the outcome is as it is; empty until it is settled."""
        if self.outcome is None or self.before.not_assessed:
            return ()
        return why_outcome(self.rules, self.overall, promoted_by_decision=self.by_decision)

    @cached_property
    def group(self) -> ClosingGroup:
        """The submission the record belongs to (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b))."""
        return closing_group(None if self.before.not_assessed else self.before.decided, self.rules)

    @property
    def record(self) -> RecordYearEnd | None:
        """What enters the record, as the core's assembly takes it; None until it is settled."""
        return None if self.outcome is None else RecordYearEnd(self.after, self.outcome, self.group)

    def _confirmed_outcome(self) -> Outcome:
        completed, promoted = bool(self.confirmed[0]), bool(self.confirmed[1])
        primary = completed if self.rules.is_last_grade else None
        text = outcome_text(
            self.rules, grade_completed=completed, promoted=promoted, primary_completed=primary, assessed=False
        )
        return Outcome(completed, promoted, primary, text)


def final_year(enrolment_id: int) -> FinalYear:
    """One pupil's year; who may see it is the caller's to ask.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = final_years([enrolment_id]).get(enrolment_id)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def final_years(
    enrolment_ids: Iterable[int], *, results: Mapping[int, YearResults] | None = None
) -> dict[int, FinalYear]:
    """Years by place in a class; eight queries, however many.

    Args:
        enrolment_ids: of any school and year.
        results: from `year_results`, if the caller has them already.
    """
    ids = list(enrolment_ids)
    before = year_results(ids) if results is None else results
    cases = {one.enrolment_id: one for one in SupplementaryCase.objects.filter(enrolment_id__in=ids)}
    entries: dict[int, list[Assessed]] = {}
    standing = SupplementaryEntry.objects.filter(case__enrolment_id__in=ids, replaced_at__isnull=True)
    for row in standing.select_related("case").order_by("id"):
        entries.setdefault(row.case.enrolment_id, []).append(assessed_of(row))
    promotions = {
        one.enrolment_id: one
        for one in PromotionDecision.objects.filter(enrolment_id__in=ids, withdrawn_at__isnull=True).select_related(
            "decision"
        )
    }
    flags = {
        one: (completed, promoted)
        for one, completed, promoted in YearEnd.objects.filter(enrolment_id__in=ids).values_list(
            "enrolment_id", "not_assessed_completed", "not_assessed_promoted"
        )
    }
    return {
        one: FinalYear(
            enrolment_id=one,
            before=year,
            entries=tuple(found for found in entries.get(one, ()) if found.replaces(year.at(Moment.YEAR_END))),
            case=cases.get(one),
            promotion=promotions.get(one),
            confirmed=flags.get(one, (None, None)),
        )
        for one, year in before.items()
    }
