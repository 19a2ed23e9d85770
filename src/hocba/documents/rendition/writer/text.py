"""Styles, and texts set in lines under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from hocba.documents.rendition.writer.breaking import broken
from hocba.documents.rendition.writer.face import CAP_HEIGHT, UNITS, Face

Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
LEADING = 0.6
"""Em between the lines of running text, from a baseline to the top of the next line's capitals."""
_CACHED_TEXTS = 4096
"""Captions, levels and the comments that teachers give again and again; about two kilobytes each."""
_ENDLESS = 1e6


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A face at a size in points; compared by identity, so that looking up a cached text is quick."""

    face: Face
    size: float
    colour: Colour = BLACK
    tracking: float = 0
    """Points added between letters."""

    height: float = field(init=False)
    """Of one line's capitals, in points."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "height", CAP_HEIGHT * self.size)


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
def stack(
    style: Style,
    text: str,
    width: float,
    leading: float,
    *,
    centred: bool = False,
    indent: float = 0,
    spaced: bool = False,
) -> Stack:
    """Break a text into lines and set them.

    Args:
        style: of all its letters.
        text: line feeds break a line for certain.
        width: of a line, in points.
        leading: points from a baseline to the top of the next line's capitals.
        centred: whether each line stands in the middle of the width.
        indent: points of the first line that something else takes; if no word fits behind it, the first line is empty.
        spaced: whether a space follows, which keeps it apart from other texts of its element when that is read aloud.

    Raises:
        KeyError: a letter that the face does not have.
    """
    scale = style.size / UNITS
    full, first = width / scale, (width - indent) / scale
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        if lines:
            lines[-1] = _spaced(style, lines[-1])
        for data, words, used in broken(style.face, paragraph, full, first):
            letters = " ".join(words)
            lines.append(Line(data, letters, used * scale + style.tracking * max(0, len(letters) - 1)))
            first = full
    if spaced:
        lines[-1] = _spaced(style, lines[-1])
    return set_lines(style, lines, width, leading, centred=centred, indent=indent)


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


def one_line(style: Style, text: str, *, spaced: bool = False) -> Stack:
    """A text that is not broken, whatever its width."""
    return stack(style, text, _ENDLESS, 0, spaced=spaced)


def _spaced(style: Style, line: Line) -> Line:
    return line._replace(data=line.data + style.face.space_data) if line.data else line


def hundredths(points: float) -> int:
    """Points as content streams count them."""
    return round(points * 100)
