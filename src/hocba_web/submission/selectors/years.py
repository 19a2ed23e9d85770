"""Which school year a page or message is about."""

from __future__ import annotations

from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.rows import YearOfSchool, years_of_school


def current_year(school_id: int) -> YearOfSchool:
    """The year the school works in.

    Raises:
        Refused: SUBMISSION_NO_YEAR, none is set up.
    """
    return chosen_year(school_id, "")


def chosen_year(school_id: int, asked: str) -> YearOfSchool:
    """The year that a page asks for, by its number as text; the current one otherwise.

    Raises:
        Refused: SUBMISSION_NO_YEAR.
    """
    years = years_of_school(school_id)
    if not years:
        raise Refused("SUBMISSION_NO_YEAR")
    current = next((one for one in years if one.is_current), years[0])
    return next((one for one in years if str(one.id) == asked), current)
