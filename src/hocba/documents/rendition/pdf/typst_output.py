"""A strict reader of the one PDF shape that Typst writes; anything else is refused, never guessed.

Not a PDF parser: Typst writes a classic cross-reference table, one generation, no comments and no object streams, so
each object is the slice between two offsets of that table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hocba.errors import DocumentError

_END = re.compile(
    rb"trailer\n<</Size (\d+)/Root (\d+) 0 R/Info (\d+) 0 R/ID\[(\([^()\\]*\))(\([^()\\]*\))\]>>\n"
    rb"startxref\n(\d+)\n%%EOF"
)
_ENTRY_BYTES = 20
_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"


@dataclass(slots=True)
class TypstPdf:
    """The objects of a PDF, as bytes between `obj` and `endobj`."""

    objects: dict[int, bytes]
    """By number, from 1, in order; each a value, or a dictionary followed by its stream."""
    root: int
    info: int
    identifier: bytes
    """The file identifier as written, a PDF string."""


def read(data: bytes) -> TypstPdf:
    """Take a PDF by Typst apart.

    Raises:
        DocumentError: RENDITION_UNEXPECTED, where the file is not of the shape that the pinned version writes.
    """
    tail = data.rfind(b"trailer\n")
    match = _END.fullmatch(data, tail) if tail > 0 else None
    if match is None or not data.startswith(_HEADER):
        raise _unexpected("trailer")
    size, start = int(match[1]), int(match[6])
    table = data[start:tail]
    head = b"xref\n0 %d\n" % size
    if not table.startswith(head) or len(table) != len(head) + size * _ENTRY_BYTES or match[4] != match[5]:
        raise _unexpected("xref")
    offsets = [int(table[at : at + 10]) for at in range(len(head) + _ENTRY_BYTES, len(table), _ENTRY_BYTES)]
    starts = sorted((offset, number) for number, offset in enumerate(offsets, start=1))
    ends = [offset for offset, _ in starts[1:]] + [start]
    objects: dict[int, bytes] = {}
    for (offset, number), end in zip(starts, ends, strict=True):
        opening, closing = b"%d 0 obj\n" % number, b"\nendobj\n"
        whole = data[offset:end].rstrip(b"\n") + b"\n"
        if not whole.startswith(opening) or not whole.endswith(closing):
            raise _unexpected(f"object {number}")
        objects[number] = whole[len(opening) : -len(closing)]
    return TypstPdf(dict(sorted(objects.items())), int(match[2]), int(match[3]), match[4])


def is_stream(body: bytes) -> bool:
    """Whether an object holds a stream."""
    return body.endswith(b"\nendstream")


def _unexpected(where: str) -> DocumentError:
    return DocumentError("RENDITION_UNEXPECTED", where=where, part=where)
