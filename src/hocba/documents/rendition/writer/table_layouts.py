"""How each table of the form is set: widths, alignment, letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from hocba.documents.rendition.writer.face import BOLD, REGULAR
from hocba.documents.rendition.writer.geometry import LEFT, WIDTH
from hocba.documents.rendition.writer.text import Stack, Style, stack

INSET_X, INSET_Y = 5.0, 4.6
"""Between a cell's text and its edges."""
LEADING = 0.48
"""Em between the lines of a cell."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table's columns; sizes in points."""

    edges: tuple[float, ...]
    """Left edge of each column, and the right edge of the last."""
    widths: tuple[float, ...]
    """Of the texts in each column."""
    centred: tuple[bool, ...]
    body: Style
    caption: Style
    leading: float
    row_header: bool
    """Whether the first cell of a row says what the row is about."""
    first_lines: Mapping[int, Style]
    """By column: how the first line of a cell of two lines is set, where it differs."""

    def caption_text(self, column: int, text: str) -> Stack:
        """A column's caption."""
        return stack(self.caption, text, self.widths[column], self.leading, centred=True)

    def cell_text(self, column: int, text: str) -> tuple[Stack, ...]:
        """A cell's text; of two lines, the first one may look different."""
        if self.first_lines and "\n" in text:
            first, _, rest = text.partition("\n")
            return (
                self._set(self.first_lines.get(column, self.body), column, first, spaced=True),
                self._set(self.body, column, rest),
            )
        return (self._set(self.body, column, text),)

    def height(self, stacks: tuple[Stack, ...]) -> float:
        """Of a cell's text."""
        if len(stacks) == 1:
            return stacks[0].height
        return sum(one.height for one in stacks) + self.leading * (len(stacks) - 1)

    def _set(self, style: Style, column: int, text: str, *, spaced: bool = False) -> Stack:
        width, centred = self.widths[column], self.centred[column]
        return stack(style, text, width, self.leading, centred=centred, spaced=spaced)


def _layout(
    widths: tuple[float, ...],
    align: str,
    size: float = 10.5,
    *,
    row_header: bool = False,
    first_lines: Mapping[int, Style] | None = None,
) -> TableLayout:
    """From parts of the whole width, and a letter a column: l(eft) or c(entred)."""
    edges = tuple(LEFT + WIDTH * part for part in accumulate(widths, initial=0))
    return TableLayout(
        edges=edges,
        widths=tuple(right - left - 2 * INSET_X for left, right in pairwise(edges)),
        centred=tuple(letter == "c" for letter in align),
        body=Style(REGULAR, size),
        caption=Style(BOLD, size),
        leading=LEADING * size,
        row_header=row_header,
        first_lines=first_lines or {},
    )


TABLE_LAYOUTS: Mapping[str, TableLayout] = {
    "subjects": _layout((0.27, 0.18, 0.11, 0.44), "lccl", row_header=True),
    "traits": _layout((0.32, 0.17, 0.51), "lcl", row_header=True),
    "levels": _layout((0.6, 0.4), "lc", row_header=True),
    "history": _layout((0.16, 0.11, 0.43, 0.3), "cclc"),
    "signatures": _layout(
        (0.06, 0.3, 0.14, 0.5), "clcl", 9.5, first_lines={1: Style(BOLD, 9.5), 3: Style(REGULAR, 8.7)}
    ),
}
"""By `Table.name`."""
