"""How the sector database words what happened, by the term of the day."""

from __future__ import annotations

from datetime import date

from hocba.model import PupilStatus
from hocba_web.schools.models import SchoolYear

_WORDS = {
    "arrived": (PupilStatus.ARRIVED_TERM_1, PupilStatus.ARRIVED_TERM_2, PupilStatus.ARRIVED_SUMMER),
    "moved": (PupilStatus.MOVED_TERM_1, PupilStatus.MOVED_TERM_2, PupilStatus.MOVED_SUMMER),
    "left": (PupilStatus.LEFT_TERM_1, PupilStatus.LEFT_TERM_2, PupilStatus.LEFT_SUMMER),
    # There is no "returned in summer": before the year begins it counts for its first term.
    "returned": (PupilStatus.RETURNED_TERM_1, PupilStatus.RETURNED_TERM_2, PupilStatus.RETURNED_TERM_1),
}


def status_for(what: str, on: date, year: SchoolYear) -> PupilStatus:
    """The status of the sector database's list for something that happened on a day.

    Args:
        what: "arrived", "moved", "left" or "returned".
        on: the day.
        year: the school year of the class concerned.
    """
    first, second, summer = _WORDS[what]
    if on < year.starts_on or on > year.ends_on:
        return summer
    return first if on < year.term_2_on else second
