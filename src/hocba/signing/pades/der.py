"""Just enough DER to write a CMS signature: tag, length, content."""

from __future__ import annotations

from collections.abc import Iterable

_SHORT = 0x80
NULL = b"\x05\x00"


def tlv(tag: int, *content: bytes) -> bytes:
    """One element of that tag."""
    body = b"".join(content)
    size = len(body)
    if size < _SHORT:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _SHORT | len(length))) + length + body


def sequence(*content: bytes) -> bytes:
    """SEQUENCE."""
    return tlv(0x30, *content)


def set_of(members: Iterable[bytes], tag: int = 0x31) -> bytes:
    """SET OF, its members in the order that DER asks for."""
    return tlv(tag, *sorted(members))


def octets(value: bytes) -> bytes:
    """OCTET STRING."""
    return tlv(0x04, value)


def integer(value: int) -> bytes:
    """INTEGER, not negative."""
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    out = bytearray()
    for arc in (first * 40 + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(_SHORT | (arc & 0x7F))
        out += bytes(reversed(groups))
    return tlv(0x06, bytes(out))
