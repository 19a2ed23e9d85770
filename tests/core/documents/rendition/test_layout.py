"""The file layout: read back exactly, and refused when it is anything else."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba.documents.rendition.pdf.layout import Layout, pack, read_layout
from hocba.documents.rendition.pdf.seal_field import make_field
from hocba.documents.rendition.pdf.typst_output import TypstPdf, read
from hocba.errors import DocumentError
from support.sealed import sealed

CLASSIC = b"\n".join(
    (
        b"%PDF-1.7\n%\x80\x80\x80\x80\n",
        b"1 0 obj\n<</Type/Catalog>>\nendobj",
        b"2 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n",
    )
)


def refuses(data: bytes, code: str = "NOT_OUR_RENDITION") -> None:
    with pytest.raises(DocumentError) as caught:
        read_layout(data)
    assert caught.value.code == code


def classic(body: bytes = CLASSIC) -> bytes:
    first, second = body.index(b"1 0 obj"), body.index(b"2 0 obj")
    table = b"xref\n0 3\n0000000000 65535 f\r\n%010d 00000 n\r\n%010d 00000 n\r\n" % (first, second)
    return body + table + b"trailer\n<</Size 3/Root 1 0 R/Info 1 0 R/ID[(a)(a)]>>\nstartxref\n%d\n%%%%EOF" % len(body)


def test_objects_are_taken_apart_and_packed_again():
    pdf = read(classic())
    assert pdf.objects == {1: b"<</Type/Catalog>>", 2: b"<</Length 3>>\nstream\nabc\nendstream"}
    packed = pack(pdf, {}).to_bytes()
    layout = read_layout(packed)
    assert layout.to_bytes() == packed
    assert layout.tail == ()
    assert (layout.root, layout.info, layout.identifier) == (1, 1, b"(a)")
    with pytest.raises(KeyError):
        layout.offset_of(1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"%PDF-1.7", b"%PDF-1.6"),
        (b"0 3\n", b"0 4\n"),
        (b"(a)(a)", b"(a)(b)"),
        (b"1 0 obj", b"3 0 obj"),
        (b"endobj\n2", b"endobk\n2"),
        (b"trailer", b"trailed"),
    ],
)
def test_a_classic_file_of_another_shape_is_refused(old, new):
    with pytest.raises(DocumentError) as caught:
        read(classic().replace(old, new, 1))
    assert caught.value.code == "RENDITION_UNEXPECTED"


def test_the_seal_needs_exactly_one_marked_place_and_its_element():
    link = (
        b"<</Type/Annot/Subtype/Link/Rect[1 2 3 4]/Border[0 0 0]/A<</Type/Action/S/URI/URI(hocba:seal)>>/F 4"
        b"/StructParent 0/Contents(hocba:seal)>>"
    )
    element = b"<</Type/StructElem/S/Link/P 9 0 R/K[<</Type/OBJR/Pg 7 0 R/Obj 2 0 R>>]>>"
    whole = {1: b"<</Type/Catalog/Pages 8 0 R>>", 2: link, 3: element}
    made = make_field(TypstPdf(dict(whole), 1, 1, b"(a)"), "Dấu")
    assert list(made) == [2, 4, 1]
    assert b"/P 7 0 R/Rect[1 2 3 4]/StructParent 0/AP<</N 4 0 R>>" in made[2]
    for change in (
        {4: link},
        {2: link.replace(b"/F 4", b"/F 5")},
        {2: b"<<>>"},
        {3: b"<<>>"},
        {3: element.replace(b"2 0 R", b"5 0 R")},
        {1: b"<</Type/Other>>"},
    ):
        with pytest.raises(DocumentError) as caught:
            make_field(TypstPdf({**whole, **change}, 1, 1, b"(a)"), "Dấu")
        assert caught.value.code == "RENDITION_UNEXPECTED"


def test_what_does_not_fit_is_refused_instead_of_written_wrong():
    many = TypstPdf(dict.fromkeys(range(1, 65537), b"<<>>"), 1, 1, b"(a)")
    with pytest.raises(DocumentError) as caught:
        pack(many, {})
    assert caught.value.code == "RENDITION_TOO_LARGE"
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
