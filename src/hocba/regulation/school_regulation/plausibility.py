"""Bounds of what is usual or possible, as of a day."""

from __future__ import annotations

from datetime import date
from functools import cache

from hocba.model import SchoolYear
from hocba.regulation.parameters import database, school


@cache
def bound(name: str, day: date) -> int:
    """One number of `plausibility.toml`: "absences_many", "comment.longest" ..."""
    return school(name).on(day).whole()


@cache
def span(name: str, day: date) -> tuple[int, int]:
    """Least and greatest of one range of `plausibility.toml`: "weight_kg", "age.possible" ..."""
    least, greatest = school(name).on(day).items(int)
    return least, greatest


def usual_ages(grade: int, day: date) -> tuple[int, int]:
    """Least and greatest usual age in a grade, in calendar years at the start of the school year."""
    age = bound("age.entry", day) + grade - 1
    return age - bound("age.early", day), age + bound("age.late", day)


def span_of_year(school_year: SchoolYear, day: date) -> tuple[date, date]:
    """First and last day on which something of this school year may happen, the holidays around it included."""
    return (
        date(school_year.first, *span("school_year.begins", day)),
        date(school_year.last, *span("school_year.ends", day)),
    )


def first_supplementary_day(school_year: SchoolYear, day: date) -> date:
    """Day before which no supplementary assessment of a school year is held."""
    return date(school_year.last, *span("supplementary_begins", day))


@cache
def longest(name: str) -> int:
    """Characters allowed in a "name" or "ministry_id"."""
    return database(f"longest.{name}").newest.whole()


@cache
def level_code() -> str:
    """Mã cấp học of primary school."""
    return database("level_code").newest.text()
