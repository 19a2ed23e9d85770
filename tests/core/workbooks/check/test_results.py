"""Result files of the sector database: layouts, cells, the roster, what warns."""

from __future__ import annotations

import pytest

from hocba.messages import catalogue
from hocba.model import Moment
from hocba.workbooks import check_file, read_roster
from support.workbooks import SCORE, SUBJECTS, ResultBook, ResultColumn, pupil_list, pupils, result_book, result_columns

CLASS = pupils(4)
ROSTER = read_roster(pupil_list([one.row() for one in CLASS]), "C1-HocSinh.xlsx")


def checked(source: ResultBook | bytes, **options):
    if isinstance(source, ResultBook):
        options = {"period": Moment(source.moment)} | options
        source = source.build()
    return check_file(source, kind="results", name=options.pop("name", "KetQua.xlsx"), **options)


def entries(found) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in found]


def test_a_clean_file():
    result = checked(result_book(), roster=ROSTER).as_json()
    assert (result["outcome"], result["rejected"], result["warnings"], result["ignored_rows"]) == (
        "accepted",
        [],
        [],
        0,
    )
    assert result["accepted"][0] == {
        "row": 4,
        "class": "4A1",
        "code": "2299000001",
        "name": CLASS[0].name,
        "levels": dict.fromkeys(
            (
                "Tiếng việt",
                "Toán",
                "Ngoại ngữ",
                "Lịch sử & Địa lí",
                "Khoa học",
                "TH-CN (Tin học)",
                "TH-CN (Công nghệ)",
                "Đạo đức",
                "Giáo dục thể chất",
                "Nghệ thuật (Âm nhạc)",
                "Nghệ thuật (Mĩ thuật)",
                "Hoạt động trải nghiệm",
            ),
            "T",
        ),
        "scores": dict.fromkeys(
            ("Tiếng việt", "Toán", "Ngoại ngữ", "Lịch sử & Địa lí", "Khoa học", "TH-CN (Tin học)", "TH-CN (Công nghệ)"),
            8,
        ),
        "competences": dict.fromkeys(
            (
                "Tự chủ và tự học",
                "Giao tiếp và hợp tác",
                "Giải quyết vấn đề và sáng tạo",
                "Ngôn ngữ",
                "Tính toán",
                "Khoa học",
                "Công nghệ",
                "Tin học",
                "Thẩm mĩ",
                "Thể chất",
            ),
            "T",
        ),
        "qualities": dict.fromkeys(("Yêu nước", "Nhân ái", "Chăm chỉ", "Trung thực", "Trách nhiệm"), "T"),
        "done": True,
        "up": True,
        "rank": "HTT",
    }


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("moment", ["gk1", "ck1", "gk2", "cn"])
@pytest.mark.parametrize("merged", [True, False])
def test_every_grade_and_moment_merged_or_not(grade, moment, merged):
    source = result_book(grade, moment)
    width = {1: 34, 2: 34, 3: 40, 4: 43, 5: 43}[grade]
    assert len(source.header()[0]) == width
    result = check_file(source.build(merged=merged), period=Moment(moment), grade=grade)
    assert (result.kind, result.rejected, result.warnings, len(result.accepted)) == ("results", (), (), 4)
    found = result.accepted[0].as_json()
    assert bool(found["scores"]) == (moment in ("ck1", "cn") or grade >= 4)
    assert found["up"] is (moment == "cn")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("Toán", "Đ", "LEVEL_INVALID"),
        ("Toán", "A", "LEVEL_INVALID"),
        ("Đạo đức", "Tốt", "LEVEL_INVALID"),
        ("Đạo đức", 9, "LEVEL_INVALID"),
        ("NL Khoa học", "H", "LEVEL_INVALID"),
        ("PC Yêu nước", "HTT", "LEVEL_INVALID"),
        ("Toán điểm", 8.5, "SCORE_NOT_INTEGER"),
        ("Toán điểm", "8,5", "SCORE_NOT_INTEGER"),
        ("Toán điểm", 11, "SCORE_RANGE"),
        ("Toán điểm", -1, "SCORE_RANGE"),
        ("Toán điểm", "v", "SCORE_INVALID"),
        ("Toán điểm", "08/09/2025", "SCORE_INVALID"),
        ("done", "rồi", "FLAG_INVALID"),
        ("up", "Được lên lớp", "FLAG_INVALID"),
        ("rank", "Xuất sắc", "RANK_INVALID"),
        ("Toán", "#N/A", "CELL_ERROR"),
        ("Toán điểm", "=SUM(A1)", "FORMULA_NO_VALUE"),
        ("NL Ngôn ngữ", "#REF!", "CELL_ERROR"),
        ("rank", "=A1", "FORMULA_NO_VALUE"),
    ],
)
def test_one_bad_cell_rejects_its_row_alone(key, value, code):
    source = result_book(**{key: value})
    result = checked(source, roster=ROSTER)
    assert entries(result.rejected) == [(5, source.letter(key), code)]
    assert [one.row for one in result.accepted] == [4, 6, 7]
    assert result.rejected[0].value == str(value)
    assert code in catalogue()


def test_the_caption_names_subject_and_kind():
    result = checked(result_book(**{"Toán điểm": 11, "NL Khoa học": "X", "Khoa học": "Y"}))
    assert {(one.caption, one.code) for one in result.rejected} == {
        ("Toán – Điểm KTĐK", "SCORE_RANGE"),
        ("Khoa học – Mức đạt được", "LEVEL_INVALID"),
        ("Khoa học", "LEVEL_INVALID"),
    }


@pytest.mark.parametrize(
    ("changes", "path", "expected"),
    [
        ({"Toán": "h", "Toán điểm": "'5"}, ("levels", "Toán"), "H"),
        ({"Toán": "Hoàn thành", "Toán điểm": 5}, ("levels", "Toán"), "H"),
        ({"Toán": "CHT", "Toán điểm": 4}, ("levels", "Toán"), "C"),
        ({"Toán điểm": "9,0"}, ("scores", "Toán"), 9),
        ({"Toán điểm": " 9.0 "}, ("scores", "Toán"), 9),
        ({"NL Khoa học": "D"}, ("competences", "Khoa học"), "Đ"),
        ({"NL Khoa học": "\u00d0"}, ("competences", "Khoa học"), "Đ"),
        ({"NL Khoa học": "CCG"}, ("competences", "Khoa học"), "C"),
        ({"PC Nhân ái": "Đạt"}, ("qualities", "Nhân ái"), "Đ"),
        ({"up": "Có"}, ("up",), True),
        ({"up": "Không"}, ("up",), False),
        ({"rank": "Hoàn thành tốt"}, ("rank",), "HTT"),
        ({"rank": "htt"}, ("rank",), "HTT"),
    ],
)
def test_cells_in_all_their_spellings(changes, path, expected):
    found = checked(result_book(**changes)).accepted[1].as_json()
    for step in path:
        found = found[step]
    assert found == expected


def test_khoa_hoc_is_a_subject_and_a_competency():
    found = checked(result_book(**{"Khoa học": "H", "Khoa học điểm": 6, "NL Khoa học": "Đ"})).accepted[1].as_json()
    assert (found["levels"]["Khoa học"], found["scores"]["Khoa học"], found["competences"]["Khoa học"]) == ("H", 6, "Đ")


TESTED_END = {
    1: {"Toán", "Tiếng việt"},
    3: {"Toán", "Tiếng việt", "Ngoại ngữ", "TH-CN (Tin học)", "TH-CN (Công nghệ)"},
    4: {"Toán", "Tiếng việt", "Ngoại ngữ", "TH-CN (Tin học)", "TH-CN (Công nghệ)", "Lịch sử & Địa lí", "Khoa học"},
}


@pytest.mark.parametrize("grade", [1, 3, 4])
@pytest.mark.parametrize("moment", ["gk1", "ck1", "gk2", "cn"])
def test_a_score_stands_only_where_there_is_a_test(grade, moment):
    columns = [
        *(one for one in result_columns(grade) if one.key not in {f"{name} điểm" for name in TESTED_END[4]}),
        *(ResultColumn(f"{name} điểm", (SUBJECTS, name, SCORE)) for name in sorted(TESTED_END[4])),
    ]
    middle = moment.startswith("gk")
    allowed = ({"Toán", "Tiếng việt"} if grade == 4 else set()) if middle else TESTED_END[grade]
    for subject in sorted(TESTED_END[4]):
        source = ResultBook(grade, moment, columns)
        source.add(
            pupils(1, f"{grade}A1", 2020 - grade)[0],
            **{f"{name} điểm": 8 if name == subject else "" for name in TESTED_END[4]},
        )
        codes = [one.code for one in checked(source).rejected]
        assert codes == ([] if subject in allowed else ["SCORE_NOT_ALLOWED"])


def test_without_a_known_moment_a_score_of_any_moment_stands():
    source = result_book(1, "cn").build()
    result = check_file(source, kind="results", name="a.xlsx")
    assert (result.rejected, result.warnings) == ((), ())


@pytest.mark.parametrize(
    ("identity", "column", "code"),
    [
        ({"class_name": ""}, "B", "REQUIRED_MISSING"),
        ({"code": ""}, "C", "REQUIRED_MISSING"),
        ({"name": ""}, "D", "REQUIRED_MISSING"),
        ({"born": ""}, "E", "REQUIRED_MISSING"),
        ({"class_name": "4A2"}, "B", "CLASS_MISMATCH"),
        ({"class_name": "9A"}, "B", "CLASS_INVALID"),
        ({"code": "2299999999"}, "C", "PUPIL_UNKNOWN"),
        ({"name": "Trần Thị Khác"}, "D", "NAME_MISMATCH"),
        ({"name": "NguyÔn V¨n An"}, "D", "ENCODING_SUSPECT"),
        ({"born": "01/01/2016"}, "E", "NAME_MISMATCH"),
        ({"born": "31/02/2016"}, "E", "DATE_INVALID"),
    ],
)
def test_the_guard_against_shifted_rows(identity, column, code):
    source = ResultBook().add(CLASS[0]).add(CLASS[1], identity=identity).add(CLASS[2])
    result = checked(source, roster=ROSTER)
    assert entries(result.rejected) == [(5, column, code)]
    assert [one.row for one in result.accepted] == [4, 6]


def test_a_shifted_column_of_names_is_caught_row_by_row():
    source = ResultBook()
    for index, pupil in enumerate(CLASS):
        source.add(pupil, identity={"code": CLASS[(index + 1) % 4].code})
    result = checked(source, roster=ROSTER)
    assert result.accepted == ()
    assert {one.code for one in result.rejected} == {"NAME_MISMATCH"}
    assert CLASS[1].name in result.rejected[0].message()


def test_names_are_compared_after_cleaning_and_without_case():
    source = ResultBook().add(
        CLASS[0],
        identity={
            "name": CLASS[0].name.upper() + "\u00a0",
            "code": 2299000001.0,
            "class_name": "lớp 4a1",
            "born": "2/2/2016",
        },
    )
    assert checked(source, roster=ROSTER).rejected == ()


def test_the_same_pupil_twice():
    source = result_book().add(CLASS[0])
    result = checked(source, roster=ROSTER)
    assert entries(result.rejected) == [(8, "C", "DUP_IN_FILE")]
    assert result.rejected[0].params["first_row"] == 4


def test_a_file_of_another_grade():
    assert checked(result_book(), grade=4).outcome == "accepted"
    refused = checked(result_book(), grade=3)
    assert refused.as_json()["file_error"] == {"code": "FILE_WRONG_GRADE", "caption": ""}
    assert "4A1" in refused.file_error.message()
