"""Pupil lists: where headers, rows and columns stand, and what is no row of data."""

from __future__ import annotations

import io
import time
import unicodedata

import openpyxl
import pytest

from hocba.workbooks import check_file
from support.workbooks import PUPIL_CAPTIONS, Pupil, plain_xlsx, pupil_list, pupils, xls, xlsx

GOOD = pupils(4)


def checked(data: bytes, **options):
    return check_file(data, kind="pupils", name="C1-HocSinh.xlsx", **options)


def entries(found) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in found]


EMPTY: list[object] = [""] * len(PUPIL_CAPTIONS)


@pytest.mark.parametrize(
    "row",
    [
        EMPTY,
        [7, *EMPTY[1:]],
        ["", "\u00a0", " ", *EMPTY[3:]],
        list(PUPIL_CAPTIONS),
        ["", "", "", "Tổng số: 4 học sinh", *EMPTY[4:]],
        ["", "Tổng số", *EMPTY[2:]],
        ["Cộng", *EMPTY[1:]],
        ["", "", "", "", "", "Yên Tử, ngày 25 tháng 5 năm 2026", *EMPTY[6:]],
        ["", "", "", "", "Ngày 25 tháng 5 năm 2026", *EMPTY[5:]],
        ["", "Người lập biểu", "", "", "", "HIỆU TRƯỞNG", *EMPTY[6:]],
        ["", "", "", "Giáo viên chủ nhiệm", *EMPTY[4:]],
        ["Ghi chú: danh sách tạm", *EMPTY[1:]],
        ["DANH SÁCH HỌC SINH LỚP 4A1", *EMPTY[1:]],
        ["__KEYS__", "class", "code", *EMPTY[3:]],
    ],
)
@pytest.mark.parametrize("at", [1, 4])
def test_rows_that_are_no_data(row, at):
    rows = [one.row() for one in GOOD]
    rows.insert(at, row)
    # Something under the row keeps it from being trimmed as an empty end.
    rows.append(Pupil(9).row())
    result = checked(pupil_list(rows))
    assert (result.rejected, len(result.accepted), result.ignored_rows) == ((), 5, 1)


def test_names_under_a_signature_are_no_pupils():
    rows = [one.row() for one in GOOD]
    rows += [
        ["", "", "", "", "", "HIỆU TRƯỞNG"],
        [],
        ["", "", "", "", "", "(Ký, ghi rõ họ tên)"],
        ["", "", "", "", "", "Trần Thị Thúy"],
    ]
    result = checked(pupil_list(rows))
    assert (result.rejected, len(result.accepted), result.ignored_rows) == ((), 4, 4)


def test_a_row_with_a_name_alone_is_not_lost():
    rows = [GOOD[0].row(), ["", "", "", "Trần Thị Tổng", "", "", "", "", "", ""], GOOD[1].row()]
    result = checked(pupil_list(rows))
    assert {(one.row, one.column, one.code) for one in result.rejected} == {
        (3, at, "REQUIRED_MISSING") for at in "BCEF"
    }


@pytest.mark.parametrize(
    "captions",
    [
        ("TT", "Lớp", "Mã HS", "Họ và tên", "Ngày tháng năm sinh", "Phái", "Trạng thái", "Dân tộc", "Số CCCD", "x"),
        (
            "STT",
            "LỚP HỌC",
            "Mã định danh\nBộ GD&ĐT",
            "HỌ VÀ TÊN HỌC SINH",
            "Ngày, tháng, năm sinh",
            "Giới tính (*)",
            "",
            "",
            "Số định danh",
            "",
        ),
        ("STT", "Tên lớp *", "Mã  học sinh (*)", "Họ\ntên", "Ngày sinh *", "GIỚI TÍNH", "", "", "Số CMND/TCC", ""),
        tuple(unicodedata.normalize("NFD", one) for one in PUPIL_CAPTIONS),
        tuple("\n".join(one) for one in PUPIL_CAPTIONS),
    ],
)
def test_captions_in_all_their_spellings(captions):
    result = checked(pupil_list([one.row() for one in GOOD], captions=captions))
    assert (result.outcome, len(result.accepted), result.warnings) == ("accepted", 4, ())
    assert result.accepted[0].personal_id == "022316900001"


def test_columns_in_another_order():
    order = (8, 5, 4, 0, 3, 2, 7, 1, 6, 9)
    rows = [[one.row()[at] for at in order] for one in GOOD]
    result = checked(pupil_list(rows, captions=[PUPIL_CAPTIONS[at] for at in order]))
    assert [one.as_json() for one in result.accepted] == [
        one.as_json() for one in checked(pupil_list([one.row() for one in GOOD])).accepted
    ]


@pytest.mark.parametrize("count", [0, 3, 39])
def test_the_header_stands_anywhere_in_the_first_forty_rows(count):
    above = [[f"Dòng {number}"] for number in range(count)]
    result = checked(pupil_list([one.row() for one in GOOD], above=above))
    assert (len(result.accepted), result.ignored_rows) == (4, count)
    assert result.accepted[0].row == count + 2


def test_no_header_below_the_fortieth_row():
    result = checked(pupil_list([one.row() for one in GOOD], above=[["x"]] * 40))
    assert result.file_error is not None
    assert result.file_error.code == "FILE_MISSING_COLUMN"


def test_technical_names_under_the_header():
    technical = ["stt", "MaLop", "MaHocSinh", "HoTen", "NgaySinh", "GioiTinh", "TrangThai", "DanToc", "SoDinhDanh", "x"]
    result = checked(pupil_list([technical, *(one.row() for one in GOOD)]))
    assert (result.rejected, len(result.accepted), result.ignored_rows) == ((), 4, 1)


def test_an_enrolment_list_made_by_the_school():
    header = ["STT", "Họ và tên", "Ngày sinh", "Nữ", "Dân tộc", "Số CCCD", "K.tật"]

    def row(one: Pupil) -> list[object]:
        return [one.number, one.name, one.born, "x" if one.sex == "Nữ" else "", "Kinh", one.personal_id, ""]

    first, second = pupils(2, "1A"), pupils(2, "1B", start=3)
    rows = [
        ["TRƯỜNG TIỂU HỌC THỬ NGHIỆM"],
        ["LỚP 1A"],
        header,
        *map(row, first),
        ["", "Tổng số: 2 học sinh"],
        [],
        ["LỚP 1B"],
        header,
        *map(row, second),
        ["", "Người lập", "", "", "Hiệu trưởng"],
    ]
    result = check_file(xlsx({"Danh sach": rows}), name="TuyenSinh.xlsx")
    assert (result.kind, result.outcome, result.ignored_rows) == ("pupils", "accepted", 7)
    found = [one.as_json() for one in result.accepted]
    assert [(one["class"], one["code"], one["sex"]) for one in found] == [
        ("1A", "TAM-022316900001", "Nữ"),
        ("1A", "TAM-022216900002", "Nam"),
        ("1B", "TAM-022316900003", "Nữ"),
        ("1B", "TAM-022216900004", "Nam"),
    ]
    rows[3][5] = ""
    assert entries(check_file(xlsx({"A": rows})).rejected) == [(4, "F", "REQUIRED_MISSING")]


def test_a_title_in_the_column_of_names_before_a_repeated_header():
    one, two = GOOD[0], GOOD[1]
    title = ["", "", "", "KHỐI 4 - ĐIỂM TRƯỜNG BÍ GIÀNG"]
    rows = [one.row(), [], title, [], list(PUPIL_CAPTIONS), two.row()]
    result = checked(pupil_list(rows))
    assert (result.rejected, len(result.accepted), result.ignored_rows) == ((), 2, 4)
    # The same text with no header after it could be a pupil: it is not dropped.
    alone = checked(pupil_list([one.row(), title, two.row()]))
    assert {found.code for found in alone.rejected} == {"REQUIRED_MISSING", "ENCODING_SUSPECT"}


def test_a_repeated_header_may_have_its_columns_in_another_order():
    other = ["STT", "Mã học sinh", "Mã lớp", "Họ tên", "Giới tính", "Ngày sinh"]
    one, two = GOOD[0], GOOD[1]
    rows = [one.row(), other, [2, two.code, two.class_name, two.name, two.sex, two.born]]
    result = checked(pupil_list(rows))
    assert [found.code for found in result.accepted] == [one.code, two.code]


def test_a_class_list_of_a_region_portal():
    header = [
        "STT",
        "Mã định danh Bộ GD&ĐT",
        "Họ tên",
        "Ngày sinh",
        "Giới tính",
        "Lớp học",
        "Khối học",
        "Số CMND",
        "Số định danh cá nhân",
    ]
    rows = [
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"],
        ["DANH SÁCH HỌC SINH LỚP 4A1"],
        [],
        header,
        *([one.number, one.code, one.name, one.born, one.sex, "4A1", "Khối 4", "", one.personal_id] for one in GOOD),
    ]
    result = check_file(xlsx({"Sheet1": rows}))
    assert (result.kind, len(result.accepted), result.ignored_rows, result.warnings) == ("pupils", 4, 3, ())


def test_a_merged_class_fills_down_but_an_empty_one_does_not():
    rows = [one.row(class_name="4A1" if index == 0 else "") for index, one in enumerate(GOOD)]
    merged = xlsx({"Sheet1": [PUPIL_CAPTIONS, *rows]}, merges={"Sheet1": ["B2:B4"]})
    result = checked(merged)
    assert [one.class_name for one in result.accepted] == ["4A1"] * 3
    assert entries(result.rejected) == [(5, "B", "REQUIRED_MISSING")]


@pytest.mark.parametrize("merges", [["D1:E1"], []])
def test_a_name_in_two_cells_under_one_caption(merges):
    captions = ["STT", "Mã lớp", "Mã học sinh", "Họ và tên", "", "Ngày sinh", "Giới tính"]
    rows = [[1, "4A1", "2299000001", "Nguyễn Văn", "An", "01/01/2016", "Nam"]]
    result = checked(xlsx({"S": [captions, *rows]}, merges={"S": merges}))
    assert [one.name for one in result.accepted] == ["Nguyễn Văn An"]


def test_all_sheets_with_pupils_are_read_and_hidden_ones_are_not():
    sheets = {
        "4A1": [PUPIL_CAPTIONS, *(one.row() for one in pupils(2))],
        "4A2": [PUPIL_CAPTIONS, *(one.row() for one in pupils(2, "4A2", start=3))],
        "cũ": [PUPIL_CAPTIONS, *(one.row() for one in pupils(2, "4A3", start=5))],
        "DM_GIOI_TINH": [["Mã", "Tên"], ["01", "Nam"]],
    }
    result = checked(xlsx(sheets, hidden=["cũ"]))
    assert [one.class_name for one in result.accepted] == ["4A1", "4A1", "4A2", "4A2"]
    repeated = checked(xlsx(sheets | {"4A2": sheets["4A1"]}))
    assert repeated.as_json()["rejected"][0]["message"].startswith("Trang tính “4A2”: “2299000001” đã có ở dòng 2")
    assert repeated.rejected[0].params == {"first_sheet": "4A1", "first_row": 2}


def test_hidden_and_filtered_rows_are_read_like_others():
    book = openpyxl.load_workbook(io.BytesIO(pupil_list([one.row() for one in GOOD])))
    sheet = book["Sheet1"]
    sheet.row_dimensions[3].hidden = True
    sheet.auto_filter.ref = "A1:J5"
    stream = io.BytesIO()
    book.save(stream)
    assert len(checked(stream.getvalue()).accepted) == 4


def test_an_xls_is_read_like_an_xlsx():
    rows = [PUPIL_CAPTIONS, *(one.row(born=42464) for one in GOOD)]
    assert [one.as_json() for one in checked(xls({"Sheet1": rows})).accepted] == [
        one.as_json() for one in checked(xlsx({"Sheet1": rows})).accepted
    ]


def test_more_than_six_thousand_pupils_are_a_wrong_file():
    rows = [one.row() for one in pupils(6001)]
    allowed = checked(plain_xlsx({"Sheet1": [PUPIL_CAPTIONS, *rows[:6000]]}))
    assert (allowed.outcome, len(allowed.accepted)) == ("accepted", 6000)
    refused = checked(plain_xlsx({"Sheet1": [PUPIL_CAPTIONS, *rows]})).as_json()
    assert refused["outcome"] == "rejected_file"
    assert refused["file_error"] == {"code": "FILE_TOO_MANY_ROWS", "caption": ""}
    assert (refused["accepted"], refused["rejected"]) == ([], [])


@pytest.mark.parametrize("caption", ["Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính"])
@pytest.mark.parametrize("kind", ["pupils", None])
def test_a_required_column_is_missing(caption, kind):
    at = PUPIL_CAPTIONS.index(caption)
    data = xlsx(
        {
            "S": [
                [one for index, one in enumerate(row) if index != at]
                for row in (PUPIL_CAPTIONS, *(one.row() for one in GOOD))
            ]
        }
    )
    result = check_file(data, kind=kind)
    assert result.as_json()["file_error"] == {"code": "FILE_MISSING_COLUMN", "caption": caption}
    assert caption in result.file_error.message()


def test_a_file_of_another_grade():
    data = pupil_list([one.row() for one in GOOD])
    assert checked(data, grade=4).outcome == "accepted"
    assert checked(data, grade=5).file_error.code == "FILE_WRONG_GRADE"
    mixed = pupil_list([GOOD[0].row(), GOOD[1].row(class_name="5A1")])
    assert len(checked(mixed, grade=5).accepted) == 2


def test_nothing_is_invented_or_lost():
    result = checked(pupil_list([GOOD[0].row(), GOOD[1].row(born="x"), GOOD[2].row(), GOOD[3].row()]))
    seen = {one.row for one in result.accepted} | {one.row for one in result.rejected}
    assert seen == {2, 3, 4, 5}
    assert result.data_rows == 4


@pytest.mark.parametrize("text", ["ngày " * 6000, "lớp " + "(" * 30000, "Toán - " * 4000, "(a" * 15000])
def test_no_text_takes_long(text):
    rows = [one.row() for one in GOOD]
    data = plain_xlsx({"Sheet1": [[text], PUPIL_CAPTIONS, *rows, [text] * 3, *([[text]] * 30)]})
    began = time.process_time()
    check_file(data)
    assert time.process_time() - began < 5
