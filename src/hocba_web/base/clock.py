"""The only place of the web application that asks what time it is.

Two times are kept apart. `now()` is the time the product acts by: windows, deadlines, signing and acceptance; in demo
mode a file moves it, read by all processes of both sides, and it never passes real time. `real_now()` is the machine's:
sessions, second factors, leases, logs.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings

from hocba.adapters.clock import VIETNAM, SystemClock
from hocba.errors import InvalidValue


def real_now() -> datetime:
    """The machine's time: aware, UTC, whole seconds."""
    return SystemClock().now()


def now() -> datetime:
    """The time that counts for windows, deadlines and traces: aware, UTC, whole seconds.

    In demo mode it is the instant the demo clock was set to plus the real time passed since then.
    """
    if not settings.HOCBA.demo:
        return real_now()
    real = real_now()
    try:
        shown, set_at = (datetime.fromisoformat(part) for part in _clock_file().read_text().split())
    except FileNotFoundError:
        return real
    return min(shown + (real - set_at), real)


def today() -> date:
    """The day in Vietnam by `now()`."""
    return now().astimezone(VIETNAM).date()


def set_demo_clock(shown: datetime) -> None:
    """Move the demo clock.

    Args:
        shown: aware; what `now()` is to say from this moment on.

    Raises:
        InvalidValue: CLOCK_NOT_DEMO outside demo mode, CLOCK_IN_FUTURE past the machine's time.
    """
    if not settings.HOCBA.demo:
        raise InvalidValue("CLOCK_NOT_DEMO")
    real = real_now()
    if shown > real:
        raise InvalidValue("CLOCK_IN_FUTURE", at=shown.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M"))
    target = _clock_file()
    fresh = target.with_suffix(f".{os.getpid()}")
    fresh.write_text(f"{shown.astimezone(UTC).isoformat()} {real.isoformat()}")
    fresh.replace(target)


def local(moment: datetime) -> datetime:
    """The same instant on a Vietnamese clock."""
    return moment.astimezone(VIETNAM)


def _clock_file() -> Path:
    return Path(settings.CLOCK_FILE or settings.HOCBA.data / "clock.txt")
