"""What is handed over with a class, as pages and services read it."""

from hocba_web.assessment.selectors.handover.overview import HandoverRow, Incoming, handover_overview, incoming
from hocba_web.assessment.selectors.handover.sheet import NoteRow, Sheet, handover_sheet
from hocba_web.assessment.selectors.handover.suggestions import Suggestion, suggestions

__all__ = [
    "HandoverRow",
    "Incoming",
    "NoteRow",
    "Sheet",
    "Suggestion",
    "handover_overview",
    "handover_sheet",
    "incoming",
    "suggestions",
]
