"""Read what a PDF writer needs of a TrueType font: outlines, advances, letters, pair kerning.

Only the shapes that our own fonts have (`tools/build_fonts.py` makes them): one short `loca`, a `cmap` of format 4,
pair adjustments of format 1 that change the first advance only. Another shape fails at once, when the font is loaded.
Source: ISO/IEC 14496-22 (OpenType), by the names of its tables.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_COMPOSITE = -1
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x01, 0x08, 0x20, 0x40, 0x80
_PAIR_LOOKUP = 2
_X_ADVANCE = 4
_LAST_CODE = 0xFFFF


@dataclass(frozen=True, slots=True)
class TrueType:
    """One font, in font units."""

    tables: Mapping[bytes, bytes]
    glyphs: tuple[bytes, ...]
    """Outlines by glyph number; empty for a blank."""
    advances: tuple[int, ...]
    measured: int
    """How many glyphs have an advance of their own; the others have the last one's."""
    letters: Mapping[str, int]
    """Glyph numbers."""
    kerning: Mapping[tuple[int, int], int]
    """What the first glyph's advance changes by before the second."""

    def with_parts(self, glyph: int) -> frozenset[int]:
        """The glyph and every glyph that its outline is put together from."""
        found = {glyph}
        for part in _parts(self.glyphs[glyph]):
            found |= self.with_parts(part)
        return frozenset(found)


def read_font(data: bytes) -> TrueType:
    """Take a font file apart.

    Raises:
        ValueError: a table is of a shape that our fonts do not have.
    """
    tables = {
        tag: data[offset : offset + length]
        for tag, _, offset, length in struct.iter_unpack(">4sLLL", data[12 : 12 + 16 * _u16(data, 4)])
    }
    if _u16(tables[b"head"], 50):
        raise ValueError("long loca")
    offsets = _shorts(tables[b"loca"])
    outlines = tables[b"glyf"]
    glyphs = tuple(outlines[2 * a : 2 * b] for a, b in pairwise(offsets))
    measured = _u16(tables[b"hhea"], 34)
    advances = _shorts(tables[b"hmtx"][: 4 * measured])[::2]
    advances += [advances[-1]] * (len(glyphs) - measured)
    return TrueType(
        tables, glyphs, tuple(advances), measured, dict(_letters(tables[b"cmap"])), dict(_kerning(tables[b"GPOS"]))
    )


def _parts(glyph: bytes) -> Iterator[int]:
    if not glyph or struct.unpack_from(">h", glyph)[0] != _COMPOSITE:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", glyph, at)
        yield part
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0


def _letters(cmap: bytes) -> Iterator[tuple[str, int]]:
    records = struct.iter_unpack(">HHL", cmap[4 : 4 + 8 * _u16(cmap, 2)])
    table = cmap[next(offset for platform, encoding, offset in records if (platform, encoding) == (3, 1)) :]
    if _u16(table, 0) != 4:  # noqa: PLR2004  # format
        raise ValueError("cmap")
    double = _u16(table, 6)
    ends, starts = _shorts(table[14 : 14 + double]), _shorts(table[16 + double : 16 + 2 * double])
    deltas = _shorts(table[16 + 2 * double : 16 + 3 * double])
    at_ranges = 16 + 3 * double
    for index, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        place = at_ranges + 2 * index
        offset = _u16(table, place)
        for code in range(start, min(end, _LAST_CODE - 1) + 1):
            glyph = _u16(table, place + offset + 2 * (code - start)) if offset else code
            if not offset or glyph:
                glyph = (glyph + delta) & 0xFFFF
            if glyph:
                yield chr(code), glyph


def _kerning(gpos: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    lookups = _u16(gpos, 8)
    for offset in _list(gpos, lookups):
        lookup = lookups + offset
        if _u16(gpos, lookup) == _PAIR_LOOKUP:
            for subtable in _list(gpos, lookup + 4):
                yield from _pairs(gpos, lookup + subtable)


def _pairs(gpos: bytes, at: int) -> Iterator[tuple[tuple[int, int], int]]:
    kind, coverage, first_format, second_format = struct.unpack_from(">4H", gpos, at)
    if (kind, first_format, second_format) != (1, _X_ADVANCE, 0):
        raise ValueError("GPOS")
    for first, offset in zip(_covered(gpos, at + coverage), _list(gpos, at + 8), strict=True):
        place = at + offset
        for second, change in struct.iter_unpack(">Hh", gpos[place + 2 : place + 2 + 4 * _u16(gpos, place)]):
            yield (first, second), change


def _covered(gpos: bytes, at: int) -> list[int]:
    if _u16(gpos, at) == 1:
        return _list(gpos, at + 2)
    ranges = struct.iter_unpack(">HHH", gpos[at + 4 : at + 4 + 6 * _u16(gpos, at + 2)])
    return [glyph for start, end, _ in ranges for glyph in range(start, end + 1)]


def _list(data: bytes, at: int) -> list[int]:
    """A count, then so many numbers."""
    return _shorts(data[at + 2 : at + 2 + 2 * _u16(data, at)])


def _shorts(data: bytes) -> list[int]:
    return list(struct.unpack(f">{len(data) // 2}H", data))


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2])


def checksum(data: bytes) -> int:
    """Sum of the big-endian 32-bit words; `data` is padded with zeros to whole words."""
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFF_FFFF
