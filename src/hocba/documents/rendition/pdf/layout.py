"""Our own file layout: everything that never changes first, then the few objects that sealing touches.

    header | stream objects | one object stream | [seal field | its appearance | signature]* | xref stream | trailer

* only in a rendition that is to be sealed; the signature only once it is. `docs/formats/sealed-pdf.md` describes it.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, replace

from hocba.documents.rendition.pdf.typst_output import TypstPdf, is_stream
from hocba.errors import DocumentError

HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_LEVEL = 9
_WIDTHS = (1, 3, 2)
_ROW = sum(_WIDTHS)
_FREE, _PLAIN, _PACKED = 0, 1, 2
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
    entries: tuple[tuple[int, int, int], ...]
    """Cross-reference rows (type, offset or object stream, index) of the objects in `body`; row n is object n."""
    tail: tuple[tuple[int, bytes], ...]
    """Number and content of the objects after `body`, in file order."""
    root: int
    info: int
    identifier: bytes

    def next_number(self) -> int:
        """The lowest number that no object has."""
        return max([len(self.entries) - 1, *(number for number, _ in self.tail)]) + 1

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
        rows = list(self.entries)
        for number, content in self.tail:
            rows.extend([(_FREE, 0, 0)] * (number + 1 - len(rows)))
            rows[number] = (_PLAIN, at, 0)
            out.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
            at += len(out[-1])
        number = len(rows)
        rows.append((_PLAIN, at, 0))
        packed = zlib.compress(b"".join(_row(*row) for row in rows), _LEVEL)
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


def pack(pdf: TypstPdf, apart: dict[int, bytes]) -> Layout:
    """Lay the objects out; those in `apart` follow the body, in the order given.

    Objects that are not streams go, compressed together, into one object stream: the structure tree of a tagged PDF is
    most of its size and repeats itself.
    """
    plain = {n: body for n, body in pdf.objects.items() if n not in apart and not is_stream(body)}
    streams = {n: body for n, body in pdf.objects.items() if n not in apart and is_stream(body)}
    container = max([*pdf.objects, *apart]) + 1
    out, at = [HEADER], len(HEADER)
    rows: list[tuple[int, int, int]] = [(_FREE, 0, 65535)] + [(_FREE, 0, 0)] * (container)
    index, packed, inside = [], [], 0
    for order, (number, body) in enumerate(plain.items()):
        index.append(b"%d %d" % (number, inside))
        packed.append(body)
        inside += len(body) + 1
        rows[number] = (_PACKED, container, order)
    head = b" ".join(index) + b"\n"
    content = zlib.compress(head + b"\n".join(packed), _LEVEL)
    streams[container] = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        len(plain),
        len(head),
        len(content),
        content,
    )
    for number, body in streams.items():
        rows[number] = (_PLAIN, at, 0)
        out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(out[-1])
    return Layout(b"".join(out), tuple(rows), tuple(apart.items()), pdf.root, pdf.info, pdf.identifier)


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
    unpacker = zlib.decompressobj()
    table = unpacker.decompress(data[head.end() : ending.start()], size * _ROW + 1)
    if len(table) != size * _ROW or number != size - 1 or unpacker.unused_data:
        raise DocumentError("NOT_OUR_RENDITION", where="xref")
    rows = [_cells(table[at : at + _ROW]) for at in range(0, len(table), _ROW)]
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
        rows[n] = (_FREE, 0, 0)
    entries = tuple(rows[: container + 1])
    layout = Layout(data[: bounds[0]], entries, tuple(tail), int(head[3]), int(head[4]), head[5])
    if layout.to_bytes() != data:
        raise DocumentError("NOT_OUR_RENDITION", where="layout")
    return layout


def _row(kind: int, middle: int, last: int) -> bytes:
    return kind.to_bytes(1, "big") + middle.to_bytes(3, "big") + last.to_bytes(2, "big")


def _cells(row: bytes) -> tuple[int, int, int]:
    return row[0], int.from_bytes(row[1:4], "big"), int.from_bytes(row[4:6], "big")
