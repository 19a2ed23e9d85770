"""Days that services compare."""

from __future__ import annotations

from datetime import date, datetime

from hocba_web.base import clock
from hocba_web.base.refusals import Refused


def day_of(at: datetime) -> date:
    """The day in Vietnam of an instant (aware)."""
    return clock.local(at).date()


def in_order(since: date, until: date | None) -> None:
    """Refuse a span that ends before it begins.

    Raises:
        Refused: DATES_BACKWARDS.
    """
    if until is not None and until < since:
        raise Refused("DATES_BACKWARDS", where="until", since=f"{since:%d/%m/%Y}", until=f"{until:%d/%m/%Y}")
