"""What stands on every page: the marks across it, head and foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hocba.documents.rendition.form import Repeated
from hocba.documents.rendition.writer.boxes import Rule, Run
from hocba.documents.rendition.writer.face import BOLD, REGULAR
from hocba.documents.rendition.writer.geometry import GREY, HEAD_RULE, LEFT, PAGE_HEIGHT, PAGE_WIDTH, PALE, RIGHT, WIDTH
from hocba.documents.rendition.writer.text import LEADING, Stack, Style, one_line, set_lines, stack
from hocba.errors import DocumentError

_SMALL = Style(REGULAR, 9.5, GREY)
_LEADING = LEADING * _SMALL.size
_GAP = 9.5
"""Between the two texts of head or foot."""
_HEAD_RULE_DROP = PAGE_HEIGHT - 799.512
_HEAD_BASELINE = PAGE_HEIGHT - 800.937
"""Of its last line; more lines go upwards."""
_FOOT_BASELINE = PAGE_HEIGHT - 33.465
_MARK = Style(BOLD, 56, PALE)
_MARK_GAP = 0.7 * _MARK.size
_DIAGONAL = 0.5**0.5


class Mark(NamedTuple):
    """A text that climbs at 45 degrees; its beginning in points from the lower left corner."""

    x: float
    y: float
    stack: Stack


def marks(texts: Sequence[str]) -> Iterator[Mark]:
    """The marks, under each other, turned together around the middle of the page."""
    lines = [one_line(_MARK, text) for text in texts]
    height = _MARK.height * len(lines) + _MARK_GAP * (len(lines) - 1)
    for number, one in enumerate(lines):
        right = -one.lines[0].width / 2
        up = height / 2 - _MARK.height - number * (_MARK.height + _MARK_GAP)
        yield Mark(PAGE_WIDTH / 2 + (right - up) * _DIAGONAL, PAGE_HEIGHT / 2 + (right + up) * _DIAGONAL, one)


def head(repeated: Repeated) -> tuple[list[Run], Rule]:
    """The head of every page but the first, in drops from the top of the page.

    Raises:
        DocumentError: RENDITION_TOO_LARGE, where it is higher than the margin.
    """
    left = one_line(_SMALL, repeated.header[0])
    room = WIDTH - left.lines[0].width - _GAP
    right = stack(_SMALL, repeated.header[1], room, _LEADING)
    top = _HEAD_BASELINE - right.height
    if top < 0:
        raise DocumentError("RENDITION_TOO_LARGE", where=repeated.header[1])
    runs = [Run(LEFT, _HEAD_BASELINE - left.height, left)]
    for line in right.lines:
        one = set_lines(_SMALL, (line,), 0, 0, centred=False)
        runs.append(Run(RIGHT - line.width, top, one))
        top += _SMALL.height + _LEADING
    return runs, Rule(HEAD_RULE, LEFT, _HEAD_RULE_DROP, RIGHT, _HEAD_RULE_DROP)


def foot(repeated: Repeated, page: int, pages: int) -> list[Run]:
    """The foot of every page but the first."""
    number = one_line(_SMALL, repeated.page.format(page=page, pages=pages))
    width = number.lines[0].width
    left = stack(_SMALL, repeated.footer, WIDTH - width - _GAP, _LEADING)
    top = _FOOT_BASELINE - _SMALL.height
    return [Run(LEFT, top, left), Run(RIGHT - width, top, number)]
