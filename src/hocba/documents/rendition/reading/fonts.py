"""Whether the fonts in a file are ours: what a letter looks like and what it is called must not be for the file to say.

A font may hold more letters than are drawn. All else is fixed by which ones: outlines, widths, names in Unicode.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from hocba.documents.rendition.reading.content import Strange
from hocba.documents.rendition.reading.glyphs import Glyphs, glyphs_of
from hocba.documents.rendition.reading.objects import PdfObjects, inflated, packed_data
from hocba.documents.rendition.writer.face import UNITS, Face
from hocba.documents.rendition.writer.subset import font_file

_LARGEST = 512 * 1024
"""Bytes of a font program or of a map to Unicode, decompressed; more than our whole fonts have."""
_CACHED = 64
_FONT = re.compile(
    rb"<</Type/Font/Subtype/Type0/BaseFont/([A-Z]{6}\+[A-Za-z-]{1,40})/Encoding/Identity-H"
    rb"/DescendantFonts\[(\d{1,7}) 0 R\]/ToUnicode (\d{1,7}) 0 R>>"
)
_DESCENDANT = re.compile(
    rb"<</Type/Font/Subtype/CIDFontType2/BaseFont/([A-Z]{6}\+[A-Za-z-]{1,40})"
    rb"/CIDSystemInfo<</Registry\(Adobe\)/Ordering\(Identity\)/Supplement 0>>"
    rb"/FontDescriptor (\d{1,7}) 0 R/DW 0/CIDToGIDMap/Identity/W\[((?:\d{1,5}\[\d{1,4}(?:\.\d)?\])+)\]>>"
)
_DESCRIPTOR = re.compile(
    rb"<</Type/FontDescriptor/FontName/([A-Z]{6}\+[A-Za-z-]{1,40})/Flags \d{1,3}/FontBBox\[[-\d ]{7,30}\]"
    rb"/ItalicAngle -?\d{1,2}/Ascent -?\d{1,4}/Descent -?\d{1,4}/CapHeight \d{1,4}/StemV \d{1,3}"
    rb"/FontFile2 (\d{1,7}) 0 R>>"
)
_LENGTH = re.compile(rb"<</Length1 (\d{1,6})/")
_WIDTH = re.compile(rb"(\d+)\[([\d.]+)\]")
_TO_UNICODE = re.compile(
    rb"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    rb"/CIDSystemInfo<</Registry\(Adobe\)/Ordering\(UCS\)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n"
    rb"/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
    rb"((?:\d{1,3} beginbfchar\n(?:<[0-9A-F]{4}><[0-9A-F]{4}>\n)+endbfchar\n)+)"
    rb"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
)
_MAPPING = re.compile(rb"<(....)><(....)>\n")


class _Embedded(NamedTuple):
    """What a file says of a font."""

    widths: bytes
    to_unicode: bytes
    """Compressed, as the program is, so that a font seen before need not be decompressed."""
    program: bytes
    length: int
    """Of the program, as the file says."""


def read_font(objects: PdfObjects, number: int, face: Face) -> Glyphs:
    """What a file embeds of a face; a font that shows or names letters otherwise than ours is refused.

    Args:
        objects: of the file.
        number: of the font object.
        face: what it must be.

    Raises:
        Strange: it differs.
    """
    font = _FONT.fullmatch(objects.packed.get(number, b""))
    descendant = _DESCENDANT.fullmatch(objects.packed.get(int(font[2]), b"")) if font else None
    descriptor = _DESCRIPTOR.fullmatch(objects.packed.get(int(descendant[2]), b"")) if descendant else None
    if font is None or descendant is None or descriptor is None or not font[1] == descendant[1] == descriptor[1]:
        raise Strange(f"font object {number}")
    file = int(descriptor[2])
    length = _LENGTH.match(objects.streams[file].dictionary) if file in objects.streams else None
    if length is None:
        raise Strange("font program")
    return _embedded(
        face,
        _Embedded(
            descendant[3],
            packed_data(objects, int(font[3])),
            packed_data(objects, file, b"/Length1 %b" % length[1]),
            int(length[1]),
        ),
    )


@lru_cache(maxsize=_CACHED)
def _embedded(face: Face, found: _Embedded) -> Glyphs:
    ours = glyphs_of(face)
    widths = [(int(glyph), float(width)) for glyph, width in _WIDTH.findall(found.widths)]
    numbers = [glyph for glyph, _ in widths]
    if numbers != sorted(set(numbers)) or not ours.letters.keys() >= set(numbers):
        raise Strange("widths")
    if any(width != round(ours.advances[chr(glyph)] * 1000 / UNITS, 1) for glyph, width in widths):
        raise Strange("widths")
    blocks = _TO_UNICODE.fullmatch(inflated(found.to_unicode, _LARGEST))
    named = {int(code, 16): chr(int(letter, 16)) for code, letter in _MAPPING.findall(blocks[1])} if blocks else {}
    if named != {glyph: ours.letters[glyph] for glyph in numbers}:
        raise Strange("map to Unicode")
    program = inflated(found.program, _LARGEST)
    if program != font_file(face, numbers) or len(program) != found.length:
        raise Strange("font program")
    return ours.only(numbers)
