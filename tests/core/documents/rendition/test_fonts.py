"""The vendored fonts: complete, free to ship, unchanged, and checked before a page is laid out."""

import dataclasses
import hashlib
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import hocba.documents.rendition as package
from hocba.documents.rendition import Stage, form_of, render
from hocba.errors import DocumentError
from support.records import sample_record
from support.sealed import SEALED_AT

FONTS = Path(package.__file__).parent / "fonts"
STYLES = ("Regular", "Bold", "Italic")
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VIETNAMESE = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set("đĐ")
PUNCTUATION = set("–—‘’“”…°×₫≤≥½²%/()[]+-=.,;:!?'\"&@#*")


def font(style):
    return TTFont(FONTS / f"HocbaSerif-{style}.ttf")


@pytest.mark.parametrize("style", STYLES)
def test_every_vietnamese_letter_is_there(style):
    assert len(VIETNAMESE) == 146
    assert not {letter for letter in VIETNAMESE | PUNCTUATION if ord(letter) not in font(style).getBestCmap()}


@pytest.mark.parametrize("style", STYLES)
def test_a_vietnamese_letter_has_an_outline_of_its_own(style):
    found = font(style)
    cmap = found.getBestCmap()
    shapes = {letter: found["glyf"][cmap[ord(letter)]] for letter in VIETNAMESE}
    assert all(shape.numberOfContours != 0 for shape in shapes.values())
    assert len({cmap[ord(letter)] for letter in VIETNAMESE}) == len(VIETNAMESE)


@pytest.mark.parametrize("style", STYLES)
def test_no_glyph_stands_for_two_letters(style):
    assert "GSUB" not in font(style)
    assert "fpgm" not in font(style)


@pytest.mark.parametrize("style", STYLES)
def test_the_reserved_names_are_not_used(style):
    names = {record.nameID: record.toUnicode() for record in font(style)["name"].names}
    assert names[1] == "Hocba Serif"
    assert not any(word in names[number] for number in (1, 2, 3, 4, 6) for word in ("Liberation", "Tinos"))
    assert "SIL Open Font License" in names[13]
    assert "Reserved Font Name" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_the_files_are_those_that_were_built():
    listed = dict(reversed(line.split("  ")) for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    assert set(listed) == {path.name for path in FONTS.iterdir()} - {"SHA256SUMS", "OFL.txt"}
    for name, digest in listed.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("letter", ["😀", "\u4e2d", "\x00", "\u202e"])
def test_a_letter_that_cannot_be_printed_is_refused_by_name(letter):
    comments = dataclasses.replace(sample_record().comments, homeroom=f"Em rất ngoan {letter} và chăm.")
    form = form_of(sample_record(comments=comments), (), stage=Stage.DRAFT)
    with pytest.raises(DocumentError) as caught:
        render(form, sealed_xml=None, created_at=SEALED_AT)
    assert caught.value.code == "LETTER_NOT_IN_FONT"
    assert caught.value.params["letter"] == f"U+{ord(letter):04X}"
    assert "Em rất ngoan" in caught.value.params["text"]
