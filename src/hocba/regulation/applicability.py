"""Which rules hold for a grade in a school year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from hocba.errors import UnknownRule
from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    SUBJECTS,
    Competency,
    Grade,
    Moment,
    OverallResult,
    Quality,
    SchoolYear,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.regulation.parameters import circular


@dataclass(frozen=True, slots=True)
class OverallRow:
    """One row of the decision table of the overall result (art. 9(2)(a))."""

    result: OverallResult
    subject_levels: frozenset[SubjectLevel]
    """Allowed for every subject studied."""
    trait_levels: frozenset[TraitLevel]
    """Allowed for every quality and competency."""
    minimum_score: int
    """Points, 0-10, in every year-end test."""
    source: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules in force for one grade on the last day of one school year."""

    grade: Grade
    school_year: SchoolYear
    day: date
    """The last day of that school year; every value is that of this day."""
    subjects: tuple[Subject, ...]
    """Compulsory subjects, in the order of the form."""
    optional_subjects: tuple[Subject, ...]
    """Subjects that a class of this grade may also take, in the order of the form."""
    competencies: tuple[Competency, ...]
    qualities: tuple[Quality, ...]
    tests: Mapping[Moment, frozenset[Subject]]
    """Subjects with a scored test, by moment (art. 7(1)(b))."""
    overall: tuple[OverallRow, ...]
    """Best first; what fits no row is NOT_COMPLETED."""
    completing: frozenset[OverallResult]
    """Overall results that confirm completion of the grade (art. 11(1)(a))."""
    is_last_grade: bool
    """Whether completing this grade completes primary school (art. 11(2))."""

    def tested(self, moment: Moment) -> frozenset[Subject]:
        """Subjects with a scored test at `moment`."""
        return self.tests[moment]

    def studied(self, optional: frozenset[Subject]) -> tuple[Subject, ...]:
        """Compulsory subjects and the optional ones taken, in the order of the form."""
        return tuple(
            subject
            for subject in SUBJECTS
            if subject in self.subjects or (subject in optional and subject in self.optional_subjects)
        )


def _grades(name: str, day: date) -> dict[str, tuple[int, ...]]:
    return circular(name).on(day).lists(int)


def _tests(grade: Grade, day: date, compulsory: tuple[Subject, ...]) -> Mapping[Moment, frozenset[Subject]]:
    """Tests by moment: end of term for every compulsory subject on the list, middle of term for grades 4 and 5."""
    end = frozenset(
        subject for subject in map(Subject, circular("tests.end_of_term").on(day).items(str)) if subject in compulsory
    )
    middle = frozenset(
        Subject(name) for name, grades in _grades("tests.middle_of_term", day).items() if grade in grades
    )
    return MappingProxyType({Moment.MID1: middle, Moment.END1: end, Moment.MID2: middle, Moment.YEAR_END: end})


def _overall(day: date) -> tuple[OverallRow, ...]:
    rows = []
    for result in OverallResult:
        if result is OverallResult.NOT_COMPLETED:
            continue
        prefix = f"overall_result.{result.value}"
        score = circular(f"{prefix}.minimum_score").on(day)
        rows.append(
            OverallRow(
                result=result,
                subject_levels=frozenset(
                    map(SubjectLevel, circular(f"{prefix}.subject_levels").on(day).items(str)),
                ),
                trait_levels=frozenset(map(TraitLevel, circular(f"{prefix}.trait_levels").on(day).items(str))),
                minimum_score=score.whole(),
                source=score.source,
            )
        )
    return tuple(rows)


def last_day(school_year: SchoolYear) -> date:
    """The day on which a school year is over, whose rules hold for its results."""
    month, day = circular("year_end").newest.items(int)
    return date(school_year.last, month, day)


@cache
def rules_for(grade: Grade, school_year: SchoolYear) -> RuleSet:
    """The rules for a grade in a school year.

    Source: Circular 27/2020/TT-BGDĐT, art. 2 of the circular (grade by grade from 2020-2021), art. 6-11 of its annex.

    Raises:
        UnknownRule: GRADE_NOT_YET_COVERED, that grade was assessed by an older circular in that school year;
            RULE_NOT_IN_FORCE, the school year ended before the circular came into force.
    """
    day = last_day(school_year)
    first = circular("first_school_year").on(day).table(int)[str(grade)]
    if school_year.first < first:
        raise UnknownRule("GRADE_NOT_YET_COVERED", grade=grade, school_year=str(school_year), first=SchoolYear(first))
    compulsory, optional = _grades("subjects.compulsory", day), _grades("subjects.optional", day)
    competencies, qualities = _grades("competencies", day), _grades("qualities", day)
    subjects = tuple(subject for subject in SUBJECTS if grade in compulsory.get(subject.value, ()))
    return RuleSet(
        grade=grade,
        school_year=school_year,
        day=day,
        subjects=subjects,
        optional_subjects=tuple(subject for subject in SUBJECTS if grade in optional.get(subject.value, ())),
        competencies=tuple(one for one in COMPETENCIES if grade in competencies[one.value]),
        qualities=tuple(one for one in QUALITIES if grade in qualities[one.value]),
        tests=_tests(grade, day, subjects),
        overall=_overall(day),
        completing=frozenset(map(OverallResult, circular("completion.results").on(day).items(str))),
        is_last_grade=grade == circular("completion.last_grade").on(day).whole(),
    )
