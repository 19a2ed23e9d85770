"""Whether lines, tints, QR code and seal stand where the form has them: around and between texts, never through them.

A page has no line, area or module that does not belong to a row, so none of them can draw a letter or cross one out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, groupby
from operator import not_

from hocba.documents.rendition.reading.arrangement import Arranged, Band, OtherPlace
from hocba.documents.rendition.reading.pages import HEIGHT, WIDTH, Box, Page, Pen, around
from hocba.documents.rendition.reading.plan import Area

_SMALLEST_CODE = 5000
_SEAL = 9638
"""Side of the seal: 3.4 cm."""


def check_drawing(page: Page, arranged: Arranged) -> None:
    """Everything on a page that is not text.

    Raises:
        OtherPlace: something stands where the form has nothing, or is missing that holds a table together.
    """
    strokes = dict(page.strokes)
    floors = [*[band.box.high for band in arranged.bands[1:]], arranged.bottom]
    ceilings = [arranged.top, *[band.box.low for band in arranged.bands[:-1]]]
    _check_tints(page.tints, arranged.bands, ceilings, floors)
    hairs = strokes.pop(Pen.HAIR, [])
    for _, group in groupby(range(len(floors)), key=lambda index: arranged.bands[index].row.table):
        indices = list(group)
        if arranged.bands[indices[0]].row.table is not None:
            strip = Box(0, floors[indices[-1]], WIDTH, ceilings[indices[0]])
            inside = [strip.low <= hair.low and hair.high <= strip.high for hair in hairs]
            _check_table(list(compress(hairs, inside)), [arranged.bands[index] for index in indices])
            hairs = list(compress(hairs, map(not_, inside)))
    if hairs:
        raise OtherPlace("line")
    _check_dots(strokes.pop(Pen.DOTS, []), arranged.bands, floors)
    _check_head(strokes.pop(Pen.HEAD_RULE, []), arranged)
    _check_cover(strokes, arranged, floors)
    _check_look_up(page, strokes.pop(Pen.FRAME, []), arranged, ceilings, floors)
    if any(strokes.values()):
        raise OtherPlace("line")


def check_seal(rectangle: Sequence[float], arranged: Arranged) -> None:
    """The seal over the head's part of the closing: square, of its size, below the title's top and beside all else.

    Args:
        rectangle: of the field, in points; empty for any other annotation than the field.
        arranged: its page.

    Raises:
        OtherPlace: it stands elsewhere.
    """
    left, low, right, high = (round(edge * 100) for edge in rectangle or (0, 0, 0, 0))
    closing = next((band for band in arranged.bands if all(one.piece.line is None for one in band.placed)), None)
    if closing is None or abs(right - left - _SEAL) > 1 or abs(high - low - _SEAL) > 1:
        raise OtherPlace("seal")
    beside = around([one.box for one in closing.placed if one.piece.column == 0])
    head = around([one.box for one in closing.placed if one.piece.column == 1])
    if left < beside.right or right > WIDTH or not head.low < (low + high) // 2 < head.high:
        raise OtherPlace("seal")


def _check_tints(tints: Sequence[Box], bands: Sequence[Band], ceilings: Sequence[int], floors: Sequence[int]) -> None:
    """One below each row of captions, and only there."""
    captions = [
        (band.box, ceiling, floor)
        for band, ceiling, floor in zip(bands, ceilings, floors, strict=True)
        if band.row.captions
    ]
    if len(tints) != len(captions):
        raise OtherPlace("tint")
    for tint, (box, ceiling, floor) in zip(sorted(tints, key=_downwards), captions, strict=True):
        inside = tint.left <= box.left and box.right <= tint.right and tint.low <= box.low and box.high <= tint.high
        if not inside or tint.low < floor or tint.high > ceiling:
            raise OtherPlace("tint")


def _check_table(hairs: Sequence[Box], bands: Sequence[Band]) -> None:
    """Upright lines between columns, level lines between rows, one in each gap."""
    columns: dict[int, list[Box]] = {}
    for band in bands:
        for one in band.placed:
            columns.setdefault(one.piece.column, []).append(one.box)
    sides = [around(boxes) for _, boxes in sorted(columns.items())]
    edges: dict[int, int] = {}
    for hair in hairs:
        if hair.left == hair.right:
            gap = bisect_left([side.right for side in sides], hair.left)
            if (gap < len(sides) and hair.left > sides[gap].left) or edges.setdefault(gap, hair.left) != hair.left:
                raise OtherPlace("line")
    if sorted(edges) != list(range(len(sides) + 1)):
        raise OtherPlace("line")
    _check_levels([hair for hair in hairs if hair.left != hair.right], set(edges.values()), bands)


def _check_levels(levels: Sequence[Box], edges: set[int], bands: Sequence[Band]) -> None:
    strips: list[Box] = []
    beside: list[Box] = []
    for band in bands:
        for line, group in groupby(
            sorted(band.placed, key=lambda one: (one.piece.line is None, one.piece.line or 0)),
            key=lambda one: one.piece.line,
        ):
            boxes = [one.box for one in group]
            if line is None:
                beside += boxes
            else:
                strips.append(around(boxes))
    heights: dict[int, int] = {}
    lows = [-strip.low for strip in strips]
    for level in levels:
        y = level.low
        gap = bisect_left(lows, -y)
        through = gap < len(strips) and y < strips[gap].high
        through = through or any(
            one.low < y < one.high and one.left < level.right and level.left < one.right for one in beside
        )
        if level.high != y or through or not {level.left, level.right} <= edges or heights.setdefault(gap, y) != y:
            raise OtherPlace("line")


def _check_dots(dots: Sequence[Box], bands: Sequence[Band], floors: Sequence[int]) -> None:
    """One below each value that has its own line."""
    gaps = [(band.box.low, floor) for band, floor in zip(bands, floors, strict=True) if band.row.dotted]
    if len(dots) != len(gaps):
        raise OtherPlace("line")
    for dot, (low, floor) in zip(sorted(dots, key=_downwards), gaps, strict=True):
        if dot.low != dot.high or not floor <= dot.low <= low:
            raise OtherPlace("line")


def _downwards(box: Box) -> int:
    return -box.low


def _check_head(rules: Sequence[Box], arranged: Arranged) -> None:
    expected = 0 if arranged.top == HEIGHT else 1
    if len(rules) != expected:
        raise OtherPlace("line")
    for rule in rules:
        if rule.low != rule.high or not arranged.bands[0].box.high <= rule.low <= arranged.top:
            raise OtherPlace("line")


def _check_cover(strokes: dict[Pen, list[Box]], arranged: Arranged, floors: Sequence[int]) -> None:
    """A double frame around everything, and one line below the first text."""
    bands = arranged.bands
    if bands[0].row.area is not Area.COVER:
        return
    frames = [strokes.pop(pen, []) for pen in (Pen.COVER_FRAME, Pen.FRAME)]
    rules = strokes.pop(Pen.COVER_RULE, [])
    whole = around([band.box for band in bands])
    if len(rules) != 1 or rules[0].low != rules[0].high or not floors[0] <= rules[0].low <= bands[0].box.low:
        raise OtherPlace("line")
    if any(len(own) != 1 or not _holds(own[0], whole) for own in frames):
        raise OtherPlace("line")


def _check_look_up(
    page: Page, frames: Sequence[Box], arranged: Arranged, ceilings: Sequence[int], floors: Sequence[int]
) -> None:
    """A frame around the look-up box, and the QR code in it, left of its texts."""
    indices = [index for index, band in enumerate(arranged.bands) if band.row.area is Area.LOOK_UP]
    if not indices:
        if frames or page.code:
            raise OtherPlace("QR code")
        return
    if page.code is None or len(frames) != 1:
        raise OtherPlace("QR code")
    texts = around([arranged.bands[index].box for index in indices])
    frame, code = frames[0], page.code.box
    if not _holds(frame, around([texts, code])) or code.right > texts.left or code.right - code.left < _SMALLEST_CODE:
        raise OtherPlace("QR code")
    if frame.low < floors[indices[-1]] or frame.high > ceilings[indices[0]]:
        raise OtherPlace("line")


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left and outer.low <= inner.low and inner.right <= outer.right and inner.high <= outer.high
    )
