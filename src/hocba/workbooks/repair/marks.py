"""Which cells of a workbook get which mark and which words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hocba.workbooks.archive import Position, column_index
from hocba.workbooks.check import CellEntry, CheckResult
from hocba.workbooks.sheets import Book

RED, YELLOW = "FFFFC7CE", "FFFFEB9C"
"""ARGB of the fills that Excel itself calls bad and neutral."""
AUTHOR = "Hocba"
_LONGEST = 2000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one cell."""

    fill: str
    """ARGB."""
    words: str
    """Vietnamese sentences, a line each; a comment, which no spreadsheet computes, whatever it begins with."""


Marks = Mapping[str, Mapping[Position, Mark]]
"""Marks by sheet name and position."""


def marks_of(result: CheckResult, book: Book) -> Marks:
    """The marks of every cell that `result` speaks of; a merged cell is marked at its top left.

    An entry without a column stands at the first cell of its row, the refusal of a whole file at A1 of the first sheet.
    """
    found: dict[str, dict[Position, list[tuple[str, str]]]] = {}
    if result.file_error is not None:
        found[book.sheets[0].name] = {(0, 0): [(RED, result.file_error.message())]}
    for fill, entries in ((RED, result.rejected), (YELLOW, result.warnings)):
        for entry in entries:
            position = _place(entry, book)
            found.setdefault(entry.sheet, {}).setdefault(position, []).append((fill, entry.message()))
    return {
        sheet: {position: Mark(said[0][0], _words([words for _, words in said])) for position, said in cells.items()}
        for sheet, cells in found.items()
    }


def _place(entry: CellEntry, book: Book) -> Position:
    row, column = entry.row - 1, column_index(entry.column) if entry.column else 0
    sheet = next((one for one in book.sheets if one.name == entry.sheet), None)
    for merge in sheet.merges if sheet else ():
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            return merge.top, merge.left
    return row, column


def _words(sentences: list[str]) -> str:
    return _UNPRINTABLE.sub("", "\n".join(dict.fromkeys(sentences)))[:_LONGEST]
