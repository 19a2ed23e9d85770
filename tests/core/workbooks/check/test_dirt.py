"""The bundled sample under all the dirt of real files at once: the same pupils and results come out."""

from __future__ import annotations

import random
import unicodedata
from datetime import date
from importlib.resources import as_file, files

import pytest

from hocba.workbooks import check_file, read_roster, read_sheets
from support.workbooks import plain_xlsx, xls

with as_file(files("hocba_cli") / "sample_school") as folder:
    SAMPLE = folder
EPOCH = date(1899, 12, 30)
ROSTER = read_roster((SAMPLE / "C1-HocSinh.xlsx").read_bytes(), "C1-HocSinh.xlsx")


def rows_of(name: str) -> list[list[object]]:
    return [list(row) for row in read_sheets((SAMPLE / name).read_bytes(), name).sheets[0].rows]


def dirty_text(dice: random.Random, text: str) -> str:
    """A text that cleaning gives back unchanged."""
    ways = (
        lambda one: unicodedata.normalize("NFD", one),
        lambda one: one.replace(" ", "\u00a0"),
        lambda one: f"  {one.replace(' ', '  ')}\n",
        lambda one: one.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
        lambda one: f"\ufeff{one}\u200b",
        lambda one: f"'{one}",
        lambda one: one,
    )
    return dice.choice(ways)(text)


def dirty_code(dice: random.Random, code: str) -> object:
    return dice.choice((float(code), f"{code}.0", f"{code[:4]} {code[4:]}", f"\u200b{code}\u00a0", f"’{code}", code))


def dirty_day(dice: random.Random, text: str) -> object:
    day, month, year = map(int, text.split("/"))
    serial = (date(year, month, day) - EPOCH).days
    spelled = (
        f"{day}/{month}/{year}",
        f"{day:02}.{month:02}.{year}",
        f"{day}-{month}-{year}",
        f"{year}-{month:02}-{day:02}",
    )
    return dice.choice((*spelled, f"{year}-{month:02}-{day:02} 00:00:00", serial, float(serial), str(serial), text))


def with_noise(dice: random.Random, header: list[list[object]], rows: list[list[object]]) -> list[list[object]]:
    """Titles, repeated headers, totals, empty rows and signatures between the rows."""
    found: list[list[object]] = [["PHÒNG GIÁO DỤC"], ["DANH SÁCH NĂM HỌC 2025 - 2026"], [], *header]
    for number, row in enumerate(rows):
        found.append(row)
        if number % 40 == 39:
            found += [[], [number], ["", "", "", f"Tổng số: {number} học sinh"], ["DANH SÁCH TIẾP THEO"], *header]
        elif dice.random() < 0.02:
            found.append(dice.choice(([], [5], ["", "\u00a0"], ["Cộng"])))
    return [
        *found,
        [],
        ["", "Người lập", "", "", "Hiệu trưởng"],
        ["", "", "", "(Ký, ghi rõ họ tên)"],
        ["", "", "", "Trần Thị Thúy"],
    ]


def facts(result) -> list[dict[str, object]]:
    return [one.as_json() | {"row": 0} for one in result.accepted]


@pytest.mark.parametrize("write", [plain_xlsx, xls])
def test_the_pupil_list(write):
    dice = random.Random(27)  # noqa: S311  # dice of a test, no secret
    header, *rows = rows_of("C1-HocSinh.xlsx")
    at = {
        caption: header.index(caption)
        for caption in ("Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân")
    }
    for row in rows:
        row[at["Mã lớp"]] = dice.choice(("{}", " {} ", "Lớp {}", "L{}", "lớp\u00a0{}")).format(row[at["Mã lớp"]])
        row[at["Mã học sinh"]] = dirty_code(dice, row[at["Mã học sinh"]])
        row[at["Họ tên"]] = dirty_text(dice, row[at["Họ tên"]])
        row[at["Ngày sinh"]] = dirty_day(dice, row[at["Ngày sinh"]])
        row[at["Giới tính"]] = dice.choice(
            {"Nam": ("nam", "NAM", "1", "01", 1, "m"), "Nữ": ("nữ", "NỮ", "nu", "2", 2, "F")}[row[at["Giới tính"]]]
        )
        row[at["Số định danh cá nhân"]] = dirty_text(dice, row[at["Số định danh cá nhân"]])
    captions = [dirty_text(dice, f"{caption} (*)").upper() for caption in header]
    result = check_file(write({"Sheet1": with_noise(dice, [captions], rows)}), name="C1.xls", roster=ROSTER)
    assert (result.kind, result.rejected, result.warnings) == ("pupils", (), ())
    assert facts(result) == facts(check_file(SAMPLE / "C1-HocSinh.xlsx"))


LEVELS = {
    "T": ("T", "t", "HTT", "Hoàn thành tốt"),
    "H": ("H", "h", "HT", "hoàn thành"),
    "C": ("C", "c", "CHT", "Chưa hoàn thành"),
}
TRAITS = {"T": ("T", "t", "Tốt"), "Đ": ("Đ", "đ", "D", "d", "\u00d0", "ĐẠT"), "C": ("C", "CCG", "cần cố gắng")}
RANKS = {
    "HTXS": ("HTXS", "Hoàn thành xuất sắc"),
    "HTT": ("htt", "Hoàn thành tốt"),
    "HT": ("HT", "HOÀN THÀNH"),
    "CHT": ("CHT", "Chưa hoàn thành"),
    "": ("",),
}


def dirty_mark(dice: random.Random, caption: str, value: object, *, trait: bool) -> object:
    if value == "":
        return dice.choice(("", "", " ", "\u00a0"))
    if caption == "Xếp loại":
        return dice.choice(RANKS[value])
    if value == "x":
        return dice.choice(("x", "X", "1", 1, "✓", "v", "ü", "\uf0fc", "Có"))
    if isinstance(value, float):
        whole = int(value)
        return dice.choice((whole, value, f"{whole}", f"{whole}.0", f"{whole},0", f" {whole}", f"'{whole}"))
    return dirty_text(dice, dice.choice((TRAITS if trait else LEVELS)[value]))


@pytest.mark.parametrize("name", ["KetQua-1-cn.xlsx", "KetQua-3-ck1.xlsx", "KetQua-4-gk1.xlsx", "KetQua-5-cn.xlsx"])
def test_result_files(name):
    dice = random.Random(name)  # noqa: S311  # dice of a test, no secret
    top, second, third, *rows = rows_of(name)
    first_trait = top.index("Năng lực cốt lõi")
    first_last = top.index("Hoàn thành\nchương trình lớp học")
    for row in rows:
        row[2] = dirty_code(dice, row[2])
        row[3] = dirty_text(dice, row[3])
        row[4] = dirty_day(dice, row[4])
        for at in range(5, len(row)):
            row[at] = dirty_mark(dice, str(top[at]), row[at], trait=first_trait <= at < first_last)
    header = [[dirty_text(dice, str(caption)) if caption else "" for caption in line] for line in (top, second, third)]
    period = {"cn": "CUỐI NĂM HỌC", "ck1": "CUỐI HỌC KỲ I", "gk1": "GIỮA HỌC KÌ 1"}[name[9:-5]]
    noisy = [[f"KẾT QUẢ HỌC TẬP {period}"], *with_noise(dice, header, rows)]
    result = check_file(plain_xlsx({"Sheet1": noisy}), name="a.xlsx", roster=ROSTER)
    assert (result.kind, result.rejected, result.warnings) == ("results", (), ())
    assert facts(result) == facts(check_file(SAMPLE / name, roster=ROSTER))
