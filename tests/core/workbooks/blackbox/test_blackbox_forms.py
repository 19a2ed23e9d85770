"""The forms of pupil lists from outside: newer export, enrolment list, profile of 95 columns; what every form needs."""

import pytest

from support.raw_workbook import Sheet, workbook
from support.trial import check

CAPTIONS = ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân"]
AN = [1, "4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", "Nam", "022216900001"]
BINH = [2, "4A1", "2299000002", "Trần Thị Bình", "01/09/2016", "Nữ", "022316900002"]
CHI = [3, "4A2", "2299000003", "Lê Thị Chi", "02/10/2016", "Nữ", "022316900003"]


def codes(done):
    return done.values("code")


# 2.4: the newer export
NEWER = [
    "STT", "Mã định danh Bộ GD&ĐT", "Họ tên", "Ngày sinh", "Giới tính", "Dân tộc", "Trạng thái", "SĐT liên hệ",
    "Nơi sinh chi tiết", "Tổ/thôn Hộ khẩu thường trú", "Tỉnh thành quê quán", "Phường Xã quê quán",
    "Chỗ ở hiện nay", "Số CMND",
    "Ngày cấp", "Nơi cấp", "Tên cha", "Nghề nghiệp cha", "Năm sinh cha", "Tên mẹ", "Nghề nghiệp mẹ", "Năm sinh mẹ",
    "Lớp học",
    "Khối học", "Số định danh cá nhân",
]  # fmt: skip


def newer(code="2299\u00a0000001", born="15/03/2016", class_="4A1"):
    return [1, code, "Nguyễn Văn\u00a0An", born, "Nam", "Kinh", "Đang học", "0900000001", *[""] * 8,
    "Nguyễn Văn Cha", "",
            "1985", "Trần Thị Mẹ", "", "1987", class_, "Khối 4", "022216900001"]  # fmt: skip


def test_newer_export():
    titles = [["SỞ GIÁO DỤC VÀ ĐÀO TẠO"], ["DANH SÁCH HỌC SINH LỚP 4A1"], []]
    done = check(Sheet([*titles, NEWER, newer(), newer("2299000001", class_="4A2"), newer("2299000005", "31/04/2016")]))
    assert done.accepted == [
        {
            "row": 5,
            "class": "4A1",
            "code": "2299000001",
            "name": "Nguyễn Văn An",
            "born": "15/03/2016",
            "sex": "Nam",
            "personal_id": "022216900001",
        }
    ]
    assert (6, "B", "DUP_IN_FILE") in done.rejected
    assert (7, "D", "DATE_INVALID") in done.rejected
    assert done.printed["ignored_rows"] == 3


# 2.5: the enrolment list
ENROLMENT = ["STT", "Họ và tên", "Ngày sinh", "Nữ", "Dân tộc", "Số CCCD", "K.tật", "Ghi chú"]


def enrolled(number, name, born, girl, identity):
    return [number, name, born, girl, "Kinh", identity, "", ""]


def test_enrolment_list():
    rows = [
        ["TRƯỜNG TIỂU HỌC PHƯƠNG ĐÔNG"],
        ["LỚP 1A"],
        ENROLMENT,
        enrolled(1, "Nguyễn Văn An", "15/03/2019", "", "022219900001"),
        enrolled(2, "Trần Thị Bình", "1.9.2019", "x", "22319900002"),
        [],
        ["LỚP 1B"],
        ENROLMENT,
        enrolled(1, "Lê Thị Chi", "02/10/2019", "x", "022319900003"),
        enrolled(2, "Phạm Gia Cường", "31/09/2019", "", "022219900004"),
        ["Tổng: 4", "", "", 2],
        ["", "Người lập"],
    ]
    done = check(Sheet(rows))
    assert [(row["row"], row["class"], row["code"], row["sex"]) for row in done.accepted] == [
        (4, "1A", "TAM-022219900001", "Nam"),
        (5, "1A", "TAM-022319900002", "Nữ"),
        (9, "1B", "TAM-022319900003", "Nữ"),
    ]
    assert done.rejected == [(10, "C", "DATE_INVALID")]
    assert done.warnings == [(5, "F", "ID_PADDED")]
    assert done.printed["ignored_rows"] == 7


@pytest.mark.parametrize("caption", ["Số CCCD", "So CMND/TCC", "Số CMND/TCC"])
def test_enrolment_list_with_old_paper_caption(caption):
    header = [*ENROLMENT[:5], caption, *ENROLMENT[6:]]
    done = check(Sheet([["LỚP 1A"], header, enrolled(1, "Nguyễn Văn An", "15/03/2019", "", "022219900001")]))
    assert codes(done) == ["TAM-022219900001"]


def test_enrolment_row_without_personal_id_has_no_code():
    done = check(Sheet([["LỚP 1A"], ENROLMENT, enrolled(1, "Nguyễn Văn An", "15/03/2019", "", "")]))
    assert [code for _, _, code in done.rejected] == ["REQUIRED_MISSING"]


def test_same_child_twice_in_an_enrolment_list():
    child = enrolled(1, "Nguyễn Văn An", "15/03/2019", "", "022219900001")
    done = check(Sheet([["LỚP 1A"], ENROLMENT, child, child]))
    assert {(row, code) for row, _, code in done.rejected} <= {(4, "DUP_IN_FILE"), (4, "DUP_PERSONAL_ID")}
    assert done.values("row") == [3]


# 2.6: the profile of 95 columns
PROFILE = {
    0: "STT", 1: "Mã học sinh", 2: "Họ và tên", 3: "Tên", 5: "Ngày sinh", 6: "Giới tính", 7: "Lớp",
    10: "Trạng thái", 15: "Sổ đăng bộ", 16: "Nơi sinh", 22: "Dân tộc", 30: "Khuyết tật", 57: "CCCD", 60: "Email",
    64: "Khuyết tật không ĐG",
}  # fmt: skip


def profile(values):
    row = [""] * 95
    for index, value in values.items():
        row[index] = value
    return row


def test_profile_of_95_columns_is_a_pupil_list_in_spite_of_its_email_column():
    header = profile({n: f"Cột {n}" for n in range(95)} | PROFILE)
    row = profile(
        {
            0: 1,
            1: "2299000001",
            2: "Nguyễn Văn An",
            3: "An",
            5: "15/03/2016",
            6: "Nam",
            7: "4A1",
            10: "Đang học",
            57: "022216900001",
            60: "me@nha.example",
            64: "Không",
        }
    )
    done = check(Sheet([header, row, [*row[:1], "2299000002", *row[2:57], "022316900001", *row[58:]]]))
    assert done.printed["kind"] == "pupils"
    assert [(r["code"], r["name"], r["class"]) for r in done.accepted] == [("2299000001", "Nguyễn Văn An", "4A1")]
    assert (3, "BF", "ID_SEX_MISMATCH") in done.rejected


# required captions
@pytest.mark.parametrize("missing", ["Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính"])
def test_missing_required_caption_refuses_the_file_and_is_named(missing):
    table = [[v for v, c in zip(row, CAPTIONS, strict=True) if c != missing] for row in (CAPTIONS, AN, BINH)]
    done = check(Sheet(table), "--kind", "pupils")
    assert done.printed["file_error"] == {"code": "FILE_MISSING_COLUMN", "caption": missing}
    assert (done.printed["outcome"], done.exit_code, done.accepted, done.rejected) == ("rejected_file", 1, [], [])


def test_missing_personal_id_column_is_only_a_warning():
    done = check(Sheet([row[:6] for row in (CAPTIONS, AN, BINH)]))
    assert (done.rejected, codes(done)) == ([], ["2299000001", "2299000002"])
    assert {code for _, _, code in done.warnings} <= {"ID_MISSING"}


@pytest.mark.parametrize(("rows", "code"), [(6000, None), (6001, "FILE_TOO_MANY_ROWS")])
def test_at_most_six_thousand_pupils(rows, code):
    table = [[n, "4A1", str(2290000000 + n), "Nguyễn Văn An", "15/03/2016", "Nam", ""] for n in range(rows)]
    done = check(Sheet([CAPTIONS, *table]))
    assert done.file_error == code
    assert len(done.accepted) == (0 if code else 6000)


def test_class_list_of_the_school():
    roster = workbook(Sheet([CAPTIONS, AN]))
    done = check(Sheet([CAPTIONS, AN, CHI]), "--kind", "pupils", roster=roster)
    assert done.rejected == [(3, "B", "CLASS_INVALID")]
    classes = workbook(
        Sheet([["STT", "Khối", "Mã lớp", "Tên lớp", "GVCN"], [1, 4, "4A1", "4A1", ""], [2, 4, "4A2", "4A2", ""]])
    )
    done = check(Sheet([CAPTIONS, AN, CHI]), "--kind", "pupils", roster=classes)
    assert done.rejected == []
