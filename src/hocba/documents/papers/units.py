"""The blocks that only papers have, as units of the writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hocba.documents.papers.paper import CodeBox, Columns, Line, Signing
from hocba.documents.rendition.writer.boxes import Rule, Run, Spot, Text, Unit
from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR
from hocba.documents.rendition.writer.geometry import CM, COVER_RULE, FRAME, HAIR, LEFT, RIGHT, WIDTH
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.text import BLACK, LEADING, Stack, Style, one_line, set_lines, stack

_STYLES = {
    "plain": Style(REGULAR, 11.5),
    "strong": Style(BOLD, 11.5),
    "italic": Style(ITALIC, 11.5),
    "small": Style(REGULAR, 10),
}
_CONDENSED = {"plain": Style(REGULAR, 10.5), "strong": Style(BOLD, 10.5)}
"""Where a name fits on one line so, but not in its usual size."""
_LINE_GAP = LEADING * 11.5
_SHARE = 0.455
"""Part of the width that the left column takes: the state's name on the right is the longer one."""
_COLUMN_GAP = 10.0
_STEPS = 8
"""Widths tried while lines are balanced."""
_UNDERLINE = COVER_RULE
_UNDERLINE_DROP = 4.5
_UNDERLINE_PART = 0.45
"""Of the width of the line that it stands under."""
_RULED_ABOVE = 22.0
_RULE_BELOW = 14.0

_RECIPIENTS, _RECIPIENT = Style(ITALIC, 11), Style(REGULAR, 10.5)
_TITLE, _NAME = Style(BOLD, 12), Style(BOLD, 12)
_ABOVE = 16.0
_EMPTY = 3.1 * CM
"""Height of the place for a signature."""
_SEAL_SIZE = 3.4 * CM
_SEAL_RIGHT = 0.2 * CM

_CODE = Style(BOLD, 25, BLACK, tracking=2.2)
_CODE_INSET = 16.0
_GROUP_SPACE = "  "


def columns_unit(block: Columns, parent: Element) -> Unit:
    """Both columns as one unit, which stays with what follows."""
    top = _RULE_BELOW if block.ruled else 0.0
    middle = LEFT + WIDTH * _SHARE
    texts: list[Text] = []
    rules = [Rule(HAIR, LEFT, 0, RIGHT, 0)] if block.ruled else []
    height = top
    for lines, x, to_x in (
        (block.left, LEFT, middle - _COLUMN_GAP / 2),
        (block.right, middle + _COLUMN_GAP / 2, RIGHT),
    ):
        drop = top
        for text, rule, bottom in _column(lines, parent, x, to_x - x, top):
            texts.append(text)
            rules += rule
            drop = bottom
        height = max(height, drop)
    return Unit(height, texts, rules, above=_RULED_ABOVE if block.ruled else None, keep=True)


def _column(
    lines: Iterable[Line], parent: Element, x: float, width: float, top: float
) -> Iterator[tuple[Text, list[Rule], float]]:
    """Each line with the rule under it, and where it ends."""
    drop = top
    for line in lines:
        set_ = _balanced(_style(line, width), line.text, width)
        text = Text(Element(b"P", parent), (Run(x, drop, set_),))
        drop += set_.height
        rules = []
        if line.underlined:
            half = max(one.width for one in set_.lines) * _UNDERLINE_PART / 2
            at, centre = drop + _UNDERLINE_DROP, x + width / 2
            rules.append(Rule(_UNDERLINE, centre - half, at, centre + half, at))
            drop = at
        yield text, rules, drop
        drop += _LINE_GAP


def _style(line: Line, width: float) -> Style:
    usual, smaller = _STYLES[line.style], _CONDENSED.get(line.style)
    if smaller is None or one_line(usual, line.text).lines[0].width <= width:
        return usual
    return smaller if one_line(smaller, line.text).lines[0].width <= width else usual


def _balanced(style: Style, text: str, width: float) -> Stack:
    """Centred lines of about the same length: a name of two lines does not leave one word alone on the second."""
    set_ = stack(style, text, width, LEADING * style.size, centred=True)
    if len(set_.lines) == 1:
        return set_
    narrow = sum(one.width for one in set_.lines) / len(set_.lines)
    for step in range(_STEPS + 1):
        tried = narrow + (width - narrow) * step / _STEPS
        found = stack(style, text, tried, LEADING * style.size, centred=True)
        if len(found.lines) == len(set_.lines):
            return set_lines(style, found.lines, width, LEADING * style.size, centred=True)
    return set_


def signing_unit(block: Signing, parent: Element, *, sealable: bool) -> Unit:
    """Recipients on the left; title, place for the signature and name on the right.

    Args:
        block: what is shown.
        parent: of its elements.
        sealable: whether a field for the seal belongs into it.
    """
    half = WIDTH / 2
    texts: list[Text] = []
    drop = 0.0
    for number, line in enumerate(block.recipients):
        style = _RECIPIENT if number else _RECIPIENTS
        set_ = stack(style, line, half, LEADING * style.size)
        texts.append(Text(Element(b"P", parent), (Run(LEFT, drop, set_),)))
        drop += set_.height + LEADING * style.size
    title = stack(_TITLE, block.title, half, LEADING * _TITLE.size, centred=True)
    name = stack(_NAME, block.name, half, LEADING * _NAME.size, centred=True)
    texts.append(Text(Element(b"P", parent), (Run(LEFT + half, 0, title),)))
    spot = None
    if block.seal and sealable:
        middle = title.height + _EMPTY / 2
        spot = Spot(Element(b"Form", parent), LEFT + half + _SEAL_RIGHT, middle - _SEAL_SIZE / 2 + 4, _SEAL_SIZE)
    name_top = title.height + _EMPTY
    texts.append(Text(Element(b"P", parent), (Run(LEFT + half, name_top, name),)))
    return Unit(max(drop, name_top + name.height), texts, above=_ABOVE, spot=spot)


def code_unit(block: CodeBox, parent: Element) -> Unit:
    """The code in its frame; groups that do not fit go on another line, never cut."""
    text = stack(
        _CODE, _GROUP_SPACE.join(block.groups), WIDTH - 2 * _CODE_INSET, LEADING * _CODE.size * 1.4, centred=True
    )
    height = text.height + 2 * _CODE_INSET
    return Unit(
        height,
        (Text(Element(b"P", parent), (Run(LEFT + _CODE_INSET, _CODE_INSET, text),)),),
        (Rule(FRAME, LEFT, 0, RIGHT, height, boxed=True),),
    )
