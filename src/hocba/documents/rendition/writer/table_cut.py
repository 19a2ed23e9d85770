"""A row of long texts cut where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hocba.documents.rendition.writer.boxes import Rule, Run, Text, Unit
from hocba.documents.rendition.writer.geometry import HAIR
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.table_layouts import INSET_X, INSET_Y, TableLayout
from hocba.documents.rendition.writer.text import Stack, set_lines

_FEWEST_LINES = 2
"""Of a cut row, on either page."""


@dataclass(frozen=True, slots=True)
class RowCutter:
    """Cuts a row; a cell shorter than the first part stays whole in it, between its edges."""

    layout: TableLayout
    cells: Sequence[tuple[Element, tuple[Stack, ...]]]
    """One a column."""

    def __call__(self, room: float) -> tuple[Unit, Unit] | None:
        """The row in two, the first of them at most `room` points high; None where too few lines would fit."""
        pitch = self.layout.body.height + self.layout.leading
        longest = max(len(stacks[0].lines) for _, stacks in self.cells)
        fitting = int((room - 2 * INSET_Y + self.layout.leading) / pitch)
        fitting = min(fitting, longest - _FEWEST_LINES)
        if fitting < _FEWEST_LINES:
            return None
        return self._part(0, fitting), self._part(fitting, longest)

    def _part(self, start: int, end: int) -> Unit:
        layout = self.layout
        cells = []
        for column, (element, stacks) in enumerate(self.cells):
            lines = stacks[0].lines[start:end]
            if lines and stacks[0].operators:
                part = set_lines(
                    stacks[0].style, lines, layout.widths[column], layout.leading, centred=layout.centred[column]
                )
                cells.append((column, element, part))
        height = max(part.height for _, _, part in cells) + 2 * INSET_Y
        texts = [
            Text(element, (Run(layout.edges[column] + INSET_X, (height - part.height) / 2, part),))
            for column, element, part in cells
        ]
        rest: list[tuple[Element, tuple[Stack, ...]]] = [
            (element, (stacks[0]._replace(lines=stacks[0].lines[start:end]),)) for element, stacks in self.cells
        ]
        rule = Rule(HAIR, layout.edges[0], height, layout.edges[-1], height)
        return Unit(height, texts, (rule,), edges=layout.edges, above=0, split=RowCutter(layout, rest))
