"""Whether lines, tints, QR code and seal stand where the form has them: around and between texts, never through them.

A page has no line, area or module that does not belong to a row, so none of them can draw a letter or cross one out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, groupby
from operator import not_

from hocba.documents.rendition.reading.arrangement import Arranged, Band, OtherPlace, check_columns, lines_of
from hocba.documents.rendition.reading.pages import HEIGHT, WIDTH, Box, Corners, Page, Pen, around
from hocba.documents.rendition.reading.plan import Area

_SMALLEST_CODE = 5000
_SEAL = 9638
"""Side of the seal: 3.4 cm."""


def check_drawing(page: Page, arranged: Arranged) -> None:
    """Tables' columns, and everything on a page that is not text.

    Raises:
        OtherPlace: something stands where the form has nothing, or is missing that holds a table together.
    """
    strokes = dict(page.strokes)
    bands = arranged.bands
    floors = [*[band.high for band in bands[1:]], arranged.bottom]
    ceilings = [arranged.top, *[band.low for band in bands[:-1]]]
    _check_tints(page.tints, bands, ceilings, floors)
    hairs = strokes.pop(Pen.HAIR, [])
    start = 0
    for table, group in groupby([band.row.table for band in bands]):
        end = start + len(list(group))
        if table is not None:
            low, high = floors[end - 1], ceilings[start]
            inside = [low <= below and above <= high for _, below, _, above in hairs]
            _check_table(list(compress(hairs, inside)), bands[start:end])
            hairs = list(compress(hairs, map(not_, inside)))
        start = end
    if hairs:
        raise OtherPlace("line")
    _check_dots(strokes.pop(Pen.DOTS, []), bands, floors)
    _check_head(strokes.pop(Pen.HEAD_RULE, []), arranged)
    _check_cover(strokes, arranged, floors)
    _check_look_up(page, strokes.pop(Pen.FRAME, []), arranged, ceilings, floors)
    if any(strokes.values()):
        raise OtherPlace("line")


def check_seal(rectangle: Sequence[float], arranged: Arranged) -> None:
    """The seal over the right part of the closing that takes it: square, of its size, below the title's top.

    Args:
        rectangle: of the field, in points; empty for any other annotation than the field.
        arranged: its page.

    Raises:
        OtherPlace: it stands elsewhere.
    """
    left, low, right, high = (round(edge * 100) for edge in rectangle or (0, 0, 0, 0))
    closing = next((band for band in arranged.bands if band.row.sealed), None)
    if closing is None or abs(right - left - _SEAL) > 1 or abs(high - low - _SEAL) > 1:
        raise OtherPlace("seal")
    beside, own = check_columns(closing.placed)
    if left < beside.right or right > WIDTH or not own.low < (low + high) // 2 < own.high:
        raise OtherPlace("seal")


def _check_tints(
    tints: Sequence[Corners], bands: Sequence[Band], ceilings: Sequence[int], floors: Sequence[int]
) -> None:
    """One below each row of captions, and only there."""
    rows = [index for index, band in enumerate(bands) if band.row.captions]
    if len(tints) != len(rows):
        raise OtherPlace("tint")
    for tint, index in zip(sorted(tints, key=_downwards), rows, strict=True):
        room = Box(0, floors[index], WIDTH, ceilings[index])
        if not _holds(tint, around([box for _, box in bands[index].placed])) or not _holds(room, tint):
            raise OtherPlace("tint")


def _check_table(hairs: Sequence[Corners], bands: Sequence[Band]) -> None:
    """Upright lines between columns, level lines between rows, one in each gap."""
    columns = check_columns([one for band in bands for one in band.placed])
    rights = [column.right for column in columns]
    edges: dict[int, int] = {}
    levels: list[Corners] = []
    for hair in hairs:
        x, _, right, _ = hair
        if x != right:
            levels.append(hair)
            continue
        gap = bisect_left(rights, x)
        if (gap < len(columns) and x > columns[gap].left) or edges.setdefault(gap, x) != x:
            raise OtherPlace("line")
    if len(edges) != len(columns) + 1:
        raise OtherPlace("line")
    _check_levels(levels, set(edges.values()), bands)


def _check_levels(levels: Sequence[Corners], edges: set[int], bands: Sequence[Band]) -> None:
    strips: list[tuple[int, int]] = []
    beside: list[Corners] = []
    for band in bands:
        if band.row.level:
            strips.append((band.low, band.high))
        else:
            strips += [(min(low for _, low, _, _ in line), max(high for *_, high in line)) for line in lines_of(band)]
            beside += [box for piece, box in band.placed if piece.line is None]
    lows = [-low for low, _ in strips]
    heights: dict[int, int] = {}
    for left, y, right, high in levels:
        gap = bisect_left(lows, -y)
        through = gap < len(strips) and y < strips[gap][1]
        for from_x, low, to_x, top in beside:
            through = through or (low < y < top and from_x < right and left < to_x)
        if through or y != high or left not in edges or right not in edges or heights.setdefault(gap, y) != y:
            raise OtherPlace("line")


def _check_dots(dots: Sequence[Corners], bands: Sequence[Band], floors: Sequence[int]) -> None:
    """One below each value that has its own line."""
    gaps = [(floor, band.low) for band, floor in zip(bands, floors, strict=True) if band.row.dotted]
    if len(dots) != len(gaps):
        raise OtherPlace("line")
    for dot, (floor, low) in zip(sorted(dots, key=_downwards), gaps, strict=True):
        _require_level(dot, floor, low)


def _downwards(box: Corners) -> int:
    return -box[1]


def _require_level(line: Corners, floor: int, ceiling: int) -> None:
    """A level line between two heights."""
    _, low, _, high = line
    if low != high or not floor <= low <= ceiling:
        raise OtherPlace("line")


def _check_head(rules: Sequence[Corners], arranged: Arranged) -> None:
    if len(rules) != (0 if arranged.top == HEIGHT else 1):
        raise OtherPlace("line")
    for rule in rules:
        _require_level(rule, arranged.bands[0].high, arranged.top)


def _check_cover(strokes: dict[Pen, list[Corners]], arranged: Arranged, floors: Sequence[int]) -> None:
    """A double frame around everything, and one line below the first text."""
    bands = arranged.bands
    if bands[0].row.area is not Area.COVER:
        return
    frames = [strokes.pop(pen, []) for pen in (Pen.COVER_FRAME, Pen.FRAME)]
    rules = strokes.pop(Pen.COVER_RULE, [])
    whole = around([box for band in bands for _, box in band.placed])
    if len(rules) != 1 or any(len(own) != 1 or not _holds(own[0], whole) for own in frames):
        raise OtherPlace("line")
    _require_level(rules[0], floors[0], bands[0].low)


def _check_look_up(
    page: Page, frames: Sequence[Corners], arranged: Arranged, ceilings: Sequence[int], floors: Sequence[int]
) -> None:
    """A frame around the look-up box, and the QR code in it, left of its texts."""
    indices = [index for index, band in enumerate(arranged.bands) if band.row.area is Area.LOOK_UP]
    if not indices:
        if frames or page.code:
            raise OtherPlace("QR code")
        return
    if page.code is None or len(frames) != 1:
        raise OtherPlace("QR code")
    texts = around([box for index in indices for _, box in arranged.bands[index].placed])
    room = Box(0, floors[indices[-1]], WIDTH, ceilings[indices[0]])
    frame, code = frames[0], page.code.box
    if not _holds(frame, around([texts, code])) or code.right > texts.left or code.right - code.left < _SMALLEST_CODE:
        raise OtherPlace("QR code")
    if not _holds(room, frame):
        raise OtherPlace("line")


def _holds(outer: Corners, inner: Corners) -> bool:
    left, low, right, high = inner
    return outer[0] <= left and outer[1] <= low and right <= outer[2] and high <= outer[3]
