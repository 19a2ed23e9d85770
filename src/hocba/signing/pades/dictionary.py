"""The signature dictionary: in one order, with the byte range computed rather than patched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba.documents.rendition.pdf.layout import Layout
from hocba.documents.rendition.pdf.seal_field import text_string

_HEAD = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 %d %d %d]/Contents<"


_USUAL_REST = 2000
"""Bytes after the signature value: more than 999, so as many digits as the true number."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A file whose signature is still zeros."""

    document: bytes
    start: int
    """Where `/Contents` begins, at its `<`."""
    end: int
    """Just after its `>`."""


def place(layout: Layout, number: int, after: bytes, size: int) -> Placed:
    """Put the dictionary at the end of the tail, with room for a CMS of `size` bytes.

    Args:
        layout: holds the tail without the signature.
        number: object number of the dictionary.
        after: what follows `/Contents` in the dictionary, with its `>>`.
        size: bytes; twice as many hexadecimal digits.
    """
    zeros = b"0" * (2 * size)
    ranges = (
        len(layout.body),
        len(layout.body) + len(zeros),
        _USUAL_REST,
    )  # nearly always as many digits as in the end
    while True:
        head = _HEAD % ranges
        full = layout.with_tail(*layout.tail, (number, head + zeros + b">" + after))
        start = full.offset_of(number) + len(head) - 1
        end = start + len(zeros) + 2
        document = full.to_bytes()
        found = (start, end, len(document) - end)
        if found == ranges:
            return Placed(document, start, end)
        ranges = found  # more digits would move what follows; it settles after two rounds, seldom three


def entries_after(signing_time: datetime, name: str, reason: str, location: str) -> bytes:
    """What follows `/Contents`: time, signer, reason, place, and that nothing may change afterwards (DocMDP 1)."""
    offset = signing_time.strftime("%z")
    time = signing_time.strftime("%Y%m%d%H%M%S").encode() + offset[:3].encode() + b"'" + offset[3:5].encode() + b"'"
    return (
        b"/M(D:%b)/Name%b/Reason%b/Location%b"
        b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]>>"
    ) % (time, text_string(name), text_string(reason), text_string(location))
