"""Workbooks into plain rows of cells, by python-calamine: .xlsx and .xls, nothing interpreted yet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from hocba.errors import UnreadableFile
from hocba.workbooks.archive import Position
from hocba.workbooks.biff import scan_biff
from hocba.workbooks.cleaning import Fault, Value
from hocba.workbooks.scan import MAX_CELLS, MAX_TEXT_OF_CELL, scan_archive

MAX_BYTES = 64 * 1024 * 1024
"""Largest workbook read, packed."""

_NUL, _MARK = "\0", "\ufffd"
"""No database takes a NUL, which no keyboard writes: U+FFFD stands for it, which no name, date or number holds."""
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both corners included, rows and columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet."""

    name: str
    rows: list[list[Value]]
    """All rows from row 1 and column A, of equal length; `rows[r][c]` is row r + 1 of the file."""
    merges: tuple[Merge, ...]

    def at(self, row: int, column: int) -> Value:
        """A cell, rows and columns from 0; empty text outside."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@dataclass(frozen=True, slots=True)
class Book:
    """The visible sheets of a workbook, in its order."""

    name: str
    """The file as given."""
    format: Literal["xlsx", "xls"]
    sheets: tuple[Sheet, ...]


def read_sheets(data: bytes, name: str) -> Book:
    """Read every visible sheet; the dimension tag is not trusted, hidden rows are read like others.

    Args:
        data: the whole file.
        name: the file as given, for messages.

    Raises:
        UnreadableFile: FILE_UNREADABLE; `params["reason"]` is damaged, password, not_a_workbook or too_large.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="too_large")
    if data.startswith(_ZIP):
        scan = scan_archive(data, name)
        data, faults, form, may_overflow = scan.data, scan.faults, "xlsx", scan.may_overflow
    elif data.startswith(_OLE):
        faults, form, may_overflow = scan_biff(data, name), "xls", True
    else:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="not_a_workbook")
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            visible = [
                meta.name
                for meta in workbook.sheets_metadata
                if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
            ]
            sheets = tuple(_sheets(workbook, visible, faults, name))
    except CalamineError as error:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="damaged") from error
    except BaseException as error:
        # A damaged .xls can make the reader panic, which is no Exception; anything else goes on as it is.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="damaged") from error
    if may_overflow and any(map(_overflows, sheets)):
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="too_large")
    return Book(name, cast("Literal['xlsx', 'xls']", form), sheets)


def _sheets(
    workbook: CalamineWorkbook, titles: Sequence[str], faults: Mapping[str, Mapping[Position, Fault]], name: str
) -> Iterator[Sheet]:
    """Each sheet in turn, as long as they stay within MAX_CELLS together."""
    cells = 0
    for title in titles:
        found = workbook.get_sheet_by_name(title)
        end = found.end
        cells += (end[0] + 1) * (end[1] + 1) if end is not None else 0
        if cells > MAX_CELLS:
            raise UnreadableFile("FILE_UNREADABLE", where=name, reason="too_large")
        yield _sheet(found, title, faults.get(title, {}))


def _overflows(sheet: Sheet) -> bool:
    """Whether a cell holds more text than Excel puts in one: no school wrote it, and cleaning it would take long."""
    return any(isinstance(value, str) and len(value) > MAX_TEXT_OF_CELL for row in sheet.rows for value in row)


def _sheet(found: CalamineSheet, title: str, faults: Mapping[Position, Fault]) -> Sheet:
    rows = cast("list[list[Value]]", found.to_python(skip_empty_area=False))
    _mark_nul(rows)
    if faults:
        place_faults(rows, faults)
    merges = tuple(
        Merge(top, left, bottom, right) for (top, left), (bottom, right) in sorted(found.merged_cell_ranges or [])
    )
    return Sheet(title.replace(_NUL, _MARK), rows, merges)


def _mark_nul(rows: list[list[Value]]) -> None:
    for cells in rows:
        for place, value in enumerate(cells):
            if isinstance(value, str) and _NUL in value:
                cells[place] = value.replace(_NUL, _MARK)


def place_faults(rows: list[list[Value]], faults: Mapping[Position, Fault]) -> None:
    """Put faults where the reader left an empty text, beyond its last row or column too."""
    width = max(len(rows[0]) if rows else 0, 1 + max(column for _, column in faults))
    height = max(len(rows), 1 + max(row for row, _ in faults))
    for cells in rows:
        cells.extend([""] * (width - len(cells)))
    rows.extend([[""] * width for _ in range(height - len(rows))])
    for (row, column), fault in faults.items():
        if rows[row][column] == "":
            rows[row][column] = fault
