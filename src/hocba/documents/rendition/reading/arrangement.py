"""Whether texts stand on the page as the form arranges them: lines below each other, cells in their row and column.

Text alone would not do: two marks drawn in the right order, each in the other's place, read differently on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from hocba.documents.rendition.form import Form
from hocba.documents.rendition.reading.pages import HEIGHT, Block, Box, Page, Role, around
from hocba.documents.rendition.reading.plan import Piece, Row, drawn, rows_of


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


class Placed(NamedTuple):
    """A piece, or the part of it that one page shows."""

    piece: Piece
    box: Box


class Band(NamedTuple):
    """A row on a page."""

    row: Row
    placed: Sequence[Placed]
    box: Box


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
        top=blocks[0].box.low if first else HEIGHT,
        bottom=blocks[-1].box.high if last < len(blocks) else 0,
        bands=bands,
    )
    _downwards(arranged)
    for table in {band.row.table for band in bands} - {None}:
        _in_columns(one for band in bands if band.row.table == table for one in band.placed)
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
        return [_band(row, [Placed(piece, block.box) for piece, block in zip(row.pieces, again, strict=True)])]

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
                placed.append(Placed(piece, block.box))
                if block.text != piece.text:
                    if block is not content[-1] or piece is not pieces[-1] or not piece.text.startswith(block.text):
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
        return Band(row, placed, placed[0].box)
    box = around([one.box for one in placed])
    if row.table is None:
        _in_columns(placed)
    lines: dict[int | None, list[Box]] = {}
    for one in placed:
        lines.setdefault(one.piece.line, []).append(one.box)
    beside = lines.pop(None, ())
    edge = box.high
    for boxes in lines.values():
        line = around(boxes)
        if line.high > edge or max([one.low for one in boxes]) > min([one.high for one in boxes]):
            raise OtherPlace(placed[0].piece.text)
        edge = line.low
    if lines and beside:
        strip = around([one for boxes in lines.values() for one in boxes])
        if any(one.low > strip.high or one.high < strip.low for one in beside):
            raise OtherPlace(placed[0].piece.text)
    return Band(row, placed, box)


def _in_columns(placed: Iterable[Placed]) -> None:
    """Each column to the right of the one before; pieces of a column below each other."""
    columns: dict[int, list[Placed]] = {}
    for one in placed:
        columns.setdefault(one.piece.column, []).append(one)
    edge = 0
    for _, column in sorted(columns.items()):
        above = HEIGHT
        right = 0
        for piece, box in column:
            if box.left < edge or box.high > above:
                raise OtherPlace(piece.text)
            above = box.low
            right = max(box.right, right)
        edge = right


def _downwards(arranged: Arranged) -> None:
    """Every row below the one before, between head and foot."""
    edge = arranged.top
    for _, placed, box in arranged.bands:
        if box.high > edge:
            raise OtherPlace(placed[0].piece.text)
        edge = box.low
    if edge < arranged.bottom:
        raise OtherPlace(arranged.bands[-1].placed[0].piece.text)
