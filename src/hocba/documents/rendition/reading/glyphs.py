"""What a string in one of our fonts says and how wide it is: by our own font, never by a map in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR, UNITS, Face

FACES: Mapping[bytes, Face] = {b"F0": REGULAR, b"F1": BOLD, b"F2": ITALIC}
"""By their names in a page's resources."""
_PART = rb"(?:[^()\\\r]++|\\[()\\r])++"
STRING = rb"%b(?:\)-?\d{1,3}\(%b)*+" % (_PART, _PART)
"""Inside of a `TJ` array: strings, between them moves by thousandths of an em. A letter is written in one way only."""
_PIECES = re.compile(rb"(%b)(?:\)(-?\d+)\(|\Z)" % _PART)
_ESCAPE = re.compile(rb"\\(.)")
_LONGEST = 2000
"""Bytes; a line has a few hundred."""
_CACHED = 4096
"""Lines; captions and levels come again in every record. About half a kilobyte each."""


class Said(NamedTuple):
    """One string."""

    text: str
    width: int
    """In font units, without a space at its end."""
    letters: int
    """How many letters the width has."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """One of our fonts, or what a file embeds of it, by glyph number; compared by identity."""

    letters: Mapping[int, str]
    advances: Mapping[str, int]
    """By glyph number as a character."""
    kerning: Mapping[bytes, tuple[bytes, int]]
    """By the codes of two glyphs: the move between them in the file, and what it adds to the width in font units."""
    space: str

    def only(self, numbers: Iterable[int]) -> Glyphs:
        """The same font with no other glyphs."""
        kept = {number: self.letters[number] for number in numbers}
        return Glyphs(kept, {chr(number): self.advances[chr(number)] for number in kept}, self.kerning, self.space)


@cache
def glyphs_of(face: Face) -> Glyphs:
    """The tables of a whole face, turned around; no two letters of our fonts share a glyph."""
    font = face.font
    return Glyphs(
        {glyph: letter for letter, glyph in font.letters.items()},
        {chr(glyph): font.advances[glyph] for glyph in font.letters.values()},
        {
            first.to_bytes(2) + second.to_bytes(2): (b"%d" % round(-change * 1000 / UNITS), change)
            for (first, second), change in font.kerning.items()
        },
        chr(font.letters[" "]),
    )


@lru_cache(maxsize=_CACHED)
def said(glyphs: Glyphs, data: bytes) -> Said:
    """Read a string.

    Args:
        glyphs: of the font that is set.
        data: matched by `STRING`.

    Raises:
        ValueError: it is longer than a line, has half a glyph, or moves letters otherwise than the font's kerning.
        KeyError: a glyph that the font does not have.
    """
    if len(data) > _LONGEST:
        raise ValueError("long string")
    moved = 0
    if b")" in data or b"\\" in data:
        data, moved = _joined(data, glyphs.kerning)
    codes = data.decode("utf-16-be")
    width = moved + sum(map(glyphs.advances.__getitem__, codes))
    shown = len(codes)
    if codes.endswith(glyphs.space):
        width -= glyphs.advances[glyphs.space]
        shown -= 1
    return Said(codes.translate(glyphs.letters), width, shown)


def _joined(data: bytes, kerning: Mapping[bytes, tuple[bytes, int]]) -> tuple[bytes, int]:
    """The strings without what moves them apart, and the sum of the moves in font units."""
    out: list[bytes] = []
    moved = 0
    waiting = b""
    for part, move in _PIECES.findall(data):
        string = _ESCAPE.sub(_unescaped, part) if b"\\" in part else part
        if len(string) % 2:
            raise ValueError("half a glyph")
        if waiting:
            expected, change = kerning.get(out[-1][-2:] + string[:2], (b"", 0))
            if waiting != expected:
                raise ValueError("moved letters")
            moved += change
        out.append(string)
        waiting = move
    return b"".join(out), moved


def _unescaped(match: re.Match[bytes]) -> bytes:
    return b"\r" if match[1] == b"r" else match[1]
