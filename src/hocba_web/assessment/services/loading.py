"""The results of a whole school at once, from its folder of workbooks, into classes that have none yet.

For seeds and the training school; what people import goes through the writes that know windows and history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from hocba.errors import IncompleteYear
from hocba.issuing.assemble import awards
from hocba.model import Competency, Moment, MomentResults, OverallResult, Quality, Subject, YearResults
from hocba.regulation import SupplementaryEntry as Assessed
from hocba.regulation import YearEndAward, award_title, needs_supplementary, overall_result, rules_for
from hocba.workbooks.school import SchoolData, Supplementary
from hocba_web.assessment.models import (
    HomeroomEntry,
    PromotionDecision,
    SubjectResult,
    SupplementaryCase,
    SupplementaryEntry,
    TraitResult,
    YearEnd,
)

_BATCH = 2000
_BY_RESULT = "Theo kết quả đánh giá bổ sung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """What is loaded, of whom, in whose name."""

    data: SchoolData
    enrolments: Mapping[str, int]
    """Places in classes (ids) by ministry code; pupils without one are left out."""
    by: int
    """Account (id)."""
    at: datetime
    """Aware, UTC."""
    moments: Collection[Moment]
    year_end: bool
    """Overall results, awards, absences, comments and health of the year."""
    supplementary: bool
    """Outcomes of supplementary assessment; without them the pupils wait for it."""

    def pupils(self) -> Iterator[tuple[str, int]]:
        """Ministry code and place of every pupil loaded."""
        return ((code, self.enrolments[code]) for code in self.data.pupils if code in self.enrolments)


def load_results(loading: Loading) -> int:
    """Write everything; inside the caller's transaction.

    Returns:
        How many rows were written.
    """
    subjects, traits = _moments(loading)
    homeroom = list(_homeroom(loading)) if loading.year_end else []
    for rows in (subjects, traits, homeroom):
        for row in rows:
            row.updated_by_id, row.updated_at = loading.by, loading.at
    SubjectResult.objects.bulk_create(subjects, batch_size=_BATCH)
    TraitResult.objects.bulk_create(traits, batch_size=_BATCH)
    HomeroomEntry.objects.bulk_create(homeroom, batch_size=_BATCH)
    count = len(subjects) + len(traits) + len(homeroom)
    return count + (_year_ends(loading) if loading.year_end else 0)


def _moments(loading: Loading) -> tuple[list[SubjectResult], list[TraitResult]]:
    subjects: list[SubjectResult] = []
    traits: list[TraitResult] = []
    for code, enrolment_id in loading.pupils():
        for moment, results in loading.data.results[code].moments.items():
            if moment in loading.moments:
                subjects += _subject_rows(enrolment_id, moment, results)
                traits += _trait_rows(enrolment_id, moment, results)
    return subjects, traits


def _subject_rows(enrolment_id: int, moment: Moment, results: MomentResults) -> Iterator[SubjectResult]:
    for subject, entry in results.subjects.items():
        if entry.level is not None or entry.score is not None or entry.comment:
            yield SubjectResult(
                enrolment_id=enrolment_id,
                moment=moment.value,
                subject=subject.value,
                level=entry.level.value if entry.level else "",
                score=entry.score,
                comment=entry.comment,
            )


def _trait_rows(enrolment_id: int, moment: Moment, results: MomentResults) -> Iterator[TraitResult]:
    for kind, levels in (
        (TraitResult.Kind.COMPETENCY, results.competencies),
        (TraitResult.Kind.QUALITY, results.qualities),
    ):
        for trait, level in levels.items():
            yield TraitResult(
                enrolment_id=enrolment_id, moment=moment.value, kind=kind, trait=trait.value, level=level.value
            )


def _homeroom(loading: Loading) -> Iterator[HomeroomEntry]:
    for code, enrolment_id in loading.pupils():
        summary, health = loading.data.summaries.get(code), loading.data.health.get(code)
        if summary is None and health is None:
            continue
        row = HomeroomEntry(enrolment_id=enrolment_id, moment=Moment.YEAR_END.value)
        if summary is not None:
            row.comment_qualities = summary.comments.qualities
            row.comment_general = summary.comments.general_competencies
            row.comment_specific = summary.comments.specific_competencies
            row.comment_homeroom = summary.comments.homeroom
            row.excused, row.unexcused = summary.absences.excused, summary.absences.unexcused
        if health is not None:
            row.height_cm, row.weight_kg = health.height_cm, health.weight_kg
        yield row


def _year_ends(loading: Loading) -> int:
    ends: list[YearEnd] = []
    cases: list[tuple[SupplementaryCase, str]] = []
    for code, enrolment_id in loading.pupils():
        summary, results = loading.data.summaries.get(code), loading.data.results[code]
        if summary is None and results.decided is None:
            continue
        end = YearEnd(enrolment_id=enrolment_id, updated_by_id=loading.by, updated_at=loading.at)
        if summary is not None:
            given = awards(summary)
            end.award_year_end, end.award_ad_hoc = award_words(given.year_end), given.ad_hoc
        if results.not_assessed:
            end.not_assessed_completed = summary.grade_completed if summary else None
            end.not_assessed_promoted = summary.promoted if summary else None
        elif results.decided is not None:
            end.proposed, end.overall = _proposed(results), results.decided.value
            end.decided_by_id, end.decided_at = loading.by, loading.at
            if needs_supplementary(results.decided, rules_for(results.grade, results.school_year)):
                case = SupplementaryCase(enrolment_id=enrolment_id, opened_by_id=loading.by, opened_at=loading.at)
                cases.append((case, code))
        ends.append(end)
    YearEnd.objects.bulk_create(ends, batch_size=_BATCH)
    return len(ends) + _cases(loading, cases)


def award_words(text: str) -> str:
    """A year-end award with the capitals of the law; other words as they are.

    Source: Circular 27/2020/TT-BGDĐT, art. 13(1)(a).
    """
    titles = {title.casefold(): title for title in map(award_title, YearEndAward)}
    return titles.get(text.casefold(), text)


def _proposed(results: YearResults) -> str:
    try:
        return overall_result(results, rules_for(results.grade, results.school_year)).value
    except IncompleteYear:
        return ""


def _cases(loading: Loading, cases: list[tuple[SupplementaryCase, str]]) -> int:
    entries: list[SupplementaryEntry] = []
    decisions: list[PromotionDecision] = []
    for case, code in cases:
        found = loading.data.supplementary.get(code) if loading.supplementary else None
        if found is None:
            continue
        case.overall = found.overall.value
        case.decided_by_id, case.decided_at = loading.by, loading.at
        results = loading.data.results[code].at(Moment.YEAR_END)
        entries += (_entry(loading, case, assessed, results) for assessed in found.entries)
        if found.overall is OverallResult.NOT_COMPLETED:
            decisions.append(_decision(loading, case.enrolment_id, found))
    SupplementaryCase.objects.bulk_create([case for case, _ in cases])
    SupplementaryEntry.objects.bulk_create(entries)
    PromotionDecision.objects.bulk_create(decisions)
    return len(cases) + len(entries) + len(decisions)


def _entry(loading: Loading, case: SupplementaryCase, assessed: Assessed, results: MomentResults) -> SupplementaryEntry:
    row = SupplementaryEntry(
        case=case,
        target=assessed.of.value,
        level=assessed.level.value,
        score=assessed.score,
        assessed_on=assessed.assessed_on or loading.at.date(),
        by_id=loading.by,
        at=loading.at,
    )
    if isinstance(assessed.of, Subject):
        row.kind = "subject"
        before = results.subjects.get(assessed.of)
        row.before_level = before.level.value if before and before.level else ""
        row.before_score = before.score if before else None
        return row
    if isinstance(assessed.of, Competency):
        row.kind, level = "competency", results.competencies.get(assessed.of)
    else:
        row.kind, level = "quality", results.qualities.get(Quality(assessed.of))
    row.before_level = level.value if level else ""
    return row


def _decision(loading: Loading, enrolment_id: int, found: Supplementary) -> PromotionDecision:
    return PromotionDecision(
        enrolment_id=enrolment_id,
        promoted=found.promoted,
        reason=found.note or _BY_RESULT,
        by_id=loading.by,
        at=loading.at,
    )
