"""The move into the next school year: prepared by the registrar, confirmed by the principal."""

from hocba_web.assessment.services.rollover.confirming import confirm_rollover, return_rollover, undo_rollover
from hocba_web.assessment.services.rollover.preparing import change_rollover, prepare_rollover, submit_rollover
from hocba_web.assessment.services.rollover.settling import settle_waiting

__all__ = [
    "change_rollover",
    "confirm_rollover",
    "prepare_rollover",
    "return_rollover",
    "settle_waiting",
    "submit_rollover",
    "undo_rollover",
]
