"""Fonts as PDF objects: composite fonts whose codes are glyph numbers, and the way back to text (ISO 32000-1, 9.7).

A file embeds the letters that nearly every record shows, which are made ready once a process, and only where a record
shows others a cut of its own: cutting and compressing anew would cost more than the few unused letters weigh.
"""

from __future__ import annotations

import string
import zlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache

from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR, UNITS, Face
from hocba.documents.rendition.writer.objects import Objects, compressed
from hocba.documents.rendition.writer.subset import font_file

_USUAL = frozenset(
    "0123456789 (),-./:;–ABCDEGHIKLMNOPQRSTUVXYÂĂĐÊÔƠƯabcdeghiklmnopqrstuvxy"
    "àáạảãâầấậẩẫăằắặẳẵđèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹ"
)
"""Those of Vietnamese spelling; accented capitals only where a sentence begins with them."""
_CAPTIONS = frozenset("ÀÁÈÌÝẠẢẤẬẾỂỄỆỊỌỐỔỘỚỜỞỢỤỦỨỪỬỮỰ")
"""More capitals that the form's headings and marks show."""
_NOTES = frozenset(
    " (),-./:0123456789ABCDEGHKLMNPQSTVĐabcdeghiklmnopqrstuvxyàạảáãăằặâầấậđêềệểéèíìịọốộổôớợơòóõụủùúưừứựữý"
)
USUAL_LETTERS = {REGULAR: _USUAL, BOLD: _USUAL | _CAPTIONS, ITALIC: _NOTES}
"""By face; embedded whether shown or not."""
_KEPT_CUTS = 32
_LEVEL = 9
_SERIF, _SYMBOLIC, _ITALIC = 1 << 1, 1 << 2, 1 << 6
_STEM, _BOLD_STEM = 95, 168
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


@dataclass(frozen=True, slots=True)
class _Embedded:
    """What a file holds of a face."""

    name: bytes
    program: bytes
    """Stream object."""
    widths: bytes
    to_unicode: bytes
    """Stream object."""


def add_font(objects: Objects, face: Face, letters: AbstractSet[str]) -> int:
    """Embed a face with what one document shows of it.

    Args:
        objects: takes the font's objects.
        face: the whole font.
        letters: shown in this face.

    Returns:
        Object number of the font.
    """
    usual = USUAL_LETTERS[face]
    cut = _usual(face) if letters <= usual else _cut(face, usual.union(letters))
    program = objects.add_stream(cut.program)
    descriptor = objects.add(
        b"<</Type/FontDescriptor/FontName/%b%b/FontFile2 %d 0 R>>" % (cut.name, _description(face), program)
    )
    descendant = objects.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/DW 0/CIDToGIDMap/Identity/W[%b]>>" % (cut.name, descriptor, cut.widths)
    )
    to_unicode = objects.add_stream(cut.to_unicode)
    return objects.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (cut.name, descendant, to_unicode)
    )


@cache
def _usual(face: Face) -> _Embedded:
    return _cut(face, USUAL_LETTERS[face])


@lru_cache(maxsize=_KEPT_CUTS)
def _cut(face: Face, letters: frozenset[str]) -> _Embedded:
    font = face.font
    used = sorted((font.letters[letter], letter) for letter in letters)
    program = font_file(face, [glyph for glyph, _ in used])
    widths = "".join([f"{glyph}[{_thousandths(font.advances[glyph])}]" for glyph, _ in used])
    mappings = [f"<{glyph:04X}><{letter.encode('utf-16-be').hex().upper()}>".encode() for glyph, letter in used]
    return _Embedded(
        f"{_tag(program)}+{face.name}".encode(),
        compressed(program, b"/Length1 %d" % len(program), level=_LEVEL),
        widths.encode(),
        compressed(_to_unicode(mappings)),
    )


def _tag(program: bytes) -> str:
    """Six capital letters that differ where the cut differs."""
    number = zlib.crc32(program)
    return "".join(string.ascii_uppercase[number // 26**place % 26] for place in range(6))


def _thousandths(units: int) -> str:
    """Font units as thousandths of an em."""
    return f"{units * 1000 / UNITS:.1f}".removesuffix(".0")


@cache
def _description(face: Face) -> bytes:
    tables = face.font.tables

    def signed(tag: bytes, at: int) -> int:
        return round(int.from_bytes(tables[tag][at : at + 2], signed=True) * 1000 / UNITS)

    return b"/Flags %d/FontBBox[%b]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d" % (
        _SERIF | _SYMBOLIC | (_ITALIC if face is ITALIC else 0),
        b" ".join(b"%d" % signed(b"head", at) for at in (36, 38, 40, 42)),
        round(int.from_bytes(tables[b"post"][4:8], signed=True) / 65536),
        signed(b"hhea", 4),
        signed(b"hhea", 6),
        signed(b"OS/2", 88),
        _BOLD_STEM if face is BOLD else _STEM,
    )


def _to_unicode(mappings: list[bytes]) -> bytes:
    out = [_CMAP_HEAD]
    for at in range(0, len(mappings), _MOST_IN_BLOCK):
        block = mappings[at : at + _MOST_IN_BLOCK]
        out.append(b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)))
    return b"".join([*out, _CMAP_END])
