"""Charts as plain figures for SVG: where each bar begins and how long it is. Nothing here compares pupils."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

WIDTH = 640
LABEL = 150
VALUE = 64
ROW = 30
BAR = 16
SPAN = WIDTH - LABEL - VALUE

KINDS = {
    "done": _("Đã xong"),
    "doing": _("Đang làm"),
    "waiting": _("Chưa bắt đầu"),
    "late": _("Trễ"),
    "error": _("Có lỗi"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One coloured piece of a bar, in units of the drawing."""

    kind: str
    label: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart."""

    label: str
    y: int
    segments: tuple[Segment, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows and size of a bar chart; `heads` and `rows` hold the same figures for the table below it."""

    bars: tuple[Bar, ...]
    height: int
    legend: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[int, ...]], ...] = field(default=())
    width: int = WIDTH
    label_x: int = LABEL - 10
    track_x: int = LABEL
    track_width: int = SPAN
    bar_height: int = BAR
    value_x: int = WIDTH


def bars(items: Sequence[tuple[str, int]], *, maximum: int | None = None, kind: str = "accent") -> Chart:
    """A bar for each label.

    Args:
        items: (label, count), counts not negative, in the order to show.
        maximum: the count of a full bar; by default the greatest of `items`.
        kind: colour of the bars.
    """
    full = maximum or max((count for _label, count in items), default=0) or 1
    drawn = tuple(
        Bar(label, _row(place), (Segment(kind, label, count, LABEL, _long(count, full)),), _fraction(count, maximum))
        for place, (label, count) in enumerate(items)
    )
    table = tuple((label, (count,)) for label, count in items)
    return Chart(drawn, height=max(len(items), 1) * ROW, heads=(str(_("Số lượng")),), rows=table)


def stacked(
    items: Sequence[tuple[str, Mapping[str, int]]], *, labels: Mapping[str, str] | None = None, even: bool = False
) -> Chart:
    """A bar for each label, cut into states.

    Args:
        items: (label, counts by state); states are the keys of `KINDS`, drawn in that order.
        labels: other words for the states.
        even: every bar fills the whole width (shares); otherwise lengths can be compared between rows.
    """
    words = {kind: str((labels or {}).get(kind, word)) for kind, word in KINDS.items()}
    used = [kind for kind in KINDS if any(counts.get(kind) for _label, counts in items)]
    greatest = max((sum(counts.values()) for _label, counts in items), default=0) or 1
    drawn = []
    for place, (label, counts) in enumerate(items):
        total = sum(counts.values())
        at: float = LABEL
        pieces = []
        for kind in used:
            count = counts.get(kind, 0)
            if count:
                width = _long(count, (total if even else greatest) or 1)
                pieces.append(Segment(kind, words[kind], count, round(at, 2), width))
                at += width
        drawn.append(Bar(label, _row(place), tuple(pieces), _fraction(counts.get("done", 0), total)))
    return Chart(
        tuple(drawn),
        height=max(len(items), 1) * ROW,
        legend=tuple((kind, words[kind]) for kind in used),
        heads=tuple(words[kind] for kind in used),
        rows=tuple((label, tuple(counts.get(kind, 0) for kind in used)) for label, counts in items),
    )


def _row(place: int) -> int:
    return place * ROW + (ROW - BAR) // 2


def _long(count: int, full: int) -> float:
    return round(SPAN * min(count / full, 1), 2)


def _fraction(count: int, total: int | None) -> str:
    return str(count) if total is None else f"{count}/{total}"
