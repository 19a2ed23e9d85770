"""Whether texts stand on the page as the form arranges them: lines below each other, cells in their row and column.

Text alone would not do: two marks drawn in the right order, each in the other's place, read differently on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import lt
from typing import NamedTuple

from hocba.documents.rendition.form import Form
from hocba.documents.rendition.reading.pages import HEIGHT, Block, Box, Corners, Page, Role, around
from hocba.documents.rendition.reading.plan import Piece, Row, drawn, rows_of

_LOW, _HIGH = 1, 3
"""In `Corners`."""


class Unlike(Exception):
    """A page is not as the form has it; the message names what."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.page = 0
        """From 1."""


class OtherText(Unlike):
    """A page shows another text than the form has there."""


class OtherPlace(Unlike):
    """Something does not stand where the form has it: a text, a line, an area."""


@contextmanager
def on_page(number: int) -> Iterator[None]:
    """Say which page is unlike the form."""
    try:
        yield
    except Unlike as unlike:
        unlike.page = number
        raise


Placed = tuple[Piece, Corners]
"""A piece, or the part of it that one page shows, and where it stands."""


class Band(NamedTuple):
    """A row on a page."""

    row: Row
    placed: Sequence[Placed]
    low: int
    high: int


class Arranged(NamedTuple):
    """The rows of one page, downwards."""

    top: int
    """Lower edge of the running head, or the page's edge: rows stand below it."""
    bottom: int
    """Upper edge of the foot, or the page's edge."""
    bands: Sequence[Band]


def arrange(form: Form, pages: Sequence[Page]) -> list[Arranged]:
    """Follow a form over its pages.

    Args:
        form: made from the XML alone.
        pages: as they are drawn.

    Raises:
        OtherText: some text is missing, added, changed, or not in its order.
        OtherPlace: a text stands beside, above or over what it must not.
    """
    found: list[Arranged] = []
    follower = _Follower(list(rows_of(form)))
    for number, page in enumerate(pages, start=1):
        with on_page(number):
            found.append(_page(form, page, number, len(pages), follower))
    if not follower.done:
        raise OtherText
    return found


def _page(form: Form, page: Page, number: int, count: int, follower: _Follower) -> Arranged:
    blocks = page.blocks
    first = 1 if blocks[0].role is Role.HEADER else 0
    last = len(blocks) - 1 if blocks[-1].role is Role.FOOTER else len(blocks)
    repeated = form.repeated
    expected = (
        repeated.marks,
        "".join(map(drawn, repeated.before(number)[len(repeated.marks) :])),
        "".join(map(drawn, repeated.after(number, count))),
    )
    if expected != (tuple(page.marks), blocks[0].text if first else "", blocks[-1].text if last < len(blocks) else ""):
        raise OtherText
    start = first
    while start < last and blocks[start].role is Role.AGAIN:
        start += 1
    content = blocks[start:last]
    if not content or any(block.role is not Role.CONTENT for block in content):
        raise OtherText
    bands = [*follower.captions(blocks[first:start]), *follower.page(content)]
    arranged = Arranged(
        top=blocks[0].box[_LOW] if first else HEIGHT,
        bottom=blocks[-1].box[_HIGH] if last < len(blocks) else 0,
        bands=bands,
    )
    _downwards(arranged)
    return arranged


class _Follower:
    """How far the form has been followed."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._next = 0
        self._rest: Piece | None = None
        """What earlier pages have left of the row."""

    @property
    def done(self) -> bool:
        return self._next == len(self._rows)

    def captions(self, again: Sequence[Block]) -> list[Band]:
        """Captions stand again at the top of a page exactly where a table goes on."""
        row = None if self.done else self._rows[self._next]
        if row is None or row.table is None or row.captions:
            if again:
                raise OtherText
            return []
        row = next(one for one in self._rows if one.table == row.table)
        if [block.text for block in again] != [piece.text for piece in row.pieces]:
            raise OtherText
        return [_band(row, [(piece, block.box) for piece, block in zip(row.pieces, again, strict=True)])]

    def page(self, content: Sequence[Block]) -> list[Band]:
        """Match the blocks of one page: whole rows, but the last one's last piece may be cut."""
        bands: list[Band] = []
        blocks = iter(content)
        block = next(blocks, None)
        while block is not None:
            if self.done:
                raise OtherText
            row = self._rows[self._next]
            placed: list[Placed] = []
            pieces = row.pieces if self._rest is None else (self._rest,)
            for piece in pieces:
                if not piece.text:
                    continue
                if block is None:
                    raise OtherText
                placed.append((piece, block.box))
                if block.text != piece.text:
                    last = row.level and block is content[-1] and piece is pieces[-1]
                    if not last or not piece.text.startswith(block.text):
                        raise OtherText
                    self._rest = piece._replace(text=piece.text[len(block.text) :])
                    bands.append(_band(row, placed))
                    return bands
                block = next(blocks, None)
            bands.append(_band(row, placed))
            self._rest = None
            self._next += 1
        return bands


def _band(row: Row, placed: Sequence[Placed]) -> Band:
    """A row on a page, its pieces in their columns and lines."""
    if len(placed) == 1:
        return Band(row, placed, placed[0][1][_LOW], placed[0][1][_HIGH])
    lefts, lows, rights, highs = zip(*[box for _, box in placed], strict=True)
    band = Band(row, placed, min(lows), max(highs))
    if row.level:
        if max(lows) > min(highs) or (row.table is None and any(map(lt, lefts[1:], rights))):
            raise OtherPlace(placed[0][0].text)
        return band
    if row.table is None:
        check_columns(placed)
    edge = band.high
    lines = lines_of(band)
    for boxes in lines:
        _, lows, _, highs = zip(*boxes, strict=True)
        if max(highs) > edge or max(lows) > min(highs):
            raise OtherPlace(placed[0][0].text)
        edge = min(lows)
    if lines:
        strip = around([box for boxes in lines for box in boxes])
        for piece, (_, low, _, high) in placed:
            if low > strip.high or high < strip.low:
                raise OtherPlace(piece.text)
    return band


def lines_of(band: Band) -> list[list[Corners]]:
    """The boxes of each line, downwards, without those that stand beside all lines."""
    lines: dict[int, list[Corners]] = {}
    for piece, box in band.placed:
        if piece.line is not None:
            lines.setdefault(piece.line, []).append(box)
    return list(lines.values())


def check_columns(placed: Iterable[Placed]) -> list[Box]:
    """Each column stands to the right of the one before, pieces of a column below each other.

    Returns:
        Around each column.

    Raises:
        OtherPlace: a piece stands elsewhere.
    """
    columns: dict[int, list[Placed]] = {}
    for one in placed:
        columns.setdefault(one[0].column, []).append(one)
    found: list[Box] = []
    edge = 0
    for _, column in sorted(columns.items()):
        above = HEIGHT
        for piece, (left, low, _, high) in column:
            if left < edge or high > above:
                raise OtherPlace(piece.text)
            above = low
        found.append(around([box for _, box in column]))
        edge = found[-1].right
    return found


def _downwards(arranged: Arranged) -> None:
    """Every row below the one before, between head and foot."""
    edge = arranged.top
    for _, placed, low, high in arranged.bands:
        if high > edge:
            raise OtherPlace(placed[0][0].text)
        edge = low
    if edge < arranged.bottom:
        raise OtherPlace(arranged.bands[-1].placed[0][0].text)
