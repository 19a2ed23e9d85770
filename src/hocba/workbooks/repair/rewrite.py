"""A workbook written anew from its values by XlsxWriter, for what openpyxl cannot copy."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import cast

import xlsxwriter
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from xlsxwriter.exceptions import OverlappingRange, XlsxInputError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hocba.workbooks.archive import Position
from hocba.workbooks.biff import scan_biff
from hocba.workbooks.cleaning import Fault, Value
from hocba.workbooks.repair.marks import AUTHOR, Mark, Marks
from hocba.workbooks.scan import scan_archive
from hocba.workbooks.sheets import Book, place_faults

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_FORMATS = {datetime: "dd/mm/yyyy hh:mm:ss", date: "dd/mm/yyyy", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}


def rewritten_copy(data: bytes, book: Book, marks: Marks) -> Callable[[Path], None]:
    """What writes every sheet of the workbook, hidden ones too, with its values, merged ranges and marks.

    An error cell becomes its text, "#N/A": the reader refuses that text like the error.
    """
    if book.format == "xls":
        faults = scan_biff(data, book.name)
    else:
        scan = scan_archive(data, book.name)
        data, faults = scan.data, scan.faults
    return lambda path: _write(path, data, faults, marks)


def _write(path: Path, data: bytes, faults: Mapping[str, Mapping[Position, Fault]], marks: Marks) -> None:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as source, xlsxwriter.Workbook(path, _OPTIONS) as target:
        formats = _Formats(target)
        for meta in source.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = _added(target, meta.name)
            if meta.visible != SheetVisibleEnum.Visible:
                sheet.hide()
            found = source.get_sheet_by_name(meta.name)
            for (top, left), (bottom, right) in found.merged_cell_ranges or []:
                if (top, left) != (bottom, right):
                    # Of ranges that overlap, as in a damaged file, the first stays.
                    with suppress(OverlappingRange):
                        sheet.merge_range(top, left, bottom, right, "")
            rows = cast("list[list[Value]]", found.to_python(skip_empty_area=False))
            if meta.name in faults:
                place_faults(rows, faults[meta.name])
            _write_rows(sheet, rows, marks.get(meta.name, {}), formats)


def _added(book: xlsxwriter.Workbook, title: str) -> Worksheet:
    """A sheet of this name; a name that Excel does not allow, such as one of 40 letters, gives the next free one."""
    try:
        return book.add_worksheet(title)
    except XlsxInputError:
        return book.add_worksheet()


class _Formats:
    """Formats made once each, by number format and fill."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Format] = {}

    def of(self, value: Value, mark: Mark | None) -> Format | None:
        number = _FORMATS.get(type(value), "")
        fill = f"#{mark.fill[2:]}" if mark else ""
        if not number and not fill:
            return None
        key = (number, fill)
        if key not in self._made:
            wanted = {"num_format": number} if number else {}
            self._made[key] = self._book.add_format({**wanted, **({"bg_color": fill} if fill else {})})
        return self._made[key]


def _write_rows(sheet: Worksheet, rows: list[list[Value]], marks: Mapping[Position, Mark], formats: _Formats) -> None:
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            _write_cell(sheet, (row, column), value, formats.of(value, marks.get((row, column))))
    for (row, column), mark in marks.items():
        if row >= len(rows) or column >= len(rows[row]):
            sheet.write_blank(row, column, None, formats.of("", mark))
        sheet.write_comment(row, column, mark.words, {"author": AUTHOR, "x_scale": 3, "y_scale": 1.5})
    sheet.autofit()


def _write_cell(sheet: Worksheet, place: Position, value: Value, form: Format | None) -> None:
    """Write one value by its own type: text stays text, whatever it begins with."""
    row, column = place
    if isinstance(value, str | Fault):
        if text := value if isinstance(value, str) else value.text:
            sheet.write_string(row, column, text, form)
        elif form is not None:
            sheet.write_blank(row, column, None, form)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    elif isinstance(value, date | time | timedelta):
        sheet.write_datetime(row, column, value, form)
