"""The objects of a rendition, to be changed as a school with its own tools could, and laid out again in our layout."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from hocba.documents.rendition.pdf.layout import HEADER, Layout

ROW = struct.Struct(">BBHH")
_FIRST_FREE = 0xFFFF
_FREE, _PLAIN, _PACKED = 0, 1, 2


@dataclass(slots=True)
class PdfObjects:
    """The objects of a PDF, as bytes between `obj` and `endobj`."""

    objects: dict[int, bytes]
    """By number, from 1, in order; each a value, or a dictionary followed by its stream."""
    root: int
    info: int
    identifier: bytes
    """The file identifier as written, a PDF string."""


def is_stream(body: bytes) -> bool:
    """Whether an object holds a stream."""
    return body.endswith(b"\nendstream")


def _split(number: int) -> tuple[int, int]:
    return number >> 16, number & 0xFFFF


def pack(pdf: PdfObjects, apart: dict[int, bytes]) -> Layout:
    """Lay the objects out; those in `apart` follow the body, in the order given.

    Objects that are not streams go, compressed together, into one object stream: the structure tree of a tagged PDF is
    most of its size and repeats itself.
    """
    plain = {n: body for n, body in pdf.objects.items() if n not in apart and not is_stream(body)}
    streams = {n: body for n, body in pdf.objects.items() if n not in apart and is_stream(body)}
    container = max([*pdf.objects, *apart]) + 1
    out, at = [HEADER], len(HEADER)
    rows = bytearray((container + 1) * ROW.size)
    ROW.pack_into(rows, 0, _FREE, 0, 0, _FIRST_FREE)
    index, packed, inside = [], [], 0
    for order, (number, body) in enumerate(plain.items()):
        index.append(b"%d %d" % (number, inside))
        packed.append(body)
        inside += len(body) + 1
        ROW.pack_into(rows, number * ROW.size, _PACKED, *_split(container), order)
    head = b" ".join(index) + b"\n"
    content = zlib.compress(head + b"\n".join(packed), 6)
    streams[container] = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        len(plain),
        len(head),
        len(content),
        content,
    )
    for number, body in streams.items():
        ROW.pack_into(rows, number * ROW.size, _PLAIN, *_split(at), 0)
        out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(out[-1])
    return Layout(b"".join(out), bytes(rows), tuple(apart.items()), pdf.root, pdf.info, pdf.identifier)
