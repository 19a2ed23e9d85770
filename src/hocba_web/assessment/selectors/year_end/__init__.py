"""The end of the year of pupils and classes, as pages and the record read it."""

from hocba_web.assessment.selectors.year_end.classes import ClassYear, PupilYear, class_year, year_overview
from hocba_web.assessment.selectors.year_end.final import FinalYear, Stage, final_year, final_years
from hocba_web.assessment.selectors.year_end.groups import GroupState, Lacking, groups

__all__ = [
    "ClassYear",
    "FinalYear",
    "GroupState",
    "Lacking",
    "PupilYear",
    "Stage",
    "class_year",
    "final_year",
    "final_years",
    "groups",
    "year_overview",
]
