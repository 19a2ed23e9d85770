"""A QR code as one path of an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from hocba.documents.rendition.writer.qr import qr_rows

_QUIET = 4
"""Light modules around the code (ISO/IEC 18004, 6.3.8)."""


@dataclass(frozen=True, slots=True)
class Qr:
    """What the template draws."""

    side: int
    """Modules a side, with the quiet zone."""
    path: str


def drawn(address: str) -> Qr:
    """The code that leads to an address of at most 213 bytes."""
    rows = qr_rows(address)
    parts: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row, key=lambda module: module == ord("1")):
            width = len(list(run))
            if dark:
                parts.append(f"M{x + _QUIET} {y + _QUIET}h{width}v1h-{width}z")
            x += width
    return Qr(len(rows) + 2 * _QUIET, "".join(parts))
