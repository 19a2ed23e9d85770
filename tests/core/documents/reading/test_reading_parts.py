"""Parts of the strict reader alone: strings, QR codes, plans, and what any change of a page leads to."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from hocba.documents.rendition.form import Cell, Paragraph, Table
from hocba.documents.rendition.reading.content import Strange
from hocba.documents.rendition.reading.glyphs import glyphs_of, said
from hocba.documents.rendition.reading.plan import drawn, rows_of
from hocba.documents.rendition.reading.qr import read_code
from hocba.documents.rendition.writer.face import BOLD, ITALIC, REGULAR, UNITS
from hocba.documents.rendition.writer.qr import qr_rows
from hocba.errors import DocumentError
from support.opened import compared, opened
from support.pdfium import shown_text
from support.redrawn import form, operators, rendered

FACES = [REGULAR, BOLD, ITALIC]
LETTERS = "".join(sorted(set(REGULAR.font.letters) & set(BOLD.font.letters) & set(ITALIC.font.letters)))
WORDS = st.lists(st.text(st.sampled_from(LETTERS.replace(" ", "")), min_size=1, max_size=12), min_size=1, max_size=8)


@pytest.mark.parametrize("face", FACES)
def test_each_glyph_is_one_letter(face):
    letters = face.font.letters
    assert len(set(letters.values())) == len(letters)
    glyphs = glyphs_of(face)
    assert {glyphs.letters[glyph]: glyph for glyph in glyphs.letters} == dict(letters)


@given(WORDS, st.sampled_from(FACES))
def test_every_text_is_read_as_it_was_set(words, face):
    text = " ".join(words)
    data = operators(text, face)[2:-4]
    found = said(glyphs_of(face), data)
    assert found.text == text
    glyphs = [face.font.letters[letter] for letter in text]
    kerned = sum(face.font.kerning.get(pair, 0) for pair in pairwise(glyphs))
    assert found.width == face.width(text) + kerned
    assert found.letters == len(text)


@given(st.binary(max_size=12))
def test_any_string_is_read_or_refused(data):
    try:
        found = said(glyphs_of(REGULAR), data)
    except (ValueError, KeyError):
        return
    assert set(found.text) <= set(REGULAR.font.letters)


def test_a_space_at_the_end_takes_no_room():
    one, two = (
        said(glyphs_of(REGULAR), operators("Em")[2:-4]),
        said(glyphs_of(REGULAR), operators("Em")[2:-4] + REGULAR.space_data),
    )
    assert (two.text, two.width, two.letters) == ("Em ", one.width, 2)
    assert one.width < UNITS * 2


@pytest.mark.parametrize("length", [*range(1, 60), 106, 107, 152, 153, 180, 181, 212, 213])
def test_codes_of_two_encoders_are_read(length):
    content = ("https://tracuu.example/" * 20)[-length:]
    made = segno.make_qr(content, error="m", mask=3, boost_error=False, mode="byte").matrix
    assert read_code([bytes(row) for row in made]) == content
    assert read_code([row.translate(bytes.maketrans(b"01", b"\0\1")) for row in qr_rows(content)]) == content


@given(st.integers(0, 37 * 37 - 1))
def test_every_module_counts(at):
    rows = [bytearray(row.translate(bytes.maketrans(b"01", b"\0\1"))) for row in qr_rows("x" * 70)]
    assert len(rows) == 37
    rows[at // 37][at % 37] ^= 1
    with pytest.raises(Strange):
        read_code(rows)


@pytest.mark.parametrize(
    "made",
    [
        segno.make_qr("x" * 30, error="m", mask=2, boost_error=False),
        segno.make_qr("x" * 30, error="q", mask=3, boost_error=False),
        segno.make_qr("0123456789", error="m", mask=3, boost_error=False),
        segno.make_qr("ABC", error="m", mask=3, boost_error=False),
        segno.make_qr("Học bạ", error="m", mask=3, boost_error=False),
        segno.make_qr("x" * 230, error="m", mask=3, boost_error=False),
    ],
)
def test_codes_of_other_kinds_are_not_read(made):
    with pytest.raises(Strange):
        read_code([bytes(row) for row in made.matrix])


@pytest.mark.parametrize("rows", [[], [b"\0" * 20] * 20, [b"\0" * 21] * 22, [b"\0" * 21] * 21, [b"\1" * 21] * 21])
def test_what_is_no_code_is_not_read(rows):
    with pytest.raises(Strange):
        read_code(rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a b", "a b"), ("a  b", "a b"), (" a ", "a"), ("a\nb", "a b"), ("a\n\nb", "a b"), ("a\n", "a "), ("", "")],
)
def test_spaces_that_are_drawn(text, expected):
    assert drawn(text) == expected


def test_cells_over_rows_come_with_their_last_row():
    rows = (
        (Cell("a"), Cell("b"), Cell("beside", rows=3)),
        (Cell("c"), Cell("")),
        (Cell("d"), Cell("e")),
        (Cell("f"), Cell("g"), Cell("h")),
    )
    table = Table("traits", ("1", "2", "3"), rows)
    other = dataclasses.replace(form(), blocks=(table, Paragraph("z")))
    planned = list(rows_of(other))
    assert [[piece.text for piece in row.pieces] for row in planned] == [
        ["1", "2", "3"],
        ["a", "b", "c", "", "beside", "d", "e"],
        ["f", "g", "h"],
        ["z"],
    ]
    assert [(piece.column, piece.line) for piece in planned[1].pieces] == [
        (0, 0), (1, 0), (0, 1), (1, 1), (2, None), (0, 2), (1, 2),
    ]  # fmt: skip


@given(st.integers(1, 5), st.integers(0, 20_000), st.integers(1, 255))
def test_no_changed_byte_of_a_page_shows_another_text_and_passes(page, at, change):
    file = opened(rendered())
    content = bytearray(file.stream(file.content(page)))
    content[at % len(content)] ^= change
    file.put_stream(file.content(page), bytes(content))
    data = file.to_bytes()
    try:
        found = compared(form(), data)
    except DocumentError as error:
        assert error.code.startswith("PAGE_")  # noqa: PT017  # either is right
        return
    if found is None:
        assert shown_text(data) == shown_text(rendered())


@given(st.data())
def test_no_exchanged_lines_of_a_page_show_another_text_and_pass(data):
    file = opened(rendered())
    page = data.draw(st.integers(1, 5))
    lines = file.stream(file.content(page)).split(b"\n")
    one, other = data.draw(st.tuples(*[st.integers(0, len(lines) - 1)] * 2))
    lines[one], lines[other] = lines[other], lines[one]
    file.put_stream(file.content(page), b"\n".join(lines))
    try:
        found = compared(form(), file.to_bytes())
    except DocumentError as error:
        assert error.code.startswith("PAGE_")  # noqa: PT017  # either is right
        return
    if found is None:
        assert shown_text(file.to_bytes()) == shown_text(rendered())
