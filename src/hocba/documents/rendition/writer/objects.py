"""The objects of one file, by number, and how they are laid out (`docs/formats/sealed-pdf.md`, 1)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from itertools import accumulate

from hocba.documents.rendition.pdf.layout import HEADER, Layout
from hocba.errors import DocumentError

_LEVEL = 6
_OBJECTS_LEVEL = 5
"""The next one takes nearly twice as long and saves one byte in a hundred."""
_MOST_PACKED = 0xFFFF
_LARGEST = 0xFF_FFFF
_FREE_ROW = b"\0\0\0\0\xff\xff"
_UNUSED_ROW = bytes(6)
_PLAIN, _PACKED = b"\1", b"\2"


def compressed(data: bytes, entries: bytes = b"", *, level: int = _LEVEL) -> bytes:
    """A stream object.

    Args:
        data: not yet compressed.
        entries: of its dictionary, besides filter and length.
        level: of compression, 1 to 9.
    """
    packed = zlib.compress(data, level)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(packed), packed)


class Objects:
    """Objects as bytes between `obj` and `endobj`."""

    def __init__(self) -> None:
        self._plain: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}
        self._last = 0

    def reserve(self, count: int = 1) -> int:
        """Numbers in a row whose objects come later; returns the first."""
        self._last += count
        return self._last - count + 1

    def put(self, number: int, content: bytes) -> None:
        """The object of a reserved number; no stream."""
        self._plain[number] = content

    def add(self, content: bytes) -> int:
        """A new object; no stream."""
        self._plain[self.reserve()] = content
        return self._last

    def add_stream(self, content: bytes) -> int:
        """A new stream object, with its dictionary."""
        self._streams[self.reserve()] = content
        return self._last

    def laid_out(self, apart: Mapping[int, bytes], root: int, info: int) -> Layout:
        """The file: streams, then everything else in one object stream, then the objects `apart`.

        Raises:
            DocumentError: RENDITION_TOO_LARGE.
        """
        container = self._last + 1
        rows = [_FREE_ROW] + [_UNUSED_ROW] * container
        packed = self._object_stream(rows, container)
        identifier = self._identifier(packed, apart)
        out, at = [HEADER], len(HEADER)
        for number, content in (*self._streams.items(), (container, packed)):
            rows[number] = _PLAIN + at.to_bytes(3) + b"\0\0"
            out.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
            at += len(out[-1])
            if at > _LARGEST:
                raise DocumentError("RENDITION_TOO_LARGE")
        return Layout(b"".join(out), b"".join(rows), tuple(apart.items()), root, info, identifier)

    def _object_stream(self, rows: list[bytes], container: int) -> bytes:
        numbers = sorted(self._plain)
        if len(numbers) > _MOST_PACKED or container > _LARGEST:
            raise DocumentError("RENDITION_TOO_LARGE")
        contents = [self._plain[number] for number in numbers]
        offsets = accumulate([len(content) + 1 for content in contents], initial=0)
        row = _PACKED + container.to_bytes(3)
        for order, number in enumerate(numbers):
            rows[number] = row + order.to_bytes(2)
        index = " ".join([f"{number} {offset}" for number, offset in zip(numbers, offsets, strict=False)]) + "\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(index))
        return compressed(index.encode() + b"\n".join(contents), entries, level=_OBJECTS_LEVEL)

    def _identifier(self, packed: bytes, apart: Mapping[int, bytes]) -> bytes:
        """A file identifier that depends on all that the file holds (ISO 32000-1, 14.4)."""
        digest = hashlib.sha256(packed)
        for content in (*self._streams.values(), *apart.values()):
            digest.update(content)
        return b"<%b>" % digest.hexdigest()[:32].upper().encode()
