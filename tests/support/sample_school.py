"""The bundled sample school, loaded once, and small copies of it to break on purpose."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import load_workbook

import hocba_cli
from hocba.model import PupilStatus, SchoolYear
from hocba.workbooks.school import SchoolData, load_school

SAMPLE = Path(hocba_cli.__file__).parent / "sample_school"
YEAR = SchoolYear(2025)
SMALL_CLASSES = ("1A4", "5A2")
_SMALL_SIZE = 8

Cell = Any  # whatever a workbook cell holds
Rows = list[list[Cell]]


@cache
def sample() -> SchoolData:
    """The whole sample."""
    return load_school(SAMPLE, YEAR)


@cache
def expected() -> dict[str, Any]:
    """What an import of the sample must find."""
    return dict(json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8")))


def read_sheets_raw(path: Path) -> dict[str, Rows]:
    """Every sheet as plain rows."""
    with load_workbook(path) as book:
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def write_sheets(path: Path, sheets: dict[str, Rows]) -> None:
    """Write plain rows; text stays text."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)


@cache
def small_pupils() -> frozenset[str]:
    """Codes of the small school: the first of two classes, and who is special there.

    One left, one came, three had a supplementary assessment, one is not assessed.
    """
    chosen: set[str] = set()
    for name in SMALL_CLASSES:
        listed = codes(sample(), name)
        special = {
            code
            for code in listed
            if code in sample().supplementary
            or sample().pupils[code].not_assessed
            or sample().pupils[code].status is not PupilStatus.STUDYING
        }
        chosen |= special | set(listed[:_SMALL_SIZE])
    return frozenset(chosen)


def build_small_school(folder: Path) -> None:
    """The sample cut down to `small_pupils`: fast to load, with most of what can happen to a pupil."""
    (folder / "nhan-xet").mkdir(parents=True)
    grades = {name[0] for name in SMALL_CLASSES}
    for path in sorted(SAMPLE.glob("*.xlsx")):
        stem = path.stem.split("-")
        if stem[0] in {"KetQua", "TongKet"} and stem[1] not in grades:
            continue
        sheets = read_sheets_raw(path)
        name = next(iter(sheets))
        write_sheets(folder / path.name, {name: _cut(path.name, sheets[name])})
    for path in sorted((SAMPLE / "nhan-xet").iterdir()):
        if path.stem.split("-")[1] in SMALL_CLASSES:
            sheets = {name: _cut(path.name, rows) for name, rows in read_sheets_raw(path).items()}
            write_sheets(folder / "nhan-xet" / path.name, sheets)


def _cut(file: str, rows: Rows) -> Rows:
    if file in {"TruongHoc.xlsx", "GiaoVien.xlsx"}:
        return rows
    header = 3 if file.startswith("KetQua") else 1
    kept = SMALL_CLASSES if file in {"LopHoc.xlsx", "PhanCong.xlsx"} else small_pupils()
    return [*rows[:header], *(row for row in rows[header:] if any(cell in kept for cell in row[:4]))]


class SmallSchool:
    """A copy of the small school that a test may break."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self) -> SchoolData:
        """Read it as it is now."""
        return load_school(self.folder, YEAR)

    def edit(self, file: str, change: Callable[[Rows], Rows | None], sheet: str = "") -> None:
        """Rewrite one sheet of a file; `change` edits the rows in place or gives new ones."""
        sheets = read_sheets_raw(self.folder / file)
        name = sheet or next(iter(sheets))
        sheets[name] = change(sheets[name]) or sheets[name]
        write_sheets(self.folder / file, sheets)

    def set(self, file: str, code: str, caption: str, value: Cell, sheet: str = "") -> None:
        """Set one cell of a pupil's first row, or of a row whose any cell is `code`."""

        def change(rows: Rows) -> None:
            row = next(row for row in rows if code in row)
            row[column(rows, caption)] = value

        self.edit(file, change, sheet)

    def drop(self, file: str, code: str, sheet: str = "") -> None:
        """Remove every row of a pupil."""
        self.edit(file, lambda rows: [row for row in rows if code not in row], sheet)


def column(rows: Rows, caption: str) -> int:
    """Index of the first column with that caption in any of the first three rows."""
    return next(row.index(caption) for row in rows[:3] if caption in row)


def codes(data: SchoolData, class_name: str) -> list[str]:
    """Pupil codes of a class, in the order of the list."""
    return [pupil.code for pupil in data.in_class(class_name)]


__all__: Iterable[str] = [
    "SAMPLE",
    "SMALL_CLASSES",
    "YEAR",
    "SmallSchool",
    "build_small_school",
    "codes",
    "column",
    "expected",
    "read_sheets_raw",
    "sample",
    "small_pupils",
    "write_sheets",
]
