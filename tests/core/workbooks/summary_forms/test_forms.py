"""Forms 1-9: which columns exist, what they hold, that the file opens again and that text stays text."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineSheet, load_workbook

from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    SUBJECTS,
    Grade,
    Moment,
    MomentResults,
    OverallResult,
    SchoolYear,
    Sex,
    Subject,
    SubjectEntry,
    SubjectLevel,
    TraitLevel,
)
from hocba.workbooks.summary_forms import SummaryForm, SummaryRow, class_summary, form_number
from hocba.workbooks.summary_forms.columns import columns_of, header_cells

FULL = MomentResults(
    subjects={subject: SubjectEntry(SubjectLevel.COMPLETED_WELL, 9) for subject in SUBJECTS},
    competencies=dict.fromkeys(COMPETENCIES, TraitLevel.ACHIEVED),
    qualities=dict.fromkeys(QUALITIES, TraitLevel.NEEDS_EFFORT),
)


def pupil(name: str = "Lê Thế Anh", **changes: object) -> SummaryRow:
    fields: dict[str, object] = {"name": name, "born": date(2016, 3, 4), "sex": Sex.MALE, "results": FULL}
    return SummaryRow(**(fields | changes))


def form(grade: Grade = 4, moment: Moment = Moment.YEAR_END, *rows: SummaryRow) -> SummaryForm:
    return SummaryForm(
        school_name="Trường Tiểu học Phương Đông",
        class_name=f"{grade}A1",
        grade=grade,
        school_year=SchoolYear(2025),
        moment=moment,
        rows=rows or (pupil(),),
        homeroom_teacher="Đỗ Thị Minh Nguyệt",
        head="Trần Thị Thúy",
    )


def written(one: SummaryForm, folder: Path) -> CalamineSheet:
    class_summary(one, folder / "form.xlsx")
    return load_workbook(folder / "form.xlsx").get_sheet_by_index(0)


def cells(sheet: CalamineSheet) -> list[object]:
    return [cell for row in sheet.to_python(skip_empty_area=False) for cell in row if cell != ""]


@pytest.mark.parametrize(
    ("grade", "moment", "number"),
    [
        (1, Moment.MID1, 1),
        (2, Moment.MID2, 1),
        (2, Moment.END1, 2),
        (1, Moment.YEAR_END, 3),
        (3, Moment.MID1, 4),
        (3, Moment.END1, 5),
        (3, Moment.YEAR_END, 6),
        (4, Moment.MID2, 7),
        (5, Moment.END1, 8),
        (5, Moment.YEAR_END, 9),
    ],
)
def test_number_of_the_official_form(grade: Grade, moment: Moment, number: int) -> None:
    assert form_number(grade, moment) == number


@pytest.mark.parametrize(
    ("grade", "moment", "scored"),
    [
        (1, Moment.MID1, set()),
        (2, Moment.END1, {"Tiếng Việt", "Toán"}),
        (3, Moment.MID2, set()),
        (3, Moment.YEAR_END, {"Tiếng Việt", "Toán", "Ngoại ngữ 1", "Tin học", "Công nghệ"}),
        (4, Moment.MID1, {"Tiếng Việt", "Toán"}),
        (
            5,
            Moment.YEAR_END,
            {"Tiếng Việt", "Toán", "Ngoại ngữ 1", "Tin học", "Công nghệ", "Lịch sử và Địa lí", "Khoa học"},
        ),
    ],
)
def test_score_columns_only_where_there_is_a_test(grade: Grade, moment: Moment, scored: set[str]) -> None:
    captions = [column.captions for column in columns_of(form(grade, moment))]
    assert {[text for text in path if text][-2] for path in captions if path[-1] == "Điểm KTĐK"} == scored
    assert sum(path[-1] == "Điểm KTĐK" for path in captions) == len(scored)


def test_levels_alone_need_no_kind_row() -> None:
    """Forms 1 and 4 hold levels only, so the subject itself is the column."""
    for grade in (1, 3):
        captions = [column.captions for column in columns_of(form(grade, Moment.MID1))]
        assert not [path for path in captions if "Mức đạt được" in path]
        assert ("Môn học và hoạt động giáo dục", "Toán") in captions


def test_competencies_of_it_and_technology_from_grade_3() -> None:
    def specific(grade: Grade) -> int:
        return sum("Năng lực đặc thù" in column.captions for column in columns_of(form(grade)))

    assert (specific(1), specific(2), specific(3), specific(5)) == (5, 5, 7, 7)


def test_only_the_year_end_has_marks() -> None:
    def heads(moment: Moment) -> set[str]:
        return {column.captions[0] for column in columns_of(form(4, moment))}

    marks = {"Đánh giá kết quả giáo dục", "Khen thưởng", "Chưa được lên lớp"}
    assert marks <= heads(Moment.YEAR_END)
    for moment in (Moment.MID1, Moment.END1, Moment.MID2):
        assert not marks & heads(moment)


def test_header_joins_equal_neighbours_and_reaches_down() -> None:
    placed, depth = header_cells(
        [
            ("STT",),
            ("Môn", "Toán", "", "Mức"),
            ("Môn", "Toán", "", "Điểm"),
            ("Môn", "Nghệ thuật", "Âm nhạc", "Mức"),
            ("Môn", "Đạo đức"),
            ("A", "Toán"),
        ]
    )
    at = {(cell.text, cell.first_row, cell.first_column): (cell.last_row, cell.last_column) for cell in placed}
    assert depth == 4
    assert at == {
        ("STT", 0, 0): (3, 0),
        ("Môn", 0, 1): (0, 4),
        ("A", 0, 5): (0, 5),
        ("Toán", 1, 1): (2, 2),
        ("Nghệ thuật", 1, 3): (1, 3),
        ("Đạo đức", 1, 4): (3, 4),
        ("Toán", 1, 5): (3, 5),
        ("Âm nhạc", 2, 3): (2, 3),
        ("Mức", 3, 1): (3, 1),
        ("Điểm", 3, 2): (3, 2),
        ("Mức", 3, 3): (3, 3),
    }


@given(
    st.lists(st.lists(st.sampled_from("ABC"), min_size=1, max_size=4).map(tuple), min_size=1, max_size=12).filter(
        lambda paths: not any(a != b and b[: len(a)] == a for a in paths for b in paths)
    )
)
def test_header_covers_every_place_once(paths: list[tuple[str, ...]]) -> None:
    placed, depth = header_cells(paths)
    covered = [
        (row, column)
        for cell in placed
        for row in range(cell.first_row, cell.last_row + 1)
        for column in range(cell.first_column, cell.last_column + 1)
    ]
    assert sorted(covered) == [(row, column) for row in range(depth) for column in range(len(paths))]


def test_year_end_form_as_opened_again(tmp_path: Path) -> None:
    good = pupil(overall=OverallResult.GOOD, award_year_end=True)
    held = pupil(
        "Nguyễn Thị Ðào", sex=Sex.FEMALE, overall=OverallResult.NOT_COMPLETED, held_back=True, note="Khuyết tật nhìn"
    )
    one = form(4, Moment.YEAR_END, good, held)
    sheet = written(one, tmp_path)
    rows = sheet.to_python(skip_empty_area=False)
    columns = columns_of(one)
    first = next(index for index, row in enumerate(rows) if row[0] == 1.0)

    def marked(row: list[object]) -> set[str]:
        return {"/".join(column.captions) for column, value in zip(columns, row[1:], strict=True) if value == "X"}

    assert sheet.name == "4A1"
    assert rows[0][0] == "TRƯỜNG TIỂU HỌC PHƯƠNG ĐÔNG"
    assert rows[0][-1] == "Mẫu 9"
    assert rows[2][0] == "LỚP 4A1 – CUỐI NĂM HỌC"
    assert marked(rows[first]) == {"Đánh giá kết quả giáo dục/Hoàn thành tốt", "Khen thưởng/Cuối năm"}
    assert marked(rows[first + 1]) == {"Nữ", "Đánh giá kết quả giáo dục/Chưa hoàn thành", "Chưa được lên lớp"}
    assert rows[first + 1][-1] == "Khuyết tật nhìn"
    assert rows[first][1:3] == ["Lê Thế Anh", "04/03/2016"]
    place = {tuple(filter(None, column.captions[1:])): index for index, column in enumerate(columns, start=1)}
    assert rows[first][place[("Toán", "Mức đạt được")]] == "T"
    assert rows[first][place[("Toán", "Điểm KTĐK")]] == 9
    assert rows[first][place[("Yêu nước",)]] == "C"
    assert rows[first][place[("Năng lực chung", "Tự chủ và tự học")]] == "Đ"
    foot = cells(sheet)
    assert "Tổng số: 2 học sinh; nữ: 1" in foot
    assert {"HIỆU TRƯỞNG", "GIÁO VIÊN CHỦ NHIỆM", "Trần Thị Thúy", "Đỗ Thị Minh Nguyệt"} <= set(foot)


@pytest.mark.parametrize(
    ("moment", "words"),
    [(Moment.MID1, "GIỮA HỌC KÌ I"), (Moment.END1, "CUỐI HỌC KÌ I"), (Moment.MID2, "GIỮA HỌC KÌ II")],
)
def test_mid_term_forms_say_which(moment: Moment, words: str, tmp_path: Path) -> None:
    assert cells(written(form(1, moment), tmp_path))[3] == f"LỚP 1A1 – {words}"


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x.example")', "+1+1", "-1", "@SUM(A1)", "0912", "http://x.example"]
)
def test_text_stays_text(name: str, tmp_path: Path) -> None:
    sheet = written(form(4, Moment.YEAR_END, pupil(name, note=name)), tmp_path)
    assert cells(sheet).count(name) == 2
    with zipfile.ZipFile(tmp_path / "form.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml


def test_print_setup_and_font(tmp_path: Path) -> None:
    written(form(), tmp_path)
    with zipfile.ZipFile(tmp_path / "form.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        styles = archive.read("xl/styles.xml")
        book = archive.read("xl/workbook.xml").decode()
    assert b'paperSize="9"' in sheet
    assert b'orientation="landscape"' in sheet
    assert b'fitToHeight="0"' in sheet
    assert b"Times New Roman" in styles
    assert "_xlnm.Print_Titles" in book


def test_equal_forms_give_equal_bytes(tmp_path: Path) -> None:
    class_summary(form(), tmp_path / "a.xlsx")
    class_summary(form(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        class_summary(form(), tmp_path / "none" / "form.xlsx")
    (tmp_path / "form.xlsx").mkdir()
    with pytest.raises(OSError, match="form"):
        class_summary(form(), tmp_path / "form.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["form.xlsx"]


def test_class_name_with_a_slash(tmp_path: Path) -> None:
    one = form()
    slashed = SummaryForm(
        one.school_name, "4/1", one.grade, one.school_year, one.moment, (pupil(results=MomentResults()),)
    )
    sheet = written(slashed, tmp_path)
    assert sheet.name == "4.1"
    assert "LỚP 4/1 – CUỐI NĂM HỌC" in cells(sheet)


def test_optional_subjects_keep_their_column() -> None:
    subjects = [column.captions[1] for column in columns_of(form(1, Moment.MID1)) if len(column.captions) > 1]
    assert {"Ngoại ngữ 1", "Tiếng dân tộc"} <= {name.split(" (")[0] for name in subjects}
    assert Subject.FOREIGN_LANG_1.value not in subjects
