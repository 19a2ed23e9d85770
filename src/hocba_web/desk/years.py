"""The school year that the desk looks at, and its two deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hocba.errors import UnknownRule
from hocba.model import ClosingGroup, SchoolYear
from hocba.regulation import closing
from hocba_web.base.refusals import Missing

_SEPTEMBER = 9
_PAST = 20
"""Years that an address may go back."""
_OFFERED = 5


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


def year_of(text: str, otherwise: SchoolYear) -> SchoolYear:
    """A school year by the year in which it begins, as addresses name it.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    if not text:
        return otherwise
    if not text.isdecimal() or not otherwise.first - _PAST <= int(text) <= otherwise.first:
        raise Missing("NOT_FOUND_HERE")
    return SchoolYear(int(text))


def offered(day: date) -> tuple[SchoolYear, ...]:
    """School years that pages offer on a day in Vietnam, newest first: the last ones under the regulation."""
    found: list[SchoolYear] = []
    year = current_year(day)
    while len(found) < _OFFERED:
        try:
            closing(year, ClosingGroup.JUNE)
        except UnknownRule:
            break
        found.append(year)
        year = SchoolYear(year.first - 1)
    return tuple(found)


def deadlines(year: SchoolYear, day: date) -> tuple[DaysLeft, ...]:
    """Both deadlines of a school year as seen from a day in Vietnam, June's first."""
    return tuple(
        DaysLeft(group, found.closing_date, (found.closing_date - timedelta(days=1) - day).days)
        for group in ClosingGroup
        for found in [closing(year, group)]
    )
