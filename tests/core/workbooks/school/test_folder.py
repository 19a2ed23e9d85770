"""The folder: files missing, damaged, renamed, and pupils whose rows disagree between files."""

from __future__ import annotations

import shutil

import pytest

from hocba.errors import UnreadableFile, UsageError
from hocba.model import Moment, SchoolYear, Subject
from hocba.workbooks.school import load_school, load_staff
from support.sample_school import YEAR, codes, column, sample, small_pupils

LEFT = "2299055009"
"""Left 1A4 in the first term."""


def findings(data) -> list[tuple[str, str, bool]]:
    return [(one.code, one.where, one.is_error) for one in data.findings]


def test_the_small_school_is_clean(school) -> None:
    data = school.load()
    assert findings(data) == []
    assert set(data.pupils) == small_pupils()
    assert set(data.classes) == {"1A4", "5A2"}


def test_no_folder(tmp_path) -> None:
    with pytest.raises(UsageError, match="SCHOOL_FOLDER_MISSING"):
        load_school(tmp_path / "none", YEAR)


@pytest.mark.parametrize("file", ["TruongHoc", "LopHoc", "GiaoVien", "PhanCong", "C1-HocSinh"])
def test_compulsory_files(file, school) -> None:
    path = school.folder / f"{file}.xlsx"
    data = path.read_bytes()
    path.unlink()
    with pytest.raises(UsageError) as missing:
        school.load()
    assert missing.value.code == "SCHOOL_FILE_MISSING"
    assert path.name in missing.value.params["file"]
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableFile) as damaged:
        school.load()
    assert (damaged.value.code, damaged.value.where) == ("FILE_UNREADABLE", path.name)


def test_a_compulsory_file_of_another_kind(school) -> None:
    (school.folder / "LopHoc.xlsx").write_bytes((school.folder / "GiaoVien.xlsx").read_bytes())
    with pytest.raises(UnreadableFile, match="FILE_WRONG_KIND"):
        school.load()


def test_another_school_year(school) -> None:
    with pytest.raises(UsageError, match="SCHOOL_YEAR_MISMATCH"):
        load_school(school.folder, SchoolYear(2024))


def test_other_files_are_needed_or_not(school) -> None:
    for name in ("KetQua-1-cn", "KetQua-5-gk1", "TongKet-1", "SucKhoe-hk2", "QuaTrinhHocTap", "DanhGiaBoSung"):
        (school.folder / f"{name}.xlsx").unlink()
    (school.folder / "nhan-xet" / "NhanXet-5A2-cn.xlsx").unlink()
    data = school.load()
    assert sorted(findings(data)) == [
        ("FILE_MISSING", "KetQua-1-cn.xlsx", True),
        ("FILE_MISSING", "KetQua-5-gk1.xlsx", False),
        ("FILE_MISSING", "QuaTrinhHocTap.xlsx", True),
        ("FILE_MISSING", "SucKhoe-hk2.xlsx", True),
        ("FILE_MISSING", "TongKet-1.xlsx", True),
        ("FILE_MISSING", "nhan-xet/NhanXet-5A2-cn.xlsx", False),
    ]
    assert {data.pupils[code].class_name for code in data.year_end} == {"5A2"}
    assert not data.health
    assert not data.supplementary


@pytest.mark.parametrize("file", ["KetQua-1-cn.xlsx", "DanhGiaBoSung.xlsx", "nhan-xet/NhanXet-5A2-cn.xlsx"])
def test_a_truncated_file_is_a_finding_and_nothing_is_read_of_it(file, school) -> None:
    path = school.folder / file
    path.write_bytes(path.read_bytes()[:3000])
    data = school.load()
    assert [(code, where) for code, where, _ in findings(data)] == [("FILE_UNREADABLE", file)]


def test_a_file_of_another_kind_under_a_name(school) -> None:
    (school.folder / "TongKet-1.xlsx").write_bytes((school.folder / "SucKhoe-hk2.xlsx").read_bytes())
    assert findings(school.load()) == [("FILE_WRONG_KIND", "TongKet-1.xlsx", True)]


def test_results_of_another_grade_under_a_name(school) -> None:
    """Every row is refused: the pupils are not in that grade, whatever the file's name says."""
    (school.folder / "KetQua-1-cn.xlsx").write_bytes((school.folder / "KetQua-5-cn.xlsx").read_bytes())
    data = school.load()
    grade_1 = {code for code in data.year_end if data.pupils[code].class_name == "1A4"}
    assert not grade_1
    assert {one.code for one in data.findings if one.is_error} >= {"CLASS_MISMATCH"}


def test_other_folders_and_files_are_never_read(school) -> None:
    for name in (
        "khac/rác.xlsx",
        "vnedu/rác.xlsx",
        "nhan-xet/~$NhanXet-5A2-cn.xlsx",
        "nhan-xet/ghi chú.xlsx",
        "KetQua-6-cn.xlsx",
    ):
        path = school.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"no workbook")
    assert findings(school.load()) == []


def test_names_in_another_case(school) -> None:
    for before, after in (
        ("KetQua-1-cn.xlsx", "KETQUA-1-CN.XLSX"),
        ("nhan-xet", "Nhan-Xet"),
        ("LopHoc.xlsx", "lophoc.xlsx"),
    ):
        (school.folder / before).rename(school.folder / after)
    data = school.load()
    assert findings(data) == []
    code = codes(data, "5A2")[0]
    assert data.results[code].at(Moment.YEAR_END).subjects[Subject.MATHS].comment


def test_the_first_pupil_list_is_read(school) -> None:
    (school.folder / "CSDL_HocSinh.xls").write_bytes(b"no workbook")
    assert set(school.load().pupils) == small_pupils()
    (school.folder / "C1-HocSinh.xlsx").unlink()
    with pytest.raises(UnreadableFile) as caught:
        school.load()
    assert caught.value.where == "CSDL_HocSinh.xls"


def test_a_pupil_twice_in_the_list(school) -> None:
    def double(rows):
        rows.append([*rows[3]])

    school.edit("C1-HocSinh.xlsx", double)
    data = school.load()
    rejected = data.rejected_rows[0]
    assert set(data.pupils) == small_pupils()
    assert [one.code for one in rejected.findings] == ["DUP_IN_FILE"]
    assert rejected.pupil in data.pupils
    assert rejected.findings[0].params["first_row"] == 4
    assert findings(data) == []


def test_a_rejected_pupil_is_named_once(school) -> None:
    """The row is refused for its own fault; that no other file then finds the pupil is not said thirty times."""
    code = codes(sample(), "5A2")[0]
    school.set("C1-HocSinh.xlsx", code, "Ngày sinh", "2015")
    data = school.load()
    assert [(row.pupil, row.findings[0].code) for row in data.rejected_rows] == [(code, "DATE_INVALID")]
    assert findings(data) == []


def test_a_pupil_removed_from_the_list_is_unknown_elsewhere(school) -> None:
    code = codes(sample(), "5A2")[0]
    school.drop("C1-HocSinh.xlsx", code)
    data = school.load()
    assert code not in data.pupils
    assert {one.code for one in data.findings} == {"PUPIL_UNKNOWN"}
    assert {one.pupil for one in data.findings} == {code}
    assert {one.where.partition("!")[0] for one in data.findings if one.is_error} >= {
        "KetQua-5-cn.xlsx",
        "TongKet-5.xlsx",
    }
    assert all(not one.is_error for one in data.findings if one.where.startswith("KetQua-5-gk1"))


def test_shifted_results_stop_only_who_is_shifted(school) -> None:
    """Two names exchanged, as a partial sort leaves them."""
    first, second, *others = (code for code in codes(sample(), "5A2") if code in small_pupils())

    def shift(rows):
        name = column(rows, "Họ tên")
        one, other = (next(row for row in rows if code in row) for code in (first, second))
        one[name], other[name] = other[name], one[name]

    school.edit("KetQua-5-cn.xlsx", shift)
    data = school.load()
    assert set(data.errors) == {first, second}
    assert {one.code for ones in data.errors.values() for one in ones} == {"NAME_MISMATCH"}
    assert set(others) <= set(data.year_end)
    assert not {first, second} & set(data.year_end)


def test_a_bad_cell_at_an_earlier_moment_stops_nothing(school) -> None:
    code = codes(sample(), "5A2")[0]
    school.set("KetQua-5-gk1.xlsx", code, "Đạo đức", "A")
    data = school.load()
    assert [(one.code, one.pupil, one.is_error) for one in data.findings] == [("LEVEL_INVALID", code, False)]
    assert data.errors == {}
    assert Moment.MID1 not in data.results[code].moments


def test_register_number_from_the_history_fills_a_gap(school) -> None:
    code = codes(sample(), "5A2")[0]
    school.set("C1-HocSinh.xlsx", code, "Sổ đăng bộ", "")
    assert school.load().pupils[code].identity.register_no == sample().pupils[code].identity.register_no != ""


def test_year_end_without_the_last_columns(school) -> None:
    """A result file may lack completion, promotion and overall result; the year summary says them."""
    last = ("Hoàn thành\nchương trình lớp học", "Lên lớp", "Xếp loại")

    def cut(rows):
        first = min(column(rows, caption) for caption in last)
        return [row[:first] for row in rows]

    school.edit("KetQua-5-cn.xlsx", cut)
    data = school.load()
    assert findings(data) == []
    row = data.year_end[codes(data, "5A2")[0]]
    assert (row.overall, row.grade_completed, row.promoted) == (None, None, None)
    assert all(one.decided for one in data.results.values() if one.grade == 5 and not one.not_assessed)


def test_who_left_has_no_year_end_row(school) -> None:
    data = school.load()
    assert data.pupils[LEFT].status.has_left
    assert LEFT not in data.year_end
    assert set(data.results[LEFT].moments) == {Moment.MID1}


def test_no_comments_at_all(school) -> None:
    shutil.rmtree(school.folder / "nhan-xet")
    assert findings(school.load()) == [
        ("FILE_MISSING", f"nhan-xet/NhanXet-{name}-cn.xlsx", False) for name in ("1A4", "5A2")
    ]


def test_a_folder_in_the_place_of_a_file(school) -> None:
    (school.folder / "SucKhoe-hk2.xlsx").unlink()
    (school.folder / "SucKhoe-hk2.xlsx").mkdir()
    assert findings(school.load()) == [("FILE_UNREADABLE", "SucKhoe-hk2.xlsx", True)]


def test_too_many_pupils_for_one_school(school) -> None:
    school.edit("C1-HocSinh.xlsx", lambda rows: [rows[0][:6], *([rows[1][:6]] * 6001)])
    with pytest.raises(UnreadableFile) as caught:
        school.load()
    assert (caught.value.code, caught.value.params["count"]) == ("FILE_TOO_MANY_ROWS", 6001)


def test_staff_without_the_rest(school) -> None:
    for name in ("LopHoc.xlsx", "PhanCong.xlsx", "C1-HocSinh.xlsx"):
        (school.folder / name).unlink()
    identity, staff = load_staff(school.folder)
    assert identity == sample().school
    assert {member.code for member in staff} == set(sample().staff)
