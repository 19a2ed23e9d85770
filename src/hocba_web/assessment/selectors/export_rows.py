"""What workbooks of the year end hold beyond the grids: who was promoted, what the school confirmed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hocba_web.assessment.models import PromotionDecision, SupplementaryCase, SupplementaryEntry, YearEnd


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the school confirmed of a pupil who is not assessed; None where nothing was."""

    completed: bool | None
    promoted: bool | None


def confirmed(enrolment_ids: Collection[int]) -> dict[int, Confirmed]:
    """By enrolment."""
    rows = YearEnd.objects.filter(enrolment_id__in=enrolment_ids).values_list(
        "enrolment_id", "not_assessed_completed", "not_assessed_promoted"
    )
    return {pk: Confirmed(completed, promoted) for pk, completed, promoted in rows}


@dataclass(frozen=True, slots=True)
class Reassessed:
    """One thing assessed again, with the outcome of its case."""

    enrolment_id: int
    kind: str
    """subject, competency or quality."""
    target: str
    before_level: str
    before_score: int | None
    on: date
    level: str
    score: int | None
    overall: str
    """After it; empty while undecided."""
    promoted_by_decision: bool


def reassessed(enrolment_ids: Collection[int]) -> list[Reassessed]:
    """Standing entries of supplementary assessment, in the order in which they were made."""
    promoted = set(
        PromotionDecision.objects.filter(
            enrolment_id__in=enrolment_ids, withdrawn_at__isnull=True, promoted=True
        ).values_list("enrolment_id", flat=True)
    )
    rows = SupplementaryEntry.objects.filter(case__enrolment_id__in=enrolment_ids, replaced_at__isnull=True)
    return [
        Reassessed(
            one.case.enrolment_id,
            one.kind,
            one.target,
            one.before_level,
            one.before_score,
            one.assessed_on,
            one.level,
            one.score,
            one.case.overall,
            one.case.enrolment_id in promoted,
        )
        for one in rows.select_related("case").order_by("case__enrolment__number", "case_id", "id")
    ]


def waiting(enrolment_ids: Collection[int]) -> frozenset[int]:
    """Enrolments (ids) with a case of supplementary assessment."""
    cases = SupplementaryCase.objects.filter(enrolment_id__in=enrolment_ids)
    return frozenset(cases.values_list("enrolment_id", flat=True))
