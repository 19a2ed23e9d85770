"""Class summaries of vnEdu: a sheet a class, no ministry codes."""

from __future__ import annotations

import pytest

from hocba.model import Moment
from hocba.workbooks import check_file, read_roster
from support.workbooks import RANKS, Pupil, pupil_list, pupils, vnedu_row, vnedu_sheet, xls, xlsx

CLASS = pupils(3)
OTHERS = pupils(2, "4A2", start=7)
ROSTER = read_roster(pupil_list([one.row() for one in (*CLASS, *OTHERS)]), "C1-HocSinh.xlsx")


def sheet(*rows, class_name: str = "4A1", **options):
    return vnedu_sheet(rows or [vnedu_row(one) for one in CLASS], class_name, **options)


def checked(sheets, **options):
    data = sheets if isinstance(sheets, bytes) else xlsx(sheets)
    return check_file(data, **({"roster": ROSTER, "name": "BangTongHop.xlsx"} | options))


def one_row(**changes):
    """Three pupils, the second (row 11) changed."""
    return {"4A1": sheet(vnedu_row(CLASS[0]), vnedu_row(CLASS[1], **changes), vnedu_row(CLASS[2]))}


def entries(found) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in found]


def test_a_clean_book():
    result = checked({"4A1": sheet(), "4A2": sheet(*map(vnedu_row, OTHERS), class_name="4A2")})
    assert (result.kind, result.outcome, result.warnings) == ("vnedu", "accepted", ())
    assert [(one.class_name, one.code) for one in result.accepted] == [
        *(("4A1", one.code) for one in CLASS),
        *(("4A2", one.code) for one in OTHERS),
    ]
    found = result.accepted[0].as_json()
    assert found["row"] == 10
    assert found["levels"]["Nghệ thuật (Mĩ thuật)"] == "T"
    assert found["levels"].keys() >= {"Tiếng việt", "TH-CN (Tin học)", "Lịch sử & Địa lí", "Ngoại ngữ"}
    assert found["scores"] == dict.fromkeys(
        ("Tiếng việt", "Toán", "Ngoại ngữ", "Lịch sử & Địa lí", "Khoa học", "TH-CN (Tin học)", "TH-CN (Công nghệ)"), 8
    )
    assert len(found["competences"]) == 10
    assert (found["done"], found["up"], found["rank"]) == (True, True, "HTT")
    assert result.accepted[0].moment is Moment.YEAR_END


def test_without_a_roster_there_is_no_ministry_code():
    result = checked({"4A1": sheet()}, roster=None)
    assert [(one.code, one.class_name) for one in result.accepted] == [("", "4A1")] * 3


@pytest.mark.parametrize("options", [{"upright": True}, {"above": 4}, {"above": 7}])
def test_vertical_captions_and_moved_rows(options):
    plain = checked({"4A1": sheet()})
    found = checked({"4A1": sheet(**options)})
    assert [one.as_json() | {"row": 0} for one in found.accepted] == [
        one.as_json() | {"row": 0} for one in plain.accepted
    ]


def test_moved_columns():
    rows = sheet()
    width = max(map(len, rows))
    moved = [[*row, *[""] * (width - len(row))] for row in rows]
    moved = [[*row[:5], "", *row[5:]] for row in moved]
    plain = checked({"4A1": sheet()})
    assert [one.as_json() for one in checked({"4A1": moved}).accepted] == [one.as_json() for one in plain.accepted]


def test_an_xls():
    assert len(checked(xls({"4A1": sheet()})).accepted) == 3


@pytest.mark.parametrize("tick", ["✓", "✔", "ü", "þ", "x", "X", "1", 1, "v", "\uf0fc"])
@pytest.mark.parametrize("rank", RANKS)
def test_every_tick(tick, rank):
    short = dict(zip(RANKS, ("HTXS", "HTT", "HT", "CHT"), strict=True))[rank]
    found = checked({"4A1": sheet(vnedu_row(CLASS[0], rank=rank, tick=tick))}).accepted[0].as_json()
    assert found["rank"] == short
    assert found["done"] is (short != "CHT")


def test_two_ticks_are_no_result():
    result = checked(one_row(**{"Hoàn thành": "x"}))
    assert entries(result.rejected) == [(11, "RANK_INVALID")]
    assert len(result.accepted) == 2


def test_another_text_for_a_tick():
    assert entries(checked(one_row(**{"Hoàn thành tốt": "đạt"})).rejected) == [(11, "FLAG_INVALID")]


def test_who_is_not_promoted():
    found = checked(one_row(rank="Chưa hoàn thành", not_promoted="x")).accepted[1].as_json()
    assert (found["done"], found["up"], found["rank"]) == (False, False, "CHT")


def test_a_row_without_result():
    found = checked(one_row(rank="")).accepted[1].as_json()
    assert (found["done"], found["up"], found["rank"]) == (False, False, "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "Người Lạ"}, "PUPIL_UNKNOWN"),
        ({"born": "01/01/2016"}, "PUPIL_UNKNOWN"),
        ({"name": ""}, "REQUIRED_MISSING"),
        ({"born": "x"}, "DATE_INVALID"),
        ({"name": OTHERS[0].name, "born": OTHERS[0].born}, "PUPIL_UNKNOWN"),
        ({"own": "2500000001"}, "DUP_IN_FILE"),
        ({"name": CLASS[0].name, "born": CLASS[0].born}, "DUP_IN_FILE"),
        ({"Toán": "Đ"}, "LEVEL_INVALID"),
        ({"NL Khoa học": "H"}, "LEVEL_INVALID"),
        ({"Toán điểm": 8.5}, "SCORE_NOT_INTEGER"),
        ({"Toán": "#N/A"}, "CELL_ERROR"),
    ],
)
def test_what_rejects_a_row(changes, code):
    result = checked(one_row(**changes))
    assert entries(result.rejected) == [(11, code)]
    assert [one.row for one in result.accepted] == [10, 12]


def test_two_pupils_of_one_class_name_and_birth_date():
    twin = Pupil(CLASS[0].number + 500)
    rows = [*(one.row() for one in CLASS), twin.row(name=CLASS[0].name, born=CLASS[0].born, sex=CLASS[0].sex)]
    roster = read_roster(pupil_list(rows), "C1")
    result = checked({"4A1": sheet()}, roster=roster)
    assert entries(result.rejected) == [(10, "PUPIL_AMBIGUOUS")]


def test_two_of_one_name_in_two_classes_are_told_apart():
    here, there = Pupil(20), Pupil(20, "4A2")
    roster = read_roster(pupil_list([here.row(), there.row(code="2299777777", personal_id="")]), "C1")
    sheets = {"4A1": sheet(vnedu_row(here)), "4A2": sheet(vnedu_row(there, own="2599999999"), class_name="4A2")}
    assert [one.code for one in checked(sheets, roster=roster).accepted] == [here.code, "2299777777"]


def test_without_a_roster_the_same_person_again_only_warns():
    result = checked(one_row(name=CLASS[0].name, born=CLASS[0].born), roster=None)
    assert entries(result.warnings) == [(11, "POSSIBLE_DUPLICATE")]


@pytest.mark.parametrize(
    ("title", "moment"),
    [
        ("GIỮA HỌC KỲ I", Moment.MID1),
        ("CUỐI HỌC KỲ 1", Moment.END1),
        ("GIỮA HỌC KÌ II", Moment.MID2),
        ("CUỐI NĂM HỌC", Moment.YEAR_END),
    ],
)
def test_moment_and_school_year_come_from_the_titles(title, moment):
    result = checked({"4A1": sheet(title=title)}, name="a.xlsx")
    scored = moment in (Moment.END1, Moment.YEAR_END)
    codes = {one.code for one in result.rejected}
    assert codes == (set() if scored else {"SCORE_NOT_ALLOWED"})
    assert {one.caption.split(" – ")[0] for one in result.rejected} == (
        set() if scored else {"Công nghệ", "Tin học", "Tiếng Anh", "Khoa học", "Lịch sử và Địa lí"}
    )


def test_the_class_comes_from_the_title_if_the_sheet_has_another_name():
    result = checked({"Sheet1": sheet()})
    assert (result.kind, [one.code for one in result.accepted]) == ("vnedu", [one.code for one in CLASS])


def test_a_file_without_score_columns():
    rows = sheet()
    top = 5
    keep = [
        at for at in range(max(map(len, rows))) if not (at < len(rows[top + 3]) and rows[top + 3][at] == "Điểm KTĐK")
    ]
    short = [[row[at] if at < len(row) else "" for at in keep] for row in rows]
    result = checked({"4A1": short})
    assert (len(result.accepted), result.warnings, result.accepted[0].as_json()["scores"]) == (3, (), {})


def test_signatures_titles_and_totals_are_ignored():
    result = checked({"4A1": sheet()})
    # Four titles and an empty row above; a total, an empty row, a signature and a name below.
    assert result.ignored_rows == 9


def test_the_computed_result_is_compared():
    result = checked(one_row(rank="Hoàn thành xuất sắc"))
    assert entries(result.warnings) == [(11, "OVERALL_MISMATCH")]
    assert result.warnings[0].caption == "Hoàn thành xuất sắc"


def test_a_required_column_is_missing():
    rows = [[one for index, one in enumerate(row) if index != 3] for row in sheet()]
    assert checked({"4A1": rows}).as_json()["file_error"] == {
        "code": "FILE_MISSING_COLUMN",
        "caption": "Ngày, tháng, năm sinh",
    }
