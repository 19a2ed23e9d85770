"""A strict reader of DER, only as much as a CMS signature and the frame of a certificate need.

Every byte outside what is signed could be changed without breaking the signature, so the reader accepts one
encoding of each value: definite minimal lengths, minimal integers, no byte left over.
Source: ITU-T X.690, clause 10; RFC 5652.
"""

from __future__ import annotations

from dataclasses import dataclass

from hocba.verification.findings import Finding

BIT_STRING, OCTET_STRING, OID, SEQUENCE, SET = 0x03, 0x04, 0x06, 0x30, 0x31
_LONG_LENGTH = 0x80
_MAX_LENGTH_BYTES = 3
"""16 MB: far more than any signature."""
_HIGH_TAG = 0x1F


@dataclass(frozen=True, slots=True)
class Node:
    """One value: its tag, its content, and its whole encoding."""

    tag: int
    content: bytes
    whole: bytes

    def children(self) -> list[Node]:
        """The values inside a constructed one.

        Raises:
            Finding: DER_MALFORMED.
        """
        found, rest = [], self.content
        while rest:
            node, rest = _read(rest)
            found.append(node)
        return found

    def expect(self, tag: int) -> Node:
        """This node, if it has that tag.

        Raises:
            Finding: DER_MALFORMED.
        """
        if self.tag != tag:
            raise Finding("DER_MALFORMED", detail=f"tag {self.tag:02x}, expected {tag:02x}")
        return self


def read_der(data: bytes) -> Node:
    """The one value that fills `data`.

    Raises:
        Finding: DER_MALFORMED.
    """
    node, rest = _read(data)
    if rest:
        raise Finding("DER_MALFORMED", detail="bytes after the value")
    return node


def _read(data: bytes) -> tuple[Node, bytes]:
    if len(data) < 2 or data[0] & _HIGH_TAG == _HIGH_TAG:  # noqa: PLR2004  # tag and length
        raise Finding("DER_MALFORMED", detail="tag")
    length, start = data[1], 2
    if length >= _LONG_LENGTH:
        count = length - _LONG_LENGTH
        start += count
        length = int.from_bytes(data[2:start])
        if not 0 < count <= _MAX_LENGTH_BYTES or length < _LONG_LENGTH or data[2] == 0:
            raise Finding("DER_MALFORMED", detail="length")
    end = start + length
    if end > len(data):
        raise Finding("DER_MALFORMED", detail="truncated")
    return Node(data[0], data[start:end], data[:end]), data[end:]
