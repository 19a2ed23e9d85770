"""Place and date, then the places where signatures would stand on paper; the seal goes over one of them."""

from __future__ import annotations

from hocba.documents.rendition.form import Closing
from hocba.documents.rendition.writer.boxes import Run, Spot, Text, Unit
from hocba.documents.rendition.writer.face import BOLD, ITALIC
from hocba.documents.rendition.writer.geometry import CM, LEFT, WIDTH
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.text import LEADING, Stack, Style, stack

_ABOVE = 19.2
_WIDTH = WIDTH / 2
_DATE, _STRONG, _STATUS = Style(ITALIC, 12), Style(BOLD, 12), Style(ITALIC, 10.5)
_LEADING = LEADING * _STRONG.size
_DATE_BELOW = 10.2
_TITLE_BELOW = 5.4
_EMPTY = 2.5 * CM
"""Height of the place for a signature."""
_SEAL_SIZE = 3.4 * CM
_SEAL_RIGHT, _SEAL_DOWN = 0.45 * CM, 0.3 * CM


def closing_unit(block: Closing, parent: Element, *, sealable: bool) -> Unit:
    """The block as one unit.

    Args:
        block: place and date, who signs on the left and on the right.
        parent: of its elements.
        sealable: whether a field for the seal belongs into it.
    """
    date = _column(_DATE, block.place_and_date)
    texts = [_text(parent, LEFT + _WIDTH, 0, date)]
    top = date.height + _DATE_BELOW
    height, spot = top, None
    for number, person in enumerate(block.spots):
        x = LEFT + _WIDTH * number
        title, status, name = (
            _column(_STRONG, person.title),
            _column(_STATUS, person.status),
            _column(_STRONG, person.name),
        )
        status_top = top + title.height + _TITLE_BELOW
        empty_top = status_top + status.height + _LEADING
        name_top = empty_top + _EMPTY + _LEADING
        texts += [_text(parent, x, top, title), _text(parent, x, status_top, status)]
        if person.seal and sealable:
            middle = empty_top + _EMPTY / 2 + _SEAL_DOWN
            spot = Spot(Element(b"Form", parent), x + _SEAL_RIGHT, middle - _SEAL_SIZE / 2, _SEAL_SIZE)
        texts.append(_text(parent, x, name_top, name))
        height = max(height, name_top + name.height)
    return Unit(height, texts, above=_ABOVE, spot=spot)


def _column(style: Style, text: str) -> Stack:
    return stack(style, text, _WIDTH, _LEADING, centred=True)


def _text(parent: Element, x: float, drop: float, lines: Stack) -> Text:
    return Text(Element(b"P", parent), (Run(x, drop, lines),))
