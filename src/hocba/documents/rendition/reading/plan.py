"""What a form's pages must show, in the order in which it is drawn, and what stands beside or below what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from hocba.documents.rendition.form import (
    Closing,
    Cover,
    Field,
    Fields,
    Form,
    Heading,
    LookUp,
    Paragraph,
    Table,
)


class Area(Enum):
    """Parts of a form that lines are drawn around."""

    NONE = "none"
    COVER = "cover"
    LOOK_UP = "look_up"


class Piece(NamedTuple):
    """A text that one marked sequence shows; one that a page end cuts goes on in the next page's first sequence."""

    text: str
    """With the spaces that are drawn; empty for an empty cell."""
    column: int
    line: int | None
    """Pieces of one line stand at one height, those of the next line below them; None for a piece beside them all."""


class Row(NamedTuple):
    """Pieces that share a strip of the page; columns stand beside each other, and every row below the last one."""

    pieces: tuple[Piece, ...]
    area: Area = Area.NONE
    dotted: bool = False
    """Whether a dotted line stands below its value."""
    table: int | None = None
    """Number of the table; its columns stand in line over all its rows on a page."""
    captions: bool = False
    """Whether it is a table's first row."""
    level: bool = True
    """Whether all its pieces are of one line."""
    sealed: bool = False
    """Whether the seal stands over its right column."""


def rows_of(form: Form) -> Iterator[Row]:
    """All rows of a form, in drawing order; without what `form.repeated` lists."""
    for number, block in enumerate(form.blocks):
        match block:
            case Cover():
                for text in (block.ministry, block.title, block.level):
                    yield _row(text, Area.COVER)
                yield from _dotted(block.fields, Area.COVER)
                yield _row(block.year, Area.COVER)
            case Heading() | Paragraph():
                yield _row(block.text)
            case Fields():
                yield from _dotted(block.items) if block.columns == 1 else _abreast(block)
            case Table():
                yield from _table(block, number)
            case LookUp():
                yield from _dotted(block.fields, Area.LOOK_UP)
                for text in (block.note, *block.effect):
                    yield _row(text, Area.LOOK_UP)
            case Closing():
                yield from _closing(block)


def drawn(text: str) -> str:
    """A text with the spaces that are drawn: one between words, one where a line ends that more lines follow."""
    if "\n" not in text and "  " not in text and text == text.strip(" "):
        return text
    words = text.replace("\n", " ").split(" ")
    after = text[len(text.rstrip(" \n")) :]
    return " ".join(filter(None, words)) + (" " if "\n" in after else "")


def _row(text: str, area: Area = Area.NONE) -> Row:
    return Row((Piece(drawn(text), 0, 0),), area)


def _pair(field: Field) -> str:
    return f"{drawn(field.caption)} {drawn(field.value)}"


def _dotted(fields: Sequence[Field], area: Area = Area.NONE) -> Iterator[Row]:
    for field in fields:
        yield Row((Piece(_pair(field), 0, 0),), area, dotted=True)


def _abreast(block: Fields) -> Iterator[Row]:
    for first in range(0, len(block.items), block.columns):
        beside = block.items[first : first + block.columns]
        yield Row(tuple(Piece(_pair(field), column, 0) for column, field in enumerate(beside)))


def _closing(block: Closing) -> Iterator[Row]:
    yield _row(block.place_and_date)
    yield Row(
        tuple(
            Piece(drawn(text), column, None)
            for column, spot in enumerate(block.spots)
            for text in (spot.title, spot.status, spot.name)
        ),
        level=False,
        sealed=block.spots[-1].seal,
    )


def _table(block: Table, number: int) -> Iterator[Row]:
    """The captions, then each row, or all rows that a cell joins as one."""
    yield Row(tuple(Piece(drawn(text), i, 0) for i, text in enumerate(block.columns)), table=number, captions=True)
    reached = [0] * len(block.columns)
    waiting: dict[int, list[Piece]] = {}
    pieces: list[Piece] = []
    for index, row in enumerate(block.rows):
        if not pieces and len(row) == len(reached) and all(cell.rows == 1 for cell in row):
            yield Row(tuple([Piece(drawn(cell.text), i, 0) for i, cell in enumerate(row)]), table=number)
            continue
        own: list[Piece] = []
        free = [column for column, until in enumerate(reached) if until <= index]
        for cell, column in zip(row, free, strict=True):
            reached[column] = index + cell.rows
            if cell.rows > 1:  # drawn with the last of its rows, before that row's own cells
                waiting.setdefault(index + cell.rows - 1, []).append(Piece(drawn(cell.text), column, None))
            else:
                own.append(Piece(drawn(cell.text), column, index))
        pieces += [*waiting.pop(index, ()), *own]
        if max(reached) <= index + 1 or index + 1 == len(block.rows):
            yield Row(tuple(pieces), table=number, level=False)
            pieces = []
