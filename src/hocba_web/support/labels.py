"""What the system keeps of whom: the labels of its tables in words (Law 91/2025/QH15; Decision 32/QĐ-THPĐ, art. 4)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

OF = ("pupils", "families", "staff", "none")


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data."""

    of: str
    """Whose: one of `OF`."""
    models: tuple[str, ...]
    """Tables, as "schools.Pupil"."""
    what: Mapping[str, str]
    """By language: "vi", "en"."""
    why: Mapping[str, str]
    source: str
    """The article, in English."""
    how_long: Mapping[str, str]
    how_long_source: str
    """Empty where nothing is kept of anybody."""


@cache
def kept() -> tuple[Kept, ...]:
    """Everything, in the order of the page."""
    told = tomllib.loads((files("hocba_web.support") / "personal_data.toml").read_text(encoding="utf-8"))
    spans: dict[str, dict[str, str]] = told["keep"]
    return tuple(_entry(one, spans[one["keep"]]) for one in told["kept"])


def _entry(one: Mapping[str, Any], span: Mapping[str, str]) -> Kept:
    return Kept(one["of"], tuple(one["models"]), one["what"], one["why"], one["source"], span, span["source"])


def kind_of(model: str) -> Kept | None:
    """The entry of a table ("schools.Pupil")."""
    return next((one for one in kept() if model in one.models), None)
