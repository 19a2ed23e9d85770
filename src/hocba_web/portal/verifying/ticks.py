"""What the clock sets off: reports are forgotten."""

from __future__ import annotations

from datetime import datetime

from hocba_web.base import clock, ticks
from hocba_web.portal.verifying import reports


def register() -> None:
    """Called when the application starts."""
    ticks.register("portal.reports", _forget)


def _forget(_at: datetime) -> int:
    return reports.forget(clock.real_now())
