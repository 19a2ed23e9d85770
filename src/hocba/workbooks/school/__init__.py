"""The whole school from its folder of workbooks, typed."""

from hocba.workbooks.school.data import (
    Assignment,
    History,
    PupilEntry,
    RejectedRow,
    SchoolClass,
    SchoolData,
    SchoolFinding,
    StaffMember,
    Supplementary,
    YearEndRow,
    YearSummary,
)
from hocba.workbooks.school.loader import load_school, load_staff

__all__ = [
    "Assignment",
    "History",
    "PupilEntry",
    "RejectedRow",
    "SchoolClass",
    "SchoolData",
    "SchoolFinding",
    "StaffMember",
    "Supplementary",
    "YearEndRow",
    "YearSummary",
    "load_school",
    "load_staff",
]
