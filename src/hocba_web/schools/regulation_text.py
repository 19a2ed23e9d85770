"""Where a school's own regulation begins: the four matters of Decision 32/QĐ-THPĐ, art. 6(6), condensed.

The principal edits the draft; what is published is the school's text, not this one.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypedDict

SECTION_KEYS = ("a", "b", "c", "d")


class SectionText(TypedDict):
    """One section as stored."""

    key: str
    title: str
    text: str
    """Paragraphs, an empty line between them."""


@cache
def first_text() -> tuple[SectionText, ...]:
    """Sections a) to d) of a first draft."""
    stored = tomllib.loads((files(__package__) / "regulation_text.toml").read_text(encoding="utf-8"))
    sections: list[SectionText] = stored["section"]
    return tuple(sections)
