"""Operators of a content stream, written with what they leave unsaid remembered (ISO 32000-1, 8 and 9).

All numbers are hundredths of a point, so that they are whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from hocba.documents.rendition.writer.boxes import Pen, Placed, Run
from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR, Face
from hocba.documents.rendition.writer.geometry import HAIR, PAGE_HEIGHT
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.text import BLACK, Colour, Style, hundredths

FONT_NAMES: Mapping[Face, bytes] = {REGULAR: b"F0", BOLD: b"F1", ITALIC: b"F2"}
HEIGHT = hundredths(PAGE_HEIGHT)
_DOTTED = b"[60 200]0 d"


@cache
def colour(values: Colour, operator: bytes) -> bytes:
    """Set a colour: grey where its parts are equal, else RGB. Operators `g` and `G` stand for `rg` and `RG`, too."""
    if values[0] == values[1] == values[2]:
        return b"%b %b" % (_part(values[0]), operator)
    parts = b" ".join(map(_part, values))
    return b"%b %b" % (parts, {b"g": b"rg", b"G": b"RG"}[operator])


def _part(value: float) -> bytes:
    return (f"{value:.4f}".rstrip("0").rstrip(".") or "0").encode()


class TextPencil:
    """The text object of a page."""

    def __init__(self, page: int) -> None:
        """Begin the object.

        Args:
            page: index.
        """
        self.owners: list[Element] = []
        """The element of each marked-content number."""
        self.letters: dict[Face, list[frozenset[str]]] = {face: [] for face in FONT_NAMES}
        """What is drawn, by face."""
        self._page = page
        self._out = [b"BT"]
        self._open: Element | None = None
        self._style: Style | None = None
        self._font: tuple[Face, float] | None = None
        self._colour = BLACK
        self._tracking = 0.0
        self._x = self._y = 0

    def own(self, element: Element) -> int:
        """Give an element the next marked-content number of the page."""
        number = len(self.owners)
        element.content.append((self._page, number))
        self.owners.append(element)
        return number

    def mark(self, element: Element, runs: Iterable[Run], top: float) -> None:
        """Draw an element's lines, in one marked sequence as long as no other element comes between.

        Args:
            element: whose content it is.
            runs: its lines.
            top: of the unit, in points from the top of the page.
        """
        if element is not self._open:
            self.close()
            self._out.append(b"/%b<</MCID %d>>BDC" % (element.role, self.own(element)))
            self._open = element
        self._draw(runs, top)

    def artifact(self, opening: bytes, runs: Iterable[Run], top: float = 0) -> None:
        """Draw lines that are no content of their own."""
        self.close()
        self._out.append(opening)
        self._draw(runs, top)
        self._out.append(b"EMC")

    def close(self) -> None:
        """End the marked sequence, if one is open."""
        if self._open is not None:
            self._out.append(b"EMC")
            self._open = None

    def end(self) -> list[bytes]:
        """End the object; returns its operators."""
        self.close()
        self._out.append(b"ET")
        return self._out

    def _draw(self, runs: Iterable[Run], top: float) -> None:
        x, y = self._x, self._y
        for left, drop, stack in runs:
            style = stack.style
            if style is not self._style:
                self._take(style)
            to_x = round((left + stack.indent) * 100)  # `hundredths`, without the cost of a call
            to_y = HEIGHT - round((top + drop + style.height) * 100)
            self._out.append(b"%d %d Td%b" % (to_x - x, to_y - y, stack.operators))
            right, up = stack.end
            x, y = to_x + right, to_y + up
            self.letters[style.face].append(stack.letters)
        self._x, self._y = x, y

    def _take(self, style: Style) -> None:
        self._style = style
        if (style.face, style.size) != self._font:
            self._font = (style.face, style.size)
            self._out.append(b"/%b %d Tf" % (FONT_NAMES[style.face], hundredths(style.size)))
        if style.colour is not self._colour:
            self._colour = style.colour
            self._out.append(colour(style.colour, b"g"))
        if style.tracking != self._tracking:
            self._tracking = style.tracking
            self._out.append(b"%d Tc" % hundredths(style.tracking))


class RulePencil:
    """The rules and tints of a page, gathered by pen."""

    def __init__(self) -> None:
        self._paths: dict[Pen, list[bytes]] = {}
        self._tints: list[bytes] = []
        self._edges: Sequence[float] = ()
        self._edges_from = self._edges_to = 0

    def add(self, placed: Placed) -> None:
        """Take a unit's rules and tints."""
        unit, top = placed
        for tint in unit.tints:
            low = HEIGHT - hundredths(top + tint.drop + tint.height)
            corner = (hundredths(tint.x), low, hundredths(tint.width), hundredths(tint.height))
            self._tints.append(b"%b %d %d %d %d re f" % (colour(tint.colour, b"g"), *corner))
        for pen, x, drop, to_x, to_drop, boxed in unit.rules:
            from_x, from_y = hundredths(x), HEIGHT - hundredths(top + drop)
            end_x, end_y = hundredths(to_x), HEIGHT - hundredths(top + to_drop)
            if boxed:
                corner = (from_x, end_y, end_x - from_x, from_y - end_y)
                self._path(pen).append(b"%d %d %d %d re" % corner)
            else:
                self._path(pen).append(b"%d %d m %d %d l" % (from_x, from_y, end_x, end_y))
        if unit.edges is not None:
            self._go_on(unit.edges, HEIGHT - hundredths(top), HEIGHT - hundredths(top + unit.height))

    def drawn(self) -> list[bytes]:
        """All of them as one artifact; nothing where there are none."""
        self._end_edges()
        if not self._paths and not self._tints:
            return []
        out = [b"/Artifact<</Type/Layout>>BDC q", *self._tints]
        for pen, path in self._paths.items():
            out.append(b"%b %d w" % (colour(pen.colour, b"G"), hundredths(pen.width)))
            out.append(_DOTTED if pen.dotted else b"[]0 d 2 J")
            out += path
            out.append(b"S 0 J")
        out.append(b"Q EMC")
        return out

    def _path(self, pen: Pen) -> list[bytes]:
        return self._paths.setdefault(pen, [])

    def _go_on(self, edges: Sequence[float], top: int, bottom: int) -> None:
        """Lengthen a table's upright lines; drawn once for all its rows on the page."""
        if edges is not self._edges or top != self._edges_to:
            self._end_edges()
            self._edges, self._edges_from = edges, top
        self._edges_to = bottom

    def _end_edges(self) -> None:
        if self._edges:
            path = self._path(HAIR)
            for edge in self._edges:
                x = hundredths(edge)
                path.append(b"%d %d m %d %d l" % (x, self._edges_from, x, self._edges_to))
            self._edges = ()
