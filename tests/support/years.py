"""Invented years of results, whole or with named exceptions; used by rules, checks and their properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from hypothesis import strategies as st

from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    SUBJECTS,
    Competency,
    Grade,
    Moment,
    MomentResults,
    Quality,
    SchoolYear,
    Subject,
    SubjectEntry,
    SubjectLevel,
    TraitLevel,
    YearResults,
)
from hocba.regulation import RuleSet, place_name, rules_for

YEAR = SchoolYear(2025)
GRADES: tuple[Grade, ...] = (1, 2, 3, 4, 5)

BY_NAME: Mapping[str, Subject | Competency | Quality] = {
    **{place_name(f"subjects/{one.value}"): one for one in SUBJECTS},
    **{place_name(f"competencies/{one.value}"): one for one in COMPETENCIES},
    **{place_name(f"qualities/{one.value}"): one for one in QUALITIES},
}
"""What a school calls them: "Toán", "Năng lực Tin học", "Phẩm chất Trung thực"."""


def moment_results(
    rules: RuleSet,
    moment: Moment = Moment.YEAR_END,
    *,
    level: SubjectLevel = SubjectLevel.COMPLETED_WELL,
    trait: TraitLevel = TraitLevel.GOOD,
    score: int = 9,
    optional: Iterable[Subject] = (),
) -> MomentResults:
    """Everything of one moment at one level and score."""
    return MomentResults(
        subjects=MappingProxyType(
            {
                subject: SubjectEntry(level, score if subject in rules.tested(moment) else None)
                for subject in rules.studied(frozenset(optional))
            }
        ),
        competencies=MappingProxyType(dict.fromkeys(rules.competencies, trait)),
        qualities=MappingProxyType(dict.fromkeys(rules.qualities, trait)),
    )


def year_of(grade: Grade, end: MomentResults, *, optional: Iterable[Subject] = (), **flags: bool) -> YearResults:
    """A year of which only the end is entered."""
    return YearResults(
        YEAR, grade, MappingProxyType({Moment.YEAR_END: end}), optional_subjects=frozenset(optional), **flags
    )


@st.composite
def complete_years(draw: st.DrawFn) -> YearResults:
    """Any complete year of any grade, good ones often enough."""
    grade = draw(st.sampled_from(GRADES))
    rules = rules_for(grade, YEAR)
    optional = frozenset(draw(st.sets(st.sampled_from(rules.optional_subjects))))
    scores = draw(st.sampled_from((st.integers(0, 10), st.integers(5, 10), st.integers(9, 10))))
    levels = draw(st.sampled_from((st.sampled_from(SubjectLevel), st.just(SubjectLevel.COMPLETED_WELL))))
    traits = draw(st.sampled_from((st.sampled_from(TraitLevel), st.just(TraitLevel.GOOD))))
    end = MomentResults(
        subjects=MappingProxyType(
            {
                subject: SubjectEntry(draw(levels), draw(scores) if subject in rules.tested(Moment.YEAR_END) else None)
                for subject in rules.studied(optional)
            }
        ),
        competencies=MappingProxyType({one: draw(traits) for one in rules.competencies}),
        qualities=MappingProxyType({one: draw(traits) for one in rules.qualities}),
    )
    return year_of(grade, end, optional=optional)
