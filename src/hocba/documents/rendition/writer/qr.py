"""The QR code of the look-up box."""

from __future__ import annotations

from collections.abc import Sequence

import segno

_MASK = 3


def qr_rows(content: str) -> Sequence[bytearray]:
    """The modules, one byte each, 1 is dark; fixed mask, because trying all eight costs more than a page's layout."""
    matrix: Sequence[bytearray] = segno.make_qr(content, error="m", mask=_MASK, boost_error=False).matrix
    return matrix
