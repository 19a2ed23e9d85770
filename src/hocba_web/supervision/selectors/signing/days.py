"""Until when a step of a record's life is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from hocba.adapters.clock import VIETNAM


def last_minute_before(day: date) -> datetime:
    """The end of the day before, in Vietnam: aware, UTC. "Trước ngày 15/6" is kept until then."""
    return (datetime.combine(day, time(), tzinfo=VIETNAM) - timedelta(minutes=1)).astimezone(UTC)


def before_first(days: Iterable[date]) -> datetime | None:
    """The last minute before the first of some days, as of closing dates; None if there is none."""
    first = min(days, default=None)
    return None if first is None else last_minute_before(first)


def on_first(days: Iterable[date]) -> datetime | None:
    """The last minute of the first of some days, as of planned days of issue; None if there is none."""
    return before_first(day + timedelta(days=1) for day in days)


def kind_of(due: datetime | None, at: datetime, otherwise: str) -> str:
    """State of the design system for something that is due."""
    return "late" if due is not None and due < at else otherwise
