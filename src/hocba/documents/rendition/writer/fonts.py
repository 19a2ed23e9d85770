"""Fonts as PDF objects: composite fonts whose codes are glyph numbers, and the way back to text (ISO 32000-1, 9.7)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache

from hocba.documents.rendition.writer.face import ITALIC, UNITS, Face
from hocba.documents.rendition.writer.objects import Objects
from hocba.documents.rendition.writer.subset import font_file

_SERIF, _SYMBOLIC, _ITALIC = 1 << 1, 1 << 2, 1 << 6
_STEM = {True: 168, False: 95}
_MOST_IN_BLOCK = 100
_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
"""
_CMAP_END = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def add_font(objects: Objects, face: Face, letters: Iterable[str]) -> int:
    """Embed a face with what one document shows of it.

    Args:
        objects: takes the font's objects.
        face: the whole font.
        letters: shown in this face; at least one.

    Returns:
        Object number of the font.
    """
    used = sorted((face.font.letters[letter], letter) for letter in letters)
    glyphs = [glyph for glyph, _ in used]
    program = font_file(face, glyphs)
    name = f"{_tag(program)}+{face.name}".encode()
    file = objects.stream(program, b"/Length1 %d" % len(program))
    descriptor = objects.add(
        b"<</Type/FontDescriptor/FontName/%b%b/FontFile2 %d 0 R>>" % (name, _description(face), file)
    )
    widths = b"".join(_width(face, glyph) for glyph in glyphs)
    descendant = objects.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/DW 0/CIDToGIDMap/Identity/W[%b]>>" % (name, descriptor, widths)
    )
    to_unicode = objects.stream(_to_unicode([_mapping(face, letter) for _, letter in used]))
    return objects.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, descendant, to_unicode)
    )


def _tag(program: bytes) -> str:
    """Six capital letters that differ where the subset differs."""
    number = zlib.crc32(program)
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


@cache
def _description(face: Face) -> bytes:
    tables = face.font.tables

    def signed(tag: bytes, at: int) -> int:
        return round(int.from_bytes(tables[tag][at : at + 2], signed=True) * 1000 / UNITS)

    box = b" ".join(b"%d" % signed(b"head", at) for at in (36, 38, 40, 42))
    angle = int.from_bytes(tables[b"post"][4:8], signed=True) / 65536
    slanted = face is ITALIC
    return b"/Flags %d/FontBBox[%b]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d" % (
        _SERIF | _SYMBOLIC | (_ITALIC if slanted else 0),
        box,
        round(angle),
        signed(b"hhea", 4),
        signed(b"hhea", 6),
        signed(b"OS/2", 88),
        _STEM["Bold" in face.name],
    )


@cache
def _width(face: Face, glyph: int) -> bytes:
    value = f"{face.font.advances[glyph] * 1000 / UNITS:.1f}".removesuffix(".0")
    return f"{glyph}[{value}]".encode()


@cache
def _mapping(face: Face, letter: str) -> bytes:
    return f"<{face.font.letters[letter]:04X}><{letter.encode('utf-16-be').hex().upper()}>".encode()


def _to_unicode(mappings: list[bytes]) -> bytes:
    out = [_CMAP_HEAD]
    for at in range(0, len(mappings), _MOST_IN_BLOCK):
        block = mappings[at : at + _MOST_IN_BLOCK]
        out.append(b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)))
    return b"".join([*out, _CMAP_END])
