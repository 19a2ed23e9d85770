"""Rows into files: .xlsx with formulas and errors, .xlsx fast, .xls."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
import xlsxwriter
import xlwt

Cell = object
Rows = Sequence[Sequence[Cell]]


def xlsx(
    sheets: Mapping[str, Rows], *, merges: Mapping[str, Iterable[str]] | None = None, hidden: Sequence[str] = ()
) -> bytes:
    """An .xlsx; a text that begins with "=" becomes a formula without a value, "#N/A" an error cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    sheet.cell(number, column, value)
        for merged in (merges or {}).get(title, ()):
            sheet.merge_cells(merged)
        if title in hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain_xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx of texts and numbers only, written fast; a text that begins with "=" stays a text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def xls(sheets: Mapping[str, Rows]) -> bytes:
    """An .xls of the same values."""
    book = xlwt.Workbook(encoding="utf-8")
    for title, rows in sheets.items():
        sheet = book.add_sheet(title)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
