"""Class summaries of vnEdu."""

from __future__ import annotations

from support.workbooks.files import Cell, Rows
from support.workbooks.lists import Pupil
from support.workbooks.results import (
    COMPETENCIES,
    GENERAL,
    GENERAL_NAMES,
    LEVEL,
    QUALITIES,
    QUALITY_NAMES,
    SCORE,
    SPECIFIC,
    SPECIFIC_NAMES,
    SUBJECTS,
)


def vertical(caption: str) -> str:
    """A caption written one letter a line."""
    return "\n".join(caption)


VNEDU_CAPTIONS = (
    ("Tiếng Việt", LEVEL),
    ("Tiếng Việt", SCORE),
    ("Toán", LEVEL),
    ("Toán", SCORE),
    ("Đạo đức", LEVEL),
    ("Âm nhạc", LEVEL),
    ("Mĩ thuật", LEVEL),
    ("Giáo dục thể chất", LEVEL),
    ("Hoạt động trải nghiệm", LEVEL),
    ("Công nghệ", LEVEL),
    ("Công nghệ", SCORE),
    ("Tin học", LEVEL),
    ("Tin học", SCORE),
    ("Tiếng Anh", LEVEL),
    ("Tiếng Anh", SCORE),
    ("Khoa học", LEVEL),
    ("Khoa học", SCORE),
    ("Lịch sử và Địa lí", LEVEL),
    ("Lịch sử và Địa lí", SCORE),
)
RANKS = ("Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành")
_PARENTS = {
    "Âm nhạc": "Nghệ thuật",
    "Mĩ thuật": "Nghệ thuật",
    "Công nghệ": "Tin học và Công nghệ",
    "Tin học": "Tin học và Công nghệ",
}


def vnedu_sheet(
    rows: Rows, class_name: str = "4A1", *, title: str = "CUỐI NĂM HỌC", upright: bool = False, above: int = 5
) -> list[list[Cell]]:
    """One class as vnEdu exports it, unmerged: titles, four header rows, `rows`, signatures."""
    write = vertical if upright else str
    top: list[Cell] = ["STT", "MÃ VNEDU", "HỌ VÀ TÊN HỌC SINH", "Ngày, tháng, năm sinh", "Nữ"]
    second, third, fourth = [""] * 5, [""] * 5, [""] * 5
    seen: set[str] = set()
    for index, (subject, kind) in enumerate(VNEDU_CAPTIONS):
        parent = _PARENTS.get(subject, subject)
        top.append(SUBJECTS if index == 0 else "")
        second.append("" if parent in seen else write(parent))
        third.append(write(subject) if subject in _PARENTS and subject not in seen else "")
        fourth.append(write(kind))
        seen |= {parent, subject}
    for index, one in enumerate((*GENERAL_NAMES, *SPECIFIC_NAMES)):
        top.append(COMPETENCIES if index == 0 else "")
        second.append(GENERAL if index == 0 else SPECIFIC if index == len(GENERAL_NAMES) else "")
        third.append(write(one))
        fourth.append("")
    for index, one in enumerate(QUALITY_NAMES):
        top.append(QUALITIES if index == 0 else "")
        second.append(write(one))
        third.append("")
        fourth.append("")
    for index, one in enumerate(RANKS):
        top.append("Đánh giá KQGD" if index == 0 else "")
        second.append(write(one))
        third.append("")
        fourth.append("")
    for one in ("Chưa được lên lớp", "Ghi chú"):
        top.append(one)
        second.append("")
        third.append("")
        fourth.append("")
    titles: list[list[Cell]] = [
        ["TRƯỜNG TIỂU HỌC THỬ NGHIỆM"],
        [f"BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ GIÁO DỤC {title}"],
        ["Năm học: 2025 – 2026"],
        [f"Lớp: {class_name}"],
    ]
    titles += [[]] * (above - len(titles))
    closing: list[list[Cell]] = [
        ["", "", f"Tổng số: {len(rows)} học sinh"],
        [],
        [*[""] * 9, "HIỆU TRƯỞNG"],
        [*[""] * 9, "Trần Thị Thúy"],
    ]
    return [*titles, top, second, third, fourth, *map(list, rows), *closing]


def vnedu_row(pupil: Pupil, *, rank: str = "Hoàn thành tốt", tick: str = "\uf0fc", **changes: Cell) -> list[Cell]:
    """A pupil who reached `rank`; `changes` by "own", "name", "born", "Toán", "Toán điểm", "NL Khoa học", a rank,
    "not_promoted"."""
    values: dict[str, Cell] = {
        "stt": f"{pupil.number}.0",
        "own": f"25{pupil.number:08}",
        "name": pupil.name,
        "born": pupil.born,
        "female": "x" if pupil.sex == "Nữ" else "",
    }
    values |= {
        f"{subject}{' điểm' if kind == SCORE else ''}": 8 if kind == SCORE else "T" for subject, kind in VNEDU_CAPTIONS
    }
    values |= {f"NL {one}": "T" for one in (*GENERAL_NAMES, *SPECIFIC_NAMES)} | {
        f"PC {one}": "T" for one in QUALITY_NAMES
    }
    values |= {one: tick if one == rank else "" for one in RANKS} | {"not_promoted": "", "note": ""}
    unknown = changes.keys() - values.keys()
    assert not unknown, unknown
    return list((values | changes).values())
