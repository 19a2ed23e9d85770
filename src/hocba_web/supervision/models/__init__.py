"""Tables of supervision."""

from hocba_web.supervision.models.checks import Check, CheckItem
from hocba_web.supervision.models.conduct import ConductDecision
from hocba_web.supervision.models.inspections import Inspection, Inspector
from hocba_web.supervision.models.notices import Notice
from hocba_web.supervision.models.reminders import DayRun, Letter, LetterChoice, Reminder

__all__ = [
    "Check",
    "CheckItem",
    "ConductDecision",
    "DayRun",
    "Inspection",
    "Inspector",
    "Letter",
    "LetterChoice",
    "Notice",
    "Reminder",
]
