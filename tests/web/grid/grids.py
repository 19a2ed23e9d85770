"""Grids as the server describes them in the page, of invented pupils."""

from __future__ import annotations

from typing import Any

LEVELS = [
    {"v": "T", "label": "Hoàn thành tốt"},
    {"v": "H", "label": "Hoàn thành"},
    {"v": "C", "label": "Chưa hoàn thành"},
]
TRAITS = [{"v": "T", "label": "Tốt"}, {"v": "Đ", "label": "Đạt"}, {"v": "C", "label": "Cần cố gắng"}]
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Vũ")
_MIDDLES = ("Thị Ngọc", "Hoàng", "Gia", "Minh", "Khánh", "Bảo")
_GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hân", "Khoa", "Linh", "Ngọc")


def pupil_names(count: int) -> list[str]:
    """Invented names, all different enough for a list."""
    return [
        f"{_FAMILIES[i % len(_FAMILIES)]} {_MIDDLES[i % len(_MIDDLES)]} {_GIVEN[(i * 5) % len(_GIVEN)]}"
        for i in range(count)
    ]


def column(name: str, title: str, kind: str, group: str, **more: object) -> dict[str, Any]:
    """A column as the protocol writes it."""
    choices = {"level": LEVELS, "trait": TRAITS}.get(kind)
    found: dict[str, Any] = {"id": name, "title": title, "kind": kind, "group": group, "editable": kind != "readonly"}
    if choices:
        found["choices"] = choices
    return found | more


def subject_columns() -> list[dict[str, Any]]:
    """One subject at year end: level, score, comment with a bank, and a column nobody types in."""
    return [
        column("MATHS.level", "Mức đạt", "level", "Toán"),
        column("MATHS.score", "Điểm KTĐK", "score", "Toán", max=10, hint="Điểm bài kiểm tra định kì cuối năm"),
        column("MATHS.comment", "Nhận xét", "text", "Toán", maxlength=120, bank_url="/bank", level_col="MATHS.level"),
        column("MATHS.before", "Cuối HK I", "readonly", "Toán"),
    ]


def homeroom_columns() -> list[dict[str, Any]]:
    """Every kind of column side by side."""
    return [
        column("DILIGENCE", "Chăm chỉ", "trait", "Phẩm chất"),
        column("HONESTY", "Trung thực", "trait", "Phẩm chất"),
        column("ABSENT", "Số buổi nghỉ", "int", "Chuyên cần", max=200),
        column("HEIGHT", "Chiều cao (cm)", "decimal", "Sức khỏe", min=50, max=220),
        column(
            "OVERALL",
            "Kết quả",
            "choice",
            "Cuối năm",
            choices=[{"v": "HTXS", "label": "Hoàn thành xuất sắc"}, {"v": "HT", "label": "Hoàn thành"}],
        ),
        column("AWARD", "Thư khen", "flag", "Cuối năm"),
    ]


def wide_columns() -> list[dict[str, Any]]:
    """Fourteen columns of a class page."""
    subjects = ("Tiếng Việt", "Toán", "Ngoại ngữ 1", "LS&ĐL", "Khoa học", "Tin học", "Công nghệ")
    found = []
    for i, name in enumerate(subjects):
        found.append(column(f"S{i}.level", "Mức đạt", "level", name))
        found.append(column(f"S{i}.score", "Điểm", "score", name, max=10))
    return found


def grid_data(columns: list[dict[str, Any]], *, pupils: int = 12, **more: object) -> dict[str, Any]:
    """The JSON of a page."""
    rows = [
        {
            "id": 900 + i,
            "no": i + 1,
            "name": name,
            "sub": f"{1 + i % 28:02}/0{1 + i % 9}/2015",
            "note": "",
            "locked": "",
            "cells": {entry["id"]: {"v": "", "r": 0, "m": []} for entry in columns},
        }
        for i, name in enumerate(pupil_names(pupils))
    ]
    found: dict[str, Any] = {
        "key": "c34-cn-MATHS",
        "user": "u12",
        "csrf": "token-1",
        "save_url": "/save",
        "refresh_url": "/refresh",
        "login_url": "/login",
        "editable": True,
        "closed_reason": "",
        "open_until": None,
        "moment": "cn",
        "title": "Lớp 4A1 – Toán – Cuối năm",
        "columns": columns,
        "rows": rows,
    }
    return found | more
