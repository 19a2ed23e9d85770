"""Result files: what is worth a look although the row is accepted."""

from __future__ import annotations

import pytest

from hocba.messages import catalogue
from hocba.model import Moment
from hocba.workbooks import check_file, read_roster
from support.workbooks import ResultBook, pupil_list, pupils, result_book, result_columns

CLASS = pupils(4)
ROSTER = read_roster(pupil_list([one.row() for one in CLASS]), "C1-HocSinh.xlsx")


def checked(source: ResultBook | bytes, **options):
    if isinstance(source, ResultBook):
        options = {"period": Moment(source.moment)} | options
        source = source.build()
    return check_file(source, kind="results", name=options.pop("name", "KetQua.xlsx"), **options)


def entries(found) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in found]


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
    source = result_book(**changes)
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
        warned = [one.code for one in checked(result_book(**{"Toán": level, "Toán điểm": score, "rank": ""})).warnings]
        assert ("LEVEL_SCORE_CONFLICT" in warned) == (level not in agreeing)


def test_a_score_of_zero_is_accepted_with_a_warning():
    source = result_book(**{"Toán": "C", "Toán điểm": 0, "rank": "CHT", "done": "", "up": ""})
    result = checked(source)
    assert entries(result.warnings) == [(5, source.letter("Toán điểm"), "SCORE_ZERO")]
    assert result.accepted[1].as_json()["scores"]["Toán"] == 0


def test_completion_marked_with_chua_hoan_thanh():
    source = result_book(**{"Toán": "C", "Toán điểm": 3, "rank": "CHT"})
    result = checked(source)
    assert entries(result.warnings) == [(5, source.letter("done"), "COMPLETION_CONFLICT")]


def test_the_computed_result_is_proposed_and_the_file_s_is_kept():
    result = checked(result_book(**{"Toán điểm": 9, "rank": "HTXS"}))
    assert result.warnings[0].params["short"] == "HTT"
    assert "HTT" in result.warnings[0].message()
    assert result.accepted[1].as_json()["rank"] == "HTXS"


def test_an_incomplete_year_computes_no_overall_result():
    result = checked(result_book(**{"Toán điểm": "", "rank": "HTXS"}))
    assert [one.code for one in result.warnings] == ["SCORE_MISSING"]


def test_at_other_moments_no_overall_result_is_computed():
    assert checked(result_book(4, "ck1", rank="HTXS", done="x")).warnings == ()


def test_optional_subjects_may_stay_empty_and_count_when_given():
    assert checked(result_book(1, **{"Ngoại ngữ": "", "Tiếng dân tộc": ""})).warnings == ()
    given = checked(result_book(1, **{"Ngoại ngữ": "H"}))
    assert [one.code for one in given.warnings] == ["OVERALL_MISMATCH"]
    assert given.accepted[1].as_json()["levels"]["Ngoại ngữ"] == "H"


NOT_ASSESSED = read_roster(
    pupil_list([one.row(not_assessed="x" if one is CLASS[1] else "") for one in CLASS]), "C1-HocSinh.xlsx"
)
NOTHING = {column.key: "" for column in result_columns(4)}


def test_an_empty_row_of_a_pupil_who_is_not_assessed():
    result = checked(result_book(**NOTHING), roster=NOT_ASSESSED)
    assert (result.warnings, len(result.accepted)) == ((), 4)
    found = result.accepted[1].as_json()
    assert (found["levels"], found["scores"], found["competences"], found["qualities"]) == ({}, {}, {}, {})
    assert (found["done"], found["up"], found["rank"]) == (False, False, "")


def test_an_empty_row_of_a_pupil_who_is_assessed():
    found = checked(result_book(**NOTHING), roster=ROSTER)
    codes = [one.code for one in found.warnings]
    assert (codes.count("LEVEL_MISSING"), codes.count("SCORE_MISSING")) == (27, 7)
    assert len(found.accepted) == 4


def test_results_of_a_pupil_who_is_not_assessed_are_kept():
    result = checked(result_book(**{"Toán": "H", "Toán điểm": 9}), roster=NOT_ASSESSED)
    assert entries(result.warnings) == [(5, "F", "NOT_ASSESSED_HAS_DATA")]
    assert result.accepted[1].not_assessed
    assert result.accepted[1].as_json()["levels"]["Toán"] == "H"
