"""A font cut down to the glyphs of one document; glyph numbers stay, so that text is written before fonts are."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from itertools import accumulate

from hocba.documents.rendition.writer.face import Face
from hocba.documents.rendition.writer.truetype import TrueType, checksum

_MISSING = 0
"""The glyph that stands for missing ones; every font must have it."""
_MAGIC = 0xB1B0_AFBA
_RECORD = struct.Struct(">4sLLL")


def font_file(face: Face, glyphs: Iterable[int]) -> bytes:
    """The font file to embed.

    Args:
        face: the whole font.
        glyphs: those that are shown.
    """
    font = face.font
    kept = frozenset().union(*(font.with_parts(glyph) for glyph in (_MISSING, *glyphs)))
    count = len(font.glyphs)
    outlines = [_aligned(outline) if glyph in kept else b"" for glyph, outline in enumerate(font.glyphs)]
    metrics = [metric if glyph in kept else bytes(4) for glyph, metric in enumerate(_metrics(font))]
    offsets = accumulate([len(outline) // 2 for outline in outlines], initial=0)
    hhea = font.tables[b"hhea"]
    return _file(
        {
            b"glyf": b"".join(outlines),
            b"head": font.tables[b"head"],
            b"hhea": hhea[:-2] + count.to_bytes(2),
            b"hmtx": b"".join(metrics),
            b"loca": struct.pack(f">{count + 1}H", *offsets),
            b"maxp": font.tables[b"maxp"],
        }
    )


def _metrics(font: TrueType) -> list[bytes]:
    """Advance and left side bearing of every glyph; the last ones of the table have no advance of their own."""
    hmtx, measured = font.tables[b"hmtx"], font.measured
    bearings = [hmtx[4 * n + 2 : 4 * n + 4] for n in range(measured)]
    bearings += [hmtx[at : at + 2] for at in range(4 * measured, len(hmtx), 2)]
    return [advance.to_bytes(2) + bearing for advance, bearing in zip(font.advances, bearings, strict=True)]


def _aligned(data: bytes) -> bytes:
    """Filled up to whole 32-bit words."""
    return data + bytes(-len(data) % 4)


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
        padded = _aligned(data)
        if tag == b"head":
            at_head = at
        body.append(padded)
        at += len(padded)
    head = b"".join(directory)
    whole = bytearray(head + b"".join(body))
    struct.pack_into(">L", whole, at_head + 8, (_MAGIC - total - checksum(head)) & 0xFFFF_FFFF)
    return bytes(whole)
