"""What a gateway's refusal means for the school: try again, put something right, or ask; and where to look.

The table is data (`refusals.toml`). A code that nobody knows is for a person to ask about, never guessed at.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from hocba.messages import catalogue

Language = Literal["vi", "en"]


class Sort(Enum):
    """What the school has to do."""

    RETRY = "retry"
    """The same records go again as they are."""
    FIX = "fix"
    """The record's content must be put right: a new revision under a new look-up UUID."""
    ASK = "ask"
    """Somebody must talk to the authority."""


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field of the record as people and gateways name it."""

    path: str
    """Such as "pupil.name"."""
    vi: str
    en: str
    tag: str
    """The ministry's; empty where it has none."""

    def shown(self, language: Language) -> str:
        """The name in that language."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class SortedRefusal:
    """A refusal, sorted. Codes and texts as received are kept beside it, not here."""

    code: str
    """As received."""
    sort: Sort
    field: FieldName | None
    """Where to look, if known."""
    advice: str
    """Code of the catalogue whose next step says what to do."""
    known: bool
    """Whether our catalogue has the code."""


def sort_refusal(code: str, field_title: str = "") -> SortedRefusal:
    """What a refusal means.

    Args:
        code: `error` as received.
        field_title: `error_field_title` as received: a name of ours, a tag of the ministry, or anything else. Where it
            names a field that we know, it goes before the one our table has for the code.
    """
    codes, _ = _tables()
    known = codes.get(code)
    if known is None:
        return SortedRefusal(code, Sort.ASK, field_named(field_title), "REFUSAL_UNKNOWN", known=False)
    sort, field = known
    return SortedRefusal(code, sort, field_named(field_title) or field, code, known=True)


def field_named(title: str) -> FieldName | None:
    """The field that a gateway names by our wording, in either language, or by the ministry's tag; None if none."""
    wanted = " ".join(title.split()).casefold()
    if not wanted:
        return None
    _, fields = _tables()
    return next((field for field in fields.values() if wanted in _names(field)), None)


def field_title(code: str, language: Language = "vi") -> str:
    """The name of the field that a code of ours is about; empty if it is about none."""
    found = _tables()[0].get(code)
    return found[1].shown(language) if found and found[1] else ""


def known_codes() -> tuple[str, ...]:
    """Every code of the table."""
    return tuple(_tables()[0])


def _names(field: FieldName) -> set[str]:
    return {name.casefold() for name in (field.vi, field.en, field.tag, field.path) if name}


_Codes = Mapping[str, tuple[Sort, FieldName | None]]


@cache
def _tables() -> tuple[_Codes, Mapping[str, FieldName]]:
    data = tomllib.loads((files(__package__) / "refusals.toml").read_text(encoding="utf-8"))
    fields = {path: FieldName(path, **names) for path, names in data["fields"].items()}
    codes: dict[str, tuple[Sort, FieldName | None]] = {}
    for code, row in data["codes"].items():
        if code not in catalogue():
            raise ValueError(f"{code} has no sentence")
        codes[code] = (Sort(row["sort"]), fields[row["field"]] if "field" in row else None)
    return MappingProxyType(codes), MappingProxyType(fields)
