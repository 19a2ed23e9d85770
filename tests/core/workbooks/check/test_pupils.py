"""Pupil lists: each rule of the checks, with the dirt of real files."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from hocba.messages import catalogue
from hocba.workbooks import Roster, check_file
from support.workbooks import pupil_list, pupils, xlsx

GOOD = pupils(4)


def checked(data: bytes, **options):
    return check_file(data, kind="pupils", name="C1-HocSinh.xlsx", **options)


def with_row(**changes):
    """A list whose third row (row 4 of the sheet) is changed."""
    rows = [one.row() for one in GOOD]
    rows[2] = GOOD[2].row(**changes)
    return pupil_list(rows)


def entries(found) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in found]


def test_a_clean_list():
    result = checked(pupil_list([one.row() for one in GOOD])).as_json()
    assert result["outcome"] == "accepted"
    assert (result["kind"], result["file"], result["file_error"]) == ("pupils", "C1-HocSinh.xlsx", None)
    assert (result["rejected"], result["warnings"], result["ignored_rows"]) == ([], [], 0)
    assert result["accepted"][0] == {
        "row": 2,
        "class": "4A1",
        "code": "2299000001",
        "name": GOOD[0].name,
        "born": "02/02/2016",
        "sex": "Nữ",
        "personal_id": "022316900001",
    }


def test_the_keys_of_an_entry():
    entry = checked(with_row(born="31/02/2016")).as_json()["rejected"][0]
    assert entry | {"message": ""} == {
        "row": 4,
        "column": "E",
        "caption": "Ngày sinh",
        "code": "DATE_INVALID",
        "value": "31/02/2016",
        "message": "",
    }
    assert "31/02/2016" in entry["message"]
    assert "ngày/tháng/năm" in entry["message"]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"class_name": ""}, "B", "REQUIRED_MISSING"),
        ({"code": ""}, "C", "REQUIRED_MISSING"),
        ({"name": " \u200b"}, "D", "REQUIRED_MISSING"),
        ({"born": ""}, "E", "REQUIRED_MISSING"),
        ({"sex": ""}, "F", "REQUIRED_MISSING"),
        ({"born": "05/13/2016"}, "E", "DATE_INVALID"),
        ({"born": "1/1/16"}, "E", "DATE_INVALID"),
        ({"born": 2016}, "E", "DATE_INVALID"),
        ({"sex": "0"}, "F", "GENDER_INVALID"),
        ({"sex": 0}, "F", "GENDER_INVALID"),
        ({"class_name": "6A1"}, "B", "CLASS_INVALID"),
        ({"class_name": "4"}, "B", "CLASS_INVALID"),
        ({"personal_id": "2.2216E+11"}, "I", "ID_FORMAT"),
        ({"personal_id": "022216900"}, "I", "ID_FORMAT"),
        ({"personal_id": "02221690000A"}, "I", "ID_FORMAT"),
        ({"personal_id": "0222169000033"}, "I", "ID_FORMAT"),
        ({"personal_id": "022216900003"}, "I", "ID_SEX_MISMATCH"),
        ({"personal_id": "022315900003"}, "I", "ID_YEAR_MISMATCH"),
        ({"personal_id": "022116900003"}, "I", "ID_YEAR_MISMATCH"),
        ({"code": "2299000001"}, "C", "DUP_IN_FILE"),
        ({"code": 2299000001.0}, "C", "DUP_IN_FILE"),
        ({"personal_id": "022316900001"}, "I", "DUP_PERSONAL_ID"),
        ({"code": "=A1"}, "C", "FORMULA_NO_VALUE"),
        ({"born": "=A1"}, "E", "FORMULA_NO_VALUE"),
        ({"name": "#N/A"}, "D", "CELL_ERROR"),
        ({"sex": "#REF!"}, "F", "CELL_ERROR"),
        ({"name": "NguyÔn V¨n An"}, "D", "ENCODING_SUSPECT"),
        ({"name": "Nguy?n V?n An"}, "D", "ENCODING_SUSPECT"),
    ],
)
def test_one_bad_cell_rejects_its_row_alone(changes, column, code):
    result = checked(with_row(**changes))
    assert result.outcome == "partial"
    assert entries(result.rejected) == [(4, column, code)]
    assert [one.row for one in result.accepted] == [2, 3, 5]
    assert code in catalogue()


def test_every_bad_cell_of_a_row_is_listed():
    found = checked(with_row(class_name="9Z", born="x", sex="?", name="An 2", code=""))
    assert {(one.column, one.code) for one in found.rejected} == {
        ("B", "CLASS_INVALID"),
        ("C", "REQUIRED_MISSING"),
        ("D", "ENCODING_SUSPECT"),
        ("E", "DATE_INVALID"),
        ("F", "GENDER_INVALID"),
    }
    assert len(found.accepted) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"class_name": "Lớp 4a1"},
        {"class_name": "L4A1"},
        {"code": 2299000003},
        {"code": "2299000003.0"},
        {"code": "'2299000003"},
        {"code": "22990\u200b00003\ufeff"},
        {"code": "2299 000 003"},
        {"name": unicodedata.normalize("NFD", GOOD[2].name)},
        {"name": GOOD[2].name.replace(" ", "\u00a0 ")},
        {"name": GOOD[2].name.replace("Đ", "\u00d0")},
        {"born": date(2016, 4, 4)},
        {"born": "4/4/2016"},
        {"born": "04.04.2016"},
        {"born": "04-04-2016"},
        {"born": "2016-04-04"},
        {"born": "2016-04-04 00:00:00"},
        {"born": 42464},
        {"born": "42464"},
        {"sex": "NỮ"},
        {"sex": "02"},
        {"sex": 2},
        {"personal_id": "0223 1690 0003"},
        {"personal_id": "’022316900003"},
    ],
)
def test_dirt_that_is_cleaned_in_silence(changes):
    result = checked(with_row(**changes))
    assert (result.rejected, result.warnings) == ((), ())
    assert result.accepted[2].as_json() == {
        "row": 4,
        "class": "4A1",
        "code": "2299000003",
        "name": GOOD[2].name,
        "born": "04/04/2016",
        "sex": "Nữ",
        "personal_id": "022316900003",
    }


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"personal_id": ""}, "I", "ID_MISSING"),
        ({"personal_id": "=A1"}, "I", "ID_MISSING"),
        ({"personal_id": 22316900003}, "I", "ID_PADDED"),
        ({"personal_id": "22316900003"}, "I", "ID_PADDED"),
        ({"personal_id": "999316900003"}, "I", "ID_PROVINCE_UNKNOWN"),
        ({"ethnicity": "#N/A"}, "H", "CELL_ERROR"),
        ({"personal_id": "#VALUE!"}, "I", "CELL_ERROR"),
        ({"name": GOOD[0].name, "born": GOOD[0].born}, "D", "POSSIBLE_DUPLICATE"),
    ],
)
def test_what_only_warns(changes, column, code):
    result = checked(with_row(**changes))
    assert result.outcome == "accepted"
    assert len(result.accepted) == 4
    assert entries(result.warnings) == [(4, column, code)]
    assert code in catalogue()


def test_a_lost_zero_comes_back_only_if_the_rest_agrees():
    assert checked(with_row(personal_id=22316900003)).accepted[2].personal_id == "022316900003"
    wrong_sex = checked(with_row(personal_id="22216900003"))
    assert entries(wrong_sex.rejected) == [(4, "I", "ID_FORMAT")]


def test_repeats_name_the_first_row():
    result = checked(with_row(code="2299000002"))
    assert result.rejected[0].params["first_row"] == 3
    assert "dòng 3" in result.rejected[0].message()


def test_the_first_row_is_named_even_if_it_is_rejected_itself():
    rows = [GOOD[0].row(born="x"), GOOD[0].row()]
    assert entries(checked(pupil_list(rows)).rejected) == [(2, "E", "DATE_INVALID"), (3, "C", "DUP_IN_FILE")]


def test_the_school_has_this_class():
    data = pupil_list([one.row() for one in (*pupils(2, "4A1"), *pupils(2, "4A2", start=3))])
    result = checked(data, roster=Roster(classes=frozenset({"4A1"})))
    assert entries(result.rejected) == [(4, "B", "CLASS_INVALID"), (5, "B", "CLASS_INVALID")]
    assert len(result.accepted) == 2


def test_a_class_list_serves_as_roster():
    classes = xlsx(
        {"Sheet1": [["STT", "Khối", "Mã lớp", "Giáo viên chủ nhiệm"], [1, "Khối 4", "Lớp 4A1", "Vũ Thị Yến"]]}
    )
    assert checked(pupil_list([one.row() for one in GOOD]), roster=classes).outcome == "accepted"
    assert len(checked(pupil_list([one.row() for one in pupils(2, "4A2")]), roster=classes).rejected) == 2
