"""Our reading of a school with openpyxl in place of calamine: the same values, the same interpretation.

openpyxl's faster read-only mode knows no merged ranges, which the captions need, so it is the ordinary one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, cast

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hocba.workbooks.cleaning import Value
from hocba.workbooks.sheets import Book, Merge, Sheet

_files: Any = import_module("hocba.workbooks.school.files")
"""Where the school's loader takes its reader from; Any, because only a benchmark may put another one there."""


def read_by_openpyxl(data: bytes, name: str) -> Book:
    """What `hocba.workbooks.read_sheets` gives, for a well-formed .xlsx."""
    workbook = load_workbook(io.BytesIO(data), data_only=True)
    sheets = tuple(_sheet(one) for one in workbook.worksheets if one.sheet_state == "visible")
    return Book(name, "xlsx", sheets)


def _sheet(sheet: Worksheet) -> Sheet:
    rows = [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]
    merges = tuple(
        sorted(
            (Merge(one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1) for one in sheet.merged_cells),
            key=lambda merge: (merge.top, merge.left),
        )
    )
    return Sheet(sheet.title, cast("list[list[Value]]", rows), merges)


@contextmanager
def reading_by_openpyxl() -> Iterator[None]:
    """Within it, `load_school` reads its cells by openpyxl."""
    ours = _files.read_sheets
    _files.read_sheets = read_by_openpyxl
    try:
        yield
    finally:
        _files.read_sheets = ours
