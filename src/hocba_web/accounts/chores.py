"""What the clock's round does here."""

from __future__ import annotations

from datetime import datetime

from hocba_web.accounts.services import close_due
from hocba_web.base import ticks
from hocba_web.base.clock import local


def register() -> None:
    """Join the round; called once, when Django starts."""
    ticks.register("accounts.close_due", _close_due)


def _close_due(at: datetime) -> int:
    return close_due(local(at).date(), at)
