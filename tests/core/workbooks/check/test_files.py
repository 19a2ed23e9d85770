"""Whole files: kinds, the bundled sample, the roster, and what titles and names tell."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import as_file, files

import pytest

from hocba.errors import UsageError
from hocba.messages import catalogue
from hocba.model import Moment
from hocba.workbooks import check_file, find_tables, read_roster, read_sheets, recognise
from hocba.workbooks.check.context import find_grade, find_moment
from hocba.workbooks.kinds import kinds
from support.workbooks import ResultBook, pupil_list, pupils, staff_list, staff_row, xlsx

with as_file(files("hocba_cli") / "sample_school") as folder:
    SAMPLE = folder
EXPECTED = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
ROSTER = read_roster((SAMPLE / "C1-HocSinh.xlsx").read_bytes(), "C1-HocSinh.xlsx")


def rows_of_grade(grade: int, key: str) -> int:
    return sum(found[key] for name, found in EXPECTED["classes"].items() if name[0] == str(grade))


@pytest.mark.parametrize("name", ["C1-HocSinh.xlsx", "CSDL_HocSinh.xls"])
def test_the_pupils_of_the_sample(name):
    for roster in (None, ROSTER, SAMPLE / "LopHoc.xlsx"):
        result = check_file(SAMPLE / name, roster=roster)
        assert (result.kind, result.outcome, result.warnings, result.ignored_rows) == ("pupils", "accepted", (), 0)
        assert len(result.accepted) == EXPECTED["pupils_total_rows"]
        classes = Counter(one.class_name for one in result.accepted)
        assert classes == {name: found["rows"] for name, found in EXPECTED["classes"].items()}


def test_the_other_lists_of_the_sample():
    assert len(check_file(SAMPLE / "khac" / "DanhSach-Lop4A1.xlsx").accepted) == 35
    enrolled = check_file(SAMPLE / "khac" / "TuyenSinh-Lop1.xlsx")
    assert (enrolled.kind, enrolled.outcome, enrolled.warnings) == ("pupils", "accepted", ())
    assert Counter(one.class_name for one in enrolled.accepted) == {
        f"1A{n}": count for n, count in enumerate((34, 32, 34, 33, 31), 1)
    }
    staff = check_file(SAMPLE / "GiaoVien.xlsx")
    assert (staff.kind, len(staff.accepted), staff.warnings) == ("staff", 47, ())
    assert sum(one.active for one in staff.accepted) == 46


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("period", ["gk1", "ck1", "gk2", "cn"])
def test_the_results_of_the_sample(grade, period):
    result = check_file(SAMPLE / f"KetQua-{grade}-{period}.xlsx", roster=ROSTER, grade=grade)
    assert (result.kind, result.outcome, result.warnings) == ("results", "accepted", ())
    assert {one.moment for one in result.accepted} == {Moment(period)}
    if period != "cn":
        return
    assert len(result.accepted) == rows_of_grade(grade, "year_end")
    ranks = Counter(one.rank.value for one in result.accepted if one.rank)
    assert ranks == EXPECTED["overall_by_grade"][str(grade)]


def test_vnedu_says_the_same_as_the_sector_database():
    result = check_file(SAMPLE / "vnedu" / "BangTongHop-Khoi4-CuoiNam.xlsx", roster=ROSTER)
    assert (result.kind, result.outcome, result.warnings) == ("vnedu", "accepted", ())
    csdl = {one.code: one.as_json() for one in check_file(SAMPLE / "KetQua-4-cn.xlsx", roster=ROSTER).accepted}
    found = {one.code: one.as_json() for one in result.accepted}
    assert found.keys() == csdl.keys()
    for code, row in found.items():
        same = ("class", "name", "levels", "scores", "competences", "qualities", "rank")
        assert {key: row[key] for key in same} == {key: csdl[code][key] for key in same}
        if row["rank"]:
            assert row["done"] == csdl[code]["done"]


def test_vnedu_at_the_end_of_the_first_term():
    result = check_file(SAMPLE / "vnedu" / "BangTongHop-Khoi5-CuoiHK1.xlsx", roster=ROSTER)
    assert (result.outcome, result.warnings, len(result.accepted)) == ("accepted", (), 160)
    assert {one.moment for one in result.accepted} == {Moment.END1}


OTHER_KINDS = {
    "LopHoc.xlsx": "classes",
    "PhanCong.xlsx": "assignments",
    "QuaTrinhHocTap.xlsx": "history",
    "TongKet-4.xlsx": "summary",
    "DanhGiaBoSung.xlsx": "supplementary",
    "SucKhoe-hk2.xlsx": "health",
    "TruongHoc.xlsx": "school",
    "nhan-xet/NhanXet-4A1-cn.xlsx": "comments",
}


@pytest.mark.parametrize(("name", "kind"), OTHER_KINDS.items())
@pytest.mark.parametrize("asked", [None, "pupils", "results", "vnedu", "staff"])
def test_other_workbooks_are_recognised_and_refused(name, kind, asked):
    data = (SAMPLE / name).read_bytes()
    assert recognise(read_sheets(data, name)) == kind
    result = check_file(data, kind=asked, name=name).as_json()
    assert (result["outcome"], result["file_error"]) == ("rejected_file", {"code": "FILE_WRONG_KIND", "caption": ""})
    assert (result["kind"], result["accepted"]) == (asked, [])


def test_every_kind_can_be_read_as_a_table():
    for name, kind in OTHER_KINDS.items():
        tables = find_tables(read_sheets((SAMPLE / name).read_bytes(), name), kind)
        assert all(table.rows for table in tables)
        assert not set(kinds()[kind].required) - tables[0].columns.keys()


@pytest.mark.parametrize("rows", [[], [["a", "b"], [1, 2]], [["Hóa đơn", "Số tiền"], ["x", 3]]])
def test_a_workbook_of_no_kind(rows):
    assert check_file(xlsx({"Sheet1": rows})).file_error.code == "FILE_WRONG_KIND"
    asked = check_file(xlsx({"Sheet1": rows}), kind="pupils").as_json()
    assert asked["file_error"] == {"code": "FILE_MISSING_COLUMN", "caption": "Mã lớp"}


def test_a_header_without_rows_is_accepted_and_empty():
    result = check_file(pupil_list([]))
    assert (result.outcome, result.accepted) == ("accepted", ())


def test_a_path_is_named_as_given(tmp_path, monkeypatch):
    (tmp_path / "a.xlsx").write_bytes(pupil_list([one.row() for one in pupils(1)]))
    monkeypatch.chdir(tmp_path)
    assert check_file("./a.xlsx").as_json()["file"] == "./a.xlsx"
    with pytest.raises(FileNotFoundError):
        check_file("./b.xlsx")


@pytest.mark.parametrize("data", [b"x", staff_list([staff_row(1)]), ResultBook().add(pupils(1)[0]).build()])
def test_a_roster_that_is_none(data):
    with pytest.raises(UsageError) as refused:
        check_file(pupil_list([one.row() for one in pupils(1)]), roster=data)
    assert refused.value.code == "ROSTER_UNUSABLE"


def test_a_pupil_with_a_wrong_personal_id_is_still_on_the_roster():
    one = pupils(1)[0]
    roster = read_roster(pupil_list([one.row(personal_id="123", sex="?")]), "C1")
    assert [found.code for found in roster.pupils] == [one.code]


def test_an_enrolment_list_is_a_roster_too():
    roster = read_roster((SAMPLE / "khac" / "TuyenSinh-Lop1.xlsx").read_bytes(), "TuyenSinh")
    assert roster.classes == {"1A1", "1A2", "1A3", "1A4", "1A5"}
    assert roster.by_code["TAM-022319900008"].class_name == "1A1"


def test_rows_of_a_roster_that_name_nobody_are_left_out():
    one, two = pupils(2)
    roster = read_roster(pupil_list([one.row(), two.row(born="x"), two.row(code="#N/A"), one.row(name="Khác")]), "C1")
    assert [(found.code, found.name) for found in roster.pupils] == [(one.code, one.name)]


def test_results_against_a_class_list_know_no_pupil():
    result = check_file(ResultBook().add(pupils(1)[0]).build(), roster=SAMPLE / "LopHoc.xlsx")
    assert [one.code for one in result.rejected] == ["PUPIL_UNKNOWN"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("KetQua-4-cn.xlsx", "cn"),
        ("KetQua-4-gk1.xlsx", "gk1"),
        ("MOET_K4_CN_20260520.xlsx", "cn"),
        ("MOET_K4_CK1_20260110.xlsx", "ck1"),
        ("MOET_K4_CK2_20260520.xlsx", "cn"),
        ("Mau_GK2_Khoi1_Lop1A_20260301.xlsx", "gk2"),
        ("BangTongHop-Khoi5-CuoiHK1.xlsx", "ck1"),
        ("BangTongHop-Khoi4-CuoiNam.xlsx", "cn"),
        ("KẾT QUẢ GIỮA HỌC KỲ II", "gk2"),
        ("Kết quả giữa kì 1", "gk1"),
        ("CUỐI HỌC KÌ I", "ck1"),
        ("CẢ NĂM", "cn"),
        ("HKII", "cn"),
        ("Học kỳ 1", "ck1"),
        ("TH-CN (Công nghệ)", None),
        ("C1-HocSinh.xlsx", None),
        ("case_7.xlsx", None),
    ],
)
def test_moments_in_names_and_titles(text, moment):
    found = find_moment([text], text if "." in text else "")
    assert (found.value if found else None) == moment


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("KetQua-4-cn.xlsx", 4),
        ("MOET_K3_CN_2026.xlsx", 3),
        ("Khối 5", 5),
        ("Mau_GK2_Lop1A.xlsx", 1),
        ("case_3.xlsx", None),
        ("HK 1", None),
    ],
)
def test_grades_in_names_and_titles(text, grade):
    assert find_grade([text]) == grade


CODES = [
    "FILE_UNREADABLE",
    "FILE_WRONG_KIND",
    "FILE_MISSING_COLUMN",
    "FILE_WRONG_GRADE",
    "FILE_TOO_MANY_ROWS",
    "REQUIRED_MISSING",
    "DATE_INVALID",
    "GENDER_INVALID",
    "CLASS_INVALID",
    "ID_FORMAT",
    "ID_SEX_MISMATCH",
    "ID_YEAR_MISMATCH",
    "DUP_IN_FILE",
    "DUP_PERSONAL_ID",
    "FORMULA_NO_VALUE",
    "CELL_ERROR",
    "ENCODING_SUSPECT",
    "PUPIL_UNKNOWN",
    "PUPIL_AMBIGUOUS",
    "CLASS_MISMATCH",
    "NAME_MISMATCH",
    "LEVEL_INVALID",
    "SCORE_NOT_INTEGER",
    "SCORE_RANGE",
    "SCORE_INVALID",
    "SCORE_NOT_ALLOWED",
    "FLAG_INVALID",
    "RANK_INVALID",
    "ID_MISSING",
    "ID_PADDED",
    "ID_PROVINCE_UNKNOWN",
    "POSSIBLE_DUPLICATE",
    "LEVEL_MISSING",
    "SCORE_MISSING",
    "SCORE_ZERO",
    "LEVEL_SCORE_CONFLICT",
    "OVERALL_MISMATCH",
    "COMPLETION_CONFLICT",
    "NOT_ASSESSED_HAS_DATA",
    "EMAIL_INVALID",
    "EMAIL_DUPLICATE",
    "ROSTER_UNUSABLE",
    "REPAIR_SAME_FILE",
]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_and_a_next_step(code):
    sentence = catalogue()[code]
    assert all((sentence.vi, sentence.en, sentence.next_vi, sentence.next_en))
