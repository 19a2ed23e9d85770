"""What a school's Excel files say: reading, checking and repairing workbooks."""

from hocba.workbooks.sheets import Book, Merge, Sheet, read_sheets
from hocba.workbooks.tables import Row, Table, find_tables, recognise

__all__ = ["Book", "Merge", "Row", "Sheet", "Table", "find_tables", "read_sheets", "recognise"]
