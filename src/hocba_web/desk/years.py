"""The school year that the desk looks at, and its two deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hocba.model import ClosingGroup, SchoolYear
from hocba.regulation import closing

_SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """One of the two yearly deadlines (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b))."""

    group: ClosingGroup
    closing_date: date
    """"Trước ngày": the last instant lies before this day begins in Vietnam."""
    days: int
    """Whole days until the last day that is in time; negative once it has passed."""


def current_year(day: date) -> SchoolYear:
    """The school year whose records are handled on a day in Vietnam: until the next one begins in September."""
    return SchoolYear(day.year if day.month >= _SEPTEMBER else day.year - 1)


def deadlines(year: SchoolYear, day: date) -> tuple[DaysLeft, ...]:
    """Both deadlines of a school year as seen from a day in Vietnam, June's first."""
    return tuple(
        DaysLeft(group, found.closing_date, (found.closing_date - timedelta(days=1) - day).days)
        for group in ClosingGroup
        for found in [closing(year, group)]
    )
