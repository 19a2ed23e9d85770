"""Content streams of pages: what layout has placed, drawn and marked for the structure tree.

Rules and tints come first, as one artifact; all text is one text object, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_DARK = re.compile(rb"\x01+")
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

    def add(self, pages: Iterable[Page], repeated: Repeated) -> None:
        """Draw all pages of one form; they count from 1."""
        listed = list(pages)
        for number, page in enumerate(listed, start=1):
            out = [b".01 0 0 .01 0 0 cm", *self._marks(repeated)]
            text = TextPencil(self.letters)
            self.owners.append([])
            rules = RulePencil()
            if number > 1:
                runs, rule = head(repeated)
                rules.add(Placed(Unit(0, rules=(rule,)), 0))
                text.artifact(_HEADER, runs)
            for placed in page.placed:
                rules.add(placed)
                self._note(placed)
                if placed.unit.picture:
                    out += self._picture(placed.unit.picture, placed.top)
                self._texts(placed, text)
            text.close()
            if number > 1:
                text.artifact(_FOOTER, foot(repeated, number, len(listed)))
            self.pages.append(b"\n".join([*out, *rules.drawn(), *text.end()]))

    def _texts(self, placed: Placed, pencil: TextPencil) -> None:
        for element, runs in placed.unit.texts:
            if element is None:
                pencil.artifact(_AGAIN, runs, placed.top)
            elif runs:
                pencil.mark(element, runs, placed.top, self._own)

    def _own(self, element: Element) -> int:
        """Give an element the next marked-content number of the page that is drawn."""
        owners = self.owners[-1]
        element.content.append((len(self.owners) - 1, len(owners)))
        owners.append(element)
        return len(owners) - 1

    def _note(self, placed: Placed) -> None:
        index, unit = len(self.owners) - 1, placed.unit
        if unit.bookmark:
            self.bookmarks.append((unit.bookmark, index, PAGE_HEIGHT - placed.top))
        if unit.spot:
            self.spot = (unit.spot, index, PAGE_HEIGHT - placed.top - unit.spot.drop)

    def _marks(self, repeated: Repeated) -> list[bytes]:
        if not repeated.marks:
            return []
        out = [_WATERMARK, b"BT"]
        for x, y, stack in marks(repeated.marks):
            style = stack.style
            out.append(b"/%b %d Tf %b" % (FONT_NAMES[style.face], hundredths(style.size), colour(style.colour, b"g")))
            out.append(b"%b %d %d Tm%b" % (_DIAGONAL, hundredths(x), hundredths(y), stack.operators))
            self.letters[style.face].update(stack.letters)
        return [*out, b"0 g ET EMC"]

    def _picture(self, picture: Picture, top: float) -> list[bytes]:
        """A QR code: its dark modules as rectangles, filled at once."""
        side = len(picture.rows)
        scale = picture.size * 100 / side
        x, y = hundredths(picture.x), HEIGHT - hundredths(top + picture.drop)
        picture.element.attributes += b"/A<</O/Layout/Placement/Block/BBox[%d %d %d %d]>>" % (
            x // 100,
            (y - hundredths(picture.size)) // 100,
            (x + hundredths(picture.size)) // 100 + 1,
            y // 100 + 1,
        )
        mark = self._own(picture.element)
        cells = [
            b"%d %d %d 1 re" % (run.start(), row, run.end() - run.start())
            for row, modules in enumerate(picture.rows)
            for run in _DARK.finditer(modules)
        ]
        return [
            b"/Figure<</MCID %d>>BDC q %.4f 0 0 %.4f %d %d cm" % (mark, scale, -scale, x, y),
            *cells,
            b"f Q EMC",
        ]
