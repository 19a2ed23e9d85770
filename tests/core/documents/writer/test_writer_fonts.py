"""Fonts read, measured and cut down: as fontTools sees them."""

import io
import re
import struct
import zlib

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR, UNITS
from hocba.documents.rendition.writer.fonts import USUAL_LETTERS, add_font
from hocba.documents.rendition.writer.objects import Objects
from hocba.documents.rendition.writer.subset import font_file
from hocba.documents.rendition.writer.truetype import read_font
from support.font_files import original

FACES = pytest.mark.parametrize("face", [REGULAR, BOLD, ITALIC], ids=lambda face: face.name)


@FACES
def test_letters_and_advances(face):
    with original(face) as font:
        order = font.getReverseGlyphMap()
        assert face.font.letters == {chr(code): order[name] for code, name in font.getBestCmap().items()}
        assert list(face.font.advances) == [font["hmtx"][name][0] for name in font.getGlyphOrder()]
        assert font["head"].unitsPerEm == UNITS


@FACES
def test_pair_kerning(face):
    with original(face) as font:
        order = font.getReverseGlyphMap()
        lookups = font["GPOS"].table.LookupList.Lookup
        pairs = {
            (order[first], order[pair.SecondGlyph]): pair.Value1.XAdvance
            for lookup in lookups
            if lookup.LookupType == 2
            for subtable in lookup.SubTable
            for first, found in zip(subtable.Coverage.glyphs, subtable.PairSet, strict=True)
            for pair in found.PairValueRecord
        }
    assert face.font.kerning == pairs
    assert len(pairs) > 100


@FACES
def test_a_word_is_as_wide_as_its_letters_and_their_kerning(face):
    glyph = face.font.letters
    kerned = face.font.kerning[glyph["T"], glyph["o"]]
    assert kerned < 0
    assert face.word("To").width == face.width("To") + kerned
    assert face.word("To").data == b"%b)%d(%b" % (
        glyph["T"].to_bytes(2),
        round(-kerned * 1000 / UNITS),
        glyph["o"].to_bytes(2),
    )


def test_bytes_that_end_a_string_are_escaped():
    by_glyph = {glyph: letter for letter, glyph in REGULAR.font.letters.items()}
    for byte, escaped in ((0x28, b"\\("), (0x29, b"\\)"), (0x5C, b"\\\\"), (0x0D, b"\\r")):
        assert REGULAR.word(by_glyph[byte]).data == b"\0" + escaped


letters = st.sets(st.sampled_from(sorted(REGULAR.font.letters)), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(letters, st.sampled_from([REGULAR, BOLD, ITALIC]))
def test_a_cut_font_keeps_what_is_used_and_nothing_else(used, face):
    used &= face.font.letters.keys()
    data = font_file(face, [face.font.letters[letter] for letter in used])
    with original(face) as whole, TTFont(io.BytesIO(data), checkChecksums=2) as cut:
        names = whole.getGlyphOrder()
        kept = {0}.union(*(face.font.with_parts(face.font.letters[letter]) for letter in used))
        assert cut["maxp"].numGlyphs == whole["maxp"].numGlyphs
        offsets = cut["loca"].locations
        for glyph, name in enumerate(names):
            length = offsets[glyph + 1] - offsets[glyph]
            if glyph in kept:
                start = offsets[glyph]
                outline = cut.getTableData("glyf")[start : start + length]
                assert outline.startswith(face.font.glyphs[glyph])
                assert length - len(face.font.glyphs[glyph]) < 4
                assert cut["hmtx"][cut.getGlyphName(glyph)] == whole["hmtx"][name]
            else:
                assert length == 0


def test_the_whole_file_adds_up():
    data = font_file(REGULAR, [REGULAR.font.letters["ế"]])
    words = struct.unpack(f">{len(data) // 4}L", data)
    assert sum(words) & 0xFFFF_FFFF == 0xB1B0_AFBA


@FACES
def test_usual_letters_are_embedded_alike(face):
    first, second = (_embedded(face, shown) for shown in ({"a"}, {"b", "đ"}))
    assert first == second
    rare = _embedded(face, {"ő"})
    assert len(rare) > len(first)
    assert _mapped(rare) == USUAL_LETTERS[face] | {"ő"}
    assert _mapped(first) == USUAL_LETTERS[face]


def _embedded(face, shown) -> bytes:
    objects = Objects()
    objects.put(add_font(objects, face, shown), b"")
    return objects.laid_out({}, 1, 1).body


def _mapped(body: bytes) -> set[str]:
    """The letters of the one ToUnicode stream."""
    streams = [zlib.decompressobj().decompress(data) for data in re.split(rb"\nstream\n", body)[1:]]
    (cmap,) = [data for data in streams if b"begincmap" in data]
    return {chr(int(code, 16)) for code in re.findall(rb"<[0-9A-F]{4}><([0-9A-F]{4})>", cmap) if code != b"FFFF"}


@pytest.mark.parametrize(
    ("table", "at", "value"),
    [("head", 50, b"\0\1"), ("cmap", None, b"\0\6"), ("GPOS", None, b"\0\2")],
    ids=["long loca", "other cmap", "other pairs"],
)
def test_a_font_of_another_shape_fails_at_once(table, at, value):
    with original(REGULAR) as font:
        offset = font.reader.tables[table].offset
        data = bytearray(font.reader.file.getvalue())
        if table == "cmap":
            at = struct.unpack_from(">L", data, offset + 8)[0]
        if table == "GPOS":
            lookups = offset + struct.unpack_from(">H", data, offset + 8)[0]
            pairs = lookups + struct.unpack_from(">H", data, lookups + 2 + 2)[0]
            at = pairs + struct.unpack_from(">H", data, pairs + 6)[0] - offset
    data[offset + at : offset + at + 2] = value
    with pytest.raises(ValueError, match=r"loca|cmap|GPOS"):
        read_font(bytes(data))
