"""Result files tried from outside against a roster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from support.raw_workbook import Sheet, workbook
from support.result_sheets import GENERAL, QUALITIES, TESTED, Layout, compulsory_of, specific_of
from support.trial import Outcome, check

_CAPTIONS = ("STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Khuyết tật không ĐG")


def roster(*pupils: tuple[str, str, str, str, str]) -> bytes:
    """A pupil list; each pupil is class, code, name, birth date and the mark of not being assessed."""
    rows = [
        [number, class_name, code, name, born, "Nam", mark]
        for number, (class_name, code, name, born, mark) in enumerate(pupils, start=1)
    ]
    return workbook(Sheet([_CAPTIONS, *rows]))


def one(grade: int) -> bytes:
    """The roster with the pupil of `full_row` alone."""
    return roster((f"{grade}A1", "2299000001", "Nguyễn Văn An", f"15/03/{2020 - grade}", ""))


def tried(
    layout: Layout,
    row: Mapping[object, object],
    period: str = "cn",
    *more: Mapping[object, object],
    grade: int | None = None,
    known: bytes | None = None,
) -> Outcome:
    """Rows in a layout through the command, with grade, period and roster given."""
    options = ("--kind", "results", "--grade", str(grade or layout.grade), "--period", period)
    return check(layout.sheet(row, *more), *options, roster=known or one(layout.grade))


def expected(grade: int, period: str) -> dict[str, Any]:
    """What `full_row` comes to in the official layout; flags and rank only at year end."""
    return {
        "row": 4,
        "class": f"{grade}A1",
        "code": "2299000001",
        "name": "Nguyễn Văn An",
        "levels": dict.fromkeys(compulsory_of(grade), "T"),
        "scores": dict.fromkeys(TESTED[grade].get(period, ()), 9),
        "competences": dict.fromkeys((*GENERAL, *specific_of(grade)), "T"),
        "qualities": dict.fromkeys(QUALITIES, "T"),
        **({"done": True, "up": True, "rank": "HTXS"} if period == "cn" else {}),
    }
