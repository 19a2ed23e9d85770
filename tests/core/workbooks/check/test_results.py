"""Result files of the sector database: layouts, cells, the roster, what warns."""

from __future__ import annotations

import pytest

from hocba.messages import catalogue
from hocba.model import SUBJECTS as ALL_SUBJECTS
from hocba.model import Moment, SchoolYear
from hocba.regulation import subject_info
from hocba.workbooks import check_file, read_roster
from support.workbooks import (
    IDENTITY_CAPTIONS,
    LEVEL,
    PUPIL_CAPTIONS,
    SCORE,
    SUBJECTS,
    ResultBook,
    ResultColumn,
    pupil_list,
    pupils,
    result_columns,
    xlsx,
)

CLASS = pupils(4)
ROSTER = read_roster(pupil_list([one.row() for one in CLASS]), "C1-HocSinh.xlsx")


def book(grade: int = 4, moment: str = "cn", **changes) -> ResultBook:
    """Four pupils, the second (row 5) with `changes`."""
    found = ResultBook(grade, moment)
    for index, pupil in enumerate(pupils(4, f"{grade}A1", 2020 - grade)):
        found.add(pupil, **(changes if index == 1 else {}))
    return found


def checked(source: ResultBook | bytes, **options):
    if isinstance(source, ResultBook):
        options = {"period": Moment(source.moment)} | options
        source = source.build()
    return check_file(source, kind="results", name=options.pop("name", "KetQua.xlsx"), **options)


def entries(found) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in found]


def test_a_clean_file():
    result = checked(book(), roster=ROSTER).as_json()
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
    source = book(grade, moment)
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
    source = book(**{key: value})
    result = checked(source, roster=ROSTER)
    assert entries(result.rejected) == [(5, source.letter(key), code)]
    assert [one.row for one in result.accepted] == [4, 6, 7]
    assert result.rejected[0].value == str(value)
    assert code in catalogue()


def test_the_caption_names_subject_and_kind():
    result = checked(book(**{"Toán điểm": 11, "NL Khoa học": "X", "Khoa học": "Y"}))
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
    found = checked(book(**changes)).accepted[1].as_json()
    for step in path:
        found = found[step]
    assert found == expected


def test_khoa_hoc_is_a_subject_and_a_competency():
    found = checked(book(**{"Khoa học": "H", "Khoa học điểm": 6, "NL Khoa học": "Đ"})).accepted[1].as_json()
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
    source = book(1, "cn").build()
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
    source = book().add(CLASS[0])
    result = checked(source, roster=ROSTER)
    assert entries(result.rejected) == [(8, "C", "DUP_IN_FILE")]
    assert result.rejected[0].params["first_row"] == 4


def test_a_file_of_another_grade():
    assert checked(book(), grade=4).outcome == "accepted"
    refused = checked(book(), grade=3)
    assert refused.as_json()["file_error"] == {"code": "FILE_WRONG_GRADE", "caption": ""}
    assert "4A1" in refused.file_error.message()


@pytest.mark.parametrize(
    ("changes", "key", "code"),
    [
        ({"Toán": "", "rank": ""}, "Toán", "LEVEL_MISSING"),
        ({"NL Ngôn ngữ": "", "rank": ""}, "NL Ngôn ngữ", "LEVEL_MISSING"),
        ({"PC Nhân ái": "", "rank": ""}, "PC Nhân ái", "LEVEL_MISSING"),
        ({"Khoa học điểm": "", "rank": ""}, "Khoa học điểm", "SCORE_MISSING"),
        ({"Toán": "H", "Toán điểm": 9, "rank": "HT"}, "Toán", "LEVEL_SCORE_CONFLICT"),
        ({"rank": "HTXS"}, "rank", "OVERALL_MISMATCH"),
        ({"Đạo đức": "H"}, "rank", "OVERALL_MISMATCH"),
        ({"done": ""}, "done", "COMPLETION_CONFLICT"),
    ],
)
def test_what_only_warns(changes, key, code):
    source = book(**changes)
    result = checked(source, roster=ROSTER)
    assert entries(result.warnings) == [(5, source.letter(key), code)]
    assert (result.outcome, len(result.accepted)) == ("accepted", 4)
    assert code in catalogue()


@pytest.mark.parametrize(
    ("score", "agreeing"),
    [(1, "C"), (4, "C"), (5, "H"), (6, "H"), (7, "TH"), (8, "TH"), (9, "T"), (10, "T")],
)
def test_level_and_score(score, agreeing):
    for level in "THC":
        warned = [one.code for one in checked(book(**{"Toán": level, "Toán điểm": score, "rank": ""})).warnings]
        assert ("LEVEL_SCORE_CONFLICT" in warned) == (level not in agreeing)


def test_a_score_of_zero_is_accepted_with_a_warning():
    source = book(**{"Toán": "C", "Toán điểm": 0, "rank": "CHT", "done": "", "up": ""})
    result = checked(source)
    assert entries(result.warnings) == [(5, source.letter("Toán điểm"), "SCORE_ZERO")]
    assert result.accepted[1].as_json()["scores"]["Toán"] == 0


def test_completion_marked_with_chua_hoan_thanh():
    source = book(**{"Toán": "C", "Toán điểm": 3, "rank": "CHT"})
    result = checked(source)
    assert entries(result.warnings) == [(5, source.letter("done"), "COMPLETION_CONFLICT")]


def test_the_computed_result_is_proposed_and_the_file_s_is_kept():
    result = checked(book(**{"Toán điểm": 9, "rank": "HTXS"}))
    assert result.warnings[0].params["short"] == "HTT"
    assert "HTT" in result.warnings[0].message()
    assert result.accepted[1].as_json()["rank"] == "HTXS"


def test_an_incomplete_year_computes_no_overall_result():
    result = checked(book(**{"Toán điểm": "", "rank": "HTXS"}))
    assert [one.code for one in result.warnings] == ["SCORE_MISSING"]


def test_at_other_moments_no_overall_result_is_computed():
    assert checked(book(4, "ck1", rank="HTXS", done="x")).warnings == ()


def test_optional_subjects_may_stay_empty_and_count_when_given():
    assert checked(book(1, **{"Ngoại ngữ": "", "Tiếng dân tộc": ""})).warnings == ()
    given = checked(book(1, **{"Ngoại ngữ": "H"}))
    assert [one.code for one in given.warnings] == ["OVERALL_MISMATCH"]
    assert given.accepted[1].as_json()["levels"]["Ngoại ngữ"] == "H"


NOT_ASSESSED = read_roster(
    pupil_list([one.row(not_assessed="x" if one is CLASS[1] else "") for one in CLASS]), "C1-HocSinh.xlsx"
)
NOTHING = {column.key: "" for column in result_columns(4)}


def test_an_empty_row_of_a_pupil_who_is_not_assessed():
    result = checked(book(**NOTHING), roster=NOT_ASSESSED)
    assert (result.warnings, len(result.accepted)) == ((), 4)
    found = result.accepted[1].as_json()
    assert (found["levels"], found["scores"], found["competences"], found["qualities"]) == ({}, {}, {}, {})
    assert (found["done"], found["up"], found["rank"]) == (False, False, "")


def test_an_empty_row_of_a_pupil_who_is_assessed():
    found = checked(book(**NOTHING), roster=ROSTER)
    codes = [one.code for one in found.warnings]
    assert (codes.count("LEVEL_MISSING"), codes.count("SCORE_MISSING")) == (27, 7)
    assert len(found.accepted) == 4


def test_results_of_a_pupil_who_is_not_assessed_are_kept():
    result = checked(book(**{"Toán": "H", "Toán điểm": 9}), roster=NOT_ASSESSED)
    assert entries(result.warnings) == [(5, "F", "NOT_ASSESSED_HAS_DATA")]
    assert result.accepted[1].not_assessed
    assert result.accepted[1].as_json()["levels"]["Toán"] == "H"


# --- layouts ---------------------------------------------------------------------------------------------------------


def same_as_clean(result) -> bool:
    clean = checked(book(), roster=ROSTER)
    assert result.rejected == ()
    return [one.as_json() | {"row": 0} for one in result.accepted] == [
        one.as_json() | {"row": 0} for one in clean.accepted
    ]


def test_a_title_row_above_and_a_row_of_keys_below():
    source = book()
    keys = ["__KEYS__", "lop", "ma", "ten", "ngay", *(column.key for column in source.columns)]
    data = source.build(above=[["BẢNG NHẬP KẾT QUẢ CUỐI NĂM - LỚP 4A1"]], below=[keys], sheet="CN_Lop4A1")
    result = check_file(data, name="Mau_CN_Khoi4_Lop4A1_20260520.xlsx", roster=ROSTER)
    assert (result.kind, result.ignored_rows, result.accepted[0].row) == ("results", 2, 6)
    assert result.accepted[0].moment is Moment.YEAR_END
    assert same_as_clean(result)


def test_score_before_level():
    columns = result_columns(4)
    swapped = [columns[1], columns[0], columns[3], columns[2], *columns[4:]]
    source = ResultBook(4, "cn", swapped)
    for pupil in CLASS:
        source.add(pupil)
    assert same_as_clean(checked(source, roster=ROSTER))


def test_a_level_merged_over_two_rows_has_no_kind():
    columns = [
        ResultColumn(one.key, (*one.header[:2], one.header[1]))
        if one.header[2] == LEVEL and f"{one.key} điểm" not in {c.key for c in result_columns(4)}
        else one
        for one in result_columns(4)
    ]
    source = ResultBook(4, "cn", columns)
    for pupil in CLASS:
        source.add(pupil)
    assert "" in source.header()[2][5:24]
    assert same_as_clean(checked(source, roster=ROSTER))
    assert same_as_clean(check_file(source.build(merged=False), roster=ROSTER, period=Moment.YEAR_END))


def test_a_mid_term_file_without_the_last_columns():
    source = ResultBook(4, "gk1", result_columns(4, last=False))
    for pupil in CLASS:
        source.add(pupil)
    result = checked(source, roster=ROSTER)
    assert (result.rejected, result.warnings, len(result.accepted)) == ((), (), 4)
    assert result.accepted[0].as_json() | {"levels": 0, "scores": 0, "competences": 0, "qualities": 0} == {
        "row": 4,
        "class": "4A1",
        "code": "2299000001",
        "name": CLASS[0].name,
        "levels": 0,
        "scores": 0,
        "competences": 0,
        "qualities": 0,
        "done": False,
        "up": False,
        "rank": "",
    }


def test_other_last_columns():
    columns = [*result_columns(4, last=False)]
    columns += [
        ResultColumn(key, (text,) * 3)
        for key, text in (("done", "Hoàn thành CT"), ("up", "Lên lớp"), ("award", "Khen thưởng"))
    ]
    source = ResultBook(4, "cn", columns)
    for pupil in CLASS:
        source.add(pupil, award="x")
    found = checked(source, roster=ROSTER).accepted[0].as_json()
    assert (found["done"], found["up"], found["rank"]) == (True, True, "")


FLAT_SUBJECTS = (
    "Tiếng việt",
    "Toán",
    "Ngoại ngữ",
    "Lịch sử & Địa lí",
    "Khoa học",
    "TH-CN (Tin học)",
    "TH-CN (Công nghệ)",
)


@pytest.mark.parametrize(("level", "score"), [("ĐG", "Điểm"), ("Mức", "Điểm"), ("Mức đạt được", "Điểm KTĐK")])
def test_a_flat_template(level, score):
    header: list[object] = ["STT", "Mã HS", "Họ và tên"]
    for column in result_columns(4):
        group, _, last = column.header
        if column.key.startswith("NL "):
            header.append(f"NL: {last}")
        elif column.key.startswith("PC "):
            header.append(f"PC: {last}")
        elif group == SUBJECTS:
            header.append(f"{column.header[1]} ({score if last == SCORE else level})")
        else:
            header.append(last)
    filled = book()
    rows = [[row[0], row[2], row[3], *row[5:]] for row in filled.rows]
    result = check_file(xlsx({"Sheet1": [header, *rows]}), name="KetQua-4-cn.xlsx", roster=ROSTER)
    assert result.kind == "results"
    assert same_as_clean(result)


def test_a_flat_template_without_a_roster_takes_the_class_of_the_file_name():
    header = ["STT", "Mã HS", "Họ và tên", "Toán (ĐG)", "Toán (Điểm)", "NL: Khoa học"]
    rows = [[1, "2299000001", "Nguyễn Văn An", "T", 8, "Đ"]]
    result = check_file(xlsx({"Sheet1": [header, *rows]}), name="Mau_GK2_Khoi1_Lop1A_20260301.xlsx")
    assert result.rejected[0].code == "SCORE_NOT_ALLOWED"
    rows[0][4] = ""
    found = check_file(xlsx({"Sheet1": [header, *rows]}), name="Mau_GK2_Khoi1_Lop1A_20260301.xlsx").accepted[0]
    assert (found.class_name, found.grade, found.moment) == ("1A", 1, Moment.MID2)


def test_the_blocks_may_stand_above_the_identity_captions():
    source = book()
    header = source.header()
    header[0][:5], header[1][:5] = [""] * 5, list(IDENTITY_CAPTIONS)
    for at in range(5, len(header[0])):
        if source.columns[at - 5].key in ("done", "up", "rank"):
            header[0][at], header[1][at] = "", header[0][at]
    result = checked(xlsx({"Sheet1": [*header, *source.rows]}), roster=ROSTER, period=Moment.YEAR_END)
    assert result.ignored_rows == 0
    assert same_as_clean(result)


def test_an_empty_column_at_the_end_and_unknown_columns_do_no_harm():
    source = book()
    header = source.header()
    rows = [[*header[0], "", "Cột riêng"], [*header[1], "", ""], [*header[2], "", ""]]
    rows += [[*row, "", "tùy ý"] for row in source.rows]
    assert same_as_clean(checked(xlsx({"Sheet1": rows}), roster=ROSTER, period=Moment.YEAR_END))


def test_the_header_again_for_each_class():
    first, second = book(), ResultBook()
    for pupil in pupils(2, "4A2", start=5):
        second.add(pupil)
    rows = [*first.header(), *first.rows, ["LỚP 4A2"], *second.header(), *second.rows, [], ["Tổng số: 6"]]
    result = checked(xlsx({"Sheet1": rows}), period=Moment.YEAR_END)
    assert (result.rejected, len(result.accepted)) == ((), 6)
    assert result.ignored_rows == 6


def test_the_guide_sheet_is_no_data():
    source = book()
    guide = [["STT", "Tên cột", "Hướng dẫn nhập", "Ghi chú"], [1, "Mức đạt được", "T, H, C", ""]]
    rows = [*source.header(), *source.rows]
    assert same_as_clean(checked(xlsx({"Sheet1": rows, "Huong_Dan": guide}), roster=ROSTER, period=Moment.YEAR_END))


@pytest.mark.parametrize("caption", ["Mã học sinh", "Họ tên"])
def test_a_required_column_is_missing(caption):
    source = book()
    at = IDENTITY_CAPTIONS.index(caption)
    rows = [[one for index, one in enumerate(row) if index != at] for row in (*source.header(), *source.rows)]
    for kind in ("results", None):
        assert check_file(xlsx({"Sheet1": rows}), kind=kind).as_json()["file_error"] == {
            "code": "FILE_MISSING_COLUMN",
            "caption": caption,
        }


@pytest.mark.parametrize("kind", ["pupils", "staff", "vnedu"])
def test_a_result_file_where_another_kind_is_expected(kind):
    assert check_file(book().build(), kind=kind).file_error.code == "FILE_WRONG_KIND"


def test_a_pupil_list_where_results_are_expected():
    assert checked(xlsx({"S": [PUPIL_CAPTIONS, CLASS[0].row()]})).file_error.code == "FILE_WRONG_KIND"


def test_rules_of_the_school_year_of_the_title():
    source = book()
    data = source.build(above=[["KẾT QUẢ HỌC TẬP NĂM HỌC 2019 - 2020"]])
    assert checked(data, period=Moment.YEAR_END).outcome == "accepted"
    assert checked(data, period=Moment.YEAR_END, school_year=SchoolYear(2024)).outcome == "accepted"


def test_the_captions_of_the_output_are_those_of_the_sector_database():
    known = {subject_info(one).csdl_caption for one in ALL_SUBJECTS}
    for grade in (1, 3, 4):
        for row in checked(book(grade)).accepted:
            assert row.as_json()["levels"].keys() <= known
