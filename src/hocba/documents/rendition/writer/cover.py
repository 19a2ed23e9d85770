"""The first page: a double frame, and between its parts the free height in fixed proportions."""

from __future__ import annotations

from hocba.documents.rendition.form import Cover
from hocba.documents.rendition.writer.blocks import dotted_fields
from hocba.documents.rendition.writer.boxes import Page, Placed, Rule, Run, Text, Unit
from hocba.documents.rendition.writer.face import BOLD, REGULAR
from hocba.documents.rendition.writer.geometry import (
    ACCENT,
    CM,
    COVER_FRAME,
    COVER_RULE,
    FRAME,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.text import LEADING, Style, stack
from hocba.errors import DocumentError

_MARGIN = 1.7 * CM
_BETWEEN_FRAMES = 4.5
_INSIDE_X, _INSIDE_Y = 1.7 * CM, 1.5 * CM
_LEFT, _RIGHT = _MARGIN + _BETWEEN_FRAMES + _INSIDE_X, PAGE_WIDTH - _MARGIN - _BETWEEN_FRAMES - _INSIDE_X
_TOP, _BOTTOM = _MARGIN + _BETWEEN_FRAMES + _INSIDE_Y, PAGE_HEIGHT - _MARGIN - _BETWEEN_FRAMES - _INSIDE_Y
_MINISTRY, _YEAR = Style(BOLD, 17), Style(BOLD, 16)
_TITLE, _LEVEL = Style(BOLD, 54, ACCENT, tracking=4), Style(BOLD, 28, ACCENT, tracking=2)
_CAPTION, _VALUE = Style(REGULAR, 14.5), Style(BOLD, 14.5)
_RULE_BELOW = 8.55
_RULE_LENGTH = 4.2 * CM
_LEVEL_BELOW = 37.665
_FIELD_GAP = 11.0
_FREE = (1.0, 1.15, 1.3)
"""Parts of the free height: before the title, before the fields, before the year."""


def cover_page(block: Cover, parent: Element) -> Page:
    """The whole page.

    Raises:
        DocumentError: RENDITION_TOO_LARGE, where the values do not fit on it.
    """
    ministry = _centred(_MINISTRY, block.ministry, parent)
    rule_drop = ministry.height + _RULE_BELOW
    middle = (_LEFT + _RIGHT) / 2
    ministry.rules = (Rule(COVER_RULE, middle - _RULE_LENGTH / 2, rule_drop, middle + _RULE_LENGTH / 2, rule_drop),)
    title, level = _centred(_TITLE, block.title, parent), _centred(_LEVEL, block.level, parent)
    fields = list(
        dotted_fields(
            block.fields, parent, x=_LEFT, to_x=_RIGHT, caption_style=_CAPTION, value_style=_VALUE, gap=_FIELD_GAP
        )
    )
    year = _centred(_YEAR, block.year, parent)
    fields_height = sum(unit.height for unit in fields) + _FIELD_GAP * (len(fields) - 1)
    taken = rule_drop + title.height + _LEVEL_BELOW + level.height + fields_height + year.height
    free = (_BOTTOM - _TOP - taken) / sum(_FREE)
    if free < 0:
        raise DocumentError("RENDITION_TOO_LARGE", where="cover")
    page = Page([Placed(_frames(), 0), Placed(ministry, _TOP)])
    top = _TOP + rule_drop + _FREE[0] * free
    page.placed.append(Placed(title, top))
    top += title.height + _LEVEL_BELOW
    page.placed.append(Placed(level, top))
    top += level.height + _FREE[1] * free
    for unit in fields:
        page.placed.append(Placed(unit, top))
        top += unit.height + _FIELD_GAP
    page.placed.append(Placed(year, _BOTTOM - year.height))
    return page


def _centred(style: Style, text: str, parent: Element) -> Unit:
    lines = stack(style, text, _RIGHT - _LEFT, LEADING * style.size, centred=True)
    return Unit(lines.height, (Text(Element(b"P", parent), (Run(_LEFT, 0, lines),)),))


def _frames() -> Unit:
    inner = _MARGIN + _BETWEEN_FRAMES
    return Unit(
        0,
        rules=(
            Rule(COVER_FRAME, _MARGIN, _MARGIN, PAGE_WIDTH - _MARGIN, PAGE_HEIGHT - _MARGIN, boxed=True),
            Rule(FRAME, inner, inner, PAGE_WIDTH - inner, PAGE_HEIGHT - inner, boxed=True),
        ),
    )
