"""A font cut down to the glyphs of one document; glyph numbers stay, so that text is written before fonts are."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from functools import cache

from hocba.documents.rendition.writer.face import Face
from hocba.documents.rendition.writer.truetype import TrueType, checksum

_COPIED = (b"head", b"hhea", b"maxp")
_MAGIC = 0xB1B0_AFBA
_RECORD = struct.Struct(">4sLLL")


def font_file(face: Face, glyphs: Iterable[int]) -> bytes:
    """The font file to embed.

    Args:
        face: the whole font.
        glyphs: those that are shown.
    """
    font = face.font
    kept = sorted(frozenset().union(_MISSING, *(face.font.with_parts(glyph) for glyph in glyphs)))
    outlines: list[bytes] = []
    metrics: list[bytes] = []
    offsets = array("H", [0])
    at = done = 0
    for glyph in kept:
        offsets.extend([at] * (glyph - done))
        metrics.append(bytes(4 * (glyph - done)))
        outline, metric = _aligned(face)[glyph]
        outlines.append(outline)
        metrics.append(metric)
        at += len(outline) // 2
        offsets.append(at)
        done = glyph + 1
    offsets.extend([at] * (len(font.glyphs) - done))
    offsets.byteswap()
    measured = len(font.tables[b"hmtx"])
    return _file(
        {
            b"glyf": b"".join(outlines),
            b"hmtx": b"".join(metrics).ljust(measured, b"\0")[:measured],
            b"loca": offsets.tobytes(),
            **{tag: font.tables[tag] for tag in _COPIED},
        }
    )


_MISSING = frozenset({0})
"""The glyph that stands for missing ones; every font must have it."""


@cache
def _aligned(face: Face) -> tuple[tuple[bytes, bytes], ...]:
    """Outline, filled up to whole 32-bit words, and horizontal metrics of each glyph."""
    font: TrueType = face.font
    hmtx = font.tables[b"hmtx"]
    measured = int.from_bytes(font.tables[b"hhea"][34:36])
    return tuple(
        (glyph + bytes(-len(glyph) % 4), hmtx[4 * n : 4 * n + 4] if n < measured else hmtx[2 * (n + measured) :][:2])
        for n, glyph in enumerate(font.glyphs)
    )


def _file(tables: dict[bytes, bytes]) -> bytes:
    """Tables behind their directory, in the order of their tags, with all check sums."""
    tables[b"head"] = tables[b"head"][:8] + bytes(4) + tables[b"head"][12:]
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = [struct.pack(">LHHHH", 0x0001_0000, count, power * 16, power.bit_length() - 1, (count - power) * 16)]
    at = 12 + 16 * count
    body = []
    total = 0
    for tag in sorted(tables):
        data = tables[tag]
        found = checksum(data)
        total += found
        directory.append(_RECORD.pack(tag, found, at, len(data)))
        padded = data + bytes(-len(data) % 4)
        if tag == b"head":
            at_head = at
        body.append(padded)
        at += len(padded)
    head = b"".join(directory)
    whole = bytearray(head + b"".join(body))
    struct.pack_into(">L", whole, at_head + 8, (_MAGIC - total - checksum(head)) & 0xFFFF_FFFF)
    return bytes(whole)
