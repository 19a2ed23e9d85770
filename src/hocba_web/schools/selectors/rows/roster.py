"""Who is where, as other workbooks must name them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from hocba.model import PupilStatus
from hocba_web.schools.models import Enrolment, Pupil, SchoolClass, SchoolYear


@dataclass(frozen=True, slots=True)
class Place:
    """A pupil in a class of a year; the open place where there are several."""

    code: str
    """Ministry code."""
    pupil_id: int
    enrolment_id: int
    class_id: int
    class_name: str
    number: int
    name: str
    born: date
    sex: str
    personal_id: str
    not_assessed: bool
    status: PupilStatus
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """A pupil of the school, whatever the year."""

    code: str
    name: str
    name_folded: str
    born: date
    personal_id: str
    class_name: str
    """Of the year asked about; empty where the pupil has no place in it."""


@dataclass(frozen=True, slots=True)
class ClassOfYear:
    """A class by number and name."""

    id: int
    name: str
    grade: int


@dataclass(frozen=True, slots=True)
class YearOfSchool:
    """A school year and its school."""

    id: int
    school_id: int
    school_code: str
    school_name: str
    first: int
    """The calendar year it begins in."""
    starts_on: date
    term_2_on: date
    ends_on: date
    is_current: bool


def year_of_school(school_id: int, year_id: int) -> YearOfSchool | None:
    """One year of a school; None for another school's."""
    return next((one for one in years_of_school(school_id) if one.id == year_id), None)


def years_of_school(school_id: int) -> list[YearOfSchool]:
    """All years of a school, newest first."""
    rows = SchoolYear.objects.filter(school_id=school_id).select_related("school").order_by("-first")
    return [
        YearOfSchool(
            one.id,
            one.school_id,
            one.school.code,
            one.school.name,
            one.first,
            one.starts_on,
            one.term_2_on,
            one.ends_on,
            one.is_current,
        )
        for one in rows
    ]


def classes_of_year(year_id: int) -> list[ClassOfYear]:
    """The classes of a year by grade and name."""
    rows = SchoolClass.objects.filter(year_id=year_id).values_list("id", "name", "grade")
    return [ClassOfYear(*row) for row in rows]


_PLACE = (
    "pupil__ministry_id",
    "pupil_id",
    "id",
    "school_class_id",
    "school_class__name",
    "number",
    "pupil__name",
    "pupil__born",
    "pupil__sex",
    "pupil__personal_id",
    "pupil__not_assessed",
    "status",
    "left_on",
)


_PLACE_FIELDS = tuple(one.name for one in fields(Place))


def places(year_id: int) -> dict[str, Place]:
    """Everybody who is or was in a class of a year, by ministry code, in the order of classes and lists."""
    rows = Enrolment.objects.filter(school_class__year_id=year_id).order_by(
        "school_class__grade", "school_class__name", "number", "id"
    )
    found: dict[str, Place] = {}
    for row in rows.values_list(*_PLACE):
        values: dict[str, Any] = dict(zip(_PLACE_FIELDS, row, strict=True))
        place = Place(**values | {"status": PupilStatus(values["status"])})
        earlier = found.get(place.code)
        if earlier is None or earlier.left_on is not None:
            found[place.code] = place
    return found


def known_pupils(school_id: int, year_id: int) -> list[Known]:
    """Every pupil the school ever had on file."""
    classes = {one.pupil_id: one.class_name for one in places(year_id).values()}
    rows = Pupil.objects.filter(school_id=school_id).values_list(
        "id", "ministry_id", "name", "name_folded", "born", "personal_id"
    )
    return [
        Known(code, name, folded, born, personal_id, classes.get(pupil_id, ""))
        for pupil_id, code, name, folded, born, personal_id in rows
    ]
