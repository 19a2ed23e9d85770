"""The frame of a sealed PDF: one header, objects that fill the file without a gap, one cross-reference stream, the end.

    header | stream objects | one object stream | field | its appearance | catalog | signature | cross-reference | end

What does not lie in this frame to the byte is refused: an incremental update, bytes after the end, an object that no
table names, a second revision. It is the form that our writer gives (docs/formats/sealed-pdf.md), read by other code.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from operator import lt
from struct import Struct

from hocba.verification.findings import Finding

HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
MAX_INFLATED = 16 * 1024 * 1024
"""Bytes of one stream after decompression; the structure tree of a real record is below one megabyte."""

_END = re.compile(rb"\nendstream\nendobj\nstartxref\n([1-9]\d{0,8})\n%%EOF\n")
_LONGEST_END = 64
_XREF = re.compile(
    rb"([1-9]\d{0,6}) 0 obj\n<</Type/XRef/Size ([1-9]\d{0,6})/W\[1 3 2\]/Root ([1-9]\d{0,6}) 0 R"
    rb"/Info ([1-9]\d{0,6}) 0 R/ID\[(\([^()\\]*\)|<[0-9A-Fa-f]*>)\5\]"
    rb"/Filter/FlateDecode/Length ([1-9]\d{0,6})>>\nstream\n"
)
_LENGTH = re.compile(rb"/Length (0|[1-9]\d{0,8})(?=[/>])")
_STREAM_START = b"\nstream\n"
_CONTAINER = re.compile(
    rb"<</Type/ObjStm/N ([1-9]\d{0,6})/First ([1-9]\d{0,7})/Filter/FlateDecode/Length (?:[1-9]\d{0,8})>>"
)
_STREAM_END = b"\nendstream"
_CELLS = Struct(">BBHH")
"""One row: its type, three bytes of offset or container, two of index."""
_ROW = _CELLS.size
_FREE, _PLAIN, _PACKED = 0, 1, 2
_HEAD_ROW = (_FREE, 0, 0xFFFF)
_HIGHEST = 65535
"""Highest object number; a record's rendition has some hundreds of objects."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream object: its dictionary as written, and its data, still compressed."""

    dictionary: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """The objects of a file by number, and where the plain ones begin."""

    plain: dict[int, bytes]
    """Objects that stand in the file itself and are no stream."""
    streams: dict[int, Stream]
    packed: dict[int, bytes]
    """Objects of the object stream."""
    packed_text: bytes
    """The object stream, decompressed."""
    order: tuple[int, ...]
    """Numbers of the objects outside the object stream, as they stand in the file; the last is the cross-reference."""
    starts: dict[int, int]
    """Offset of the content of each object in `plain`."""
    root: int
    info: int


def read_frame(data: bytes) -> Frame:
    """Take a file apart.

    Raises:
        Finding: PDF_NOT_OURS, PDF_CHANGED_AFTER_SEALING, PDF_UNREADABLE.
    """
    if not data.startswith(HEADER):
        raise Finding("PDF_NOT_OURS", detail="header")
    ending = _END.search(data, max(0, len(data) - _LONGEST_END))
    if ending is None or ending.end() != len(data):
        raise Finding("PDF_CHANGED_AFTER_SEALING" if data.count(b"%%EOF") else "PDF_UNREADABLE", detail="end of file")
    start = int(ending[1])
    head = _XREF.match(data, start)
    if head is None or head.end() + int(head[6]) != ending.start():
        raise Finding("PDF_NOT_OURS", detail="cross-reference")
    number, size = int(head[1]), int(head[2])
    if number != size - 1 or size > _HIGHEST:
        raise Finding("PDF_NOT_OURS", detail="size")
    table = inflate(data[head.end() : ending.start()], size * _ROW)
    if len(table) != size * _ROW:
        raise Finding("PDF_NOT_OURS", detail="cross-reference rows")
    rows = [(kind, (high << 16) | low, last) for kind, high, low, last in _CELLS.iter_unpack(table)]
    if rows[0] != _HEAD_ROW or rows[number] != (_PLAIN, start, 0):
        raise Finding("PDF_NOT_OURS", detail="cross-reference rows")
    plain, streams, starts, order = _objects(data, rows, number, start)
    packed, text = _packed(rows, streams)
    return Frame(plain, streams, packed, text, order, starts, int(head[3]), int(head[4]))


def inflate(data: bytes, limit: int) -> bytes:
    """Decompress one complete zlib stream.

    Raises:
        Finding: PDF_UNREADABLE, also where it is longer than `limit` or bytes follow it.
    """
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        raise Finding("PDF_UNREADABLE", detail="compressed data") from error
    if len(found) > limit or not unpacker.eof or unpacker.unused_data:
        raise Finding("PDF_UNREADABLE", detail="compressed data")
    return found


def _objects(
    data: bytes, rows: list[tuple[int, int, int]], xref: int, end: int
) -> tuple[dict[int, bytes], dict[int, Stream], dict[int, int], tuple[int, ...]]:
    """Every object outside the object stream: together they fill the file from the header to the cross-reference."""
    places = sorted((row[1], number) for number, row in enumerate(rows) if row[0] == _PLAIN and number != xref)
    at = len(HEADER)
    plain: dict[int, bytes] = {}
    streams: dict[int, Stream] = {}
    starts: dict[int, int] = {}
    bounds = [offset for offset, _ in places[1:]] + [end]
    for (offset, number), until in zip(places, bounds, strict=True):
        opening = b"%d 0 obj\n" % number
        if offset != at or not data.startswith(opening, at) or not data.endswith(b"\nendobj\n", at, until):
            raise Finding("PDF_CHANGED_AFTER_SEALING", detail=f"object {number}")
        content = data[at + len(opening) : until - len(b"\nendobj\n")]
        if content.endswith(_STREAM_END):
            streams[number] = _stream(content, number)
        else:
            plain[number] = content
            starts[number] = at + len(opening)
        at = until
    return plain, streams, starts, tuple(number for _, number in places)


def _stream(content: bytes, number: int) -> Stream:
    dictionary, _, rest = content.partition(_STREAM_START)
    lengths = _LENGTH.findall(dictionary)
    if len(lengths) != 1 or int(lengths[0]) + len(_STREAM_END) != len(rest):
        raise Finding("PDF_UNREADABLE", detail=f"stream {number}")
    return Stream(dictionary, rest[: -len(_STREAM_END)])


def _packed(rows: list[tuple[int, int, int]], streams: dict[int, Stream]) -> tuple[dict[int, bytes], bytes]:
    """The objects of the one object stream, each where the cross-reference says."""
    inside = [number for number, row in enumerate(rows) if row[0] == _PACKED]
    containers = {rows[number][1] for number in inside}
    if len(containers) != 1 or [rows[number][2] for number in inside] != list(range(len(inside))):
        raise Finding("PDF_NOT_OURS", detail="object stream")
    container = streams.get(containers.pop())
    head = _CONTAINER.fullmatch(container.dictionary) if container else None
    if container is None or head is None:
        raise Finding("PDF_NOT_OURS", detail="object stream")
    count, first = int(head[1]), int(head[2])
    text = inflate(container.data, MAX_INFLATED)
    index = text[:first].split()
    try:
        numbers, offsets = list(map(int, index[::2])), list(map(int, index[1::2]))
    except ValueError as error:
        raise Finding("PDF_UNREADABLE", detail="object stream") from error
    ordered = offsets[:1] == [0] and all(map(lt, offsets, offsets[1:]))
    if len(numbers) != count or numbers != inside or not ordered:
        raise Finding("PDF_NOT_OURS", detail="object stream")
    bounds = [*offsets[1:], len(text) - first + 1]
    return {
        number: text[first + begin : first + end - 1]
        for number, begin, end in zip(numbers, offsets, bounds, strict=True)
    }, text
