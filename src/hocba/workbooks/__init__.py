"""What a school's Excel files say: reading, checking and repairing workbooks."""

from hocba.workbooks.check import CellEntry, CheckKind, CheckResult, FileError, Roster, check_file, read_roster
from hocba.workbooks.repair import repair
from hocba.workbooks.sheets import Book, Merge, Sheet, read_sheets
from hocba.workbooks.tables import Row, Table, find_tables, recognise

__all__ = [
    "Book",
    "CellEntry",
    "CheckKind",
    "CheckResult",
    "FileError",
    "Merge",
    "Roster",
    "Row",
    "Sheet",
    "Table",
    "check_file",
    "find_tables",
    "read_roster",
    "read_sheets",
    "recognise",
    "repair",
]
