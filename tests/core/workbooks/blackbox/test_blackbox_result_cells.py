"""Cells of result files from outside: levels, scores, ranks, flags, what is missing or disagrees (10.1.9-12, 10.3)."""

from datetime import date

import pytest

from support.raw_workbook import Formula
from support.result_sheets import LAST, Layout, full_row
from support.result_trial import tried

DONE, UP, RANK = LAST


# 10.1.9: levels as people write them
@pytest.mark.parametrize(
    ("written", "level"),
    [("T", "T"), ("t", "T"), ("HTT", "T"), ("htt", "T"), ("Hoàn thành tốt", "T"), ("HOÀN THÀNH TỐT", "T"), ("H",
    "H"), ("h ", "H"),
     ("HT", "H"), ("Hoàn thành", "H"), ("C", "C"), ("c", "C"), ("CHT", "C"), ("Chưa hoàn thành", "C"), ("'T", "T"),
     ("T\u00a0", "T"),
     (Formula("T"), "T")],
)  # fmt: skip
def test_subject_levels(written, level):
    done = tried(Layout(1), full_row(1, "gk1") | {("Toán", "m"): written}, "gk1")
    assert done.rejected == []
    assert done.accepted[0]["levels"]["Toán"] == level


@pytest.mark.parametrize(
    ("written", "level"),
    [("T", "T"), ("t", "T"), ("Tốt", "T"), ("TỐT", "T"), ("Đ", "Đ"), ("đ", "Đ"), ("D", "Đ"), ("d", "Đ"), ("\u00d0",
    "Đ"), ("\u00f0", "Đ"),
     ("Đạt", "Đ"), ("C", "C"), ("c", "C"), ("CCG", "C"), ("ccg", "C"), ("Cần cố gắng", "C"), ("D\u0323at", None)],
)  # fmt: skip
@pytest.mark.parametrize("key", [("c", "Ngôn ngữ"), ("q", "Yêu nước")], ids=["competence", "quality"])
def test_trait_levels(key, written, level):
    done = tried(Layout(1), full_row(1, "gk1") | {key: written}, "gk1")
    if level is None:
        assert [code for _, _, code in done.rejected] == ["LEVEL_INVALID"]
    else:
        assert done.rejected == []
        assert done.accepted[0]["competences" if key[0] == "c" else "qualities"][key[1]] == level


@pytest.mark.parametrize(
    ("key", "written"),
    [*((("Toán", "m"), value) for value in ("Đ", "đ", "D", "Đạt", "Tốt", "CCG", "A", "B", "9", 9, 0, "T/H", "x",
    "K", "HTXS", True)),
     *((("c", "Ngôn ngữ"), value) for value in ("H", "HT", "HTT", "CHT", "A", 3, "x", "Hoàn thành", "TT")),
     *((("q", "Yêu nước"), value) for value in ("H", "A", "1"))],
)  # fmt: skip
def test_levels_of_another_scale(key, written):
    layout = Layout(1)
    done = tried(layout, full_row(1, "gk1") | {key: written}, "gk1")
    column = layout.letter(key[0], "m") if key[1] == "m" else layout.letter(key[1], "", key[0])
    assert done.rejected == [(4, column, "LEVEL_INVALID")]
    assert done.accepted == []


# 10.1.10: scores
@pytest.mark.parametrize(
    "written", [9, 9.0, "9", "9.0", "9,0", "' 9", " 9", "9\u00a0", "09", "'9", Formula(9), Formula("9")]
)
def test_scores(written):
    done = tried(Layout(1), full_row(1, "ck1") | {("Toán", "d"): written}, "ck1")
    assert (done.rejected, done.warnings) == ([], [])
    assert done.accepted[0]["scores"] == {"Toán": 9, "Tiếng việt": 9}


@pytest.mark.parametrize(
    ("written", "code"),
    [(8.5, "SCORE_NOT_INTEGER"), ("8.5", "SCORE_NOT_INTEGER"), ("8,5", "SCORE_NOT_INTEGER"), ("9,25",
    "SCORE_NOT_INTEGER"),
     (0.5, "SCORE_NOT_INTEGER"), (11, "SCORE_RANGE"), ("11", "SCORE_RANGE"), (-1, "SCORE_RANGE"), ("-1", "SCORE_RANGE"),
     (100, "SCORE_RANGE"), (1e300, "SCORE_RANGE"), ("v", "SCORE_INVALID"), ("T", "SCORE_INVALID"), ("chín",
     "SCORE_INVALID"), ("9 điểm", "SCORE_INVALID"),
     (date(2025, 5, 9), "SCORE_INVALID"), ("09/05/2025", "SCORE_INVALID"), ("9/10", "SCORE_INVALID"), ("x",
     "SCORE_INVALID"),
     ("nan", "SCORE_INVALID"), ("inf", "SCORE_INVALID"), ("1e1", "SCORE_INVALID"), ("٩", "SCORE_INVALID"), (True,
     "SCORE_INVALID"), ("#N/A", "CELL_ERROR"),
     ("#DIV/0!", "CELL_ERROR")],
)  # fmt: skip
def test_scores_that_are_none(written, code):
    layout = Layout(1)
    done = tried(layout, full_row(1, "ck1") | {("Toán", "d"): written}, "ck1")
    assert done.rejected == [(4, layout.letter("Toán", "d"), code)]


@pytest.mark.parametrize("score", [0, 1, 10])
def test_bounds_of_scores(score):
    level = "C" if score < 5 else "T"
    done = tried(Layout(1), full_row(1, "ck1") | {("Toán", "d"): score, ("Toán", "m"): level}, "ck1")
    assert done.rejected == []
    assert [code for _, _, code in done.warnings] == (["SCORE_ZERO"] if score == 0 else [])
    assert done.accepted[0]["scores"]["Toán"] == score


NOT_ALLOWED = [
    (1, "gk1", "Toán"), (2, "gk2", "Tiếng việt"), (3, "gk1", "Toán"), (3, "gk2", "TH-CN (Tin học)"), (4, "gk1",
    "Khoa học"),
    (5, "gk2", "Lịch sử & Địa lí"), (4, "gk1", "Ngoại ngữ"), (5, "gk1", "TH-CN (Công nghệ)"),
]  # fmt: skip


@pytest.mark.parametrize(("grade", "period", "subject"), NOT_ALLOWED)
def test_score_without_a_test(grade, period, subject):
    layout = Layout(grade)
    done = tried(layout, full_row(grade, period) | {(subject, "d"): 8}, period)
    assert done.rejected == [(4, layout.letter(subject, "d"), "SCORE_NOT_ALLOWED")]


@pytest.mark.parametrize(
    ("score", "level", "agrees"),
    [(s, level, level in fit) for s, fit in ((0, "C"), (4, "C"), (5, "H"), (6, "H"), (7, "TH"), (8, "TH"), (9, "T"),
    (10, "T")) for level in "THC"],
)  # fmt: skip
def test_level_against_score(score, level, agrees):
    done = tried(Layout(1), full_row(1, "ck1") | {("Toán", "d"): score, ("Toán", "m"): level}, "ck1")
    assert done.rejected == []
    assert ("LEVEL_SCORE_CONFLICT" in [code for _, _, code in done.warnings]) is not agrees


# missing entries
@pytest.mark.parametrize(
    "key", [("Toán", "m"), ("Đạo đức", "m"), ("Nghệ thuật (Mĩ thuật)", "m"), ("c", "Thể chất"), ("q", "Trung thực")]
)
def test_missing_level_warns(key):
    layout = Layout(4)
    done = tried(layout, full_row(4, "ck1") | {key: ""}, "ck1")
    column = layout.letter(key[0], "m") if key[1] == "m" else layout.letter(key[1], "", key[0])
    assert (done.rejected, done.warnings) == ([], [(4, column, "LEVEL_MISSING")])


def test_missing_score_warns_only_where_there_is_a_test():
    layout = Layout(4)
    done = tried(layout, full_row(4, "ck1") | {("Khoa học", "d"): ""}, "ck1")
    assert (done.rejected, done.warnings) == ([], [(4, layout.letter("Khoa học", "d"), "SCORE_MISSING")])
    assert "Khoa học" not in done.accepted[0]["scores"]


def test_optional_subjects_may_be_empty_or_filled():
    done = tried(Layout(1), full_row(1, "cn") | {("Ngoại ngữ", "m"): "T", ("Tiếng dân tộc", "m"): "T"})
    assert (done.rejected, done.warnings) == ([], [])
    assert {"Ngoại ngữ", "Tiếng dân tộc"} <= done.accepted[0]["levels"].keys()


def test_year_end_with_a_gap_computes_no_overall_result():
    done = tried(Layout(4), full_row(4, "cn") | {("Khoa học", "d"): "", RANK: "HT"})
    assert [code for _, _, code in done.warnings] == ["SCORE_MISSING"]
    done = tried(Layout(4), full_row(4, "cn") | {("q", "Yêu nước"): "", RANK: "HT"})
    assert [code for _, _, code in done.warnings] == ["LEVEL_MISSING"]


OVERALL = [
    ({}, "HTXS"),
    ({("Khoa học", "d"): 8}, "HTT"),
    ({("Khoa học", "d"): 7}, "HTT"),
    ({("Khoa học", "d"): 6, ("Khoa học", "m"): "H"}, "HT"),
    ({("Nghệ thuật (Âm nhạc)", "m"): "H"}, "HT"),
    ({("q", "Chăm chỉ"): "Đ"}, "HT"),
    ({("Toán", "d"): 4, ("Toán", "m"): "C"}, "CHT"),
    ({("c", "Tin học"): "C"}, "CHT"),
]


@pytest.mark.parametrize(("change", "right"), OVERALL)
def test_overall_result_is_compared_with_the_computed_one(change, right):
    layout = Layout(4)
    completed = {DONE: "" if right == "CHT" else "x"}
    done = tried(layout, full_row(4, "cn") | change | {RANK: right} | completed)
    assert (done.rejected, done.warnings) == ([], [])
    assert done.accepted[0]["rank"] == right
    other = "HT" if right != "HT" else "HTT"
    done = tried(layout, full_row(4, "cn") | change | {RANK: other, DONE: "x"})
    assert (done.rejected, done.warnings) == ([], [(4, layout.letter(RANK), "OVERALL_MISMATCH")])


@pytest.mark.parametrize(
    ("written", "rank"),
    [("HTXS", "HTXS"), ("htxs", "HTXS"), ("Hoàn thành xuất sắc", "HTXS"), ("HOÀN THÀNH XUẤT SẮC", "HTXS"),
    (" HTXS ", "HTXS"), ("", "")],
)  # fmt: skip
def test_rank(written, rank):
    done = tried(Layout(4), full_row(4, "cn") | {RANK: written})
    assert done.rejected == []
    assert done.accepted[0].get("rank", "") == rank


@pytest.mark.parametrize("written", ["A", "Giỏi", "T", "x", 1, "Tốt", "HTXS HTT"])
def test_rank_of_other_words(written):
    layout = Layout(4)
    assert tried(layout, full_row(4, "cn") | {RANK: written}).rejected == [(4, layout.letter(RANK), "RANK_INVALID")]


@pytest.mark.parametrize(
    "written", ["x", "X", "1", 1, 1.0, "true", "TRUE", True, "có", "Có", "CÓ", "✓", "✔", "v", "V", "ü", "þ", "\uf0fc"]
)
def test_flags_that_say_yes(written):
    done = tried(Layout(4), full_row(4, "cn") | {UP: written, DONE: written})
    assert (done.rejected, done.warnings) == ([], [])
    assert (done.accepted[0]["done"], done.accepted[0]["up"]) == (True, True)


@pytest.mark.parametrize("written", ["", "0", 0, 0.0, "false", "FALSE", False, "không", "Không", " "])
def test_flags_that_say_no(written):
    done = tried(Layout(4), full_row(4, "cn") | {UP: written})
    assert (done.rejected, done.warnings) == ([], [])
    assert done.accepted[0]["up"] is False


@pytest.mark.parametrize("written", ["y", "ok", "2", 2, "?", "xx", "Lên lớp", "-"])
def test_flags_of_other_texts(written):
    layout = Layout(4)
    assert tried(layout, full_row(4, "cn") | {UP: written}).rejected == [(4, layout.letter(UP), "FLAG_INVALID")]


@pytest.mark.parametrize(
    ("flag", "rank", "conflict"), [("x", "HTXS", False), ("x", "CHT", True), ("", "CHT", False), ("", "HTXS", True)]
)
def test_completion_against_the_rank(flag, rank, conflict):
    failed = {("Toán", "d"): 3, ("Toán", "m"): "C"} if rank == "CHT" else {}
    done = tried(Layout(4), full_row(4, "cn") | failed | {DONE: flag, RANK: rank, UP: ""})
    assert done.rejected == []
    assert [code for _, _, code in done.warnings] == (["COMPLETION_CONFLICT"] if conflict else [])
