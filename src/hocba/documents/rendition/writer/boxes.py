"""What layout hands to drawing: texts, rules and tints at their places, in units that a page takes as a whole.

Lengths are points. `x` counts from the left edge of the page, `drop` downwards from the top of the unit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.text import Colour, Stack


@dataclass(frozen=True, slots=True, eq=False)
class Pen:
    """How a rule is drawn."""

    colour: Colour
    width: float
    dotted: bool = False


class Run(NamedTuple):
    """Lines of text at their place."""

    x: float
    """Left edge of their column."""
    drop: float
    """Of the top of the first line's capitals."""
    stack: Stack


class Text(NamedTuple):
    """What belongs to one structure element; to none where it only repeats what stands elsewhere."""

    element: Element | None
    runs: Sequence[Run]


class Rule(NamedTuple):
    """A straight line, or with `boxed` the rectangle between two corners."""

    pen: Pen
    x: float
    drop: float
    to_x: float
    to_drop: float
    boxed: bool = False


class Tint(NamedTuple):
    """A filled rectangle."""

    colour: Colour
    x: float
    drop: float
    width: float
    height: float


class Picture(NamedTuple):
    """A square QR code."""

    element: Element
    x: float
    drop: float
    size: float
    rows: Sequence[bytes]
    """A letter a module; b"1" is dark."""


class Spot(NamedTuple):
    """The square that the seal will fill."""

    element: Element
    x: float
    drop: float
    size: float


class Bookmark(NamedTuple):
    """An entry of the outline."""

    level: int
    title: str


@dataclass(slots=True)
class Unit:
    """What stays together on a page."""

    height: float
    texts: Sequence[Text] = ()
    rules: Sequence[Rule] = ()
    tints: Sequence[Tint] = ()
    edges: Sequence[float] | None = None
    """Where upright lines of a table run along its whole height; the same object in all units of a table."""
    above: float | None = None
    """Space before it, none at the top of a page; None where it wants no more than paragraphs have."""
    below: float | None = None
    keep: bool = False
    """Stays on the page of the next unit."""
    new_page: bool = False
    repeated: Unit | None = None
    """What comes first where a page begins with this unit: the captions of its table."""
    split: Callable[[float], tuple[Unit, Unit] | None] | None = None
    """Cuts a long unit so that the first part has at most that height; None where too little would fit."""
    picture: Picture | None = None
    spot: Spot | None = None
    bookmark: Bookmark | None = None


class Placed(NamedTuple):
    """A unit on a page."""

    unit: Unit
    top: float
    """Points from the top edge of the page."""


@dataclass(slots=True)
class Page:
    """One page of one form."""

    placed: list[Placed] = field(default_factory=list)
