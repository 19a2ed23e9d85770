"""What this application asks of the register: classes and who is on their roll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from hocba.model import Grade, PupilStatus, SchoolYear, Subject
from hocba.regulation import RuleSet, rules_for
from hocba_web.assessment.parts import HOMEROOM, LANGUAGES, part_name
from hocba_web.base.refusals import Missing
from hocba_web.schools.selectors.rolls import classes, places


@dataclass(frozen=True)
class ClassFacts:
    """A class as far as its results are concerned."""

    id: int
    name: str
    grade: Grade
    school_id: int
    year_id: int
    school_year: SchoolYear
    starts_on: date
    term_2_on: date
    languages: Mapping[Subject, str]
    """Names of the languages the class learns."""

    @cached_property
    def rules(self) -> RuleSet:
        """The rules of its grade and school year."""
        return rules_for(self.grade, self.school_year)

    @cached_property
    def optional(self) -> frozenset[Subject]:
        """Optional subjects that this class takes."""
        return frozenset(self.languages) & frozenset(self.rules.optional_subjects)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Subjects studied, in the order of the form."""
        return self.rules.studied(self.optional)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Every part of the class's results: the subjects, then the homeroom teacher's."""
        return (*(subject.value for subject in self.subjects), HOMEROOM)

    def part_name(self, part: str) -> str:
        """What people call a part in this class: languages are named."""
        subject = None if part == HOMEROOM else Subject(part)
        return part_name(part, self.languages.get(subject, "") if subject else "")


_RETURNED = frozenset({PupilStatus.RETURNED_TERM_1, PupilStatus.RETURNED_TERM_2})


@dataclass(frozen=True, slots=True)
class RollPupil:
    """One row of a class list."""

    enrolment_id: int
    pupil_id: int
    number: int
    name: str
    born: date
    joined_on: date | None
    left_on: date | None
    """First day on which the pupil is no longer in the class; None while there."""
    status: PupilStatus
    status_on: date | None
    not_assessed: bool
    individual_plan: bool
    disability: str

    @property
    def here_since(self) -> date | None:
        """First day in the class, or back in it after an absence; None if always there."""
        if self.status in _RETURNED and self.status_on is not None:
            return max(self.status_on, self.joined_on or self.status_on)
        return self.joined_on

    def has_left(self, on: date) -> bool:
        """Whether the pupil is no longer on the roll on a day."""
        if self.left_on is not None:
            return self.left_on <= on
        return self.status.has_left


def class_facts(class_id: int, school_id: int) -> ClassFacts:
    """One class of the acting person's school.

    Raises:
        Missing: NOT_FOUND_HERE, there is no such class at this school.
    """
    row = classes(id=class_id, year__school_id=school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return facts_of(row)


def classes_of_year(year_id: int, ids: Iterable[int] | None = None) -> list[ClassFacts]:
    """Classes of a year in the order of grade and name, or those of them with these ids; two queries at most."""
    rows = classes(year_id=year_id)
    if ids is not None:
        rows = rows.filter(id__in=list(ids))
    return [facts_of(row) for row in rows]


def classes_of_enrolments(year_id: int, enrolment_ids: Iterable[int]) -> list[ClassFacts]:
    """The classes of a year that these places belong to; places of other years bring none."""
    rows = places(id__in=list(enrolment_ids), school_class__year_id=year_id)
    return classes_of_year(year_id, set(rows.values_list("school_class_id", flat=True)))


def is_reviewed(class_id: int) -> bool:
    """Whether the homeroom teacher has confirmed the review of a class's personal data (art. 7(1))."""
    return bool(classes(id=class_id, reviews__isnull=False).exists())


class PlaceWithClass(NamedTuple):
    """A place in a class with what the rules ask of both."""

    enrolment_id: int
    grade: int
    first: int
    """Calendar year the school year begins in."""
    foreign_language: str
    minority_language: str
    not_assessed: bool
    individual_plan: bool


def places_with_classes(enrolment_ids: Iterable[int]) -> list[PlaceWithClass]:
    """Places by id, in one query."""
    rows = places(id__in=list(enrolment_ids))
    return [
        PlaceWithClass(*row)
        for row in rows.values_list(
            "id",
            "school_class__grade",
            "school_class__year__first",
            "school_class__foreign_language",
            "school_class__minority_language",
            "pupil__not_assessed",
            "pupil__individual_plan",
        )
    ]


def places_of(enrolment_ids: Iterable[int]) -> list[tuple[int, int]]:
    """(class, pupil) of places."""
    return list(places(id__in=list(enrolment_ids)).values_list("school_class_id", "pupil_id"))


def facts_of(row: Any) -> ClassFacts:  # noqa: ANN401  # a row of the register, whose tables are private
    """A class row, fetched with its year, as results need it."""
    languages = {
        subject: name
        for subject, name in zip(LANGUAGES, (row.foreign_language, row.minority_language), strict=True)
        if name
    }
    return ClassFacts(
        id=row.id,
        name=row.name,
        grade=cast("Grade", row.grade),
        school_id=row.year.school_id,
        year_id=row.year_id,
        school_year=row.year.value,
        starts_on=row.year.starts_on,
        term_2_on=row.year.term_2_on,
        languages=MappingProxyType(languages),
    )


_ROLL = (
    "school_class_id",
    "id",
    "pupil_id",
    "number",
    "pupil__name",
    "pupil__born",
    "joined_on",
    "left_on",
    "status",
    "status_on",
    "pupil__not_assessed",
    "pupil__individual_plan",
    "pupil__disability",
)


def rolls(class_ids: Iterable[int]) -> dict[int, tuple[RollPupil, ...]]:
    """Class lists by class, those who left included; one query."""
    found: dict[int, list[RollPupil]] = {class_id: [] for class_id in class_ids}
    rows = places(school_class_id__in=list(found)).order_by("school_class_id", "number", "id")
    for class_id, one, pupil_id, number, name, born, joined, left, status, since, *marks in rows.values_list(*_ROLL):
        not_assessed, plan, disability = marks
        found[class_id].append(
            RollPupil(
                enrolment_id=one,
                pupil_id=pupil_id,
                number=number,
                name=name,
                born=born,
                joined_on=joined,
                left_on=left,
                status=PupilStatus(status),
                status_on=since,
                not_assessed=not_assessed,
                individual_plan=plan,
                disability=disability,
            )
        )
    return {class_id: tuple(pupils) for class_id, pupils in found.items()}


def roll(class_id: int) -> tuple[RollPupil, ...]:
    """The list of one class."""
    return rolls([class_id])[class_id]
