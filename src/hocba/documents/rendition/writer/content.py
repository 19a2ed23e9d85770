"""Content streams of pages: what layout has placed, drawn and marked for the structure tree.

Rules and tints come first, as one artifact; all text is one text object, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hocba.documents.rendition.form import Repeated
from hocba.documents.rendition.writer.boxes import Bookmark, Page, Picture, Placed, Spot, Unit
from hocba.documents.rendition.writer.face import Face
from hocba.documents.rendition.writer.geometry import PAGE_HEIGHT
from hocba.documents.rendition.writer.pencil import FONT_NAMES, HEIGHT, RulePencil, TextPencil, colour
from hocba.documents.rendition.writer.running import foot, head, marks
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.text import hundredths

_WATERMARK = b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC"
_HEADER = b"/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC"
_FOOTER = b"/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC"
_AGAIN = b"/Artifact<</Type/Pagination>>BDC"
_DARK = re.compile(rb"1+")
_SCALE = b".01 0 0 .01 0 0 cm"
_DIAGONAL = b".7071 .7071 -.7071 .7071"


@dataclass(slots=True)
class Drawn:
    """Pages as content streams, and what the rest of the file must know of them."""

    pages: list[bytes] = field(default_factory=list)
    owners: list[list[Element]] = field(default_factory=list)
    """By page: the element of each marked-content number."""
    letters: dict[Face, set[str]] = field(default_factory=lambda: {face: {" "} for face in FONT_NAMES})
    bookmarks: list[tuple[Bookmark, int, float]] = field(default_factory=list)
    """With page index and points above the lower edge of the page."""
    spot: tuple[Spot, int, float] | None = None
    """With page index and points above the lower edge of the page, of its upper left corner."""

    def add(self, pages: Sequence[Page], repeated: Repeated) -> None:
        """Draw all pages of one form; they count from 1."""
        across = _marks(repeated)
        for number, page in enumerate(pages, start=1):
            index = len(self.pages)
            text = TextPencil(index)
            rules = RulePencil()
            pictures: list[bytes] = []
            if number > 1:
                above, rule = head(repeated)
                rules.add(Placed(Unit(0, rules=(rule,)), 0))
                text.artifact(_HEADER, above)
            for placed in page.placed:
                unit, top = placed
                rules.add(placed)
                if unit.picture:
                    pictures += _picture(unit.picture, top, text)
                for element, runs in unit.texts:
                    if element is None:
                        text.artifact(_AGAIN, runs, top)
                    else:
                        text.mark(element, runs, top)
                self._note(placed, index)
            text.close()
            if number > 1:
                text.artifact(_FOOTER, foot(repeated, number, len(pages)))
            self.pages.append(b"\n".join([_SCALE, *across, *pictures, *rules.drawn(), *text.end()]))
            self.owners.append(text.owners)
            for face, letters in text.letters.items():
                self.letters[face].update(*letters)
        for mark in marks(repeated.marks):
            self.letters[mark.stack.style.face].update(mark.stack.letters)

    def _note(self, placed: Placed, page: int) -> None:
        unit = placed.unit
        if unit.bookmark:
            self.bookmarks.append((unit.bookmark, page, PAGE_HEIGHT - placed.top))
        if unit.spot:
            self.spot = (unit.spot, page, PAGE_HEIGHT - placed.top - unit.spot.drop)


def _marks(repeated: Repeated) -> list[bytes]:
    """The texts across every page."""
    if not repeated.marks:
        return []
    out = [_WATERMARK, b"BT"]
    for x, y, stack in marks(repeated.marks):
        style = stack.style
        out.append(b"/%b %d Tf %b" % (FONT_NAMES[style.face], hundredths(style.size), colour(style.colour, b"g")))
        out.append(b"%b %d %d Tm%b" % (_DIAGONAL, hundredths(x), hundredths(y), stack.operators))
    return [*out, b"0 g ET EMC"]


def _picture(picture: Picture, top: float, text: TextPencil) -> list[bytes]:
    """A QR code: its dark modules as rectangles, filled at once."""
    scale = picture.size * 100 / len(picture.rows)
    x, y = hundredths(picture.x), HEIGHT - hundredths(top + picture.drop)
    side = hundredths(picture.size)
    box = (x // 100, (y - side) // 100, (x + side) // 100 + 1, y // 100 + 1)
    picture.element.attributes += b"/A<</O/Layout/Placement/Block/BBox[%d %d %d %d]>>" % box
    cells = [
        b"%d %d %d 1 re" % (run.start(), row, run.end() - run.start())
        for row, modules in enumerate(picture.rows)
        for run in _DARK.finditer(modules)
    ]
    opening = b"/Figure<</MCID %d>>BDC q %.4f 0 0 %.4f %d %d cm" % (text.own(picture.element), scale, -scale, x, y)
    return [opening, *cells, b"f Q EMC"]
