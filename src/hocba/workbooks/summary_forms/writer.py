"""Write a form as a workbook: real layout, A4 landscape, one page wide, header repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from hocba.model import Moment
from hocba.workbooks.summary_forms.columns import Column, HeaderCell, columns_of, header_cells
from hocba.workbooks.summary_forms.form import SummaryForm

FONT = (
    "Times New Roman"  # the font of administrative papers (Decree 30/2020/NĐ-CP, Phụ lục I); has all Vietnamese letters
)
_FONT_SIZE = 10
_FIRST_HEADER_ROW = 5
_A4 = 9
_CM = 1 / 2.54  # inches
_CAPTION_HEIGHT = 96  # points: the longest caption, turned upright, on two lines
_GROUP_HEIGHT = 20
_ROTATED_FROM = 6.0  # columns narrower than this turn their caption upright
_PERIOD = {
    Moment.MID1: "GIỮA HỌC KÌ I",
    Moment.END1: "CUỐI HỌC KÌ I",
    Moment.MID2: "GIỮA HỌC KÌ II",
    Moment.YEAR_END: "CUỐI NĂM HỌC",
}
_LEGEND = (
    "Môn học và hoạt động giáo dục: T – Hoàn thành tốt; H – Hoàn thành; C – Chưa hoàn thành. "
    "Phẩm chất, năng lực: T – Tốt; Đ – Đạt; C – Cần cố gắng."
)


def class_summary(form: SummaryForm, out: Path) -> None:
    """Write one of the forms 1-9 to `out` (.xlsx); equal forms give equal bytes, a failure leaves no file.

    Text is always written as text, so a name that begins with "=" is no formula.

    Source: Circular 27/2020/TT-BGDĐT, Phụ lục 2, as corrected.

    Raises:
        OSError: the file cannot be written.
    """
    unfinished = out.with_name(f".{out.name}.part")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(unfinished, options) as book:
            # The writer would take the time of day; the form's own year keeps equal input equal in bytes.
            book.set_properties(
                {
                    "title": _title(form),
                    "created": datetime(form.school_year.first, 9, 5, tzinfo=UTC),
                    "author": "Hocba",
                }
            )
            _Page(book, form).write()
        unfinished.replace(out)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _title(form: SummaryForm) -> str:
    return f"Bảng tổng hợp kết quả đánh giá giáo dục – Lớp {form.class_name} – Mẫu {form.number}"


class _Page:
    """The single sheet of a form."""

    def __init__(self, book: Workbook, form: SummaryForm) -> None:
        self._book = book
        self._form = form
        self._columns: Sequence[Column] = (Column(("STT",), lambda _: None), *columns_of(form))
        self._last_column = len(self._columns) - 1
        # A sheet name holds no slash, a class name may ("4/1").
        self._sheet: Worksheet = book.add_worksheet(form.class_name.replace("/", "."))

    def write(self) -> None:
        self._titles()
        body = _FIRST_HEADER_ROW + self._header()
        self._rows(body)
        self._foot(body + len(self._form.rows) + 1)
        self._print_setup(body)

    def _style(self, **properties: object) -> Format:
        common = {"font_name": FONT, "font_size": _FONT_SIZE, "valign": "vcenter"}
        return self._book.add_format(common | properties)

    def _titles(self) -> None:
        form = self._form
        centre = self._style(bold=True, align="center", font_size=13)
        sheet = self._sheet
        sheet.write_string(0, 0, form.school_name.upper(), self._style(bold=True))
        sheet.write_string(0, self._last_column, f"Mẫu {form.number}", self._style(italic=True, align="right"))
        self._across(1, "BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ GIÁO DỤC", centre)
        self._across(2, f"LỚP {form.class_name} – {_PERIOD[form.moment]}", centre)
        year = form.school_year
        self._across(3, f"Năm học: {year.first} - {year.last}", self._style(align="center", italic=True))

    def _across(self, row: int, text: str, style: Format) -> None:
        self._block(HeaderCell(text, row, 0, row, self._last_column), style)

    def _block(self, cell: HeaderCell, style: Format) -> None:
        place = (cell.first_row, cell.first_column)
        if place != (cell.last_row, cell.last_column):
            self._sheet.merge_range(*place, cell.last_row, cell.last_column, "", style)
        self._sheet.write_string(*place, cell.text, style)

    def _header(self) -> int:
        cells, depth = header_cells(column.captions for column in self._columns)
        flat = self._style(bold=True, border=1, align="center", text_wrap=True)
        upright = self._style(bold=True, border=1, align="center", text_wrap=True, rotation=90)
        for cell in cells:
            single = cell.first_column == cell.last_column and self._columns[cell.first_column].width < _ROTATED_FROM
            placed = HeaderCell(
                cell.text,
                cell.first_row + _FIRST_HEADER_ROW,
                cell.first_column,
                cell.last_row + _FIRST_HEADER_ROW,
                cell.last_column,
            )
            self._block(placed, upright if single else flat)
        for row in range(depth):
            # Upright captions of single columns need the height; rows of groups alone do not.
            tall = any(
                cell.first_row == row and cell.first_column == cell.last_column and cell.last_row == row
                for cell in cells
            )
            self._sheet.set_row(_FIRST_HEADER_ROW + row, _CAPTION_HEIGHT if tall else _GROUP_HEIGHT * 1.5)
        for index, column in enumerate(self._columns):
            self._sheet.set_column(index, index, column.width)
        return depth

    def _rows(self, first: int) -> None:
        centre = self._style(border=1, align="center")
        left = self._style(border=1, align="left", text_wrap=True)
        for offset, pupil in enumerate(self._form.rows):
            row = first + offset
            self._sheet.write_number(row, 0, offset + 1, centre)
            for index, column in enumerate(self._columns[1:], start=1):
                style = left if column.left else centre
                value = column.value(pupil)
                if value is None:
                    self._sheet.write_blank(row, index, None, style)
                elif isinstance(value, int):
                    self._sheet.write_number(row, index, value, style)
                else:
                    self._sheet.write_string(row, index, value, style)

    def _foot(self, row: int) -> None:
        girls = sum(1 for pupil in self._form.rows if pupil.sex.value == "Nữ")
        plain = self._style()
        self._sheet.write_string(row, 1, f"Tổng số: {len(self._form.rows)} học sinh; nữ: {girls}", plain)
        self._sheet.write_string(row + 1, 1, _LEGEND, self._style(italic=True))
        half = self._last_column // 2
        role = self._style(bold=True, align="center")
        hint = self._style(italic=True, align="center")
        date_line = self._style(italic=True, align="center")
        last = self._last_column
        right = half + 1
        self._block(HeaderCell("……………, ngày …… tháng …… năm ………", row + 3, right, row + 3, last), date_line)
        for first, end, title, name in (
            (0, half, "HIỆU TRƯỞNG", self._form.head),
            (right, last, "GIÁO VIÊN CHỦ NHIỆM", self._form.homeroom_teacher),
        ):
            self._block(HeaderCell(title, row + 4, first, row + 4, end), role)
            signed = "(Ký, ghi rõ họ tên, đóng dấu)" if first == 0 else "(Ký, ghi rõ họ tên)"
            self._block(HeaderCell(signed, row + 5, first, row + 5, end), hint)
            if name:
                self._block(HeaderCell(name, row + 10, first, row + 10, end), role)

    def _print_setup(self, body: int) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=1.0 * _CM, right=1.0 * _CM, top=1.2 * _CM, bottom=1.5 * _CM)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_FIRST_HEADER_ROW, body - 1)
        sheet.center_horizontally()
        sheet.set_footer(f"&L&8Lớp {self._form.class_name}&R&8Trang &P/&N")
        sheet.freeze_panes(body, 2)
