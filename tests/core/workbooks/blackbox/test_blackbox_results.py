"""Result files from outside (excel-formats 5, 10.1.9-12, 10.3; domain 5.1, 5.2, 5.4)."""

from dataclasses import replace
from datetime import date

import pytest

from support.raw_workbook import Sheet, workbook
from support.result_sheets import GENERAL, LAST, QUALITIES, Layout, compulsory_of, full_row, specific_of
from support.result_trial import expected, one, roster, tried
from support.trial import check

DONE, UP, RANK = LAST


@pytest.mark.parametrize("period", ["gk1", "ck1", "gk2", "cn"])
@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_every_grade_and_period_in_the_official_layout(grade, period):
    done = tried(Layout(grade), full_row(grade, period), period)
    assert (done.rejected, done.warnings, done.printed["ignored_rows"]) == ([], [], 0)
    assert done.accepted[0] | expected(grade, period) == done.accepted[0]


@pytest.mark.parametrize(
    "layout",
    [
        Layout(4, merged=False),
        Layout(4, code_caption="Mã học sinh"),
        Layout(1, empty_last_column=True),
        Layout(1, score_first=True),
        Layout(4, score_first=True),
        Layout(4, empty_third_row=True),
        Layout(4, empty_third_row=True, merged=False),
        Layout(3, score_first=True, empty_third_row=True),
        Layout(4, last=("Hoàn thành CT", "Lên lớp", "Xếp loại")),
        Layout(4, last=("Hoàn thành chương trình lớp học", "Lên lớp", "Khen thưởng", "Xếp loại")),
    ],
    ids=repr,
)
def test_variants_of_the_layout(layout):
    row = full_row(layout.grade, "cn", layout.code_caption)
    row |= dict(zip((layout.last[0], layout.last[1], layout.last[-1]), ("x", "x", "HTXS"), strict=True))
    done = tried(layout, row)
    assert (done.rejected, done.warnings) == ([], [])
    assert done.accepted[0] == expected(layout.grade, "cn")


@pytest.mark.parametrize("merged", [True, False])
def test_title_and_key_rows_are_ignored_and_data_begins_in_row_six(merged):
    done = tried(Layout(4, title=True, keys=True, merged=merged), full_row(4, "cn"))
    assert (done.rejected, done.warnings) == ([], [])
    assert done.accepted[0] == expected(4, "cn") | {"row": 6}
    assert done.printed["ignored_rows"] == 2


@pytest.mark.parametrize("period", ["gk1", "ck1", "gk2"])
def test_last_three_columns_may_be_missing(period):
    done = tried(Layout(4, last=()), full_row(4, period), period)
    assert (done.rejected, done.warnings) == ([], [])
    assert done.accepted[0]["levels"] == dict.fromkeys(compulsory_of(4), "T")


def test_subject_and_competence_of_one_name_are_told_apart_by_their_block():
    row = full_row(4, "cn") | {("Khoa học", "m"): "H", ("Khoa học", "d"): 8, ("c", "Khoa học"): "Đ", ("c",
    "Tin học"): "Đ",
                               ("TH-CN (Tin học)", "m"): "H", ("TH-CN (Tin học)", "d"): 7, RANK: "HT"}  # fmt: skip
    (read,) = tried(Layout(4), row).accepted
    assert (read["levels"]["Khoa học"], read["scores"]["Khoa học"], read["competences"]["Khoa học"]) == ("H", 8, "Đ")
    assert (read["levels"]["TH-CN (Tin học)"], read["competences"]["Tin học"]) == ("H", "Đ")


FLAT = ["STT", "Mã HS", "Họ và tên", "Toán (ĐG)", "Toán (Điểm)", "Tiếng Việt (ĐG)", "Tiếng Việt (Điểm)", "Đạo đức (ĐG)",
        "Tự nhiên và Xã hội (ĐG)", "Âm nhạc (ĐG)", "Mĩ thuật (ĐG)", "Hoạt động trải nghiệm (ĐG)",
        "Giáo dục thể chất (ĐG)",
        *(f"NL: {c}" for c in (*GENERAL, *specific_of(1))), *(f"PC: {c}" for c in QUALITIES), "Lên lớp"]  # fmt: skip


def test_flat_template():
    row = [
        1,
        "2299000001",
        "Nguyễn Văn An",
        "HTT",
        "9,0",
        "T",
        "10",
        "ht",
        "T",
        "T",
        "T",
        "T",
        "T",
        *["D"] * 8,
        *["CCG"] * 5,
        "Có",
    ]
    done = check(Sheet([FLAT, row]), "--kind", "results", "--grade", "1", "--period", "cn", roster=one(1))
    assert done.rejected == []
    (read,) = done.accepted
    assert (read["row"], read["class"], read["code"]) == (2, "1A1", "2299000001")
    assert (read["levels"]["Toán"], read["levels"]["Tiếng việt"], read["levels"]["Đạo đức"]) == ("T", "T", "H")
    assert read["levels"]["Nghệ thuật (Âm nhạc)"] == "T"
    assert read["scores"] == {"Toán": 9, "Tiếng việt": 10}
    assert read["competences"] == dict.fromkeys((*GENERAL, *specific_of(1)), "Đ")
    assert read["qualities"] == dict.fromkeys(QUALITIES, "C")
    assert read["up"] is True


# the roster
@pytest.mark.parametrize(
    ("changed", "column", "code"),
    [({"Mã định danh Bộ GD&ĐT": "2299000777"}, "C", "PUPIL_UNKNOWN"), ({"Mã lớp": "4A2"}, "B", "CLASS_MISMATCH"),
     ({"Họ tên": "Nguyễn Văn Anh"}, "D", "NAME_MISMATCH"), ({"Ngày sinh": "16/03/2016"}, "E", "NAME_MISMATCH"),
     ({"Ngày sinh": "31/02/2016"}, "E", "DATE_INVALID"), ({"Mã định danh Bộ GD&ĐT": ""}, "C", "REQUIRED_MISSING"),
     ({"Mã định danh Bộ GD&ĐT": "#N/A"}, "C", "CELL_ERROR"), ({"Mã lớp": "7A"}, "B", "CLASS_INVALID")],
)  # fmt: skip
def test_the_pupil_must_be_that_one(changed, column, code):
    done = tried(Layout(4), full_row(4, "ck1") | changed, "ck1")
    assert done.rejected == [(4, column, code)]


@pytest.mark.parametrize(
    "changed",
    [{"Họ tên": "NGUYỄN VĂN  AN"}, {"Họ tên": "nguyễn\u00a0văn an"}, {"Ngày sinh": 42444}, {"Ngày sinh": date(2016,
    3, 15)},
     {"Mã lớp": "lớp 4a1"}, {"Mã định danh Bộ GD&ĐT": 2299000001.0}, {"Mã định danh Bộ GD&ĐT": "22990\u200b00001"}],
)  # fmt: skip
def test_the_same_pupil_written_otherwise(changed):
    done = tried(Layout(4), full_row(4, "ck1") | changed, "ck1")
    assert (done.rejected, done.warnings) == ([], [])
    assert (done.values("class"), done.values("code")) == (["4A1"], ["2299000001"])


def test_shifted_rows_are_caught():
    known = roster(
        ("4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", ""),
        ("4A1", "2299000002", "Trần Văn Bảo", "16/03/2016", ""),
    )
    other = {"Mã định danh Bộ GD&ĐT": "2299000002", "Họ tên": "Nguyễn Văn An", "Ngày sinh": "15/03/2016"}
    done = tried(
        Layout(4),
        full_row(4, "ck1") | {"Họ tên": "Trần Văn Bảo", "Ngày sinh": "16/03/2016"},
        "ck1",
        full_row(4, "ck1") | other,
        known=known,
    )
    assert done.accepted == []
    assert {(row, code) for row, _, code in done.rejected} == {(4, "NAME_MISMATCH"), (5, "NAME_MISMATCH")}


def test_same_code_twice():
    done = tried(Layout(4), full_row(4, "ck1"), "ck1", full_row(4, "ck1"))
    assert done.rejected == [(5, "C", "DUP_IN_FILE")]
    assert "4" in done.printed["rejected"][0]["message"]


def test_whole_file_of_another_grade():
    done = tried(Layout(4), full_row(4, "ck1"), "ck1", grade=5)
    assert (done.file_error, done.accepted, done.exit_code) == ("FILE_WRONG_GRADE", [], 1)


def test_pupil_who_is_not_assessed():
    known = roster(("4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", "x"))
    empty = {key: value for key, value in full_row(4, "cn").items() if isinstance(key, str) and key not in LAST}
    done = tried(Layout(4), empty, known=known)
    assert (done.rejected, done.warnings) == ([], [])
    assert (done.accepted[0]["levels"], done.accepted[0]["scores"]) == ({}, {})
    done = tried(Layout(4), empty | {("Toán", "m"): "T"}, known=known)
    assert done.rejected == []
    assert [(row, code) for row, _, code in done.warnings] == [(4, "NOT_ASSESSED_HAS_DATA")]


def test_without_a_roster_only_the_file_itself_is_checked():
    done = check(Layout(4).sheet(full_row(4, "ck1")), "--kind", "results", "--grade", "4", "--period", "ck1")
    assert (done.rejected, done.warnings, done.values("code")) == ([], [], ["2299000001"])


def test_recognised_with_grade_and_period_from_what_the_file_says():
    for name in ("KetQua-4-ck1.xlsx", "MOET_K4_CK1_20260105.xlsx", "Mau_CK1_Khoi4_Lop4A1_20260105.xlsx"):
        done = check(Layout(4).sheet(full_row(4, "ck1")), name=name, roster=one(4))
        assert (done.printed["kind"], done.rejected, done.warnings) == ("results", [], [])


def test_guide_sheet_beside_the_data():
    guide = Sheet(
        [["STT", "Tên cột", "Hướng dẫn nhập", "Ghi chú"], [1, "Mức đạt được", "Nhập T, H, C", ""]], name="Huong_Dan"
    )
    content = workbook(Layout(4).sheet(full_row(4, "cn"), name="GK2_Lop4A1"), guide)
    done = check(content, "--grade", "4", "--period", "cn", roster=one(4))
    assert (done.printed["kind"], done.rejected, done.accepted[0]) == ("results", [], expected(4, "cn"))


def test_bad_cells_of_a_row_are_all_listed_and_other_rows_stay():
    layout = Layout(4)
    known = roster(
        ("4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", ""),
        ("4A1", "2299000002", "Trần Văn Bảo", "16/03/2016", ""),
    )
    other = {"Mã định danh Bộ GD&ĐT": "2299000002", "Họ tên": "Trần Văn Bảo", "Ngày sinh": "16/03/2016"}
    bad = {
        ("Toán", "m"): "A",
        ("Toán", "d"): "8,5",
        ("q", "Yêu nước"): "H",
        UP: "y",
        RANK: "Giỏi",
        ("Khoa học", "d"): 11,
    }
    done = tried(layout, full_row(4, "cn") | bad, "cn", full_row(4, "cn") | other, known=known)
    assert sorted(done.rejected) == sorted([
        (4, layout.letter("Toán", "m"), "LEVEL_INVALID"), (4, layout.letter("Toán", "d"), "SCORE_NOT_INTEGER"),
        (4, layout.letter("Khoa học", "d"), "SCORE_RANGE"), (4, layout.letter("Yêu nước"), "LEVEL_INVALID"),
        (4, layout.letter(UP), "FLAG_INVALID"), (4, layout.letter(RANK), "RANK_INVALID"),
    ])  # fmt: skip
    assert done.values("code") == ["2299000002"]


def test_official_layout_has_the_published_number_of_columns():
    assert [len(Layout(grade).columns()) for grade in (1, 2, 3, 4, 5)] == [34, 34, 40, 43, 43]
    assert replace(Layout(1), empty_last_column=True).columns()[-1] == ("id", "", "")
