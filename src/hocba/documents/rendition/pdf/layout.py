"""Our own file layout: everything that never changes first, then the few objects that sealing touches.

    header | stream objects | one object stream | [seal field | its appearance | signature]* | xref stream | trailer

* only in a rendition that is to be sealed; the signature only once it is. `docs/formats/sealed-pdf.md` describes it.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, replace

from hocba.errors import DocumentError

HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_XREF_LEVEL = 1  # written several times while a seal is prepared
_ROW = struct.Struct(">BBHH")
"""Type (1 byte), offset or object stream (3 bytes), index (2 bytes)."""
_LARGEST = 0xFF_FFFF
_PLAIN, _PACKED = 1, 2
_XREF = re.compile(
    rb"(\d+) 0 obj\n<</Type/XRef/Size (\d+)/W\[1 3 2\]/Root (\d+) 0 R/Info (\d+) 0 R"
    rb"/ID\[(\([^()\\]*\)|<[0-9A-Fa-f]*>)\5\]/Filter/FlateDecode/Length (\d+)>>\nstream\n"
)
_TRAILER = re.compile(rb"\nendstream\nendobj\nstartxref\n(\d+)\n%%EOF\n")
_LONGEST_TRAILER = 64


@dataclass(frozen=True, slots=True)
class Layout:
    """A PDF cut where sealing cuts it."""

    body: bytes
    """Header, streams and object stream: the same bytes before and after sealing."""
    entries: bytes
    """Cross-reference rows of the objects in `body`, 6 bytes each; row n is object n."""
    tail: tuple[tuple[int, bytes], ...]
    """Number and content of the objects after `body`, in file order."""
    root: int
    info: int
    identifier: bytes

    def next_number(self) -> int:
        """The lowest number that no object has."""
        return max([len(self.entries) // _ROW.size - 1, *(number for number, _ in self.tail)]) + 1

    def with_tail(self, *tail: tuple[int, bytes]) -> Layout:
        """The same body with other objects after it."""
        return replace(self, tail=tail)

    def offset_of(self, number: int) -> int:
        """Where the content of a tail object begins in the file.

        Raises:
            KeyError: there is no such tail object.
        """
        at = len(self.body)
        for found, content in self.tail:
            opening = b"%d 0 obj\n" % found
            if found == number:
                return at + len(opening)
            at += len(opening) + len(content) + len(b"\nendobj\n")
        raise KeyError(number)

    def to_bytes(self) -> bytes:
        """The whole file."""
        out = [self.body]
        at = len(self.body)
        number = self.next_number()
        rows = bytearray(self.entries).ljust((number + 1) * _ROW.size, b"\0")
        for each, content in self.tail:
            _ROW.pack_into(rows, each * _ROW.size, _PLAIN, *_split(at), 0)
            out.append(b"%d 0 obj\n%b\nendobj\n" % (each, content))
            at += len(out[-1])
        _ROW.pack_into(rows, number * _ROW.size, _PLAIN, *_split(at), 0)
        packed = zlib.compress(rows, _XREF_LEVEL)
        out.append(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 3 2]/Root %d 0 R/Info %d 0 R"
            % (number, number + 1, self.root, self.info)
        )
        out.append(
            b"/ID[%b%b]/Filter/FlateDecode/Length %d>>\nstream\n" % (self.identifier, self.identifier, len(packed))
        )
        out.append(packed)
        out.append(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)
        return b"".join(out)


def read_layout(data: bytes) -> Layout:
    """Take one of our own files apart; the inverse of `Layout.to_bytes`.

    Raises:
        DocumentError: NOT_OUR_RENDITION.
    """
    ending = _TRAILER.search(data, max(0, len(data) - _LONGEST_TRAILER))
    if not data.startswith(HEADER) or ending is None or ending.end() != len(data):
        raise DocumentError("NOT_OUR_RENDITION", where="trailer")
    start = int(ending[1])
    head = _XREF.match(data, start)
    if head is None or head.end() + int(head[6]) != ending.start():
        raise DocumentError("NOT_OUR_RENDITION", where="xref")
    number, size = int(head[1]), int(head[2])
    table = _unpacked(data[head.end() : ending.start()], size * _ROW.size)
    if number != size - 1:
        raise DocumentError("NOT_OUR_RENDITION", where="xref")
    rows = [(kind, high << 16 | low, index) for kind, high, low, index in _ROW.iter_unpack(table)]
    container = max((row[1] for row in rows if row[0] == _PACKED), default=0)
    if rows[number] != (_PLAIN, start, 0) or not 0 < container < number:
        raise DocumentError("NOT_OUR_RENDITION", where="xref")
    last_of_body = rows[container][1]
    after = sorted((row[1], n) for n, row in enumerate(rows[:number]) if row[0] == _PLAIN and row[1] > last_of_body)
    bounds = [offset for offset, _ in after] + [start]
    tail = []
    for (offset, n), end in zip(after, bounds[1:], strict=True):
        opening, closing = b"%d 0 obj\n" % n, b"\nendobj\n"
        whole = data[offset:end]
        if not whole.startswith(opening) or not whole.endswith(closing):
            raise DocumentError("NOT_OUR_RENDITION", where=f"object {n}")
        tail.append((n, whole[len(opening) : -len(closing)]))
    entries = bytearray(table[: (container + 1) * _ROW.size])
    for n, _ in tail:
        entries[n * _ROW.size : (n + 1) * _ROW.size] = bytes(_ROW.size)  # past the last one this adds nothing
    layout = Layout(
        data[: bounds[0]],
        bytes(entries[: (container + 1) * _ROW.size]),
        tuple(tail),
        int(head[3]),
        int(head[4]),
        head[5],
    )
    if layout.to_bytes() != data:
        raise DocumentError("NOT_OUR_RENDITION", where="layout")
    return layout


def _unpacked(packed: bytes, size: int) -> bytes:
    """Exactly `size` bytes, and never more memory than that."""
    unpacker = zlib.decompressobj()
    try:
        table = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise DocumentError("NOT_OUR_RENDITION", where="xref") from error
    if len(table) != size or unpacker.unused_data:
        raise DocumentError("NOT_OUR_RENDITION", where="xref")
    return table


def _split(number: int) -> tuple[int, int]:
    """Three bytes as one and two, for `_ROW`."""
    if number > _LARGEST:
        raise DocumentError("RENDITION_TOO_LARGE")
    return number >> 16, number & 0xFFFF
