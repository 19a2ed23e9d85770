"""What a school's own regulation sets and the system follows: typed, checked, with defaults.

Source: Decision 32/QĐ-THPĐ, art. 6(6). Stored as JSON in `RegulationVersion.values`; read through
`selectors.regulation.regulation_in_force`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any

from hocba.model import SchoolYear
from hocba_web.base.refusals import Refused

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(6)"
MOMENTS = ("gk1", "ck1", "gk2", "cn", "bs")
"""The four moments of Circular 27/2020/TT-BGDĐT, art. 7, and the supplementary assessment of summer."""
FIRST_MONTH = 8
"""Days from August on lie in a year's first calendar year, earlier ones in its last; supplementary ones in its last."""


class FaultReceiver(Enum):
    """Who is told of a fault report (art. 9(2))."""

    BOARD = "board"
    """Members of the Ban Quản trị."""
    SCHOOL_ADMIN = "school_admin"
    VICE_PRINCIPAL = "vice_principal"
    PRINCIPAL = "principal"


@dataclass(frozen=True, slots=True)
class PlannedWindow:
    """When results of one moment are normally entered, every year: day and month, both days included."""

    moment: str
    opens_day: int
    opens_month: int
    closes_day: int
    closes_month: int

    def dates(self, year: SchoolYear) -> tuple[date, date]:
        """First and last day in a school year."""
        return self._day(self.opens_day, self.opens_month, year), self._day(self.closes_day, self.closes_month, year)

    def _day(self, day: int, month: int, year: SchoolYear) -> date:
        first = month >= FIRST_MONTH and self.moment != "bs"
        return date(year.first if first else year.last, month, day)

    def as_json(self) -> dict[str, str]:
        """As stored: {"opens": "20-10", "closes": "10-11"}."""
        return {
            "opens": f"{self.opens_day:02}-{self.opens_month:02}",
            "closes": f"{self.closes_day:02}-{self.closes_month:02}",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationValues:
    """The values of one version; field names are the keys of the stored JSON."""

    window_plan: tuple[PlannedWindow, ...] = (
        PlannedWindow("gk1", 25, 10, 15, 11),
        PlannedWindow("ck1", 25, 12, 17, 1),
        PlannedWindow("gk2", 10, 3, 31, 3),
        PlannedWindow("cn", 10, 5, 31, 5),
        PlannedWindow("bs", 15, 6, 31, 7),
    )
    """One a moment, in the order of `MOMENTS`."""
    deputies_may_sign: bool = True
    """Vice principals whose appointment says so may sign records for the principal (art. 6(6)(d))."""
    late_opening_max_days: int = 3
    """How long a late opening may last at most, days."""
    retest_needs_vice_note: bool = True
    """A second test needs a note of the vice principal (Circular 27/2020/TT-BGDĐT, art. 7(1))."""
    reminder_gap_days: int = 2
    """Least days between two reminders of the same thing to the same person."""
    days_before_june_deadline: int = 5
    """The school's own deadline lies this many days before 15/6."""
    days_before_august_deadline: int = 5
    """The same before 15/8."""
    session_idle_minutes: int = 30
    """After so long without a request one logs in again."""
    fault_receivers: tuple[FaultReceiver, ...] = (FaultReceiver.BOARD, FaultReceiver.SCHOOL_ADMIN)
    check_sample_size: int = 5
    """Pupils a class in the principal's regular check (art. 12(2))."""

    def window(self, moment: str) -> PlannedWindow:
        """The plan of one moment of `MOMENTS`."""
        return next(one for one in self.window_plan if one.moment == moment)

    def as_json(self) -> dict[str, Any]:
        """What is stored."""
        plain = {name: getattr(self, name) for name in (*LIMITS, "deputies_may_sign", "retest_needs_vice_note")}
        return plain | {
            "window_plan": {one.moment: one.as_json() for one in self.window_plan},
            "fault_receivers": [one.value for one in self.fault_receivers],
        }


LIMITS: Mapping[str, tuple[int, int]] = {
    "late_opening_max_days": (1, 14),
    "reminder_gap_days": (1, 14),
    "days_before_june_deadline": (0, 21),
    "days_before_august_deadline": (0, 21),
    "session_idle_minutes": (5, 120),
    "check_sample_size": (1, 40),
}
"""Least and greatest of each whole number."""
DEFAULTS = RegulationValues()
KEYS = tuple(one.name for one in fields(RegulationValues))


def parse(stored: Mapping[str, Any]) -> RegulationValues:
    """Values from stored JSON; what is missing takes the default, so that older versions stay readable.

    Raises:
        Refused: REGULATION_VALUE_UNKNOWN, REGULATION_VALUE_WRONG; `where` names the value.
    """
    for key in stored:
        if key not in KEYS:
            raise Refused("REGULATION_VALUE_UNKNOWN", where=key, source=SOURCE, key=key)
    values: dict[str, Any] = {}
    for key, (least, greatest) in LIMITS.items():
        if key in stored:
            values[key] = _whole(key, stored[key], least, greatest)
    for key in ("deputies_may_sign", "retest_needs_vice_note"):
        if key in stored:
            if not isinstance(stored[key], bool):
                raise _wrong(key, stored[key])
            values[key] = stored[key]
    if "window_plan" in stored:
        values["window_plan"] = _plan(stored["window_plan"])
    if "fault_receivers" in stored:
        values["fault_receivers"] = _receivers(stored["fault_receivers"])
    return RegulationValues(**values)


def _wrong(key: str, value: object) -> Refused:
    return Refused("REGULATION_VALUE_WRONG", where=key, source=SOURCE, value=str(value)[:40])


def _whole(key: str, value: object, least: int, greatest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= greatest:
        raise _wrong(key, value)
    return value


def _plan(stored: object) -> tuple[PlannedWindow, ...]:
    if not isinstance(stored, Mapping) or set(stored) != set(MOMENTS):
        raise _wrong("window_plan", stored)
    return tuple(_planned(moment, stored[moment]) for moment in MOMENTS)


def _planned(moment: str, stored: object) -> PlannedWindow:
    where = f"window_plan/{moment}"
    if not isinstance(stored, Mapping):
        raise _wrong(where, stored)
    try:
        opens_day, opens_month = map(int, str(stored["opens"]).split("-"))
        closes_day, closes_month = map(int, str(stored["closes"]).split("-"))
        planned = PlannedWindow(moment, opens_day, opens_month, closes_day, closes_month)
        # A common year: a window may not hang on 29/2.
        opens, closes = planned.dates(SchoolYear(2025))
    except (KeyError, ValueError) as error:
        raise _wrong(where, stored) from error
    if closes < opens:
        raise Refused("REGULATION_WINDOW_BACKWARDS", where=where, source=SOURCE)
    return planned


def _receivers(stored: object) -> tuple[FaultReceiver, ...]:
    if not isinstance(stored, list) or not stored:
        raise _wrong("fault_receivers", stored)
    try:
        found = {FaultReceiver(one) for one in stored}
    except ValueError as error:
        raise _wrong("fault_receivers", stored) from error
    return tuple(one for one in FaultReceiver if one in found)


def differences(before: RegulationValues, after: RegulationValues) -> tuple[tuple[str, Any, Any], ...]:
    """(key, before, after) of every value that a new version changes; each moment of the plan by itself."""
    changed: list[tuple[str, Any, Any]] = []
    for key in KEYS:
        if key == "window_plan":
            changed += [
                (f"window_plan/{moment}", before.window(moment), after.window(moment))
                for moment in MOMENTS
                if before.window(moment) != after.window(moment)
            ]
        elif getattr(before, key) != getattr(after, key):
            changed.append((key, getattr(before, key), getattr(after, key)))
    return tuple(changed)
