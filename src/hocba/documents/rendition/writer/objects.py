"""The objects of one file, by number."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

_LEVEL = 6


class Objects:
    """Objects as bytes between `obj` and `endobj`."""

    def __init__(self) -> None:
        self.found: dict[int, bytes] = {}
        self._last = 0

    def reserve(self) -> int:
        """A number whose object comes later."""
        self._last += 1
        return self._last

    def reserve_many(self, count: int) -> int:
        """The first of so many numbers in a row."""
        self._last += count
        return self._last - count + 1

    def put(self, number: int, content: bytes) -> None:
        """The object of a reserved number."""
        self.found[number] = content

    def add(self, content: bytes) -> int:
        """A new object."""
        number = self.reserve()
        self.found[number] = content
        return number

    def stream(self, data: bytes, entries: bytes = b"") -> int:
        """A new stream, compressed.

        Args:
            data: not yet compressed.
            entries: of its dictionary, besides filter and length.
        """
        packed = zlib.compress(data, _LEVEL)
        return self.add(b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(packed), packed))

    def plain_stream(self, data: bytes, entries: bytes) -> int:
        """A new stream that may be read without decompressing."""
        return self.add(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data))

    def identifier(self, further: Iterable[bytes]) -> bytes:
        """A file identifier that depends on all that the file holds (ISO 32000-1, 14.4)."""
        return b"<%b>" % hashlib.sha256(b"".join([*self.found.values(), *further])).hexdigest()[:32].upper().encode()
