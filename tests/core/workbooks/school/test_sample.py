"""The whole sample school: everything that is in the files is in the data, and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from hocba.errors import UsageError
from hocba.model import Moment, OverallResult, PupilStatus, Subject, SubjectLevel
from hocba.workbooks.school.pupils import read_pupils
from hocba.workbooks.school.reading import Log
from hocba.workbooks.sheets import read_sheets
from hocba.workbooks.summary_forms import class_summary, summary_form
from hocba.workbooks.tables import find_tables
from support.sample_school import SAMPLE, codes, expected, read_sheets_raw, sample


def test_nothing_is_found_wrong_in_a_clean_school() -> None:
    assert sample().findings == ()
    assert sample().rejected_rows == ()
    assert sample().errors == {}


def test_school_and_head() -> None:
    data = sample()
    assert (data.school.name, data.school.code) == (expected()["school"]["name"], expected()["school"]["code"])
    assert (data.school.province, data.school.commune) == ("Tỉnh Quảng Ninh", "Phường Yên Tử")
    assert data.school.district == "–"
    assert data.school.level_code == "02"
    assert (data.head.name, data.head.personal_id, data.head.title) == ("Trần Thị Thúy", "031171903311", "Hiệu trưởng")


def test_counts_of_registers() -> None:
    data = sample()
    assert len(data.pupils) == expected()["pupils_total_rows"]
    assert len(data.staff) == expected()["staff_rows"]
    assert sum(map(len, data.assignments.values())) == expected()["assignment_rows"]
    assert {name: len(codes(data, name)) for name in data.classes} == {
        name: one["rows"] for name, one in expected()["classes"].items()
    }
    assert Counter(pupil.status.value for pupil in data.pupils.values()) == expected()["status"]


def test_rows_of_every_result_file() -> None:
    data = sample()
    found = Counter(
        f"KetQua-{data.classes[pupil.class_name].grade}-{moment.value}.xlsx"
        for code, pupil in data.pupils.items()
        for moment in data.results[code].moments
    )
    assert found == expected()["rows_per_result_file"]


def test_year_end_rows_by_class() -> None:
    data = sample()
    found = Counter(data.pupils[code].class_name for code in data.year_end)
    assert found == {name: one["year_end"] for name, one in expected()["classes"].items()}
    assert set(data.year_end) == set(data.summaries) == set(data.health)


def test_pupils_not_assessed_have_a_row_without_results() -> None:
    data = sample()
    not_assessed = [code for code, pupil in data.pupils.items() if pupil.not_assessed]
    assert sorted(not_assessed) == sorted(expected()["not_assessed"])
    for code in not_assessed:
        assert data.pupils[code].disability.startswith("Khuyết tật")
        assert not data.results[code].at(Moment.YEAR_END).subjects
        assert data.results[code].decided is None
        assert data.results[code].not_assessed
    assessed = {code for code, pupil in data.pupils.items() if pupil.disability and not pupil.not_assessed}
    assert assessed == set(expected()["disability_assessed"])


def test_supplementary_assessment() -> None:
    found = {
        code: {"result": one.overall.value, "promoted": one.promoted} for code, one in sample().supplementary.items()
    }
    assert found == expected()["supplementary"]
    assert sum(len(one.entries) for one in sample().supplementary.values()) == 32


def test_optional_english_only_where_it_is_taken() -> None:
    data = sample()
    taking = {pupil.class_name for code, pupil in data.pupils.items() if data.results[code].optional_subjects}
    assert taking == set(expected()["optional_english_classes"])


def test_one_pupil_in_full() -> None:
    data = sample()
    code = "2299238447"
    pupil, results = data.pupils[code], data.results[code]
    maths = results.at(Moment.YEAR_END).subjects[Subject.MATHS]
    assert pupil.identity.name == "Lê Thế Anh"
    assert pupil.identity.born == date(2016, 3, 4)
    assert pupil.status is PupilStatus.STUDYING
    assert (maths.level, maths.score) == (SubjectLevel.COMPLETED_WELL, 9)
    assert maths.comment == "Em đọc và phân tích biểu đồ tốt. Em giữ vững kết quả này nhé."
    assert results.decided is OverallResult.GOOD
    assert set(results.moments) == set(Moment)
    assert results.at(Moment.MID1).subjects[Subject.MATHS].comment
    assert data.history[code].years[-1].class_name == "4A1"
    assert [year.school_year.first for year in data.history[code].years] == [2022, 2023, 2024, 2025]
    assert data.health[code].weight_kg == Decimal(str(_health_cell(code, "Cân nặng")))


def _health_cell(code: str, caption: str) -> float:
    rows = read_sheets_raw(SAMPLE / "SucKhoe-hk2.xlsx")["Trang_tính1"]
    return next(float(row[rows[0].index(caption)]) for row in rows if code in row)


def test_homeroom_teacher_of_the_end_of_the_year() -> None:
    """2A3 changed its teacher in January."""
    changed = sample().classes["2A3"]
    assert changed.homeroom_start != changed.homeroom
    assert sample().staff[changed.homeroom].name == "Hoàng Quang Hải"
    assert not sample().staff[changed.homeroom_start].active


def test_the_old_xls_says_the_same() -> None:
    path = SAMPLE / "CSDL_HocSinh.xls"
    log = Log()
    tables = find_tables(read_sheets(path.read_bytes(), path.name), "pupils")
    pupils, rejected = read_pupils(log, path.name, tables, list(sample().classes))
    assert not rejected
    assert not log.findings
    assert {code: one.identity for code, one in pupils.items()} == {
        code: one.identity for code, one in sample().pupils.items()
    }


@pytest.mark.parametrize(("class_name", "moment", "number"), [("1A4", Moment.MID1, 1), ("5A2", Moment.YEAR_END, 9)])
def test_summary_form_of_a_class(class_name, moment, number, tmp_path) -> None:
    data = sample()
    form = summary_form(data, class_name, moment)
    assert form.number == number
    assert [row.name for row in form.rows] == [
        data.pupils[code].identity.name for code in codes(data, class_name) if moment in data.results[code].moments
    ]
    class_summary(form, tmp_path / "form.xlsx")
    assert (tmp_path / "form.xlsx").stat().st_size > 5000


def test_year_end_form_counts_as_expected() -> None:
    """The form shows May: supplementary assessment comes after it."""
    data = sample()
    for class_name in ("5A2", "4A5"):
        form = summary_form(data, class_name, Moment.YEAR_END)
        found = Counter(row.overall.value for row in form.rows if row.overall)
        assert {key: found[key] for key in ("HTXS", "HTT", "HT", "CHT")} == expected()["classes"][class_name]["overall"]
        assert sum(row.held_back for row in form.rows) == found["CHT"]
    not_assessed = [row for row in summary_form(data, "5A2", Moment.YEAR_END).rows if "không đánh giá" in row.note]
    assert len(not_assessed) == 1
    assert not not_assessed[0].results.subjects
    assert not_assessed[0].overall is None


def test_summary_form_of_no_class() -> None:
    with pytest.raises(UsageError, match="CLASS_UNKNOWN"):
        summary_form(sample(), "9Z9", Moment.END1)
