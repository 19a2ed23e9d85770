"""Headings, paragraphs, captions with values: from blocks of the form to units."""

from __future__ import annotations

from collections.abc import Iterator

from hocba.documents.rendition.form import Field, Fields, Heading, Paragraph
from hocba.documents.rendition.writer.boxes import Bookmark, Rule, Run, Text, Unit
from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR
from hocba.documents.rendition.writer.geometry import ACCENT, DOTS, LEFT, RIGHT, WIDTH
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.text import LEADING, Style, one_line, set_lines, stack

_BODY, _VALUE, _NOTE = Style(REGULAR, 12), Style(BOLD, 12), Style(ITALIC, 10.5)
_LEADING = LEADING * _BODY.size
_PARAGRAPHS = {"body": _BODY, "strong": _VALUE, "note": _NOTE}
_HEADINGS = {1: Style(BOLD, 14, ACCENT), 2: Style(BOLD, 12.5), 3: Style(ITALIC, 12)}
_ROLES = {1: b"H1", 2: b"H2", 3: b"H3"}
_AROUND = {1: (25.2, 15.96), 2: (18.72, 9.36), 3: (10.8, 7.2)}
"""Space above and below a heading."""
_WHOLE_LINES = 3
"""A paragraph of more lines may be cut by a page end, but never so that one line stands alone."""
_FIELD_INSET = 2.2
"""Above and below a value on its dotted line."""
_FIELD_GAP = 5.5
_BESIDE = 8.0
"""Between the captions and the values."""
_ABREAST = (1.05, 0.72, 1.6)
"""Parts of the width that fields beside each other take."""
_ABREAST_GAP, _ABREAST_ROW_GAP = 12.0, 7.0
_ABREAST_WIDTHS = tuple((WIDTH - _ABREAST_GAP * (len(_ABREAST) - 1)) * part / sum(_ABREAST) for part in _ABREAST)
_SPACE = 0.25 * _BODY.size
"""Width of a space, in points."""


def heading_unit(block: Heading, parent: Element) -> Unit:
    """A heading, which stays with what follows it."""
    style = _HEADINGS[block.level]
    text = stack(style, block.text, WIDTH, LEADING * style.size, centred=block.level == 1)
    above, below = _AROUND[block.level]
    return Unit(
        text.height,
        (Text(Element(_ROLES[block.level], parent), (Run(LEFT, 0, text),)),),
        above=above,
        below=below,
        keep=True,
        new_page=block.new_page,
        bookmark=Bookmark(block.level, block.text),
    )


def paragraph_units(block: Paragraph, parent: Element) -> Iterator[Unit]:
    """Running text; a unit a line where a page end may cut it."""
    style = _PARAGRAPHS[block.style]
    text = stack(style, block.text, WIDTH, _LEADING)
    element = Element(b"P", parent)
    note = block.style == "note"
    if len(text.lines) <= _WHOLE_LINES:
        yield Unit(text.height, (Text(element, (Run(LEFT, 0, text),)),), keep=note)
        return
    count = len(text.lines)
    for number, line in enumerate(text.lines, start=1):
        one = set_lines(style, (line,), WIDTH, _LEADING, centred=False)
        yield Unit(
            one.height,
            (Text(element, (Run(LEFT, 0, one),)),),
            above=None if number == 1 else _LEADING,
            below=None if number == count else _LEADING,
            keep=number in {1, count - 1} or (note and number == count),
        )


def field_units(block: Fields, parent: Element) -> Iterator[Unit]:
    """Captions and values, a unit a row."""
    if block.columns == 1:
        yield from dotted_fields(block.items, parent, x=LEFT, to_x=RIGHT)
    else:
        yield from _abreast(block.items, parent)


def dotted_fields(
    items: tuple[Field, ...],
    parent: Element,
    *,
    x: float,
    to_x: float,
    caption_style: Style = _BODY,
    value_style: Style = _VALUE,
    gap: float = _FIELD_GAP,
) -> Iterator[Unit]:
    """Captions, and values on dotted lines that begin under each other; a unit a field."""
    captions = [one_line(caption_style, item.caption, spaced=True) for item in items]
    start = x + max([one.lines[0].width for one in captions]) + _BESIDE
    leading = LEADING * value_style.size
    last = len(items) - 1
    for number, (item, one) in enumerate(zip(items, captions, strict=True)):
        value = stack(value_style, item.value, to_x - start, leading)
        height = value.height + 2 * _FIELD_INSET
        runs = (Run(x, _FIELD_INSET, one), Run(start, _FIELD_INSET, value))
        yield Unit(
            height,
            (Text(Element(b"P", parent), runs),),
            (Rule(DOTS, to_x, height, start, height),),
            above=gap if number else None,
            below=gap if number < last else None,
        )


def _abreast(items: tuple[Field, ...], parent: Element) -> Iterator[Unit]:
    """Fields beside each other, each value right behind its caption."""
    columns = len(_ABREAST)
    for first in range(0, len(items), columns):
        texts, height, x = [], 0.0, LEFT
        for item, width in zip(items[first : first + columns], _ABREAST_WIDTHS, strict=False):
            one = one_line(_BODY, item.caption, spaced=True)
            indent = one.lines[0].width + _SPACE
            value = stack(_VALUE, item.value, width, _LEADING, indent=indent)
            texts.append(Text(Element(b"P", parent), (Run(x, 0, one), Run(x, 0, value))))
            height = max(height, value.height)
            x += width + _ABREAST_GAP
        yield Unit(
            height,
            texts,
            above=_ABREAST_ROW_GAP if first else None,
            below=_ABREAST_ROW_GAP if first + columns < len(items) else None,
        )
