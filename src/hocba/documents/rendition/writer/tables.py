"""Tables: rows as units, captions repeated on every page, cells over several rows, long rows cut by a page end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hocba.documents.rendition.form import Cell, Table
from hocba.documents.rendition.writer.boxes import Rule, Run, Text, Tint, Unit
from hocba.documents.rendition.writer.geometry import HAIR, TINT
from hocba.documents.rendition.writer.structure import COLUMN_HEADER, ROW_HEADER, Element, rows_spanned
from hocba.documents.rendition.writer.table_cut import RowCutter
from hocba.documents.rendition.writer.table_layouts import INSET_X, INSET_Y, TABLE_LAYOUTS, TableLayout
from hocba.documents.rendition.writer.text import Stack

_LONGEST_KEPT = 1500
"""Bytes of a text in UTF-8; a longer one may be cut by a page end, because it could fill a page."""
_KEPT_ROWS = 16
"""A table of fewer rows is kept on one page, but for that of the subjects."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell in its column."""

    column: int
    rows: int
    stacks: tuple[Stack, ...]
    height: float
    """With the insets."""
    element: Element


def table_units(block: Table, parent: Element) -> Iterator[Unit]:
    """The captions, then each row, or group of rows that a cell joins, as one unit."""
    layout = TABLE_LAYOUTS[block.name]
    table = Element(b"Table", parent)
    head_row = Element(b"TR", Element(b"THead", table))
    stacks = [layout.caption_text(column, text) for column, text in enumerate(block.columns)]
    yield _captions(layout, stacks, [Element(b"TH", head_row, COLUMN_HEADER) for _ in stacks])
    again = _captions(layout, stacks, [None] * len(stacks))
    body = Element(b"TBody", table)
    kept = block.name != "subjects" and len(block.rows) < _KEPT_ROWS
    groups = list(_groups(block.rows))
    for number, rows in enumerate(groups, start=1):
        last = number == len(groups)
        unit = _one_row(layout, rows[0], body) if len(rows) == 1 else _joined_rows(layout, rows, body)
        unit.repeated = again
        unit.keep = kept and not last
        unit.below = None if last else 0
        yield unit


def _captions(layout: TableLayout, stacks: Sequence[Stack], elements: Sequence[Element | None]) -> Unit:
    height = max(one.height for one in stacks) + 2 * INSET_Y
    left, right = layout.edges[0], layout.edges[-1]
    return Unit(
        height,
        [
            Text(element, (Run(edge + INSET_X, (height - one.height) / 2, one),))
            for edge, one, element in zip(layout.edges, stacks, elements, strict=False)
        ],
        (Rule(HAIR, left, 0, right, 0), Rule(HAIR, left, height, right, height)),
        (Tint(TINT, left, 0, right - left, height),),
        edges=layout.edges,
        below=0,
        keep=True,
    )


def _groups(rows: Sequence[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    """Rows that no cell joins come alone."""
    group: list[tuple[Cell, ...]] = []
    waited_for = 0
    for row in rows:
        group.append(row)
        waited_for = max(waited_for, *[cell.rows for cell in row]) - 1
        if waited_for <= 0:
            yield group
            group, waited_for = [], 0
    if group:
        yield group


def _one_row(layout: TableLayout, row: Sequence[Cell], body: Element) -> Unit:
    element = Element(b"TR", body)
    cells = [_set(layout, column, cell, element) for column, cell in enumerate(row)]
    height = max([cell.height for cell in cells])
    split = None
    if any(len(cell.text.encode()) > _LONGEST_KEPT for cell in row) and all(len(cell.stacks) == 1 for cell in cells):
        split = RowCutter(layout, [(cell.element, cell.stacks) for cell in cells])
    return Unit(
        height,
        [_text(layout, cell, 0, height) for cell in cells if cell.stacks[0].operators],
        (Rule(HAIR, layout.edges[0], height, layout.edges[-1], height),),
        edges=layout.edges,
        above=0,
        split=split,
    )


def _joined_rows(layout: TableLayout, rows: Sequence[Sequence[Cell]], body: Element) -> Unit:
    """A cell over several rows is drawn with its last row, before that row's own cells; it makes that row higher."""
    grid = list(_grid(layout, rows, body))
    heights = [max([cell.height for cell in row if cell.rows == 1], default=2 * INSET_Y) for row in grid]
    ending: list[list[tuple[int, _Set]]] = [[] for _ in grid]
    for start, row in enumerate(grid):
        for cell in row:
            end = min(start + cell.rows, len(grid))
            heights[end - 1] += max(0, cell.height - sum(heights[start:end]))
            ending[end - 1].append((start, cell))
    tops = list(accumulate(heights, initial=0.0))
    texts, rules = [], []
    for bottom, cells in zip(tops[1:], ending, strict=True):
        for start, cell in cells:
            if cell.stacks[0].operators:
                texts.append(_text(layout, cell, tops[start], bottom))
            rules.append(Rule(HAIR, layout.edges[cell.column], bottom, layout.edges[cell.column + 1], bottom))
    return Unit(tops[-1], texts, rules, edges=layout.edges, above=0)


def _grid(layout: TableLayout, rows: Sequence[Sequence[Cell]], body: Element) -> Iterator[list[_Set]]:
    """Cells in their columns: those that a cell from above reaches into are skipped."""
    taken = [0] * len(layout.widths)
    for row in rows:
        element = Element(b"TR", body)
        free = [column for column, left in enumerate(taken) if left == 0]
        taken = [max(0, left - 1) for left in taken]
        placed = []
        for column, cell in zip(free, row, strict=False):
            placed.append(_set(layout, column, cell, element))
            taken[column] = cell.rows - 1
        yield placed


def _set(layout: TableLayout, column: int, cell: Cell, row: Element) -> _Set:
    if column == 0 and layout.row_header:
        element = Element(b"TH", row, ROW_HEADER)
    else:
        element = Element(b"TD", row, rows_spanned(cell.rows) if cell.rows > 1 else b"")
    stacks = layout.cell_text(column, cell.text)
    return _Set(column, cell.rows, stacks, layout.height(stacks) + 2 * INSET_Y, element)


def _text(layout: TableLayout, cell: _Set, top: float, bottom: float) -> Text:
    """A cell's lines, halfway between its upper and its lower edge."""
    x = layout.edges[cell.column] + INSET_X
    drop = (top + bottom - cell.height) / 2 + INSET_Y
    runs = []
    for one in cell.stacks:
        runs.append(Run(x, drop, one))
        drop += one.height + layout.leading
    return Text(cell.element, runs)
