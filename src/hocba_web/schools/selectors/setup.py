"""School, campuses, years and classes as pages and other applications read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from hocba.model import SchoolYear as Year
from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Campus, School, SchoolClass, SchoolYear


@dataclass(frozen=True, slots=True)
class YearRow:
    """One school year of a school."""

    id: int
    school_id: int
    value: Year
    """As the core names it; `str` gives "2025-2026"."""
    starts_on: date
    term_2_on: date
    ends_on: date
    is_current: bool

    def term(self, on: date) -> int:
        """1 or 2: the term that a day belongs to; before the year 1, after it 2."""
        return 1 if on < self.term_2_on else 2


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class."""

    id: int
    name: str
    grade: int
    year_id: int
    campus_id: int | None
    campus: str
    foreign_language: str
    minority_language: str


@dataclass(frozen=True, slots=True)
class CampusRow:
    """A place where the school teaches."""

    id: int
    name: str
    address: str
    classes: int
    """How many classes of any year have been there."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the school says about itself on records and to the authority."""

    id: int
    code: str
    name: str
    tax_code: str
    authority_code: str
    authority_name: str
    province: str
    commune: str
    district: str
    address: str
    phone: str
    email: str
    is_training: bool


def profile(school_id: int) -> Profile:
    """The school's own data.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = School.objects.filter(id=school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return Profile(
        row.id,
        row.code,
        row.name,
        row.tax_code,
        row.authority_code,
        row.authority_name,
        row.province,
        row.commune,
        row.district,
        row.address,
        row.phone,
        row.email,
        row.is_training,
    )


def _year(row: SchoolYear) -> YearRow:
    return YearRow(row.id, row.school_id, row.value, row.starts_on, row.term_2_on, row.ends_on, row.is_current)


def years(school_id: int) -> tuple[YearRow, ...]:
    """All years of a school, the newest first."""
    return tuple(_year(row) for row in SchoolYear.objects.filter(school_id=school_id).order_by("-first"))


def years_with_counts(school_id: int) -> tuple[tuple[YearRow, int], ...]:
    """All years, the newest first, each with how many classes it has."""
    rows = SchoolYear.objects.filter(school_id=school_id).annotate(size=Count("classes")).order_by("-first")
    return tuple((_year(row), row.size) for row in rows)


def current_year(school_id: int) -> YearRow | None:
    """The year a school works in; None before the first is set up."""
    row = SchoolYear.objects.filter(school_id=school_id, is_current=True).first()
    return _year(row) if row else None


def year(school_id: int, year_id: int) -> YearRow:
    """One year of a school.

    Raises:
        Missing: NOT_FOUND_HERE, unknown or another school's.
    """
    row = SchoolYear.objects.filter(school_id=school_id, id=year_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return _year(row)


def _classes(rows: QuerySet[SchoolClass]) -> tuple[ClassRow, ...]:
    return tuple(
        ClassRow(
            row.id,
            row.name,
            row.grade,
            row.year_id,
            row.campus_id,
            row.campus.name if row.campus else "",
            row.foreign_language,
            row.minority_language,
        )
        for row in rows.select_related("campus").order_by("grade", "name")
    )


def classes_of_year(year_id: int) -> tuple[ClassRow, ...]:
    """Classes of a year by grade and name; the caller has made sure whose year it is."""
    return _classes(SchoolClass.objects.filter(year_id=year_id))


def class_row(school_id: int, class_id: int) -> ClassRow:
    """One class of a school, of any year.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    rows = _classes(SchoolClass.objects.filter(year__school_id=school_id, id=class_id))
    if not rows:
        raise Missing("NOT_FOUND_HERE")
    return rows[0]


def class_names(school_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Names by id, of this school's classes only."""
    return dict(SchoolClass.objects.filter(year__school_id=school_id, id__in=set(ids)).values_list("id", "name"))


def campuses(school_id: int) -> tuple[CampusRow, ...]:
    """Campuses by name."""
    rows = Campus.objects.filter(school_id=school_id).annotate(used=Count("classes")).order_by("name")
    return tuple(CampusRow(row.id, row.name, row.address, row.used) for row in rows)


def any_school() -> bool:
    """Whether a school has been set up on this installation (practice schools aside)."""
    return School.objects.filter(is_training=False).exists()
