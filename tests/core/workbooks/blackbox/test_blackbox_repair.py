"""The marked copy of a workbook from outside: every value stays, bad cells are coloured and speak."""

import struct
from datetime import date, datetime

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from support import odd_workbooks as files
from support.raw_workbook import Formula, Rich, Shared, Sheet, Styled, workbook
from support.trial import run

CAPTIONS = ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân"]
AN = [1, "4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", "Nam", "022216900001"]
BAD = [2, "9A", "2299000002", "Trần Thị Bình", date(2016, 9, 1), "0", "22316900002"]
ODD = [
    Shared("=SUM(A1)"), Shared("#N/A "), "'0123", " đầu", "cuối ", "a\nb", "a_x000D_\nb", Rich(("a", "b")), True,
    False, 0, -1.5,
    1e20, 22216900001, date(2016, 3, 15), datetime(2016, 3, 15, 7, 30), "#REF!", Formula("x"), Formula(5), Formula(),  # noqa: DTZ001
    Formula("#N/A"), Formula(""), Styled(), "\u200bx", "\u00a0", "e\u0302", "😀", "<&>\"'", "_x0041_",
]  # fmt: skip
WIDE = [[*CAPTIONS, *(f"Cột {n}" for n in range(len(ODD)))], [*AN, *ODD], BAD]
OTHERS = (Sheet([["Mã", "Tên"], ["01", "Nam"]], name="DM_GIOI_TINH", hidden=True), Sheet([["=1", 2]], name="Ghi chú"))


def seen(path):
    """Every cell, merge and visibility of every sheet, as an independent reader finds them."""
    with CalamineWorkbook.from_path(path) as book:
        sheets = {meta.name: book.get_sheet_by_name(meta.name) for meta in book.sheets_metadata}
        return {
            meta.name: (
                meta.visible,
                [list(map(_number, row)) for row in sheets[meta.name].to_python(skip_empty_area=False)],
                sorted(sheets[meta.name].merged_cell_ranges or []),
            )
            for meta in book.sheets_metadata
        }


def _number(value):
    # An .xls knows whole numbers, an .xlsx only numbers.
    return float(value) if type(value) is int else value


def repaired(folder, content, name="tep.xlsx", out="sua.xlsx"):
    (folder / name).write_bytes(content)
    code, _, err = run("check", "--json", "--repair", str(folder / out), str(folder / name))
    return code, err


def marked(path):
    book = openpyxl.load_workbook(path)
    return {
        f"{sheet.title}!{cell.coordinate}": (cell.fill.fgColor.rgb, cell.comment.text)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.mark.parametrize(
    "content",
    [
        workbook(Sheet(WIDE, merges=["A4:B4"], hidden_rows=frozenset({2}), autofilter="A1:G3"), *OTHERS),
        workbook(Sheet(WIDE), from_1904=True),
        files.sheet(files.prefixed, workbook(Sheet(WIDE))),
        files.sheet(files.reference_free, workbook(Sheet(WIDE))),
        files.xls((CAPTIONS, AN, BAD), [(5, 6, 1, 2)]),
    ],
    ids=["xlsx", "1904", "prefix", "no references", "xls"],
)
def test_no_value_changes_and_only_bad_cells_are_marked(tmp_path, content):
    name = "tep.xls" if content[:2] == b"\xd0\xcf" else "tep.xlsx"
    code, err = repaired(tmp_path, content, name)
    assert (code, "sua.xlsx" in err) == (1, True)
    assert seen(tmp_path / "sua.xlsx") == seen(tmp_path / name)
    marks = marked(tmp_path / "sua.xlsx")
    assert {"Sheet1!B3", "Sheet1!F3"} <= marks.keys()
    assert all(place.startswith("Sheet1!") and words for place, (_, words) in marks.items())
    assert not {place for place in marks if place.endswith(("!A1", "!A2", "!B2", "!C3", "!D3", "!E3"))}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "sua.xlsx"])


def test_errors_and_warnings_differ_in_colour(tmp_path):
    repaired(
        tmp_path, workbook(Sheet([CAPTIONS, AN, [2, "4A1", "2299000002", "Trần Thị Bình", "x", "Nữ", "22316900002"]]))
    )
    marks = marked(tmp_path / "sua.xlsx")
    assert marks["Sheet1!E3"][0] != marks["Sheet1!G3"][0]
    assert "04/03/2016" in marks["Sheet1!E3"][1]


def test_a_checked_copy_says_the_same(tmp_path):
    repaired(tmp_path, workbook(Sheet(WIDE)))
    first, second = (run("check", "--json", str(tmp_path / name))[1] for name in ("tep.xlsx", "sua.xlsx"))
    assert first.split('"kind"')[1] == second.split('"kind"')[1]


def test_clean_workbook_comes_back_unmarked(tmp_path):
    assert repaired(tmp_path, workbook(Sheet([CAPTIONS, AN])))[0] == 0
    assert marked(tmp_path / "sua.xlsx") == {}


def test_nothing_is_written_for_a_file_that_cannot_be_read(tmp_path):
    assert repaired(tmp_path, b"x")[0] == 1
    assert not (tmp_path / "sua.xlsx").exists()


@pytest.mark.parametrize(("name", "out"), [("tep.xlsx", "tep.xlsx"), ("tep.xls", "tep.xls")])
def test_the_workbook_itself_is_never_overwritten(tmp_path, name, out):
    content = workbook(Sheet([CAPTIONS, BAD])) if name.endswith("x") else files.xls((CAPTIONS, BAD))
    code, err = repaired(tmp_path, content, name, out)
    assert (code, "REPAIR_SAME_FILE" in err) == (3, True)
    assert (tmp_path / name).read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_nobody_named_is_never_overwritten(tmp_path):
    (tmp_path / "sua.xlsx").write_bytes(b"khac")
    code, err = repaired(tmp_path, files.xls((CAPTIONS, BAD)), "tep.xls", "sua.xls")
    assert (code, "REPAIR_NAME_TAKEN" in err) == (3, True)
    assert (tmp_path / "sua.xlsx").read_bytes() == b"khac"


def test_folder_or_missing_folder_as_the_copy(tmp_path):
    (tmp_path / "thu-muc").mkdir()
    for out, code in (("thu-muc", "REPAIR_NAME_TAKEN"), ("khong-co/sua.xlsx", "REPAIR_NO_FOLDER")):
        found, err = repaired(tmp_path, workbook(Sheet([CAPTIONS, BAD])), out=out)
        assert (found, code in err) == (3, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tep.xlsx", "thu-muc"]


def test_an_xls_comes_back_as_xlsx_whatever_ending_was_asked(tmp_path):
    repaired(tmp_path, files.xls((CAPTIONS, BAD)), "tep.xls", "sua.xls")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sua.xlsx", "tep.xls"]


def test_damaged_merges_of_an_xls_do_not_stop_the_copy(tmp_path):
    content = bytearray(files.xls((CAPTIONS, BAD), [(5, 6, 1, 2), (8, 9, 1, 2)]))
    at = content.find(struct.pack("<HH", 0xE5, 18)) + 6
    for second in ((6, 7, 2, 3), (9, 7, 3, 2), (5, 5, 1, 1)):
        content[at + 8 : at + 16] = struct.pack("<HHHH", *second)
        (tmp_path / "sua.xlsx").unlink(missing_ok=True)
        assert repaired(tmp_path, bytes(content), "tep.xls")[0] == 1
        assert "Sheet1!B2" in marked(tmp_path / "sua.xlsx")


def test_several_files_cannot_have_one_copy(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(workbook(Sheet([CAPTIONS, AN])))
    code, _, err = run(
        "check", "--repair", str(tmp_path / "sua.xlsx"), str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx")
    )
    assert (code, bool(err), (tmp_path / "sua.xlsx").exists()) == (3, True, False)
