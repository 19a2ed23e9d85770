"""Result files: templates of the sector database and of school tools."""

from __future__ import annotations

import pytest

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
    result_book,
    result_columns,
    xlsx,
)

CLASS = pupils(4)
ROSTER = read_roster(pupil_list([one.row() for one in CLASS]), "C1-HocSinh.xlsx")


def checked(source: ResultBook | bytes, **options):
    if isinstance(source, ResultBook):
        options = {"period": Moment(source.moment)} | options
        source = source.build()
    return check_file(source, kind="results", name=options.pop("name", "KetQua.xlsx"), **options)


def entries(found) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in found]


def same_as_clean(result) -> bool:
    clean = checked(result_book(), roster=ROSTER)
    assert result.rejected == ()
    return [one.as_json() | {"row": 0} for one in result.accepted] == [
        one.as_json() | {"row": 0} for one in clean.accepted
    ]


def test_a_title_row_above_and_a_row_of_keys_below():
    source = result_book()
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
    filled = result_book()
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
    source = result_book()
    header = source.header()
    header[0][:5], header[1][:5] = [""] * 5, list(IDENTITY_CAPTIONS)
    for at in range(5, len(header[0])):
        if source.columns[at - 5].key in ("done", "up", "rank"):
            header[0][at], header[1][at] = "", header[0][at]
    result = checked(xlsx({"Sheet1": [*header, *source.rows]}), roster=ROSTER, period=Moment.YEAR_END)
    assert result.ignored_rows == 0
    assert same_as_clean(result)


def test_an_empty_column_at_the_end_and_unknown_columns_do_no_harm():
    source = result_book()
    header = source.header()
    rows = [[*header[0], "", "Cột riêng"], [*header[1], "", ""], [*header[2], "", ""]]
    rows += [[*row, "", "tùy ý"] for row in source.rows]
    assert same_as_clean(checked(xlsx({"Sheet1": rows}), roster=ROSTER, period=Moment.YEAR_END))


def test_the_header_again_for_each_class():
    first, second = result_book(), ResultBook()
    for pupil in pupils(2, "4A2", start=5):
        second.add(pupil)
    rows = [*first.header(), *first.rows, ["LỚP 4A2"], *second.header(), *second.rows, [], ["Tổng số: 6"]]
    result = checked(xlsx({"Sheet1": rows}), period=Moment.YEAR_END)
    assert (result.rejected, len(result.accepted)) == ((), 6)
    assert result.ignored_rows == 6


def test_the_guide_sheet_is_no_data():
    source = result_book()
    guide = [["STT", "Tên cột", "Hướng dẫn nhập", "Ghi chú"], [1, "Mức đạt được", "T, H, C", ""]]
    rows = [*source.header(), *source.rows]
    assert same_as_clean(checked(xlsx({"Sheet1": rows, "Huong_Dan": guide}), roster=ROSTER, period=Moment.YEAR_END))


@pytest.mark.parametrize("caption", ["Mã học sinh", "Họ tên"])
def test_a_required_column_is_missing(caption):
    source = result_book()
    at = IDENTITY_CAPTIONS.index(caption)
    rows = [[one for index, one in enumerate(row) if index != at] for row in (*source.header(), *source.rows)]
    for kind in ("results", None):
        assert check_file(xlsx({"Sheet1": rows}), kind=kind).as_json()["file_error"] == {
            "code": "FILE_MISSING_COLUMN",
            "caption": caption,
        }


@pytest.mark.parametrize("kind", ["pupils", "staff", "vnedu"])
def test_a_result_file_where_another_kind_is_expected(kind):
    assert check_file(result_book().build(), kind=kind).file_error.code == "FILE_WRONG_KIND"


def test_a_pupil_list_where_results_are_expected():
    assert checked(xlsx({"S": [PUPIL_CAPTIONS, CLASS[0].row()]})).file_error.code == "FILE_WRONG_KIND"


def test_rules_of_the_school_year_of_the_title():
    source = result_book()
    data = source.build(above=[["KẾT QUẢ HỌC TẬP NĂM HỌC 2019 - 2020"]])
    assert checked(data, period=Moment.YEAR_END).outcome == "accepted"
    assert checked(data, period=Moment.YEAR_END, school_year=SchoolYear(2024)).outcome == "accepted"


def test_the_captions_of_the_output_are_those_of_the_sector_database():
    known = {subject_info(one).csdl_caption for one in ALL_SUBJECTS}
    for grade in (1, 3, 4):
        for row in checked(result_book(grade)).accepted:
            assert row.as_json()["levels"].keys() <= known
