"""Staff lists."""

from __future__ import annotations

import pytest

from hocba.workbooks import check_file
from support.workbooks import STAFF_CAPTIONS, plain_xlsx, staff_list, staff_row, xlsx


def checked(*rows, **options):
    return check_file(staff_list(rows or [staff_row(1)]), kind="staff", name="GiaoVien.xlsx", **options)


def entries(found) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in found]


def test_a_clean_list():
    result = checked(staff_row(1), staff_row(2, status="Đã chuyển đi"), staff_row(3, status="chuyển  đến")).as_json()
    assert result["outcome"] == "accepted"
    assert result["warnings"] == []
    assert result["accepted"][0] == {
        "row": 2,
        "code": "2298000001",
        "name": "Hoàng Thị Bình",
        "email": "gv1@truong.example",
        "status": "Đang làm việc",
        "active": True,
        "personal_id": "022181900001",
    }
    assert [one["active"] for one in result["accepted"]] == [True, False, True]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"code": ""}, "B", "REQUIRED_MISSING"),
        ({"name": ""}, "C", "REQUIRED_MISSING"),
        ({"status": ""}, "G", "REQUIRED_MISSING"),
        ({"name": "TrÇn ThÞ Hoa"}, "C", "ENCODING_SUSPECT"),
        ({"code": "2298000001.0"}, "B", "DUP_IN_FILE"),
        ({"personal_id": "022181900001"}, "F", "DUP_PERSONAL_ID"),
        ({"personal_id": "022081900002"}, "F", "ID_SEX_MISMATCH"),
        ({"personal_id": "022182900002"}, "F", "ID_YEAR_MISMATCH"),
        ({"personal_id": "12345"}, "F", "ID_FORMAT"),
        ({"born": "31/02/1981"}, "D", "DATE_INVALID"),
        ({"code": "#N/A"}, "B", "CELL_ERROR"),
        ({"status": "=A1"}, "G", "FORMULA_NO_VALUE"),
    ],
)
def test_what_rejects_a_row(changes, column, code):
    result = checked(staff_row(1), staff_row(2, **changes), staff_row(3))
    assert entries(result.rejected) == [(3, column, code)]
    assert [one.row for one in result.accepted] == [2, 4]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"email": "khong co"}, "H", "EMAIL_INVALID"),
        ({"email": "gv2@truong"}, "H", "EMAIL_INVALID"),
        ({"email": "a@b@truong.example"}, "H", "EMAIL_INVALID"),
        ({"email": "GV1@truong.example"}, "H", "EMAIL_DUPLICATE"),
        ({"email": "#N/A"}, "H", "CELL_ERROR"),
        ({"personal_id": ""}, "F", "ID_MISSING"),
        ({"personal_id": 22181900002}, "F", "ID_PADDED"),
        ({"position": "#REF!"}, "I", "CELL_ERROR"),
    ],
)
def test_what_only_warns(changes, column, code):
    result = checked(staff_row(1), staff_row(2, **changes))
    assert entries(result.warnings) == [(3, column, code)]
    assert len(result.accepted) == 2


def test_no_account_from_a_bad_or_shared_address():
    result = checked(
        staff_row(1), staff_row(2, email="gv1@truong.example"), staff_row(3, email="x"), staff_row(4, email="")
    )
    assert [one.account_email for one in result.accepted] == ["gv1@truong.example", "", "", ""]
    assert [one.email for one in result.accepted] == ["gv1@truong.example", "gv1@truong.example", "x", ""]
    assert [one.code for one in result.warnings] == ["EMAIL_DUPLICATE", "EMAIL_INVALID"]


def test_region_exports_with_titles_and_their_own_captions():
    captions = (
        "TT",
        "Mã CBGVNV",
        "Họ và tên",
        "Ngày tháng năm sinh",
        "Phái",
        "Số CCCD",
        "Tình trạng công tác",
        "E-mail",
        "Chức danh",
    )
    result = check_file(staff_list([staff_row(1)], captions=captions, above=[["UBND PHƯỜNG"], []]))
    assert (result.kind, len(result.accepted), result.ignored_rows) == ("staff", 1, 2)


def test_a_short_list_is_staff_where_staff_is_expected():
    data = xlsx(
        {
            "S": [
                ["Mã định danh Bộ GD&ĐT", "Họ tên", "Ngày sinh", "Giới tính", "Trạng thái"],
                ["2298000001", "Hoàng Thị Bình", "09/07/1981", "Nữ", "Đang làm việc"],
            ]
        }
    )
    assert len(check_file(data, kind="staff").accepted) == 1


def test_staff_where_pupils_are_expected():
    data = staff_list([staff_row(1)])
    assert check_file(data, kind="pupils").file_error.code == "FILE_WRONG_KIND"
    assert check_file(data).kind == "staff"


@pytest.mark.parametrize("caption", ["Mã định danh Bộ GD&ĐT", "Họ tên", "Trạng thái CB"])
def test_a_required_column_is_missing(caption):
    at = STAFF_CAPTIONS.index(caption)
    rows = [[one for index, one in enumerate(row) if index != at] for row in (STAFF_CAPTIONS, staff_row(1))]
    assert check_file(xlsx({"S": rows}), kind="staff").as_json()["file_error"] == {
        "code": "FILE_MISSING_COLUMN",
        "caption": caption,
    }


def test_sixteen_thousand_rows_of_a_region_are_read():
    rows = [staff_row(number, personal_id="", email="") for number in range(1, 16_001)]
    assert len(check_file(plain_xlsx({"Sheet1": [STAFF_CAPTIONS, *rows]}), kind="staff").accepted) == 16_000
