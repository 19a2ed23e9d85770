"""Plain tables into a workbook. Text is written as text: whatever it begins with, no program computes it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

Cell = str | int | float | None
Span = tuple[int, int, int, int]
"""Merged range: first row, first column, last row, last column, from 0."""
_NARROW, _WIDE = 6, 60
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "constant_memory": False,
}


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet."""

    name: str
    headers: Sequence[Sequence[str]]
    """Header rows; the text of a merged range stands in its first cell."""
    rows: Sequence[Sequence[Cell]]
    merges: Sequence[Span] = field(default_factory=tuple)


def workbook(sheets: Iterable[SheetOut]) -> bytes:
    """The content of an .xlsx file."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E0EEF0"}
        )
        text = book.add_format({"num_format": "@"})
        for one in sheets:
            _write(book.add_worksheet(one.name), one, head, text)
    return target.getvalue()


def _write(sheet: Any, one: SheetOut, head: Any, text: Any) -> None:  # noqa: ANN401  # XlsxWriter has no types
    spans = {(top, left): (bottom, right) for top, left, bottom, right in one.merges}
    for row, captions in enumerate(one.headers):
        for column, caption in enumerate(captions):
            if (row, column) in spans:
                sheet.merge_range(row, column, *spans[row, column], "", head)
                sheet.write_string(row, column, caption, head)
            elif caption:
                sheet.write_string(row, column, caption, head)
    first = len(one.headers)
    for row, cells in enumerate(one.rows, start=first):
        for column, cell in enumerate(cells):
            _put(sheet, row, column, cell, text)
    sheet.freeze_panes(first, 0)
    for column, width in enumerate(_widths(one)):
        sheet.set_column(column, column, width)


def _put(sheet: Any, row: int, column: int, cell: Cell, text: Any) -> None:  # noqa: ANN401  # XlsxWriter has no types
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, text)
    else:
        sheet.write_number(row, column, cell)


def _widths(one: SheetOut) -> list[int]:
    """Wide enough for what stands there, within reason."""
    widths = [_NARROW] * max((len(row) for row in (*one.headers, *one.rows[:1])), default=0)
    for row in one.rows[:200]:
        for column, cell in enumerate(row):
            if cell is not None and column < len(widths):
                widths[column] = min(_WIDE, max(widths[column], len(str(cell)) + 2))
    return widths


def safe_name(name: str) -> str:
    """A sheet name that Excel takes: at most 31 signs, none of those it forbids."""
    return "".join("-" if sign in "/\\?*[]:" else sign for sign in name)[:31]
