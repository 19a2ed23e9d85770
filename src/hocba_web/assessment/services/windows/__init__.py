"""Openings: decided by the principal, carried out by the admin, shut by the clock (art. 6(6)(c), art. 10(b))."""

from hocba_web.assessment.services.windows.decide import WindowScope, decide_windows
from hocba_web.assessment.services.windows.end import end_early
from hocba_web.assessment.services.windows.execute import execute_windows
from hocba_web.assessment.services.windows.late import (
    ask_late,
    execute_late,
    grant_late,
    refuse_late,
    withdraw_late,
)

__all__ = [
    "WindowScope",
    "ask_late",
    "decide_windows",
    "end_early",
    "execute_late",
    "execute_windows",
    "grant_late",
    "refuse_late",
    "withdraw_late",
]
