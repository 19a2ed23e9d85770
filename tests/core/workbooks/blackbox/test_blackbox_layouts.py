"""Layouts of pupil lists from outside: headers, classes, titles, totals, hidden parts (excel-formats 2, 10.1, 10.2)."""

from unicodedata import normalize

import pytest

from support.raw_workbook import Sheet, Styled, workbook
from support.trial import check

CAPTIONS = ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân"]
AN = [1, "4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", "Nam", "022216900001"]
BINH = [2, "4A1", "2299000002", "Trần Thị Bình", "01/09/2016", "Nữ", "022316900002"]
CHI = [3, "4A2", "2299000003", "Lê Thị Chi", "02/10/2016", "Nữ", "022316900003"]


def codes(done):
    return done.values("code")


def captioned(**changed):
    """The usual captions with some written otherwise."""
    new = {"class_": 1, "code": 2, "name": 3, "born": 4, "sex": 5, "identity": 6}
    captions = list(CAPTIONS)
    for key, caption in changed.items():
        captions[new[key]] = caption
    return captions


WRITTEN = [
    *({"class_": c} for c in ("Lớp", "Lớp học", "Tên lớp", "MÃ LỚP", "Mã\nlớp", "mã  lớp", "Mã lớp (*)", "Mã lớp *")),
    *(
        {"code": c}
        for c in (
            "Mã HS",
            "Mã định danh Bộ GD&ĐT",
            "MÃ HỌC SINH",
            "Mã học\u00a0sinh(*)",
            "Mã\nđịnh danh\nBộ GD&ĐT",
            "Mã học sinh*",
        )
    ),
    *(
        {"name": c}
        for c in (
            "Họ và tên",
            "Họ và tên học sinh",
            "HỌ VÀ TÊN HỌC SINH",
            "H\nọ\n \nt\nê\nn",
            normalize("NFD", "Họ tên"),
        )
    ),
    *(
        {"born": c}
        for c in (
            "Ngày tháng năm sinh",
            "Ngày, tháng, năm sinh",
            "NGÀY SINH",
            "N\ng\nà\ny\n \ns\ni\nn\nh",
            "Ngày\u200b sinh",
        )
    ),
    *({"sex": c} for c in ("Phái", "GIỚI TÍNH", normalize("NFD", "Giới tính (*)"))),
    *({"identity": c} for c in ("Số định danh", "Số CCCD", "Số CMND/TCC", "So CMND/TCC", "CCCD")),
    {"class_": "M\nã\n\nl\nớ\np", "code": "Mã HS *", "born": "ngày  SINH"},
]


@pytest.mark.parametrize("changed", WRITTEN, ids=lambda changed: repr(list(changed.values())))
def test_captions_as_they_are_written(changed):
    done = check(Sheet([captioned(**changed), AN, BINH]))
    assert (done.file_error, done.rejected, done.warnings) == (None, [], [])
    assert done.accepted[0] == {
        "row": 2,
        "class": "4A1",
        "code": "2299000001",
        "name": "Nguyễn Văn An",
        "born": "15/03/2016",
        "sex": "Nam",
        "personal_id": "022216900001",
    }


def test_columns_in_any_order():
    order = [6, 3, 0, 5, 2, 4, 1]
    done = check(Sheet([[row[n] for n in order] for row in (CAPTIONS, AN, BINH)]))
    assert codes(done) == ["2299000001", "2299000002"]
    assert done.values("personal_id") == ["022216900001", "022316900002"]


@pytest.mark.parametrize("mark", ["x", "X", "1", 1, "✓", "v", "\uf0fc", "Nữ"])
def test_column_of_girls_with_any_mark(mark):
    done = check(Sheet([captioned(sex="Nữ"), [*AN[:5], "", AN[6]], [*BINH[:5], mark, BINH[6]]]))
    assert (done.rejected, done.warnings) == ([], [])
    assert done.values("sex") == ["Nam", "Nữ"]


def test_old_paper_number_does_not_replace_the_personal_id():
    done = check(Sheet([[*CAPTIONS, "Số CMND/TCC"], [*AN, "100200300"]]))
    assert (done.rejected, done.values("personal_id")) == ([], ["022216900001"])
    done = check(Sheet([[*CAPTIONS[:6], "Số CMND/TCC", CAPTIONS[6]], [*AN[:6], "100200300", AN[6]]]))
    assert (done.rejected, done.values("personal_id")) == ([], ["022216900001"])


@pytest.mark.parametrize("above", [0, 1, 3, 10, 11])
def test_header_below_titles(above):
    titles = [["SỞ GIÁO DỤC VÀ ĐÀO TẠO"], ["DANH SÁCH HỌC SINH"], []] * 5
    done = check(Sheet([*titles[:above], CAPTIONS, AN, BINH]))
    assert codes(done) == ["2299000001", "2299000002"]
    assert done.printed["ignored_rows"] == above
    assert done.values("row") == [above + 2, above + 3]


def test_header_up_to_the_thirtieth_row_as_in_the_newer_export():
    done = check(Sheet([*[["Tiêu đề"]] * 29, CAPTIONS, AN]))
    assert codes(done) == ["2299000001"]


def test_data_on_the_sheet_that_has_them_whatever_its_place_and_name():
    other = Sheet([["Ghi chú"], ["Tệp xuất ngày 1/9"]], name="Bìa")
    catalogue = Sheet([["Mã", "Tên"], ["01", "Nam"], ["02", "Nữ"]], name="DM_GIOI_TINH")
    done = check(workbook(other, catalogue, Sheet([CAPTIONS, AN], name="Danh sách")))
    assert (done.printed["outcome"], codes(done)) == ("accepted", ["2299000001"])


def test_a_sheet_for_each_class_is_read_whole():
    done = check(workbook(Sheet([CAPTIONS, AN, BINH], name="4A1"), Sheet([CAPTIONS, CHI], name="4A2")))
    assert codes(done) == ["2299000001", "2299000002", "2299000003"]
    done = check(workbook(Sheet([CAPTIONS, AN, BINH], name="4A1"), Sheet([CAPTIONS, AN], name="4A2")))
    assert "DUP_IN_FILE" in {code for _, _, code in done.rejected}


def test_hidden_sheets_are_not_read_hidden_and_filtered_rows_are():
    done = check(workbook(Sheet([CAPTIONS, AN, BINH], hidden_rows=frozenset({3}), autofilter="A1:G3"),
                          Sheet([CAPTIONS, CHI], name="cu", hidden=True)))  # fmt: skip
    assert codes(done) == ["2299000001", "2299000002"]


@pytest.mark.parametrize("dimension", ["A1", "A1:B2", "A1:XFD1048576", "C5:D6", "A1:G1"])
def test_dimension_tag_is_not_trusted(dimension):
    done = check(Sheet([CAPTIONS, AN, BINH], dimension=dimension))
    assert codes(done) == ["2299000001", "2299000002"]
    assert done.rejected == []


IGNORED = [
    ("empty row", []),
    ("formatted row", [Styled()] * 7),
    ("running number alone", [7]),
    ("running number as text", ["7"]),
    ("running number 7.0", ["7.0"]),
    ("repeated header", CAPTIONS),
    ("repeated header, upper case", [caption.upper() for caption in CAPTIONS]),
    ("Tổng", ["Tổng số: 35 học sinh"]),
    ("Tổng in the name column", ["", "", "", "Tổng cộng"]),
    ("Cộng", ["", "", "", "Cộng: 35"]),
    ("Cộng with figures", ["Cộng", "", "", "", "", 35]),
    ("Danh sách", ["Danh sách này có 35 học sinh"]),
    ("Ghi chú", ["", "", "", "Ghi chú: không"]),
    ("Người lập", ["", "", "", "Người lập biểu", "", "Hiệu trưởng"]),
    ("Giáo viên chủ nhiệm", ["", "", "", "GIÁO VIÊN CHỦ NHIỆM"]),
    ("Hiệu trưởng", ["", "", "", "", "", "HIỆU TRƯỞNG"]),
    ("Ngày … tháng", ["", "", "", "Ngày 30 tháng 5 năm 2026"]),
    ("Ngày … tháng, blank", ["", "", "", "Ngày …… tháng …… năm 2026"]),
    ("place, ngày … tháng", ["", "", "", "", "", "Yên Tử, ngày 30 tháng 5 năm 2026"]),
    ("numbers of the columns", [1, 2, 3, 4, 5, 6, 7]),
    ("numbers of the columns in brackets", ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]),
    ("letters and numbers of the columns", ["A", "B", "C", "1", "2", "3", "4"]),
    ("for the head", ["", "", "", "KT. HIỆU TRƯỞNG"]),
    ("confirmation", ["", "", "", "XÁC NHẬN CỦA NHÀ TRƯỜNG"]),
    ("of which girls", ["", "", "", "Trong đó nữ: 17"]),
    ("2.3 neither code nor name nor class", ["", "", "", "", "", "Nam", ""]),
    ("keys", ["__KEYS__", "ma_lop", "ma_hs", "ho_ten", "ngay_sinh", "gioi_tinh", "cccd"]),
]


@pytest.mark.parametrize("row", [case[1] for case in IGNORED], ids=[case[0] for case in IGNORED])
def test_ignored_and_counted(row):
    # What numbers the columns stands right under the header, everything else anywhere.
    below_header = row[:3] in ([1, 2, 3], ["(1)", "(2)", "(3)"], ["A", "B", "C"])
    done = check(Sheet([CAPTIONS, row, AN, BINH] if below_header else [CAPTIONS, AN, row, BINH]))
    assert (done.rejected, done.warnings) == ([], [])
    assert (codes(done), done.printed["ignored_rows"]) == (["2299000001", "2299000002"], 1)
    assert done.values("row") == ([3, 4] if below_header else [2, 4])


@pytest.mark.parametrize(
    "titles",
    [
        [["LỚP 4A2"]],
        [["TRƯỜNG TIỂU HỌC A"], ["GVCN: Trần Thị Hoa"], [], ["LỚP 4A2"]],
        [
            ["PHÒNG GD&ĐT", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["TRƯỜNG TH A", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
        ],
        [["SỞ GD&ĐT QUẢNG NINH", "", "", "", "Biểu mẫu HocSinh"], ["Điểm trường Khe Sú"]],
    ],
)
def test_titles_before_a_repeated_header(titles):
    done = check(Sheet([CAPTIONS, AN, BINH, *titles, CAPTIONS, CHI]))
    assert (done.rejected, codes(done)) == ([], ["2299000001", "2299000002", "2299000003"])
    assert done.printed["ignored_rows"] == len(titles) + 1


@pytest.mark.parametrize(
    "row",
    [["", "", "", "Phạm Gia Cường"], ["", "", "", "Phạm Gia Cường", "31/02/2016"], ["", "9A", "", "Phạm Gia Cường"]],
)
def test_a_poor_row_before_a_repeated_header_is_not_taken_for_a_title(row):
    done = check(Sheet([CAPTIONS, AN, row, CAPTIONS, CHI]))
    assert {found for found, _, _ in done.rejected} == {3}


def test_kind_is_told_where_it_is_known_though_a_column_is_missing():
    done = check(Sheet([[v for n, v in enumerate(row) if n != 4] for row in (CAPTIONS, AN)]))
    assert done.printed["file_error"] == {"code": "FILE_MISSING_COLUMN", "caption": "Ngày sinh"}
    assert done.printed["kind"] == "pupils"


def test_bad_cells_stand_in_the_order_of_the_columns():
    done = check(Sheet([CAPTIONS, [1, "9A", "", "#N/A", "x", "0", "1"], AN]))
    assert [column for _, column, _ in done.rejected] == ["B", "C", "D", "E", "F", "G"]


def test_trailing_rows_are_counted():
    done = check(Sheet([CAPTIONS, AN, BINH, [3], [4], [Styled()] * 7, ["", "", "", "Người lập"]]))
    assert done.rejected == []
    assert done.printed["ignored_rows"] == 4


NOT_IGNORED = [
    ("name alone", ["", "", "", "Phạm Gia Cường", "", "", ""], {"B", "C", "E", "F"}),
    ("a total with a class", ["", "4A1", "", "Tổng", "", "", ""], {"C", "E", "F"}),
    ("a family name like the word", [9, "4A1", "2299000009", "Cống Văn Minh", "", "Nam", ""], {"E"}),
    (
        "a name and a note with a day",
        ["", "", "", "Phạm Gia Cường", "", "", "chuyển đi ngày 3 tháng 9"],
        {"B", "C", "E", "F"},
    ),
    ("only a birth date", ["", "", "", "", "02/10/2016", "", ""], {"B", "C", "D", "F"}),
]


@pytest.mark.parametrize(("row", "columns"), [case[1:] for case in NOT_IGNORED], ids=[case[0] for case in NOT_IGNORED])
def test_nothing_that_may_be_a_pupil_is_lost(row, columns):
    done = check(Sheet([CAPTIONS, AN, row, BINH]))
    assert {(r, c) for r, c, code in done.rejected if code == "REQUIRED_MISSING"} == {(3, c) for c in columns}


def test_merged_class_fills_down_and_an_empty_one_does_not():
    table = [CAPTIONS, AN, ["", "", *BINH[2:]], ["", "", *CHI[2:]]]
    done = check(Sheet(table, merges=["B2:B4"]))
    assert (done.rejected, done.values("class")) == ([], ["4A1"] * 3)
    done = check(Sheet(table, merges=["B2:B3"]))
    assert done.rejected == [(4, "B", "REQUIRED_MISSING")]
    done = check(Sheet(table))
    assert done.rejected == [(3, "B", "REQUIRED_MISSING"), (4, "B", "REQUIRED_MISSING")]


def test_only_the_class_fills_down():
    done = check(Sheet([CAPTIONS, AN, [2, "4A1", "2299000002", "Trần Bình", "", "Nam", ""]], merges=["E2:E3"]))
    assert done.rejected == [(3, "E", "REQUIRED_MISSING")]


@pytest.mark.parametrize("merges", [["B1:B2"], ["A1:A9", "B1:B9"], ["A1:G4"], ["B2:B9"], ["B1:B1048576"]])
def test_merges_beyond_the_last_row(merges):
    for rows in ([CAPTIONS], [CAPTIONS, AN]):
        assert check(Sheet(rows, merges=merges), "--kind", "pupils").printed["outcome"] in {
            "accepted",
            "partial",
            "rejected_file",
        }
