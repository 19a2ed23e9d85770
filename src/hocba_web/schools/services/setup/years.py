"""School years and their terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.models import School, SchoolYear

FIRST_COVERED = 2024
"""From 2024-2025 on Circular 27/2020/TT-BGDĐT holds for every grade (its art. 2); earlier years are history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearData:
    """The days that bound a year."""

    starts_on: date
    term_2_on: date
    """First day of the second term."""
    ends_on: date


@transaction.atomic
def add_year(*, actor: Actor, first: int, data: YearData, at: datetime) -> SchoolYear:
    """Set up a school year; the school's first becomes its current one.

    Args:
        actor: registrar or admin.
        first: the calendar year it begins in.
        data: its days, in order, within that year and the next.
        at: aware, UTC.

    Raises:
        Refused: YEAR_TOO_OLD, YEAR_EXISTS, YEAR_DAYS_WRONG.
    """
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    School.objects.select_for_update().get(id=actor.school_id)
    if first < FIRST_COVERED:
        raise Refused("YEAR_TOO_OLD", where="first", first=FIRST_COVERED, last=FIRST_COVERED + 1)
    years = SchoolYear.objects.filter(school_id=actor.school_id)
    if years.filter(first=first).exists():
        raise Refused("YEAR_EXISTS", where="first", first=first, last=first + 1)
    check_days(first, data)
    year = SchoolYear.objects.create(
        school_id=actor.school_id,
        first=first,
        starts_on=data.starts_on,
        term_2_on=data.term_2_on,
        ends_on=data.ends_on,
        is_current=not years.filter(is_current=True).exists(),
    )
    _trace(actor, "schools.year.added", year, at)
    return year


@transaction.atomic
def edit_year(*, actor: Actor, year_id: int, data: YearData, at: datetime) -> SchoolYear:
    """Change the days of a year.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: YEAR_DAYS_WRONG.
    """
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    year = _year(actor, year_id)
    check_days(year.first, data)
    year.starts_on, year.term_2_on, year.ends_on = data.starts_on, data.term_2_on, data.ends_on
    year.save(update_fields=["starts_on", "term_2_on", "ends_on"])
    _trace(actor, "schools.year.changed", year, at)
    return year


@transaction.atomic
def make_current(*, actor: Actor, year_id: int, at: datetime) -> SchoolYear:
    """Let the school work in this year by default; other years can still be looked at and, inside a window, written.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    require(actor, Action.SCHOOL_EDIT, Target(school_id=actor.school_id))
    School.objects.select_for_update().get(id=actor.school_id)
    year = _year(actor, year_id)
    if not year.is_current:
        SchoolYear.objects.filter(school_id=actor.school_id, is_current=True).update(is_current=False)
        year.is_current = True
        year.save(update_fields=["is_current"])
        _trace(actor, "schools.year.made_current", year, at)
    return year


def check_days(first: int, data: YearData) -> None:
    """Refuse days that are out of order or outside the two calendar years.

    Raises:
        Refused: YEAR_DAYS_WRONG.
    """
    in_order = data.starts_on < data.term_2_on < data.ends_on
    if not in_order or (data.starts_on.year, data.ends_on.year) != (first, first + 1):
        raise Refused("YEAR_DAYS_WRONG", where="starts_on", first=first, last=first + 1)


def _year(actor: Actor, year_id: int) -> SchoolYear:
    year = SchoolYear.objects.select_for_update().filter(school_id=actor.school_id, id=year_id).first()
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    return year


def _trace(actor: Actor, action: str, year: SchoolYear, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("year", year.id),
        at=at,
        school_id=actor.school_id,
        details={"year": str(year)},
    )
