"""Working days: terms of three of them, as Circular 28/2020/TT-BGDĐT, art. 36(2) counts.

The first day does not count (Bộ luật Dân sự 91/2015/QH13, art. 147(2)). The days on which offices are closed are data
(`working_days.toml`), each year with its source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

TERM = 3
"""Working days that each step of a transfer may take (Circular 28/2020/TT-BGDĐT, art. 36(2))."""
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What was announced."""

    fixed: frozenset[tuple[int, int]]
    """(month, day) of the holidays that every year has."""
    years: frozenset[int]
    """Years whose days were announced."""
    closed: frozenset[date]
    worked: frozenset[date]
    """Saturdays that were exchanged for a working day."""
    sources: Mapping[int, str]


@cache
def calendar() -> Calendar:
    """The table."""
    data = tomllib.loads(files(__package__).joinpath("working_days.toml").read_text(encoding="utf-8"))
    years = {int(year): row for year, row in data["years"].items()}
    return Calendar(
        fixed=frozenset((int(day[:2]), int(day[3:])) for day in data["fixed"]["days"]),
        years=frozenset(years),
        closed=frozenset(day for row in years.values() for day in row["closed"]),
        worked=frozenset(day for row in years.values() for day in row["worked"]),
        sources=MappingProxyType({year: row["source"] for year, row in years.items()}),
    )


def is_working(day: date) -> bool:
    """Whether offices work on a day; of a year that was not announced only the fixed holidays are known."""
    known = calendar()
    if day in known.worked:
        return True
    if day.weekday() >= _SATURDAY or day in known.closed:
        return False
    return day.year in known.years or (day.month, day.day) not in known.fixed


def is_announced(day: date) -> bool:
    """Whether the holidays of the day's year are known in full."""
    return day.year in calendar().years


def due(since: date, days: int = TERM) -> date:
    """Last day of a term.

    Args:
        since: day of receipt, in Vietnam; it does not count.
        days: working days, at least 1.

    Returns:
        The working day with which the term ends.
    """
    day = since
    left = days
    while left > 0:
        day += _DAY
        if is_working(day):
            left -= 1
    return day


def left(today: date, until: date) -> int:
    """Working days that are left after today until the end of a term; negative: working days it is overdue."""
    step = _DAY if until >= today else -_DAY
    day, count = today, 0
    while day != until:
        after = day + step
        # Forward the day reached counts; backward the day that was missed after the end counts.
        count += is_working(after if step is _DAY else day)
        day = after
    return count if step is _DAY else -count
