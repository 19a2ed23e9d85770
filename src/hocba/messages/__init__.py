"""The Vietnamese and English sentences of every code, for command line and web alike.

One TOML file an area in `catalogue/`; one table a code: `vi`, `en` (what happened), `next_vi`, `next_en` (what to do
now; may be absent where nothing is to be done). Sentences are `str.format` templates over the values of the finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one code says, in both languages, as templates."""

    vi: str
    en: str
    next_vi: str = ""
    next_en: str = ""


class _Lenient(dict[str, object]):
    """A missing value shows as "…" rather than breaking the refusal it belongs to."""

    def __missing__(self, key: str) -> str:
        return "…"


@cache
def catalogue() -> Mapping[str, Sentence]:
    """Every sentence by code.

    Raises:
        ValueError: a code stands in two files.
    """
    found: dict[str, Sentence] = {}
    folder = files(__package__) / "catalogue"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".toml"):
            continue
        for code, fields in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if code in found:
                raise ValueError(f"{code} stands twice in the message catalogue, again in {entry.name}")
            found[code] = Sentence(**fields)
    return found


def what(code: str, params: Mapping[str, object] | None = None, *, language: Language = "vi") -> str:
    """The sentence that says what happened; the code itself where no sentence is known."""
    sentence = catalogue().get(code)
    if sentence is None:
        return code
    return (sentence.vi if language == "vi" else sentence.en).format_map(_Lenient(params or {}))


def next_step(code: str, params: Mapping[str, object] | None = None, *, language: Language = "vi") -> str:
    """The sentence that says what to do next; empty where nothing is to be done."""
    sentence = catalogue().get(code)
    if sentence is None:
        return ""
    return (sentence.next_vi if language == "vi" else sentence.next_en).format_map(_Lenient(params or {}))


def text(code: str, params: Mapping[str, object] | None = None, *, language: Language = "vi") -> str:
    """What happened and what to do next, as one line."""
    parts = (what(code, params, language=language), next_step(code, params, language=language))
    return " ".join(part for part in parts if part)
