"""Charts as plain figures for SVG: where each piece of a bar begins, how long it is. Nothing here compares pupils."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FULL = 1000
"""Length of a full bar in units of its drawing; whole numbers, so that no language writes a comma into the SVG."""

KINDS: Mapping[str, str | Promise] = {
    "done": _("Đã xong"),
    "doing": _("Đang làm"),
    "waiting": _("Chưa bắt đầu"),
    "late": _("Trễ"),
    "error": _("Có lỗi"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One coloured piece of a bar, in units of the drawing (0 to `FULL`)."""

    kind: str
    label: str
    count: int
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, its pieces, and what is written behind it."""

    label: str
    segments: tuple[Segment, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows of a bar chart; `heads` and `rows` hold the same figures for the table below it."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def bars(items: Sequence[tuple[str, int]], *, maximum: int | None = None, kind: str = "accent") -> Chart:
    """A bar for each label.

    Args:
        items: (label, count), counts not negative, in the order to show.
        maximum: the count of a full bar, then written behind each bar; by default the greatest of `items`.
        kind: colour of the bars.
    """
    full = maximum or max((count for _label, count in items), default=0) or 1
    return Chart(
        bars=tuple(
            Bar(
                label,
                (Segment(kind, label, count, 0, _long(count, full)),),
                str(count) if maximum is None else f"{count}/{maximum}",
            )
            for label, count in items
        ),
        legend=(),
        heads=(str(_("Số lượng")),),
        rows=tuple((label, (count,)) for label, count in items),
    )


def stacked(
    items: Sequence[tuple[str, Mapping[str, int]]], *, labels: Mapping[str, str] | None = None, even: bool = False
) -> Chart:
    """A bar for each label, cut into states; behind it how many of all are done.

    Args:
        items: (label, counts by state); states are the keys of `KINDS`, drawn in that order.
        labels: other words for the states.
        even: every bar fills the whole width (shares); otherwise lengths can be compared between rows.
    """
    words = {kind: str((labels or {}).get(kind, word)) for kind, word in KINDS.items()}
    used = [kind for kind in KINDS if any(counts.get(kind) for _label, counts in items)]
    greatest = max((sum(counts.values()) for _label, counts in items), default=0)
    return Chart(
        bars=tuple(
            Bar(
                label,
                _pieces(counts, used, words, (sum(counts.values()) if even else greatest) or 1),
                f"{counts.get('done', 0)}/{sum(counts.values())}",
            )
            for label, counts in items
        ),
        legend=tuple((kind, words[kind]) for kind in used),
        heads=tuple(words[kind] for kind in used),
        rows=tuple((label, tuple(counts.get(kind, 0) for kind in used)) for label, counts in items),
    )


def _pieces(counts: Mapping[str, int], used: Sequence[str], words: Mapping[str, str], full: int) -> tuple[Segment, ...]:
    pieces = []
    before = 0
    for kind in used:
        count = counts.get(kind, 0)
        if count:
            # Both ends are rounded from the sum so far: rounding never opens a gap between two pieces.
            begin, end = _long(before, full), _long(before + count, full)
            pieces.append(Segment(kind, words[kind], count, begin, end - begin))
        before += count
    return tuple(pieces)


def _long(count: int, full: int) -> int:
    return round(FULL * min(count / full, 1))
