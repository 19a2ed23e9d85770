"""The register as workbooks: school, staff, classes, assignments, pupils, school years so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from hocba.model import Subject
from hocba.regulation import subject_info
from hocba_web.intake.exporting import captions
from hocba_web.intake.exporting.sheets import Cell, SheetOut
from hocba_web.intake.reading import KnownSchool
from hocba_web.schools.selectors import rows
from hocba_web.schools.selectors.rows import Place, Value

_MARK = "x"
_ADDRESS_PARTS = 4


def _sheet(name: str, header: Sequence[str], filled: Sequence[Mapping[str, Cell]]) -> SheetOut:
    """A sheet of one header row, its cells by caption."""
    return SheetOut(name, [header], [[one.get(caption) for caption in header] for one in filled])


def _day(value: Value) -> str:
    return f"{date.fromisoformat(str(value)):%d/%m/%Y}" if value else ""


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def school_sheets(known: KnownSchool) -> list[SheetOut]:
    """The school's profile, a line a field, with the technical names of the ministry's upload."""
    row = rows.school_row(known.year.school_id)
    head = next((one for one in rows.staff_rows(known.year.school_id).values() if one["position"] == "Hiệu trưởng"), {})
    lines = (
        ("Mã trường học", "MaTruongHoc", known.year.school_code),
        ("Tên trường học", "TenTruongHoc", row["name"]),
        ("Năm học", "NamHoc", str(known.year.first)),
        ("Cấp học", "CapHoc", "02"),
        ("Tên tỉnh", "TenTinh", row["province"]),
        ("Tên xã", "TenXa", row["commune"]),
        ("Mã sở giáo dục", "MaSoGiaoDuc", row["authority_code"]),
        ("Tên sở giáo dục", "TenSoGiaoDuc", row["authority_name"]),
        ("Địa chỉ trường", "DiaChi", row["address"]),
        ("Tên hiệu trưởng", "HieuTruong", head.get("name", "")),
        ("Số định danh cá nhân hiệu trưởng", "SoDinhDanhHieuTruong", head.get("personal_id", "")),
        ("Điện thoại trường học", "DienThoai", row["phone"]),
        ("Email trường học", "Email", row["email"]),
        ("Mã số thuế", "MaSoThue", row["tax_code"]),
    )
    header = ("Tên trường thông tin", "Tên kỹ thuật", "Giá trị")
    return [SheetOut("Sheet1", [header], [[caption, name, _text(value)] for caption, name, value in lines])]


def staff_sheets(known: KnownSchool) -> list[SheetOut]:
    """Everybody of the staff, those who left too."""
    found: list[Mapping[str, Cell]] = [
        {
            "STT": number,
            "Tên trường": known.year.school_name,
            "Mã định danh Bộ GD&ĐT": code,
            "Mã cán bộ": code,
            "Họ tên": _text(row["name"]),
            "Ngày sinh": _day(row["born"]),
            "Số định danh cá nhân": _text(row["personal_id"]),
            "Trạng thái CB": "Đang làm việc" if row["active"] else "Đã chuyển đi",
            "Email": _text(row["email"]),
            "Số điện thoại": _text(row["phone"]),
            "Nhóm chức vụ": _text(row["position"]),
        }
        for number, (code, row) in enumerate(rows.staff_rows(known.year.school_id).items(), start=1)
    ]
    return [_sheet("Sheet1", captions.STAFF, found)]


def class_sheets(known: KnownSchool) -> list[SheetOut]:
    """The classes with their homeroom teachers and how many pupils are on the roll."""
    sizes = Counter(one.class_name for one in known.places.values() if one.left_on is None and not one.status.has_left)
    found: list[Mapping[str, Cell]] = [
        {
            "STT": number,
            "Khối": f"Khối {row['grade']}",
            "Mã lớp": name,
            "Tên lớp": f"Lớp {name}",
            "Điểm trường": _text(row["campus"]),
            "Mã GVCN đầu năm": _text(row["homeroom_first"]),
            "Mã GVCN cuối năm": _text(row["homeroom_last"]),
            "Giáo viên chủ nhiệm": known.staff.get(_text(row["homeroom_last"]), ""),
            "Học ngoại ngữ 1": _text(row["foreign_language"]),
            "Sĩ số": sizes[name],
            "Số thứ tự": number,
        }
        for number, (name, row) in enumerate(rows.class_rows(known.year.id).items(), start=1)
    ]
    return [_sheet("Sheet1", captions.CLASSES, found)]


def assignment_sheets(known: KnownSchool) -> list[SheetOut]:
    """Who teaches what, a row a class, subject and term."""
    order = {name: place for place, name in enumerate(known.classes)}
    teaching = rows.assignment_rows(known.year.id)
    keys = sorted(teaching, key=lambda key: (order[key.partition("|")[0]], _place(key.partition("|")[2])))
    found: list[Mapping[str, Cell]] = []
    for key in keys:
        name, _, subject = key.partition("|")
        info = subject_info(Subject(subject))
        for term in (1, 2):
            code = _text(teaching[key][f"term_{term}"])
            if code:
                found.append(
                    {
                        "STT": len(found) + 1,
                        "Khối": f"Khối {known.classes[name].grade}",
                        "Mã lớp": name,
                        "Mã môn học": info.ministry_code,
                        "Tên môn học": info.csdl_caption,
                        "Học kỳ": term,
                        "Mã giáo viên": code,
                        "Họ tên giáo viên": known.staff.get(code, ""),
                    }
                )
    return [_sheet("Sheet1", captions.ASSIGNMENTS, found)]


def _place(subject: str) -> int:
    return list(Subject.__members__).index(subject)


def pupil_sheets(known: KnownSchool, wanted: Sequence[Place]) -> list[SheetOut]:
    """Pupils in the layout of the sector database's C1-HocSinh."""
    on_file = rows.pupil_rows(known.year.id, frozenset(one.class_id for one in wanted))
    found: list[Mapping[str, Cell]] = []
    for number, place in enumerate(wanted, start=1):
        row = on_file[place.code]
        hamlet, commune, district, province = _address(_text(row["home_place"]))
        cells: dict[str, Cell] = {
            "STT": number,
            "Mã lớp": place.class_name,
            "Mã học sinh": place.code,
            "Họ tên": place.name,
            "Ngày sinh": f"{place.born:%d/%m/%Y}",
            "Giới tính": place.sex,
            "Trạng thái HS": _text(row["status"]),
            "Ngày nhập trạng thái": _day(row["status_on"]),
            "Dân tộc": _text(row["ethnicity"]),
            "Quốc tịch": _text(row["nationality"]),
            "Loại khuyết tật": _text(row["disability"]),
            "Đối tượng chính sách": _text(row["policy_group"]),
            "Tỉnh/Thành phố\n(Theo quê quán)": province,
            "Quận/Huyện\n(Theo quê quán)": district,
            "Xã/Phường\n(Theo quê quán)": commune,
            "Tổ/Thôn/Xóm (Theo quê quán)": hamlet,
            "Nơi sinh chi tiết": _text(row["birthplace"]),
            "Chỗ ở hiện nay": _text(row["residence"]),
            "Khuyết tật không ĐG": _MARK if row["not_assessed"] else "",
            "Số định danh cá nhân": _text(row["personal_id"]),
            "Sổ đăng bộ": _text(row["register_no"]),
        }
        for kind, word in (("father", "cha"), ("mother", "mẹ"), ("guardian", "người giám hộ")):
            for field, caption in (
                ("name", "Họ tên"),
                ("occupation", "Nghề nghiệp"),
                ("born_year", "Năm sinh"),
                ("phone", "Số điện thoại"),
            ):
                cells[f"{caption} {word}"] = _text(row[f"{kind}_{field}"])
        found.append(cells)
    return [_sheet("Sheet1", captions.PUPILS, found)]


def _address(text: str) -> tuple[str, str, str, str]:
    """Hamlet, commune, district, province of an address written smallest first; joined again they are the address."""
    parts = text.split(", ") if text else []
    if len(parts) < _ADDRESS_PARTS:
        hamlet, commune, province = (["", "", "", *parts])[-3:]
        return hamlet, commune, "", province
    return ", ".join(parts[:-3]), parts[-3], parts[-2], parts[-1]


def history_sheets(known: KnownSchool, wanted: Sequence[Place]) -> list[SheetOut]:
    """School years so far, a row a pupil and year."""
    lines = rows.history_rows(known.year.id)
    numbers = {code: _text(row["register_no"]) for code, row in rows.pupil_rows(known.year.id).items()}
    found: list[Mapping[str, Cell]] = []
    for place in wanted:
        for field, value in lines.get(place.code, {}).items():
            first, _, entered_on = field.partition("/")
            class_name, _, school = _text(value).partition("|")
            found.append(
                {
                    "STT": len(found) + 1,
                    "Mã học sinh": place.code,
                    "Họ tên": place.name,
                    "Ngày sinh": f"{place.born:%d/%m/%Y}",
                    "Số đăng bộ": numbers.get(place.code, ""),
                    "Năm học": f"{first}-{int(first) + 1}",
                    "Lớp": class_name,
                    "Tên trường": school,
                    "Ngày nhập học/chuyển đến": _day(entered_on),
                }
            )
    return [_sheet("Sheet1", captions.HISTORY, found)]
