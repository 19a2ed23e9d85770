"""A page as its content stream draws it: blocks of text at their places, lines, tints, the QR code.

All lengths are hundredths of a point, upwards and to the right from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from hocba.documents.rendition.form import squeeze

WIDTH, HEIGHT = 59528, 84189
"""A4."""


class Role(Enum):
    """What a block of text is there for."""

    CONTENT = "content"
    HEADER = "header"
    AGAIN = "again"
    """Column captions, repeated."""
    FOOTER = "footer"


Corners = tuple[int, int, int, int]
"""Left, lower, right and upper edge of a rectangle; plain, because a page has hundreds."""


class Box(NamedTuple):
    """A rectangle with its sides parallel to those of the page."""

    left: int
    low: int
    right: int
    high: int


def around(boxes: Iterable[Corners]) -> Box:
    """The smallest box that holds them all; at least one."""
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return Box(min(lefts), min(lows), max(rights), max(highs))


class Block(NamedTuple):
    """Text that one marked sequence shows, in lines that follow each other as they are read."""

    role: Role
    text: str
    """With all its spaces; a line that was broken at one ends with it."""
    box: Corners
    """From the last baseline to the top of the first line's capitals."""


class Pen(Enum):
    """How a line is drawn, and so what it is for."""

    HAIR = "table"
    DOTS = "below a value"
    FRAME = "around a box"
    COVER_FRAME = "around the cover"
    COVER_RULE = "below the ministry"
    HEAD_RULE = "below the running head"


class Code(NamedTuple):
    """A QR code."""

    box: Box
    rows: Sequence[bytes]
    """One byte a module, 1 is dark, from the top."""


@dataclass(slots=True)
class Page:
    """One page, in the order in which it is drawn."""

    marks: list[str] = field(default_factory=list)
    """Across the page, pale, below everything else."""
    code: Code | None = None
    tints: list[Corners] = field(default_factory=list)
    strokes: dict[Pen, list[Corners]] = field(default_factory=dict)
    """Lines, each the diagonal of its box; with the pens of frames, rectangles."""
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its text in drawing order, white space removed: what `difference` compares."""
        return squeeze("".join([*self.marks, *[block.text for block in self.blocks]]))
