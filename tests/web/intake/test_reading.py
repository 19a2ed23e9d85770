"""Files that are not what they should be: other schools', other years', broken, hostile."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from hocba_web.intake.kinds import FileKind
from hocba_web.intake.reading import KnownSchool, read_workbook
from hocba_web.schools.selectors.rows import year_of_school
from support.sample_school import SAMPLE
from support.web import make_school

PUPILS = ("STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính")


@pytest.fixture
def known(world):
    return KnownSchool(year_of_school(world.school.id, world.year.id))


def book(*rows, name="Sheet1"):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as out:
        sheet = out.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def code_of(reading):
    return reading.refusal.code if reading.refusal else None


def test_the_profile_of_another_school(known):
    reading = read_workbook((SAMPLE / "TruongHoc.xlsx").read_bytes(), "TruongHoc.xlsx", known)
    assert code_of(reading) == "INTAKE_OTHER_SCHOOL"
    assert "22990401" in str(reading.refusal.params["found"])


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("GiaoVien.xlsx", "INTAKE_OTHER_SCHOOL"),
        ("LopHoc.xlsx", "INTAKE_OTHER_SCHOOL"),
        ("KetQua-4-cn.xlsx", "INTAKE_STRANGERS"),
        ("TongKet-4.xlsx", "INTAKE_STRANGERS"),
        ("SucKhoe-hk2.xlsx", "INTAKE_STRANGERS"),
        ("QuaTrinhHocTap.xlsx", "INTAKE_STRANGERS"),
        ("nhan-xet/NhanXet-4A1-cn.xlsx", "INTAKE_STRANGERS"),
        ("DanhGiaBoSung.xlsx", "INTAKE_STRANGERS"),
        ("vnedu/BangTongHop-Khoi4-CuoiNam.xlsx", "INTAKE_OTHER_SCHOOL"),
    ],
)
def test_workbooks_of_another_school_give_nothing(known, file, code):
    reading = read_workbook((SAMPLE / file).read_bytes(), file, known)
    assert code_of(reading) == code
    assert reading.rows == {}


def test_pupils_of_classes_the_school_does_not_have(known):
    rows = [
        (1, "5C9", "2299000001", "Lê An", "01/02/2015", "Nam"),
        (2, "5C9", "2299000002", "Lê Bình", "01/02/2015", "Nam"),
    ]
    assert code_of(read_workbook(book(PUPILS, *rows), "hs.xlsx", known)) == "INTAKE_STRANGERS"


def test_a_class_list_with_the_title_of_another_school(known):
    rows = [(1, "4A1", "2299000001", "Lê An", "01/02/2016", "Nam")]
    found = read_workbook(book(("TRƯỜNG TIỂU HỌC HOA SEN",), PUPILS, *rows), "hs.xlsx", known)
    assert code_of(found) == "INTAKE_OTHER_SCHOOL"
    own = read_workbook(book((known.year.school_name.upper(),), PUPILS, *rows), "hs.xlsx", known)
    assert own.refusal is None
    assert list(own.rows) == ["2299000001"]


@pytest.mark.parametrize("title", ["Năm học: 2024 - 2025", "DANH SÁCH NĂM HỌC 2024–2025"])
def test_another_year_in_a_title_or_name(known, title):
    rows = [(1, "4A1", "2299000001", "Lê An", "01/02/2016", "Nam")]
    assert code_of(read_workbook(book((title,), PUPILS, *rows), "hs.xlsx", known)) == "INTAKE_OTHER_YEAR"
    assert code_of(read_workbook(book(PUPILS, *rows), "hs_2024-2025.xlsx", known)) == "INTAKE_OTHER_YEAR"


def test_results_that_do_not_say_when(known, world):
    pupil = world.enrolments["4A1"][0].pupil
    head = ("Mã lớp", "Mã học sinh", "Họ tên", "Toán (ĐG)", "Tiếng việt (ĐG)")
    content = book(head, ("4A1", pupil.ministry_id, pupil.name, "T", "H"))
    assert code_of(read_workbook(content, "diem.xlsx", known)) == "INTAKE_MOMENT_UNKNOWN"


def test_what_is_no_workbook_or_a_trap(known):
    assert code_of(read_workbook(b"%PDF-1.7 ...", "a.xlsx", known)) == "FILE_UNREADABLE"
    assert code_of(read_workbook(b"PK\x03\x04 torn", "a.xlsx", known)) == "FILE_UNREADABLE"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * (300 * 1024 * 1024))
    assert bomb.tell() < 1024 * 1024
    assert code_of(read_workbook(bomb.getvalue(), "a.xlsx", known)) == "FILE_UNREADABLE"
    assert code_of(read_workbook(book(("Món", "Giá"), ("Phở", 40000)), "a.xlsx", known)) == "INTAKE_KIND_UNKNOWN"


def test_one_bad_row_does_not_stop_the_others(known, world):
    rows = [
        (1, "4A1", "2299000001", "Lê An", "31/02/2016", "Nam"),
        (2, "9Z", "2299000002", "Lê Bình", "01/02/2016", "Nam"),
        (3, "4A1", "2299000003", "Lê Chi", "01/02/2016", "Nữ"),
    ]
    reading = read_workbook(book(PUPILS, *rows), "hs.xlsx", known)
    assert reading.kind is FileKind.PUPILS
    assert list(reading.rows) == ["2299000003"]
    assert [(one.code, one.row, one.column) for one in reading.rejected] == [
        ("DATE_INVALID", 2, "E"),
        ("CLASS_INVALID", 3, "B"),
    ]


def test_names_of_schools_are_compared_without_rank(db):
    world = make_school(name="Trường Tiểu học Phương Đông", classes=("4A1",))
    known = KnownSchool(year_of_school(world.school.id, world.year.id))
    rows = [(1, "4A1", "2299000001", "Lê An", "01/02/2016", "Nam")]
    assert read_workbook(book(("TRƯỜNG TH PHƯƠNG ĐÔNG",), PUPILS, *rows), "hs.xlsx", known).refusal is None
