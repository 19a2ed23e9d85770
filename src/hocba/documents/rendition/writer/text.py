"""Texts broken into lines: greedy, at spaces; inside a word only after a dash or slash, or where it is too wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from hocba.documents.rendition.writer.face import CAP_HEIGHT, UNITS, Face, Word

Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
LEADING = 0.6
"""Em between the lines of running text, from a baseline to the top of the next line's capitals."""
_CACHED_TEXTS = 8192
"""Captions, levels and the comments that teachers give again and again; about one kilobyte each."""
_ENDLESS = 1e6
_AFTER = re.compile(r"(?<=[-–—/])(?=[^\W\d_])")
"""Inside a word: after a dash or slash that a letter follows."""


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A face at a size in points; compared by identity, so that looking up a cached text is quick."""

    face: Face
    size: float
    colour: Colour = BLACK
    tracking: float = 0
    """Points added between letters."""

    @property
    def height(self) -> float:
        """Of one line's capitals, in points."""
        return CAP_HEIGHT * self.size

    def pitch(self, leading: float = LEADING) -> float:
        """From one baseline to the next, in points."""
        return self.height + leading * self.size


class Line(NamedTuple):
    """One line of text."""

    data: bytes
    """The inside of a `TJ` array's strings; a space at its end where the line was broken at one."""
    text: str
    """Its words; white space may differ from the source."""
    width: float
    """In points, without the space at its end."""


class Stack(NamedTuple):
    """Lines of one style under each other, ready to be drawn from the first line's beginning on."""

    style: Style
    lines: tuple[Line, ...]
    height: float
    """In points, from the top of the first line's capitals to the last baseline."""
    indent: float
    """Points from the left edge of the column to the first line."""
    operators: bytes
    """Draws all lines; empty if there is nothing to draw."""
    end: tuple[int, int]
    """Hundredths of a point from the beginning of the first line to that of the last one: right, up."""
    letters: frozenset[str]


@lru_cache(maxsize=_CACHED_TEXTS)
def stack(style: Style, text: str, width: float, leading: float, *, centred: bool = False, indent: float = 0) -> Stack:
    """Break a text into lines and set them.

    Args:
        style: of all its letters.
        text: line feeds break a line for certain.
        width: of a line, in points.
        leading: points from a baseline to the top of the next line's capitals.
        centred: whether each line stands in the middle of the width.
        indent: points of the first line that something else takes; if no word fits behind it, the first line is empty.

    Raises:
        KeyError: a letter that the face does not have.
    """
    breaker = _Breaker(style, width * UNITS / style.size, (width - indent) * UNITS / style.size)
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            breaker.end_line(b"")
        for word in paragraph.split(" "):
            if word:
                breaker.add(word)
    breaker.end_line(b"")
    return set_lines(style, breaker.lines, width, leading, centred=centred, indent=indent)


def set_lines(
    style: Style, lines: Sequence[Line], width: float, leading: float, *, centred: bool, indent: float = 0
) -> Stack:
    """Set lines that are broken already; arguments as for `stack`."""
    lefts = [(width - line.width) / 2 for line in lines] if centred else [indent] + [0.0] * (len(lines) - 1)
    pitch = style.height + leading
    out: list[bytes] = []
    x = y = 0
    for number, (left, line) in enumerate(zip(lefts, lines, strict=True)):
        if line.data:
            to_x, to_y = hundredths(left - lefts[0]), -hundredths(number * pitch)
            if number:
                out.append(b" %d %d Td" % (to_x - x, to_y - y))
                x, y = to_x, to_y
            out.append(b"[(%b)]TJ" % line.data)
    height = style.height + pitch * (len(lines) - 1)
    letters = frozenset("".join([line.text for line in lines]))
    return Stack(style, tuple(lines), height, lefts[0], b"".join(out), (x, y), letters)


def one_line(style: Style, text: str) -> Stack:
    """A text that is not broken, whatever its width."""
    return stack(style, text, _ENDLESS, 0)


@lru_cache(maxsize=_CACHED_TEXTS)
def caption(style: Style, text: str) -> Stack:
    """A text on one line, with a space after it that keeps it apart from what follows when it is read."""
    line = one_line(style, text).lines[0]
    return set_lines(style, (line._replace(data=line.data + style.face.space_data),), 0, 0, centred=False)


def hundredths(points: float) -> int:
    """Points as content streams count them."""
    return round(points * 100)


class _Breaker:
    """The line that is being filled; widths in font units."""

    def __init__(self, style: Style, full: float, first: float) -> None:
        self.lines: list[Line] = []
        self._style = style
        self._face = style.face
        self._full = full
        self._room = first
        self._data: list[bytes] = []
        self._words: list[str] = []
        self._used = 0
        self._last: Word | None = None

    def add(self, text: str) -> None:
        """Put a word after the last one, on this line or the next."""
        while True:
            word = self._face.word(text)
            gap = 0 if self._last is None else self._last.after_width + word.before_width
            if self._used + gap + word.width <= self._room:
                self._put(text, word, gap)
                return
            fresh = self._last is None and self._room == self._full
            head = self._head(text, self._room - self._used - gap, cut=fresh)
            if head:
                self._put(text[:head], self._face.word(text[:head]), gap)
                text = text[head:]
                self.end_line(b"")
            else:
                self.end_line(self._face.space_data)

    def end_line(self, ending: bytes) -> None:
        """Finish the line; `ending` is the space that its break stands for."""
        width = self._used * self._style.size / UNITS
        text = " ".join(self._words)
        if self._style.tracking:
            width += self._style.tracking * (len(text) - 1)
        data = b"".join(self._data)
        self.lines.append(Line(data + ending if data else b"", text, width))
        self._data, self._words, self._used, self._last, self._room = [], [], 0, None, self._full

    def _put(self, text: str, word: Word, gap: int) -> None:
        if self._last is not None:
            self._data += (self._last.after, word.before)
        self._data.append(word.data)
        self._words.append(text)
        self._used += gap + word.width
        self._last = word

    def _head(self, text: str, room: float, *, cut: bool) -> int:
        """How many letters of a word too wide may stay on this line: up to a dash, or, with `cut`, as many as fit."""
        places = [match.start() for match in _AFTER.finditer(text)]
        fitting = [at for at in places if self._face.word(text[:at]).width <= room]
        if fitting or not cut:
            return max(fitting, default=0)
        end, used = 1, self._face.width(text[0])
        for letter in text[1:]:
            used += self._face.width(letter)
            if used > room and not unicodedata.combining(letter):
                break
            end += 1
        return end
