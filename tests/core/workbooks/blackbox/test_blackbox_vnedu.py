"""Class summaries of vnEdu from outside (excel-formats 8, 10.1.3, 10.1.12, 10.3)."""

import pytest

from support.raw_workbook import Formula, Shared, Sheet, workbook
from support.result_sheets import GENERAL, QUALITIES, SCORE, ClassSummary, compulsory_of, specific_of
from support.trial import check

CAPTIONS = [
    "STT",
    "Mã lớp",
    "Mã học sinh",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh cá nhân",
    "Khuyết tật không ĐG",
]
TICK = "\uf0fc"
EXCELLENT, GOOD, MET, FAILED = "Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành"
LEVEL = "Mức đạt được"


def roster(*pupils):
    rows = [[n, c, code, name, born, "Nam", "", mark] for n, (c, code, name, born, mark) in enumerate(pupils, start=1)]
    return workbook(Sheet([CAPTIONS, *rows]))


AN = ("4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", "")
KNOWN = roster(
    AN, ("4A1", "2299000002", "Trần Thị Bình", "01/09/2016", ""), ("4A2", "2299000003", "Lê Văn Cao", "02/10/2016", "")
)
TWINS = roster(AN, ("4A1", "2299000009", "Nguyễn Văn An", "15/03/2016", ""))


def tried(summary, *rows, period="cn", known=KNOWN, kind=("--kind", "vnedu")):
    return check(summary.sheet(*(rows or ({},))), *kind, "--grade", "4", "--period", period, roster=known)


TESTED = ("Tiếng việt", "Toán", "TH-CN (Công nghệ)", "TH-CN (Tin học)", "Ngoại ngữ", "Khoa học", "Lịch sử & Địa lí")


def read(done):
    (row,) = done.accepted
    assert (done.rejected, done.warnings) == ([], [])
    return row


@pytest.mark.parametrize(
    "summary",
    [ClassSummary(), ClassSummary(first=5), ClassSummary(vertical=True), ClassSummary(moved=True),
    ClassSummary(merged=False),
     ClassSummary(first=5, vertical=True, moved=True), ClassSummary(english="Ngoại ngữ 1"),
     ClassSummary(english="Ngoại ngữ"),
     ClassSummary(name="Bang tong hop"), ClassSummary(class_title="LỚP:  4a1 ")],
    ids=repr,
)  # fmt: skip
def test_layouts(summary):
    row = read(tried(summary))
    assert row["row"] == summary.first + 4
    assert (row["class"], row["code"], row["name"]) == ("4A1", "2299000001", "Nguyễn Văn An")
    assert row["levels"] == dict.fromkeys(compulsory_of(4), "T")
    assert row["scores"] == dict.fromkeys(TESTED, 9)
    assert row["competences"] == dict.fromkeys((*GENERAL, *specific_of(4)), "T")
    assert row["qualities"] == dict.fromkeys(QUALITIES, "T")
    assert row["rank"] == "HTXS"


def test_recognised_without_being_told():
    done = tried(ClassSummary(), kind=())
    assert done.printed["kind"] == "vnedu"
    assert read(done)["code"] == "2299000001"


def test_period_from_the_title_and_name_of_class_from_the_sheet():
    title = "BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ GIÁO DỤC CUỐI HỌC KỲ I"
    summary = ClassSummary(scores=True, year_end=False, period_title=title, class_title="")
    done = check(summary.sheet({}), roster=KNOWN)
    assert read(done)["class"] == "4A1"


def test_half_year_file_without_scores():
    row = read(
        check(
            ClassSummary(scores=False, year_end=False).sheet({}),
            "--kind",
            "vnedu",
            "--grade",
            "4",
            "--period",
            "gk2",
            roster=KNOWN,
        )
    )
    assert row["scores"] == {}
    assert row["levels"] == dict.fromkeys(compulsory_of(4), "T")


def test_half_year_file_without_score_columns_where_there_are_tests():
    done = tried(ClassSummary(scores=False, year_end=False), period="ck1")
    assert done.rejected == []
    assert {code for _, _, code in done.warnings} <= {"SCORE_MISSING"}
    assert done.values("code") == ["2299000001"]


@pytest.mark.parametrize("tick", ["✓", "✔", "ü", "þ", "x", "X", "1", 1, "v", TICK, Shared(TICK), Formula("x"), "V"])
def test_ticks(tick):
    changed = {(EXCELLENT,): tick, ("Tiếng Việt", SCORE): 9}
    assert read(tried(ClassSummary(), changed))["rank"] == "HTXS"


@pytest.mark.parametrize(
    ("column", "rank", "change"),
    [(GOOD, "HTT", {("Toán", SCORE): 7}), (MET, "HT", {("Đạo đức", LEVEL): "H"}), (FAILED, "CHT", {("Toán",
    SCORE): 3, ("Toán", LEVEL): "C"})],
)  # fmt: skip
def test_rank_is_the_ticked_column(column, rank, change):
    done = tried(ClassSummary(), {(EXCELLENT,): "", (column,): TICK} | change)
    assert done.rejected == []
    assert done.values("rank") == [rank]
    assert {code for _, _, code in done.warnings} <= {"COMPLETION_CONFLICT"}


def test_no_rank_ticked():
    done = tried(ClassSummary(), {(EXCELLENT,): ""})
    assert done.rejected == []
    assert done.accepted[0].get("rank", "") == ""


def test_two_ranks_ticked():
    done = tried(ClassSummary(), {(GOOD,): TICK})
    assert {code for _, _, code in done.rejected} == {"RANK_INVALID"}
    assert done.accepted == []


def test_rank_other_than_the_computed_one():
    done = tried(ClassSummary(), {("Toán", SCORE): 8})
    assert done.rejected == []
    assert [code for _, _, code in done.warnings] == ["OVERALL_MISMATCH"]


def test_other_text_in_a_tick_column():
    summary = ClassSummary()
    done = tried(summary, {(EXCELLENT,): "abc"})
    assert [(row, column) for row, column, _ in done.rejected] == [(10, summary.letter(EXCELLENT))]
    assert done.rejected[0][2] in {"RANK_INVALID", "FLAG_INVALID"}


@pytest.mark.parametrize("number", [1.0, 1, "1.0", "1", ""])
def test_running_number_in_any_form(number):
    assert read(tried(ClassSummary(), {"stt": number}))["row"] == 10


MATCHED = [
    ({"name": "NGUYỄN VĂN AN"}, "2299000001"),
    ({"name": "Nguyễn  Văn\u00a0An "}, "2299000001"),
    ({"born": 42444}, "2299000001"),
    ({"born": "15.3.2016"}, "2299000001"),
    ({"code": ""}, "2299000001"),
    ({"code": 2599000001.0}, "2299000001"),
    ({"code": "2299000002"}, "2299000001"),
]


@pytest.mark.parametrize(("changed", "code"), MATCHED)
def test_matched_by_class_name_and_birth_date(changed, code):
    assert read(tried(ClassSummary(), changed))["code"] == code


@pytest.mark.parametrize(
    "changed", [{"name": "Nguyễn Văn Anh"}, {"born": "16/03/2016"}, {"name": "Lê Văn Cao", "born": "02/10/2016"}]
)
def test_nobody_fits(changed):
    done = tried(ClassSummary(), changed)
    assert [(row, code) for row, _, code in done.rejected] == [(10, "PUPIL_UNKNOWN")]


def test_two_fit():
    done = tried(ClassSummary(), known=TWINS)
    assert [(row, code) for row, _, code in done.rejected] == [(10, "PUPIL_AMBIGUOUS")]


def test_required_cells():
    done = tried(ClassSummary(), {"born": ""})
    assert done.rejected == [(10, "E", "REQUIRED_MISSING")]
    done = tried(ClassSummary(), {"name": ""})
    assert done.rejected == [(10, "C", "REQUIRED_MISSING")]
    done = tried(ClassSummary(), {"born": "31/02/2016"})
    assert done.rejected == [(10, "E", "DATE_INVALID")]


def test_same_pupil_twice():
    done = tried(ClassSummary(), {}, {"code": "2599000002"})
    assert [(row, code) for row, _, code in done.rejected] == [(11, "DUP_IN_FILE")]


def test_a_sheet_for_each_class():
    first, second = ClassSummary(), ClassSummary(class_title="Lớp: 4A2", name="4A2")
    binh = {"code": "2599000002", "name": "Trần Thị Bình", "born": "01/09/2016", "girl": "x"}
    cao = {"code": "2599000003", "name": "Lê Văn Cao", "born": "02/10/2016"}
    content = workbook(first.sheet({}, binh), second.sheet(cao))
    done = check(content, "--kind", "vnedu", "--grade", "4", "--period", "cn", roster=KNOWN)
    assert done.rejected == []
    assert [(row["class"], row["code"], row["row"]) for row in done.accepted] == [
        ("4A1", "2299000001", 10), ("4A1", "2299000002", 11), ("4A2", "2299000003", 10),
    ]  # fmt: skip


@pytest.mark.parametrize(("changed", "code"), [({("Toán", SCORE): "8,5"}, "SCORE_NOT_INTEGER"), ({("Đạo đức",
LEVEL): "Đ"}, "LEVEL_INVALID"),
                                               ({("Năng lực chung", GENERAL[0]): "H"}, "LEVEL_INVALID")])  # fmt: skip
def test_bad_results(changed, code):
    assert [found for _, _, found in tried(ClassSummary(), changed).rejected] == [code]


def test_not_promoted_column():
    changed = {("Chưa được lên lớp",): "x", (EXCELLENT,): "", (FAILED,): TICK, ("Toán", SCORE): 3, ("Toán", LEVEL): "C"}
    done = tried(ClassSummary(), changed)
    assert done.rejected == []
    assert done.accepted[0]["up"] is False
    assert tried(ClassSummary()).accepted[0]["up"] is True


def test_titles_totals_and_signatures():
    footer = [["", "", "Tổng số: 1"], ["Yên Tử, ngày 31 tháng 5 năm 2026"], ["", "", "Giáo viên chủ nhiệm"]]
    sheet = ClassSummary().sheet({})
    done = check(
        Sheet([*sheet.rows, *footer], name="4A1", merges=sheet.merges),
        "--kind",
        "vnedu",
        "--grade",
        "4",
        "--period",
        "cn",
        roster=KNOWN,
    )
    assert read(done)["code"] == "2299000001"
    assert done.printed["ignored_rows"] == 8


def test_without_a_roster_there_is_no_code_to_give():
    done = check(ClassSummary().sheet({}), "--kind", "vnedu", "--grade", "4", "--period", "cn")
    assert done.printed["outcome"] in {"accepted", "partial", "rejected_file"}
    assert not [row for row in done.accepted if row["code"] == "2599000001"]
