"""Year summary, supplementary assessment, health and history, each on a table of its own making."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.model import (
    Competency,
    OverallResult,
    Quality,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.workbooks.cleaning import Bad, Fault
from hocba.workbooks.school.reading import Log, decimal
from hocba.workbooks.school.year import read_health, read_history, read_summaries, read_supplementary
from support.school_tables import BORN, CODE, NAME, OTHER, PUPILS, said, tables

# -- year summary --------------------------------------------------------------------------------------------------

SUMMARY = (
    "STT", "Mã lớp", "Mã định danh Bộ GD&ĐT", "Họ tên", "Ngày sinh", "Số ngày nghỉ có phép", "Số ngày nghỉ không phép",
    "Nhận xét phẩm chất chủ yếu", "Nhận xét năng lực chung", "Nhận xét năng lực đặc thù", "Nhận xét GVCN",
    "Đánh giá kết quả giáo dục", "Khen thưởng cuối năm", "Khen thưởng đột xuất", "Nội dung khen thưởng",
    "Hoàn thành chương trình lớp học", "Hoàn thành chương trình tiểu học", "Lên lớp", "Đánh giá bổ sung",
)  # fmt: skip


def summary_row(**changes):
    values = (1, "4A1", CODE, NAME, BORN, 2, 0, "A", "B", "C", "D", "Hoàn thành tốt", "x", "", "Khen", "x", "", "x", "")
    row = dict(zip(SUMMARY, values, strict=True))
    assert set(changes) <= set(row)
    return list((row | changes).values())


def summary(*rows):
    log = Log()
    return read_summaries(log, "TongKet-4.xlsx", tables("summary", SUMMARY, *rows), PUPILS), log


def test_year_summary() -> None:
    found, log = summary(summary_row())
    one = found[CODE]
    assert (one.absences.excused, one.absences.unexcused) == (2, 0)
    assert (one.comments.qualities, one.comments.homeroom) == ("A", "D")
    assert one.overall is OverallResult.GOOD
    assert (one.award_year_end, one.award_ad_hoc, one.award_text) == (True, False, "Khen")
    assert (one.grade_completed, one.primary_completed, one.promoted, one.supplementary) == (True, False, True, False)
    assert one.where == "TongKet-4.xlsx!Sheet1!2"
    assert not log.findings


@pytest.mark.parametrize(
    ("caption", "value", "code", "cell"),
    [
        ("Số ngày nghỉ có phép", "hai", "NUMBER_INVALID", "F2"),
        ("Số ngày nghỉ có phép", -1, "NUMBER_INVALID", "F2"),
        ("Số ngày nghỉ có phép", 1.5, "NUMBER_INVALID", "F2"),
        ("Số ngày nghỉ không phép", Fault("CELL_ERROR", "#N/A"), "CELL_ERROR", "G2"),
        ("Nhận xét GVCN", Fault("FORMULA_NO_VALUE", "=A1"), "FORMULA_NO_VALUE", "K2"),
        ("Đánh giá kết quả giáo dục", "Giỏi", "RANK_INVALID", "L2"),
        ("Lên lớp", "chưa rõ", "FLAG_INVALID", "R2"),
        ("Mã định danh Bộ GD&ĐT", "2299000000", "PUPIL_UNKNOWN", "C2"),
        ("Mã định danh Bộ GD&ĐT", "", "REQUIRED_MISSING", "C2"),
        ("Mã lớp", "4A2", "CLASS_MISMATCH", "B2"),
        ("Họ tên", "Hoàng Đức Anh", "NAME_MISMATCH", "D2"),
        ("Ngày sinh", "05/03/2016", "NAME_MISMATCH", "E2"),
        ("Ngày sinh", "31/02/2016", "DATE_INVALID", "E2"),
    ],
)
def test_one_bad_cell_rejects_the_row_of_a_summary(caption, value, code, cell) -> None:
    found, log = summary(summary_row(**{caption: value}))
    assert found == {}
    assert said(log) == [(code, f"TongKet-4.xlsx!Sheet1!{cell}", True)]
    assert log.findings[0].params["caption"] == caption


def test_all_bad_cells_of_a_row_are_named_and_the_others_kept() -> None:
    bad = summary_row(**{"Số ngày nghỉ có phép": "x", "Lên lớp": "?"})
    good = summary_row(**{"Mã định danh Bộ GD&ĐT": OTHER, "Họ tên": "Hoàng Đức Anh"})
    found, log = summary(bad, good)
    assert list(found) == [OTHER]
    assert [code for code, _, _ in said(log)] == ["NUMBER_INVALID", "FLAG_INVALID"]
    assert {one.pupil for one in log.findings} == {CODE}


def test_dirt_that_is_no_fault() -> None:
    found, log = summary(
        summary_row(**{"Mã định danh Bộ GD&ĐT": 2299238447.0, "Họ tên": "  LÊ  thế\u00a0Anh", "Ngày sinh": "42433"}),
        ["", "", "", "", "", ""],
        ["", "", "", "Giáo viên chủ nhiệm", "", ""],
    )
    assert list(found) == [CODE]
    assert not log.findings


def test_empty_absences_count_as_none_and_warn() -> None:
    found, log = summary(summary_row(**{"Số ngày nghỉ không phép": ""}))
    assert found[CODE].absences.unexcused == 0
    assert said(log) == [("NUMBER_EMPTY", "TongKet-4.xlsx!Sheet1!G2", False)]


def test_award_text_without_mark_warns() -> None:
    found, log = summary(summary_row(**{"Khen thưởng cuối năm": ""}))
    assert found[CODE].award_text == "Khen"
    assert [code for code, _, _ in said(log)] == ["AWARD_FLAG_MISSING"]


def test_a_second_row_of_a_pupil_is_rejected_and_names_the_first() -> None:
    found, log = summary(summary_row(), summary_row(**{"Số ngày nghỉ có phép": 9}))
    assert found[CODE].absences.excused == 2
    assert said(log) == [("DUP_IN_FILE", "TongKet-4.xlsx!Sheet1!C3", True)]
    assert log.findings[0].params["first_row"] == 2


# -- supplementary assessment --------------------------------------------------------------------------------------

EXTRA = (
    "STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Môn học", "Mức đạt được (cuối năm)", "Điểm KTĐK (cuối năm)",
    "Ngày đánh giá bổ sung", "Mức đạt được (bổ sung)", "Điểm KTĐK (bổ sung)", "Xếp loại sau bổ sung",
    "Hoàn thành chương trình lớp học", "Lên lớp", "Ghi chú",
)  # fmt: skip


def extra_row(subject, level, score="", *, rank="HT", promoted="x", **changes):
    row = dict(zip(EXTRA, [1, "4A1", CODE, NAME, BORN, subject, "C", 3, "12/06/2026", level, score, rank, "x", promoted,
                           ""], strict=True))  # fmt: skip
    return list((row | changes).values())


def extra(*rows):
    log = Log()
    return read_supplementary(log, "DanhGiaBoSung.xlsx", tables("supplementary", EXTRA, *rows), PUPILS), log


def test_supplementary_rows_of_all_three_kinds() -> None:
    found, log = extra(
        extra_row("Tiếng việt", "H", 5), extra_row("Năng lực: Tính toán", "Đ"), extra_row("Phẩm chất: Chăm chỉ", "T")
    )
    assert not log.findings
    one = found[CODE]
    assert [(item.of, item.level, item.score, item.assessed_on) for item in one.entries] == [
        (Subject.VIETNAMESE, SubjectLevel.COMPLETED, 5, date(2026, 6, 12)),
        (Competency.CALCULATION, TraitLevel.ACHIEVED, None, date(2026, 6, 12)),
        (Quality.DILIGENCE, TraitLevel.GOOD, None, date(2026, 6, 12)),
    ]
    assert (one.overall, one.grade_completed, one.promoted) == (OverallResult.COMPLETED, True, True)
    assert one.where == "DanhGiaBoSung.xlsx!Sheet1!2"


def test_science_is_a_subject_and_a_competency() -> None:
    found, _ = extra(extra_row("Khoa học", "H", 5), extra_row("Năng lực: Khoa học", "Đ"))
    assert [item.of for item in found[CODE].entries] == [Subject.SCIENCE, Competency.SCIENCE]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (extra_row("Thiên văn", "H"), "SUBJECT_UNKNOWN"),
        (extra_row("Năng lực: Yêu nước", "Đ"), "SUBJECT_UNKNOWN"),
        (extra_row("Toán", "Đ", 5), "LEVEL_INVALID"),
        (extra_row("Năng lực: Tính toán", "H"), "LEVEL_INVALID"),
        (extra_row("Toán", "H", 5.5), "SCORE_NOT_INTEGER"),
        (extra_row("Toán", "", 5), "REQUIRED_MISSING"),
        (extra_row("Toán", "H", 5, rank=""), "REQUIRED_MISSING"),
        (extra_row("Toán", "H", 5, rank="tốt"), "RANK_INVALID"),
    ],
)
def test_a_bad_supplementary_row_rejects_all_of_the_pupil(row, code) -> None:
    found, log = extra(extra_row("Tiếng việt", "H", 5), row)
    assert found == {}
    assert [one.code for one in log.findings] == [code]


def test_supplementary_rows_must_agree_about_the_outcome() -> None:
    found, log = extra(extra_row("Tiếng việt", "H", 5), extra_row("Toán", "H", 5, promoted=""))
    assert found == {}
    assert [one.code for one in log.findings] == ["SUPPLEMENTARY_DISAGREES"]


# -- health and history --------------------------------------------------------------------------------------------

HEALTH = ("STT", "Tên lớp", "Mã định danh", "Họ tên", "Ngày sinh", "Cân nặng", "Chiều cao")


def health(weight, height):
    log = Log()
    found = read_health(
        log, "SucKhoe-hk2.xlsx", tables("health", HEALTH, [1, "4A1", CODE, NAME, BORN, weight, height]), PUPILS
    )
    return found, [one.code for one in log.findings]


@pytest.mark.parametrize("weight", [20.2, "20.2", "20,2", " 20,2 "])
def test_weight_in_every_spelling(weight) -> None:
    found, codes = health(weight, 116.0)
    assert (found[CODE].weight_kg, found[CODE].height_cm) == (Decimal("20.2"), Decimal(116))
    assert codes == []


@pytest.mark.parametrize(
    ("weight", "code"),
    [("", "REQUIRED_MISSING"), ("20 kg", "NUMBER_INVALID"), ("-20", "NUMBER_INVALID"), ("1e9", "NUMBER_INVALID")],
)
def test_a_measure_that_is_none(weight, code) -> None:
    assert health(weight, 116) == ({}, [code])


@given(st.decimals(min_value=0, max_value=9999, places=1))
def test_a_measure_is_read_as_written(number) -> None:
    assert decimal(float(number)) == decimal(str(number)) == decimal(str(number).replace(".", ",")) == number


@given(st.text(max_size=12))
def test_a_measure_is_a_number_or_refused(text) -> None:
    found = decimal(text)
    assert found is None or isinstance(found, Bad) or found >= 0


HISTORY = (
    "STT",
    "Mã học sinh",
    "Họ tên",
    "Ngày sinh",
    "Số đăng bộ",
    "Năm học",
    "Lớp",
    "Tên trường",
    "Ngày nhập học/chuyển đến",
)


def history_row(year, class_name, entered="05/09/2024", number="0001/2022"):
    return [1, CODE, NAME, BORN, number, year, class_name, "Trường A", entered]


def history(*rows):
    log = Log()
    found, numbers = read_history(log, "QuaTrinhHocTap.xlsx", tables("history", HISTORY, *rows), PUPILS)
    return found, numbers, [one.code for one in log.findings]


def test_history_is_put_in_order_and_keeps_classes_of_other_schools() -> None:
    found, numbers, codes = history(history_row("2025-2026", "Lớp 4A1"), history_row("2024 – 2025", "Ba Năm"))
    assert [(str(year.school_year), year.class_name) for year in found[CODE].years] == [
        ("2024-2025", "Ba Năm"),
        ("2025-2026", "4A1"),
    ]
    assert numbers == {CODE: "0001/2022"}
    assert codes == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (history_row("2024-2026", "3A1"), "SCHOOL_YEAR_INVALID"),
        (history_row("", "3A1"), "REQUIRED_MISSING"),
        (history_row("2024-2025", ""), "REQUIRED_MISSING"),
        (history_row("2024-2025", "3A1", "2024"), "DATE_INVALID"),
    ],
)
def test_a_bad_line_of_history(row, code) -> None:
    found, _, codes = history(row)
    assert (found, codes) == ({}, [code])
