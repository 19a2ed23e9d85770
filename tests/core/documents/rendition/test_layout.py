"""The file layout: read back exactly, and refused when it is anything else."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba.documents.rendition.pdf.layout import Layout, read_layout
from hocba.errors import DocumentError
from support.pdf_objects import PdfObjects, pack
from support.sealed import sealed


def refuses(data: bytes, code: str = "NOT_OUR_RENDITION") -> None:
    with pytest.raises(DocumentError) as caught:
        read_layout(data)
    assert caught.value.code == code


def test_objects_are_laid_out_and_read_back():
    objects = {1: b"<</Type/Catalog>>", 2: b"<</Length 3>>\nstream\nabc\nendstream"}
    packed = pack(PdfObjects(objects, 1, 1, b"(a)"), {}).to_bytes()
    layout = read_layout(packed)
    assert layout.to_bytes() == packed
    assert layout.tail == ()
    assert (layout.root, layout.info, layout.identifier) == (1, 1, b"(a)")
    with pytest.raises(KeyError):
        layout.offset_of(1)


def test_what_does_not_fit_is_refused_instead_of_written_wrong():
    big = Layout(b"x" * 0x100_0000, bytes(12), ((1, b"<<>>"),), 1, 1, b"(a)")
    with pytest.raises(DocumentError) as caught:
        big.to_bytes()
    assert caught.value.code == "RENDITION_TOO_LARGE"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"%PDF-1.7", b"%PDF-1.4"),
        (b"/W[1 3 2]", b"/W[1 2 3]"),
        (b"startxref\n", b"startxref\n0"),
        (b"%%EOF\n", b"%%EOF\n\n"),
        (b"%%EOF\n", b"%%EOF"),
        (b"endobj\nstartxref", b"endobj startxref"),
    ],
)
def test_another_layout_is_refused(old, new):
    refuses(sealed().unsealed.replace(old, new))


def test_an_inflated_cross_reference_is_not_unpacked():
    data = sealed().unsealed
    at = data.rindex(b"/Length ")
    bomb = zlib.compress(bytes(50_000_000))
    refuses(data[:at] + b"/Length %d>>\nstream\n" % len(bomb) + bomb + data[data.rindex(b"\nendstream") :])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_change_behind_the_body_is_refused_or_seen(data):
    whole = sealed().unsealed
    layout = read_layout(whole)
    at = data.draw(st.integers(len(layout.body), len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= data.draw(st.integers(1, 255))
    try:
        found = read_layout(bytes(changed))
    except DocumentError as error:
        assert error.code == "NOT_OUR_RENDITION"  # noqa: PT017  # either answer is right
    else:
        assert found != layout
