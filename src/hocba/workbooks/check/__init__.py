"""Checking one workbook before anything is signed: accepted rows, rejected cells, warnings."""

from hocba.workbooks.check.checker import Source, check_file
from hocba.workbooks.check.report import (
    Accepted,
    AcceptedPupil,
    AcceptedResult,
    AcceptedStaff,
    CellEntry,
    CheckKind,
    CheckResult,
    FileError,
    Outcome,
)
from hocba.workbooks.check.roster import Roster, RosterPupil, read_roster

__all__ = [
    "Accepted",
    "AcceptedPupil",
    "AcceptedResult",
    "AcceptedStaff",
    "CellEntry",
    "CheckKind",
    "CheckResult",
    "FileError",
    "Outcome",
    "Roster",
    "RosterPupil",
    "Source",
    "check_file",
    "read_roster",
]
