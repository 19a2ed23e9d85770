"""Units placed on pages, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import pairwise

from hocba.documents.rendition.writer.boxes import Page, Placed, Unit
from hocba.documents.rendition.writer.geometry import HEIGHT, SPACING, TOP
from hocba.errors import DocumentError

_SLACK = 1e-6
"""Points by which rounding may make a full page too full."""


def flow(units: Iterable[Unit]) -> list[Page]:
    """Fill pages with units, each unit whole unless it can be split.

    Raises:
        DocumentError: RENDITION_TOO_LARGE, where one unit is higher than a page and cannot be split.
    """
    filler = _Filler()
    waiting = deque(units)
    while waiting:
        if waiting[0].new_page:
            filler.turn()
            waiting[0].new_page = False
        count, height = _kept_together(waiting)
        if filler.fits(waiting[0], height):
            for _ in range(count):
                filler.place(waiting.popleft())
            continue
        before = [waiting.popleft() for _ in range(count - 1)]
        last = waiting.popleft()
        room = filler.room_for([*before, last])
        parts = last.split(room) if last.split and _higher_than_a_page(last) else None
        if parts is None and not filler.empty:
            waiting.extendleft(reversed([*before, last]))
            filler.turn()
            continue
        if parts is None and before:  # a chain longer than a page: as much of it as a page takes
            before[-1].keep = False
            waiting.extendleft(reversed([*before, last]))
            continue
        if parts is None:
            raise DocumentError("RENDITION_TOO_LARGE", where=_beginning(last))
        for unit in before:
            filler.place(unit)
        for part in parts:
            part.repeated, part.keep, part.below = last.repeated, last.keep, last.below
        filler.place(parts[0])
        filler.turn()
        waiting.appendleft(parts[1])
    return filler.pages


def _beginning(unit: Unit) -> str:
    """The first line, to name a unit by."""
    return next((run.stack.lines[0].text for text in unit.texts for run in text.runs), "")


def _higher_than_a_page(unit: Unit) -> bool:
    return unit.height + (unit.repeated.height if unit.repeated else 0) > HEIGHT


def _kept_together(waiting: deque[Unit]) -> tuple[int, float]:
    """How many units must go on one page, and their height with the spaces between them."""
    first = waiting[0]
    count, height = 1, first.height
    while waiting[count - 1].keep and count < len(waiting):
        height += _gap(waiting[count - 1], waiting[count]) + waiting[count].height
        count += 1
    return count, height


def _gap(upper: Unit, lower: Unit) -> float:
    """The larger of the spaces that two units ask for."""
    if upper.below is None:
        return SPACING if lower.above is None else lower.above
    return upper.below if lower.above is None else max(upper.below, lower.above)


class _Filler:
    """The page that is being filled."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self._used = 0.0
        self._last: Unit | None = None

    @property
    def empty(self) -> bool:
        return self._last is None

    def _before(self, unit: Unit) -> float:
        """Space, and repeated captions, that come before a unit here."""
        if self._last is not None:
            return _gap(self._last, unit)
        return unit.repeated.height if unit.repeated else 0

    def fits(self, first: Unit, height: float) -> bool:
        return self._used + self._before(first) + height <= HEIGHT + _SLACK

    def room_for(self, units: list[Unit]) -> float:
        """Height left for the last of them when the others stand before it."""
        room = HEIGHT - self._used - self._before(units[0])
        for upper, lower in pairwise(units):
            room -= upper.height + _gap(upper, lower)
        return room

    def place(self, unit: Unit) -> None:
        top = TOP + self._used
        if self._last is None and unit.repeated:
            self.pages[-1].placed.append(Placed(unit.repeated, top))
        before = self._before(unit)
        self.pages[-1].placed.append(Placed(unit, top + before))
        self._used += before + unit.height
        self._last = unit

    def turn(self) -> None:
        """Go on to a new page, unless this one is still empty."""
        if self._last is not None:
            self.pages.append(Page())
            self._used = 0.0
            self._last = None
