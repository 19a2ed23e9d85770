"""Comments, registers and the pupil list, each on a table of its own making."""

from __future__ import annotations

from datetime import date

import pytest

from hocba.errors import UsageError
from hocba.model import (
    Moment,
    MomentResults,
    PupilStatus,
    SchoolYear,
    Subject,
    SubjectEntry,
    SubjectLevel,
)
from hocba.workbooks.school.data import StaffMember
from hocba.workbooks.school.pupils import read_pupils
from hocba.workbooks.school.reading import Log
from hocba.workbooks.school.registers import (
    head_of,
    read_assignments,
    read_classes,
    read_profile,
    read_staff,
    school_of,
)
from hocba.workbooks.school.results import read_comments
from support.school_tables import BORN, CODE, NAME, PUPILS, said, tables

# -- comments ------------------------------------------------------------------------------------------------------

COMMENTS = ("STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Mức đạt được", "Nội dung nhận xét")


def comments(row, *, sheet="Toán", class_name="4A1", moment=Moment.YEAR_END):
    log = Log()
    results = {CODE: MomentResults({Subject.MATHS: SubjectEntry(SubjectLevel.COMPLETED, 7)})}
    scope = ("nhan-xet/NhanXet-4A1-cn.xlsx", class_name, moment)
    return read_comments(log, scope, tables("comments", COMMENTS, row, sheet=sheet), PUPILS, results), log


def test_comments_by_sheet() -> None:
    found, log = comments([1, "4A1", f"{CODE}\u200b", NAME, BORN, "H", "Em  cố gắng."])
    assert found == {CODE: {Subject.MATHS: "Em cố gắng."}}
    assert not log.findings


@pytest.mark.parametrize(
    ("sheet", "subjects"),
    [
        ("TH-CN (Tin học)", {Subject.IT}),
        ("Tin học và Công nghệ", {Subject.IT, Subject.TECHNOLOGY}),
        ("Tin học và Công nghệ (Công nghệ)"[:31], {Subject.TECHNOLOGY}),
        ("LỊCH SỬ & ĐỊA LÍ", {Subject.HISTORY_GEO}),
    ],
)
def test_sheets_of_comments_are_named_by_subject(sheet, subjects) -> None:
    found, _ = comments([1, "4A1", CODE, NAME, BORN, "", "Em cố gắng."], sheet=sheet)
    assert set(found[CODE]) == subjects


def test_a_sheet_of_no_subject_is_left_out_and_said() -> None:
    found, log = comments([1, "4A1", CODE, NAME, BORN, "H", "Em cố gắng."], sheet="Tạm")
    assert found == {}
    assert said(log) == [("COMMENT_SHEET_UNKNOWN", "nhan-xet/NhanXet-4A1-cn.xlsx!Tạm", False)]


def test_a_level_other_than_in_the_results_warns() -> None:
    found, log = comments([1, "4A1", CODE, NAME, BORN, "T", "Em cố gắng."])
    assert found[CODE]
    assert said(log) == [("COMMENT_LEVEL_DIFFERS", "nhan-xet/NhanXet-4A1-cn.xlsx!Toán!F2", False)]


def test_a_shifted_comment_stops_the_year_end_only() -> None:
    """A comment under another pupil's name may not be signed; at an earlier moment nothing is signed."""
    row = [1, "4A1", CODE, "Hoàng Đức Anh", BORN, "H", "Em cố gắng."]
    at_year_end, stopping = comments(row)
    before, warning = comments(row, moment=Moment.END1)
    assert at_year_end == before == {}
    assert [(one.code, one.is_error) for one in stopping.findings] == [("NAME_MISMATCH", True)]
    assert [(one.code, one.is_error) for one in warning.findings] == [("NAME_MISMATCH", False)]


def test_comments_of_another_class_than_the_file() -> None:
    found, log = comments([1, "", CODE, NAME, BORN, "H", "Em cố gắng."], class_name="4A2")
    assert found == {}
    assert [one.code for one in log.findings] == ["CLASS_MISMATCH"]


# -- registers -----------------------------------------------------------------------------------------------------

ASSIGNMENTS = ("STT", "Mã lớp", "Mã môn học", "Tên môn học", "Học kỳ", "Mã giáo viên", "Họ tên giáo viên")


def assignments(*rows):
    log = Log()
    found = read_assignments(log, "PhanCong.xlsx", tables("assignments", ASSIGNMENTS, *rows), ["4A1"])
    return [(one.subject, one.term, one.teacher) for one in found.get("4A1", ())], [one.code for one in log.findings]


@pytest.mark.parametrize("term", [2, 2.0, "2", "II", "HK2", "Học kỳ 2", "Học kì II"])
def test_terms_in_every_spelling(term) -> None:
    assert assignments([1, "4A1", "01", "Toán", term, "22980"]) == ([(Subject.MATHS, 2, "22980")], [])


def test_a_whole_year_is_both_terms() -> None:
    found, _ = assignments([1, "4A1", "01", "Toán", "Cả năm", "22980"])
    assert [term for _, term, _ in found] == [1, 2]


def test_name_and_code_together_tell_it_from_technology() -> None:
    found, codes = assignments(
        [1, "4A1", "87", "TH-CN (Tin học)", 2, "22981"],
        [2, "4A1", 87, "TH-CN (Công nghệ)", 2, "22982"],
    )
    assert found == [(Subject.IT, 2, "22981"), (Subject.TECHNOLOGY, 2, "22982")]
    assert codes == []


def test_the_code_of_another_subject_warns() -> None:
    found, codes = assignments([1, "4A1", "02", "Toán", 2, "22981"])
    assert found == [(Subject.MATHS, 2, "22981")]
    assert codes == ["SUBJECT_CODE_DIFFERS"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([1, "4A9", "01", "Toán", 2, "22981"], "CLASS_INVALID"),
        ([1, "4A1", "01", "Thiên văn", 2, "22981"], "SUBJECT_UNKNOWN"),
        ([1, "4A1", "01", "Toán", 3, "22981"], "TERM_INVALID"),
        ([1, "4A1", "01", "Toán", 2, ""], "REQUIRED_MISSING"),
    ],
)
def test_a_bad_assignment(row, code) -> None:
    assert assignments(row) == ([], [code])


CLASSES = ("STT", "Mã lớp", "Mã GVCN đầu năm", "Mã GVCN cuối năm", "Học ngoại ngữ 1")


def test_classes() -> None:
    log = Log()
    rows = ([1, "Lớp 4A1", "1", "2", "Tiếng Anh"], [2, "4A1", "3", "3", ""], [3, "6A", "4", "4", ""])
    found = read_classes(log, "LopHoc.xlsx", tables("classes", CLASSES, *rows))
    assert list(found) == ["4A1"]
    assert (found["4A1"].grade, found["4A1"].homeroom_start, found["4A1"].homeroom) == (4, "1", "2")
    assert found["4A1"].foreign_language == "Tiếng Anh"
    assert [one.code for one in log.findings] == ["DUP_IN_FILE", "CLASS_INVALID"]


def test_staff() -> None:
    log = Log()
    header = ("Mã định danh Bộ GD&ĐT", "Họ tên", "Trạng thái CB", "Email", "Nhóm chức vụ", "Số định danh cá nhân")
    rows = (
        ["1.0", "Bùi Thị Nga", "Đang làm việc", "a@b.example", "Giáo viên", ""],
        ["2", "Vũ Thị Yến", "Đã nghỉ hưu", "c@b.example", "", "123"],
    )
    found = read_staff(log, "GiaoVien.xlsx", tables("staff", header, *rows))
    assert {code: (one.name, one.active, one.position, one.personal_id) for code, one in found.items()} == {
        "1": ("Bùi Thị Nga", True, "Giáo viên", "")
    }
    assert [(one.code, one.is_error) for one in log.findings] == [("ID_MISSING", False), ("ID_FORMAT", True)]


PROFILE = {
    "Mã trường học": "22990401",
    "Tên trường học": "Trường Tiểu học A",
    "Năm học": "2025",
    "Mã sở giáo dục": "22",
    "Tên sở giáo dục": "Sở A",
    "Tên tỉnh": "Tỉnh Quảng Ninh",
    "Tên xã": "Phường Yên Tử",
    "Tên hiệu trưởng": "Trần Thị Thúy",
    "Số định danh cá nhân hiệu trưởng": "031171903311",
}


def profile(**changes):
    lines = [[caption, "", value] for caption, value in (PROFILE | changes).items() if value is not None]
    return read_profile("TruongHoc.xlsx", tables("school", ("Tên trường thông tin", "Tên kỹ thuật", "Giá trị"), *lines))


@pytest.mark.parametrize("caption", [caption for caption in PROFILE if caption != "Năm học"])
def test_a_school_without_a_compulsory_value(caption) -> None:
    broken = profile(**{caption: None})
    reader = (
        (lambda: head_of(broken, [])) if "hiệu trưởng" in caption else (lambda: school_of(broken, SchoolYear(2025)))
    )
    with pytest.raises(UsageError) as caught:
        reader()
    assert (caught.value.code, caught.value.params["caption"]) == ("SCHOOL_FIELD_MISSING", caption)


@pytest.mark.parametrize("stated", ["2025", 2025.0, "2025-2026", "2025 - 2026", None])
def test_school_year_of_the_profile(stated) -> None:
    assert school_of(profile(**{"Năm học": stated}), SchoolYear(2025)).code == "22990401"


@pytest.mark.parametrize("stated", ["2024", "2024-2025", "năm nay"])
def test_another_school_year_is_refused(stated) -> None:
    with pytest.raises(UsageError, match="SCHOOL_YEAR_MISMATCH"):
        school_of(profile(**{"Năm học": stated}), SchoolYear(2025))


def test_lost_zero_of_the_head_is_put_back_if_the_staff_list_knows_it() -> None:
    stated = profile(**{"Số định danh cá nhân hiệu trưởng": 31171903311.0})
    member = StaffMember("1", "Trần Thị Thúy", "031171903311", active=True, position="Hiệu trưởng", where="")
    assert head_of(stated, [member]).personal_id == "031171903311"
    with pytest.raises(UsageError, match="HEAD_ID_INVALID"):
        head_of(stated, [])


# -- pupils --------------------------------------------------------------------------------------------------------

LIST = {
    "Mã lớp": "4A1",
    "Mã học sinh": CODE,
    "Họ tên": NAME,
    "Ngày sinh": BORN,
    "Giới tính": "Nam",
    "Trạng thái HS": "Đang học",
    "Ngày nhập trạng thái": "05/09/2025",
    "Loại khuyết tật": "",
    "Tỉnh/Thành phố\n(Theo quê quán)": "Tỉnh Quảng Ninh",
    "Xã/Phường\n(Theo quê quán)": "Phường Yên Tử",
    "Tỉnh/Thành phố\n(Theo nơi sinh)": "Tỉnh Nam Định",
    "Nơi sinh chi tiết": "",
    "Chỗ ở hiện nay": "Khu 1",
    "Khuyết tật không ĐG": "",
    "Số định danh cá nhân": "022216900123",
}


def pupil(**changes):
    log = Log()
    row = LIST | changes
    found, rejected = read_pupils(log, "C1-HocSinh.xlsx", tables("pupils", list(row), list(row.values())), ["4A1"])
    return found.get(CODE), rejected, log


def test_a_pupil() -> None:
    found, rejected, log = pupil()
    assert found is not None
    assert found.identity.home_place == "Phường Yên Tử, Tỉnh Quảng Ninh"
    assert found.identity.birthplace == "Tỉnh Nam Định"
    assert found.identity.residence == "Khu 1"
    assert found.status_on == date(2025, 9, 5)
    assert (rejected, log.findings) == ((), [])


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ("Chuyển đi kì 2", PupilStatus.MOVED_TERM_2),
        ("CHUYỂN ĐI KỲ 2", PupilStatus.MOVED_TERM_2),
        ("08", PupilStatus.MOVED_TERM_2),
        (8.0, PupilStatus.MOVED_TERM_2),
        ("", PupilStatus.STUDYING),
    ],
)
def test_status_in_words_or_by_number(stated, status) -> None:
    found, _, log = pupil(**{"Trạng thái HS": stated})
    assert found is not None
    assert found.status is status
    assert not log.findings


def test_a_status_of_no_list_decides_nothing() -> None:
    found, _, log = pupil(**{"Trạng thái HS": "Bảo lưu"})
    assert found is not None
    assert not found.status.has_left
    assert [(one.code, one.is_error, one.pupil) for one in log.findings] == [("PUPIL_STATUS_UNKNOWN", False, CODE)]


@pytest.mark.parametrize(
    ("stated", "words"), [("x", "Khuyết tật"), ("Khuyết tật nhìn", "Khuyết tật nhìn"), ("", ""), ("0", "")]
)
def test_kind_of_disability(stated, words) -> None:
    found, _, _ = pupil(**{"Loại khuyết tật": stated})
    assert found is not None
    assert found.disability == words


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"Ngày sinh": "13/25/2016"}, "DATE_INVALID", "D2"),
        ({"Mã lớp": "4A7"}, "CLASS_INVALID", "A2"),
        ({"Khuyết tật không ĐG": "chưa rõ"}, "FLAG_INVALID", "N2"),
        ({"Số định danh cá nhân": "022316900123"}, "ID_SEX_MISMATCH", "O2"),
    ],
)
def test_a_rejected_row_keeps_what_names_the_pupil(changes, code, cell) -> None:
    found, rejected, _ = pupil(**changes)
    assert found is None
    assert [(one.code, one.where) for one in rejected[0].findings] == [(code, f"C1-HocSinh.xlsx!Sheet1!{cell}")]
    assert (rejected[0].pupil, rejected[0].name, rejected[0].where) == (CODE, NAME, "C1-HocSinh.xlsx!Sheet1!2")
