"""Pupil lists from outside: each case names the reading rule (excel-formats 10) that it holds to."""

from datetime import date, datetime
from unicodedata import normalize

import pytest

from support.raw_workbook import Formula, Rich, Shared, Sheet, Styled
from support.trial import check

CAPTIONS = ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân", "Dân tộc"]
COLUMN = dict(zip(CAPTIONS, "ABCDEFGH", strict=True))
FIRST = {
    "STT": 1,
    "Mã lớp": "4A1",
    "Mã học sinh": "2299000001",
    "Họ tên": "Nguyễn Văn An",
    "Ngày sinh": "15/03/2016",
    "Giới tính": "Nam",
    "Số định danh cá nhân": "022216900001",
    "Dân tộc": "Kinh",
}
SECOND = FIRST | {
    "STT": 2,
    "Mã học sinh": "2299000002",
    "Họ tên": "Trần Thị Bình",
    "Ngày sinh": "01/09/2016",
    "Giới tính": "Nữ",
    "Số định danh cá nhân": "022316900002",
}
KEY = {
    "Mã lớp": "class",
    "Mã học sinh": "code",
    "Họ tên": "name",
    "Ngày sinh": "born",
    "Giới tính": "sex",
    "Số định danh cá nhân": "personal_id",
}
READ = {KEY[caption]: value for caption, value in FIRST.items() if caption in KEY}


def rows(*cells):
    return [CAPTIONS, *([row.get(caption, "") for caption in CAPTIONS] for row in cells)]


CLEANED = [
    # 10.1.1 white space, invisible characters, composition
    ("10.1.1 decomposed name", "Họ tên", normalize("NFD", "Nguyễn Văn An"), "Nguyễn Văn An"),
    ("10.1.1 no-break space in a name", "Họ tên", "Nguyễn\u00a0Văn\u202fAn", "Nguyễn Văn An"),
    ("10.1.1 figure and ideographic space", "Họ tên", "Nguyễn\u2007Văn\u3000An", "Nguyễn Văn An"),
    ("10.1.1 line break and tab", "Họ tên", "Nguyễn\nVăn\tAn", "Nguyễn Văn An"),
    ("10.1.1 runs of spaces, ends", "Họ tên", "  Nguyễn   Văn An ", "Nguyễn Văn An"),
    ("10.1.1 zero width in a code", "Mã học sinh", "22990\u200b00\u200d001\ufeff", "2299000001"),
    ("10.1.1 word joiner, soft hyphen", "Mã học sinh", "2299\u2060000\u00ad001", "2299000001"),
    ("10.1.1 byte order mark before an ID", "Số định danh cá nhân", "\ufeff022216900001", "022216900001"),
    ("10.1.1 no-break space after a date", "Ngày sinh", "15/03/2016\u00a0", "15/03/2016"),
    ("10.1.1 decomposed sex", "Giới tính", " Nam\u200b", "Nam"),
    # 10.1.2 apostrophes, Icelandic letters
    ("10.1.2 straight apostrophe", "Mã học sinh", "'2299000001", "2299000001"),
    ("10.1.2 right apostrophe", "Số định danh cá nhân", "\u2019022216900001", "022216900001"),
    ("10.1.2 left apostrophe", "Ngày sinh", "\u201815/03/2016", "15/03/2016"),
    ("10.1.2 apostrophe after a space", "Mã học sinh", " '2299000001", "2299000001"),
    ("10.1.2 eth for D with stroke", "Họ tên", "\u00d0ặng Văn \u00d0ức", "Đặng Văn Đức"),
    ("10.1.2 small eth", "Họ tên", "Nguyễn Văn \u00d0o\u00f0", "Nguyễn Văn Đođ"),
    # 10.1.4 numbers in text columns
    ("10.1.4 code as a number", "Mã học sinh", 2299000001, "2299000001"),
    ("10.1.4 code as a float", "Mã học sinh", 2299000001.0, "2299000001"),
    ("10.1.4 .0 in text", "Mã học sinh", "2299000001.0", "2299000001"),
    ("10.1.4 spaces inside a code", "Mã học sinh", "2299 000 001", "2299000001"),
    ("10.1.4 spaces inside an ID", "Số định danh cá nhân", "022 216 900 001", "022216900001"),
    ("10.1.4 .0 after an ID", "Số định danh cá nhân", "022216900001.0", "022216900001"),
    # 10.1.5 dates
    ("10.1.5 d/m/yyyy", "Ngày sinh", "5/3/2016", "05/03/2016"),
    ("10.1.5 hyphens", "Ngày sinh", "15-03-2016", "15/03/2016"),
    ("10.1.5 dots", "Ngày sinh", "15.3.2016", "15/03/2016"),
    ("10.1.5 ISO", "Ngày sinh", "2016-03-15", "15/03/2016"),
    ("10.1.5 ISO with a time", "Ngày sinh", "2016-03-15T07:30:00", "15/03/2016"),
    ("10.1.5 ISO, space, time", "Ngày sinh", "2016-03-15 00:00:00", "15/03/2016"),
    ("10.1.5 date cell", "Ngày sinh", date(2016, 3, 15), "15/03/2016"),
    ("10.1.5 date cell with time", "Ngày sinh", datetime(2016, 3, 15, 13, 45), "15/03/2016"),  # noqa: DTZ001
    ("10.1.5 serial number", "Ngày sinh", 42444, "15/03/2016"),
    ("10.1.5 serial as text", "Ngày sinh", "42444", "15/03/2016"),
    ("10.1.5 serial as a float text", "Ngày sinh", "42444.0", "15/03/2016"),
    ("10.1.5 always day first", "Ngày sinh", "05/03/2016", "05/03/2016"),
    ("10.1.5 leap day", "Ngày sinh", "29/02/2016", "29/02/2016"),
    # 10.1.6 sex
    *((f"10.1.6 {text}", "Giới tính", text, "Nam") for text in ("nam", "NAM", "M", "m", "1", "01", 1, 1.0, "1.0")),
    # 10.1.7 class
    ("10.1.7 lower case", "Mã lớp", "4a1", "4A1"),
    ("10.1.7 word Lớp", "Mã lớp", "Lớp 4A1", "4A1"),
    ("10.1.7 word LỚP, inner spaces", "Mã lớp", "LỚP 4 A 1", "4A1"),
    ("10.1.7 leading L", "Mã lớp", "L4B", "4B"),
    ("10.1.7 decomposed word Lớp", "Mã lớp", normalize("NFD", "lớp") + " 4a1", "4A1"),
    ("10.1.7 letter only", "Mã lớp", "4A", "4A"),
    ("10.1.7 two digits", "Mã lớp", "4A12", "4A12"),
    ("10.1.7 point", "Mã lớp", "4.1", "4.1"),
    ("10.1.7 point as a number", "Mã lớp", 4.1, "4.1"),
    ("10.1.7 slash", "Mã lớp", "4/12", "4/12"),
    ("10.1.7 no-break space", "Mã lớp", "4A1\u00a0", "4A1"),
    # 10.1.13 and how texts are stored
    ("10.1.13 stored value of a formula", "Họ tên", Formula("Nguyễn Văn An"), "Nguyễn Văn An"),
    ("10.1.13 stored number of a formula", "Mã học sinh", Formula(2299000001), "2299000001"),
    ("10.1.13 stored serial of a formula", "Ngày sinh", Formula(42444), "15/03/2016"),
    ("shared string", "Họ tên", Shared(" Nguyễn Văn  An"), "Nguyễn Văn An"),
    ("text in several runs", "Họ tên", Rich(("Nguyễn ", "Văn ", "An")), "Nguyễn Văn An"),
]


@pytest.mark.parametrize(
    ("caption", "value", "read"), [case[1:] for case in CLEANED], ids=[case[0] for case in CLEANED]
)
def test_cleaned_silently(caption, value, read):
    done = check(Sheet(rows(FIRST | {caption: value}, SECOND)))
    assert done.rejected == []
    assert done.warnings == []
    assert done.accepted[0] == {"row": 2} | READ | {KEY[caption]: read}
    assert (done.printed["kind"], done.printed["outcome"], done.file_error) == ("pupils", "accepted", None)


@pytest.mark.parametrize("text", ["Nữ", "NỮ", "nu", "NU", "f", "F", "2", "02", 2, 2.0, normalize("NFD", "nữ")])
def test_girls(text):
    done = check(Sheet(rows(FIRST, SECOND | {"Giới tính": text})))
    assert done.rejected == []
    assert done.values("sex") == ["Nam", "Nữ"]


REFUSED = [
    *(
        (f"10.3 {caption} required", caption, "", "REQUIRED_MISSING")
        for caption in ("Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính")
    ),
    ("only spaces is empty", "Họ tên", " \u00a0\u200b", "REQUIRED_MISSING"),
    ("only a format is empty", "Mã học sinh", Styled(), "REQUIRED_MISSING"),
    *(
        (f"10.4 date {value}", "Ngày sinh", value, "DATE_INVALID")
        for value in (
            "31/02/2016",
            "29/02/2015",
            "05/13/2016",
            "15/03/16",
            "2016",
            2016,
            "00/03/2016",
            "15032016",
            "tháng 3",
            "2016-13-05",
            19999,
            60001,
            "19999",
            "60001",
            "15/03",
            "32/01/2016",
            "15/03/20166",
            True,
        )
    ),
    *(
        (f"10.4 sex {value}", "Giới tính", value, "GENDER_INVALID")
        for value in ("0", 0, "3", "x", "Khác", "-", "Nam/Nữ")
    ),
    *(
        (f"10.4 class {value}", "Mã lớp", value, "CLASS_INVALID")
        for value in ("6A", "0A1", "4A123", "A1", "4", 4, "4.123", "4AB", "4A1B", "Khối 4", "4-1", "12A1")
    ),
    *(
        (f"10.4 ID {value}", "Số định danh cá nhân", value, "ID_FORMAT")
        for value in (
            "0222169000",
            "02221690000A",
            "2.2217E+10",
            "0222169000012",
            "123456789",
            "22316900001",
            "22215900001",
        )
    ),
    ("10.4 girl's digit", "Số định danh cá nhân", "022316900001", "ID_SEX_MISMATCH"),
    ("10.4 other year", "Số định danh cá nhân", "022215900001", "ID_YEAR_MISMATCH"),
    ("10.4 other century", "Số định danh cá nhân", "022016900001", "ID_YEAR_MISMATCH"),
    ("10.4 formula never computed", "Họ tên", Formula(), ("FORMULA_NO_VALUE", "REQUIRED_MISSING")),
    ("10.4 formula never computed, date", "Ngày sinh", Formula(), ("FORMULA_NO_VALUE", "REQUIRED_MISSING")),
    *((f"10.4 {error}", "Họ tên", error, "CELL_ERROR") for error in ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!")),
    ("10.4 error of a formula", "Mã học sinh", Formula("#N/A"), "CELL_ERROR"),
    ("10.4 error in the class", "Mã lớp", "#REF!", "CELL_ERROR"),
    ("10.4 error in the date", "Ngày sinh", "#VALUE!", "CELL_ERROR"),
    ("10.4 error in the sex", "Giới tính", "#N/A", "CELL_ERROR"),
    ("10.4 TCVN3", "Họ tên", "NguyÔn V¨n An", "ENCODING_SUSPECT"),
    ("10.4 TCVN3 2", "Họ tên", "TrÇn ThÞ B×nh", "ENCODING_SUSPECT"),
    ("10.4 TCVN3 3", "Họ tên", "Lª Hoµng §¹t", "ENCODING_SUSPECT"),
    ("10.4 TCVN3 4", "Họ tên", "Ph¹m Gia B¶o", "ENCODING_SUSPECT"),
    ("10.4 VNI", "Họ tên", "Nguyeãn Vaên An", "ENCODING_SUSPECT"),
    ("10.4 VNI 2", "Họ tên", "Traàn Thò Bình", "ENCODING_SUSPECT"),
    ("10.4 VNI 3", "Họ tên", "Ñaëng Vaên Ñöùc", "ENCODING_SUSPECT"),
    ("10.4 UTF-8 read as Latin-1", "Họ tên", "Nguyá»…n VÄƒn An", "ENCODING_SUSPECT"),
    ("10.4 question mark", "Họ tên", "Nguy?n V?n An", "ENCODING_SUSPECT"),
    ("10.4 replacement character", "Họ tên", "Nguy\ufffdn Văn An", "ENCODING_SUSPECT"),
    ("10.4 digit", "Họ tên", "Nguyễn Văn An 2", "ENCODING_SUSPECT"),
]


@pytest.mark.parametrize(
    ("caption", "value", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_one_bad_cell_refuses_the_row_alone(caption, value, code):
    done = check(Sheet(rows(FIRST | {caption: value}, SECOND)))
    (found,) = done.printed["rejected"]
    assert (found["row"], found["column"], found["caption"]) == (2, COLUMN[caption], caption)
    assert found["code"] in ((code,) if isinstance(code, str) else code)
    assert found["message"]
    assert done.values("code") == ["2299000002"]
    assert (done.printed["outcome"], done.exit_code) == ("partial", 1)


@pytest.mark.parametrize(
    "name",
    ["H'Hen Niê", "K'Brếu", "Rơ Châm Blơi", "Y Krông Êban", "Voòng A Sám", "Nguyễn Hoàng Yến Vy", "Sùng A Páo",
    "Kpă Wel",
     "Lò Thị Ơn", "Jack Phạm", "Lý Zúng", "Đỗ Ỷ Nhi", "Nguyễn Thị Thuỳ", "Hoà Thị Quý", "Mai Thúy-Anh"],
)  # fmt: skip
def test_names_of_all_peoples_are_names(name):
    done = check(Sheet(rows(FIRST | {"Họ tên": name})))
    assert done.rejected == []
    assert done.values("name") == [name]


WARNED = [
    ("10.3 ID empty", {"Số định danh cá nhân": ""}, "", "ID_MISSING", "G"),
    ("10.3 lost zero, text", {"Số định danh cá nhân": "22216900001"}, "022216900001", "ID_PADDED", "G"),
    ("10.3 lost zero, number", {"Số định danh cá nhân": 22216900001}, "022216900001", "ID_PADDED", "G"),
    ("10.3 unknown province", {"Số định danh cá nhân": "999216900001"}, "999216900001", "ID_PROVINCE_UNKNOWN", "G"),
]


@pytest.mark.parametrize(
    ("change", "read", "code", "column"), [case[1:] for case in WARNED], ids=[c[0] for c in WARNED]
)
def test_warned_and_kept(change, read, code, column):
    done = check(Sheet(rows(FIRST | change, SECOND)))
    assert done.rejected == []
    assert done.warnings == [(2, column, code)]
    assert done.accepted[0]["personal_id"] == read
    assert (done.printed["outcome"], done.exit_code) == ("accepted", 0)


def test_value_is_given_as_found():
    done = check(Sheet(rows(FIRST | {"Ngày sinh": " 31/02/2016 ", "Giới tính": 0, "Mã lớp": "lớp 9z"})))
    assert [(e["column"], e["code"], e["value"].strip()) for e in done.printed["rejected"]] == [
        ("B", "CLASS_INVALID", "lớp 9z"),
        ("E", "DATE_INVALID", "31/02/2016"),
        ("F", "GENDER_INVALID", "0"),
    ]
    assert done.printed["outcome"] != "accepted"
    assert done.accepted == []


def test_every_bad_cell_of_a_row_is_listed():
    done = check(Sheet(rows(FIRST | {"Mã lớp": "9A", "Ngày sinh": "x", "Giới tính": "", "Họ tên": "#N/A"}, SECOND)))
    assert done.rejected == [
        (2, "B", "CLASS_INVALID"),
        (2, "D", "CELL_ERROR"),
        (2, "E", "DATE_INVALID"),
        (2, "F", "REQUIRED_MISSING"),
    ]


def test_error_in_an_optional_column_only_drops_the_value():
    done = check(Sheet(rows(FIRST | {"Dân tộc": "#N/A"})))
    assert (done.rejected, done.warnings) == ([], [(2, "H", "CELL_ERROR")])
    done = check(Sheet(rows(FIRST | {"Số định danh cá nhân": "#REF!"})))
    assert done.rejected == []
    assert (2, "G", "CELL_ERROR") in done.warnings
    assert done.values("personal_id") == [""]


def test_same_code_again_names_the_first_row():
    done = check(Sheet(rows(FIRST, SECOND, SECOND | {"Mã học sinh": "2299 000 001"})))
    assert (4, "C", "DUP_IN_FILE") in done.rejected
    assert [e for e in done.printed["rejected"] if e["code"] == "DUP_IN_FILE" and "2" in e["message"]]
    assert done.values("row") == [2, 3]


def test_same_personal_id_under_another_code_names_the_first_row():
    done = check(Sheet(rows(SECOND, FIRST, FIRST | {"Mã học sinh": "2299000009", "Họ tên": "Nguyễn Văn Anh"})))
    assert done.rejected == [(4, "G", "DUP_PERSONAL_ID")]
    assert "3" in done.printed["rejected"][0]["message"]


def test_same_person_under_two_codes_is_accepted_with_a_warning_on_the_later():
    twin = FIRST | {"Mã học sinh": "2299000009", "Số định danh cá nhân": "022216900009", "Họ tên": "nguyễn văn an"}
    done = check(Sheet(rows(FIRST, SECOND, twin)))
    assert done.rejected == []
    assert [(row, code) for row, _, code in done.warnings] == [(4, "POSSIBLE_DUPLICATE")]


def test_same_name_and_birth_date_in_two_classes_is_no_duplicate():
    other = FIRST | {"Mã học sinh": "2299000009", "Số định danh cá nhân": "022216900009", "Mã lớp": "4A2"}
    done = check(Sheet(rows(FIRST, other)))
    assert (done.rejected, done.warnings) == ([], [])


def test_leap_day_of_a_year_without_one_beside_serial_bounds():
    done = check(Sheet(rows(FIRST | {"Ngày sinh": 20000, "Số định danh cá nhân": ""})))
    assert done.values("born") == ["03/10/1954"]
    done = check(Sheet(rows(FIRST | {"Ngày sinh": 60000, "Số định danh cá nhân": ""})))
    assert done.values("born") == ["08/04/2064"]
