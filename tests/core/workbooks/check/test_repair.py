"""The marked copy: nothing changes but colours and comments."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.comments import Comment

from hocba.errors import UnreadableFile, UsageError
from hocba.workbooks import check_file, read_sheets, repair
from support.workbooks import PUPIL_CAPTIONS, ResultBook, pupil_list, pupils, xls, xlsx

GOOD = pupils(4)
DIRTY = pupil_list(
    [
        GOOD[0].row(),
        GOOD[1].row(born="31/02/2016", sex="?"),
        GOOD[2].row(personal_id=""),
        GOOD[3].row(name="=cmd|' /C calc'!A0"),
    ]
)


def repaired(data: bytes, folder, name: str = "a.xlsx", out: str = "b.xlsx", **options):
    source = folder / name
    source.write_bytes(data)
    result = check_file(source, **options)
    return repair(source, result, folder / out), result


def test_bad_cells_are_coloured_and_say_what_to_do(tmp_path):
    path, result = repaired(DIRTY, tmp_path)
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    assert sheet["E3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["E3"].comment.text == result.rejected[0].message()
    assert sheet["F3"].comment.text.startswith("Giới tính “?”")
    assert sheet["I4"].fill.fgColor.rgb == "FFFFEB9C"
    assert sheet["I4"].comment.text.startswith("Chưa có số định danh cá nhân.")
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marked == {"E3", "F3", "I4", "D5"}


def test_no_value_changes_and_the_copy_is_judged_the_same(tmp_path):
    path, result = repaired(DIRTY, tmp_path)
    before, after = read_sheets(DIRTY, "a"), read_sheets(path.read_bytes(), "b")
    assert [(one.name, one.rows, one.merges) for one in after.sheets] == [
        (one.name, one.rows, one.merges) for one in before.sheets
    ]
    again = check_file(path)
    assert again.rejected == result.rejected
    assert [one.as_json() for one in again.accepted] == [one.as_json() for one in result.accepted]


def test_formulas_keep_their_stored_values(tmp_path):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, PUPIL_CAPTIONS)
        for number, row in enumerate((GOOD[0].row(), GOOD[1].row(born="x")), start=1):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 1, '="4A"&"1"', value="4A1")
        sheet.write_formula(1, 0, "=ROW()-1", value=1)
        sheet.write_formula(2, 7, "=NA()", value="#N/A")
    path, result = repaired(stream.getvalue(), tmp_path)
    assert check_file(path).rejected == result.rejected
    assert read_sheets(path.read_bytes(), "b").sheets[0].rows == read_sheets(stream.getvalue(), "a").sheets[0].rows
    assert openpyxl.load_workbook(path)["Sheet1"]["B2"].value == '="4A"&"1"'


def test_catalogues_hidden_sheets_and_comments_stay(tmp_path):
    data = xlsx(
        {"Sheet1": [PUPIL_CAPTIONS, GOOD[0].row(born="x")], "DM_LOP": [["Mã"], ["4A1"]], "cũ": [["a"]]}, hidden=["cũ"]
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Sheet1"]["E2"].comment = Comment("Hỏi lại phụ huynh", "GV")
    stream = io.BytesIO()
    book.save(stream)
    path, _ = repaired(stream.getvalue(), tmp_path)
    copy = openpyxl.load_workbook(path)
    assert copy.sheetnames == ["Sheet1", "DM_LOP", "cũ"]
    assert copy["cũ"].sheet_state == "hidden"
    assert copy["Sheet1"]["E2"].comment.text.startswith("Hỏi lại phụ huynh\n\n“x” không phải")


def test_a_merged_class_is_marked_where_excel_shows_it(tmp_path):
    rows = [one.row(class_name="9Z" if index == 0 else "") for index, one in enumerate(GOOD)]
    path, result = repaired(xlsx({"S": [PUPIL_CAPTIONS, *rows]}, merges={"S": ["B2:B5"]}), tmp_path)
    assert len(result.rejected) == 4
    assert openpyxl.load_workbook(path)["S"]["B2"].comment.text.count("mã lớp tiểu học") == 1


def test_an_xls_comes_back_as_an_xlsx(tmp_path):
    rows = [PUPIL_CAPTIONS, GOOD[0].row(), GOOD[1].row(born="x"), GOOD[2].row(name="=1+1")]
    path, result = repaired(xls({"Sheet1": rows, "Khác": [["=a", 1.5, True]]}), tmp_path, "a.xls", "b.xls")
    assert path.name == "b.xlsx"
    before, after = read_sheets((tmp_path / "a.xls").read_bytes(), "a"), read_sheets(path.read_bytes(), "b")
    assert [(one.name, one.rows) for one in after.sheets] == [(one.name, one.rows) for one in before.sheets]
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    assert sheet["E3"].comment.text == result.rejected[0].message()
    # A text that begins with "=" stays a text: nothing is computed when the copy is opened.
    assert (sheet["D4"].value, sheet["D4"].data_type) == ("=1+1", "s")


def test_an_xls_keeps_hidden_sheets_merged_cells_dates_and_errors(tmp_path):
    book = xlwt.Workbook(encoding="utf-8")
    sheet, hidden = book.add_sheet("Sheet1"), book.add_sheet("cũ")
    for column, caption in enumerate(PUPIL_CAPTIONS):
        sheet.write(0, column, caption)
    for column, value in enumerate(GOOD[0].row(born="", ethnicity="")):
        if value != "":
            sheet.write(1, column, value)
    sheet.write(1, 4, date(2016, 2, 2), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.row(1).set_cell_error(7, 0x2A)
    sheet.write_merge(3, 4, 0, 3, "Ghi chú chung")
    hidden.write(0, 0, "a")
    hidden.visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    path, result = repaired(stream.getvalue(), tmp_path, "a.xls")
    assert [one.code for one in result.warnings] == ["CELL_ERROR"]
    copy = openpyxl.load_workbook(path)
    assert copy["cũ"].sheet_state == "hidden"
    assert [str(one) for one in copy["Sheet1"].merged_cells.ranges] == ["A4:D5"]
    assert copy["Sheet1"]["E2"].value.date() == date(2016, 2, 2)
    assert copy["Sheet1"]["A4"].value == "Ghi chú chung"
    assert check_file(path).warnings[0].value == "#N/A"


def test_what_openpyxl_cannot_open_is_written_anew(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DIRTY)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'baseColWidth="8"', b'baseColWidth="x"'))
    with pytest.raises(TypeError, match="expected"):
        openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    path, result = repaired(stream.getvalue(), tmp_path)
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    assert [sheet[f"{one.column}{one.row}"].comment.text for one in result.rejected] == [
        one.message() for one in result.rejected
    ]
    # The formula without a value is there as text, so that nothing computes it.
    assert (sheet["D5"].value, sheet["D5"].data_type) == ("=cmd|' /C calc'!A0", "s")


def test_entries_without_a_column_stand_at_the_row(tmp_path):
    book = ResultBook().add(GOOD[0]).add(GOOD[1], identity={"code": ""})
    path, _ = repaired(book.build(), tmp_path)
    assert openpyxl.load_workbook(path)["Sheet1"]["C5"].comment is not None


def test_a_refused_file_says_so_in_its_first_cell(tmp_path):
    path, result = repaired(xlsx({"S": [["a", "b"]]}), tmp_path, kind="pupils")
    assert openpyxl.load_workbook(path)["S"]["A1"].comment.text == result.file_error.message()


def test_control_characters_in_a_cell_do_not_stop_the_copy(tmp_path):
    rows = [PUPIL_CAPTIONS, GOOD[0].row(born="x\x07y")]
    path, _ = repaired(xls({"Sheet1": rows}), tmp_path, "a.xls")
    assert openpyxl.load_workbook(path)["Sheet1"]["E2"].comment.text.startswith("“xy”")


def test_the_original_is_never_overwritten(tmp_path):
    source = tmp_path / "a.xlsx"
    source.write_bytes(DIRTY)
    for given in (source, DIRTY):
        with pytest.raises(UsageError) as refused:
            repair(given, check_file(DIRTY, name=str(source)), source)
        assert refused.value.code == "REPAIR_SAME_FILE"
    assert source.read_bytes() == DIRTY


def test_an_earlier_copy_is_replaced(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(b"old")
    path, _ = repaired(DIRTY, tmp_path)
    assert path.read_bytes() != b"old"


def test_a_failed_write_leaves_nothing_behind(tmp_path):
    result = check_file(DIRTY)
    with pytest.raises(OSError, match="too long"):
        repair(DIRTY, result, tmp_path / f"{'b' * 245}.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_copy(tmp_path):
    with pytest.raises(UnreadableFile):
        repair(b"x", check_file(b"x", name="a.xlsx"), tmp_path / "b.xlsx")
    assert list(tmp_path.iterdir()) == []
