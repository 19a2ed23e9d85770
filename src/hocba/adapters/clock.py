"""The only place of the core that asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""Times are stored in UTC and shown in this zone."""


class Clock(Protocol):
    """Tells the time; the web application's demo mode has a movable one."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, aware, UTC, whole seconds (signatures carry no fractions)."""
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251  # this is the clock
