"""The three faces of the form's font, and words set in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

from hocba.documents.rendition.writer.truetype import TrueType, read_font

UNITS = 2048
"""Font units in an em, of all our faces."""
CAP_HEIGHT = 1341 / UNITS
"""Height of a line's letters in em: from the baseline to the top of a capital letter."""
_CACHED_WORDS = 8192
"""Words kept a face: Vietnamese has about seven thousand syllables. About 400 bytes each."""
_ESCAPED = {ord("("): b"\\(", ord(")"): b"\\)", ord("\\"): b"\\\\", ord("\r"): b"\\r"}


class Word(NamedTuple):
    """A word as the inside of a PDF string in a `TJ` array; widths in font units."""

    data: bytes
    width: int
    before: bytes
    """The space before it, kerned."""
    before_width: int
    after: bytes
    """The kerning between it and a space after it; mostly nothing."""
    after_width: int


class Face:
    """One font file with what layout asks of it, remembered."""

    def __init__(self, style: str) -> None:
        """The font itself is read when it is first used.

        Args:
            style: as in the name of its file under `fonts/`.
        """
        self.name = f"HocbaSerif-{style}"
        self.word: Callable[[str], Word] = lru_cache(maxsize=_CACHED_WORDS)(self._word)

    @cached_property
    def font(self) -> TrueType:
        """The font file, taken apart."""
        return read_font((files("hocba.documents.rendition") / "fonts" / f"{self.name}.ttf").read_bytes())

    @cached_property
    def space_data(self) -> bytes:
        """The space as the inside of a PDF string."""
        return _code(self.font.letters[" "])

    def _word(self, text: str) -> Word:
        letters, advances, kerning = self.font.letters, self.font.advances, self.font.kerning
        glyphs = [letters[letter] for letter in text]
        space = letters[" "]
        data, width = [], 0
        previous = 0
        for glyph in glyphs:
            change = kerning.get((previous, glyph), 0)
            data.append(_kerned(change) + _code(glyph))
            width += change + advances[glyph]
            previous = glyph
        before = kerning.get((space, glyphs[0]), 0)
        after = kerning.get((glyphs[-1], space), 0)
        return Word(
            b"".join(data), width, self.space_data + _kerned(before), advances[space] + before, _kerned(after), after
        )

    def width(self, text: str) -> int:
        """Advance of a text without kerning, in font units."""
        letters, advances = self.font.letters, self.font.advances
        return sum(advances[letters[letter]] for letter in text)


def _code(glyph: int) -> bytes:
    return b"".join(_ESCAPED.get(byte, bytes((byte,))) for byte in glyph.to_bytes(2))


def _kerned(change: int) -> bytes:
    """Close the string, move by thousandths of an em, open it again."""
    return b")%d(" % round(-change * 1000 / UNITS) if change else b""


REGULAR = Face("Regular")
BOLD = Face("Bold")
ITALIC = Face("Italic")
