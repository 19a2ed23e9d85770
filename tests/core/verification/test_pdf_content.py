"""What the holder of the school's seal could put into a PDF, beyond the vectors."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import pytest

from hocba.verification import Indication, verify
from hocba.verification.findings import Finding
from hocba.verification.pdf.content import read_content
from hocba.verification.pdf.layout import read_frame
from hocba.verification.pdf.seal import read_seal
from support.forge import golden
from support.forge.build import policy
from support.forge.pdf_attacks import _taken_apart, sealed
from support.forge.pki import good
from support.forge.sources import unsealed
from support.pdf_objects import PdfObjects, pack

Change = Callable[[PdfObjects, dict[int, bytes]], object]


def findings(change: Change) -> list[str]:
    pdf, apart = _taken_apart(unsealed("ecdsa"))
    change(pdf, apart)
    data = golden.seal_pdf(pack(pdf, apart).to_bytes(), seal=good()["seal"])
    report = verify(data, policy("trust"))
    assert report.indication is Indication.TOTAL_FAILED
    return [check.code for check in report.findings]


def edit(start: bytes, old: bytes, new: bytes) -> Change:
    """Replace in the one (or first) object that begins so."""

    def change(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
        for objects in (pdf.objects, apart):
            for number, body in objects.items():
                if body.startswith(start) and old in body:
                    objects[number] = body.replace(old, new, 1)
                    return
        raise AssertionError(start)

    return change


def catalog(pattern: bytes, new: bytes) -> Change:
    def change(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
        apart[pdf.root], count = re.subn(pattern, new, apart[pdf.root], count=1)
        assert count == 1

    return change


def loop(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    number, body = next((n, b) for n, b in pdf.objects.items() if b.startswith(b"<</Type/Pages"))
    pdf.objects[number] = body.replace(b"/Kids[", b"/Kids[%d 0 R " % number)


def no_page(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    number, body = next((n, b) for n, b in pdf.objects.items() if b.startswith(b"<</Type/Pages"))
    pdf.objects[number] = body.replace(b"/Kids[", b"/Kids[9999 0 R ")


def second_image(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    pdf.objects[max(pdf.objects) + 50] = b"<</Type/XObject/Subtype/Image/Length 1>>\nstream\nx\nendstream"


def external(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    pdf.objects[max(pdf.objects) + 50] = b"<</F(http://example.org)/Length 1>>\nstream\nx\nendstream"


def attached(old: bytes, new: bytes) -> Change:
    def change(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
        number, body = next((n, b) for n, b in pdf.objects.items() if b"/Type/EmbeddedFile" in b)
        assert old in body
        pdf.objects[number] = body.replace(old, new, 1)

    return change


def shorter(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    number = next(n for n, b in pdf.objects.items() if b"/Type/EmbeddedFile" in b)
    data = zlib.compress(b"<HOC_BA/>")
    pdf.objects[number] = (
        b"<</Length %d/Type/EmbeddedFile/Filter/FlateDecode/Params<</Size 99>>>>\nstream\n%b\nendstream"
        % (len(data), data)
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (catalog(rb"/SigFlags 3", b"/SigFlags 1"), "PDF_FORBIDDEN_CONTENT"),
        (catalog(rb"/AcroForm<<.*?>>", b""), "PDF_FORBIDDEN_CONTENT"),
        (catalog(rb"/AF\[", b"/AF[1 0 R "), "PDF_FORBIDDEN_CONTENT"),
        (catalog(rb"/Names<<", b"/Names<</Dests 1 0 R"), "PDF_FORBIDDEN_CONTENT"),
        (catalog(rb"/Names<<.*?>>>>", b""), "PDF_XML_MISSING"),
        (edit(b"<</Type/Filespec", b"/EF<<", b"/EF<</DOS 1 0 R"), "PDF_XML_MISSING"),
        (edit(b"<</Type/Filespec", b"/F(", b"/V true/F("), "PDF_FORBIDDEN_CONTENT"),
        (edit(b"<</Type/Page/", b"/MediaBox", b"/Rotate 90/MediaBox"), "PDF_FORBIDDEN_CONTENT"),
        (edit(b"<</Type/Page/", b"/MediaBox", b"/MediaBox[0 0 1 1]/MediaBox"), "PDF_NOT_OURS"),
        (loop, "PDF_NOT_OURS"),
        (no_page, "PDF_NOT_OURS"),
        (second_image, "PDF_FORBIDDEN_CONTENT"),
        (external, "PDF_FORBIDDEN_CONTENT"),
        (attached(b"/Filter/FlateDecode", b""), "PDF_XML_MISSING"),
        (attached(b"/Params<<", b"/Par<<"), "PDF_XML_MISSING"),
        (shorter, "PDF_XML_MISSING"),
        (edit(b"<</Title", b"hoc-ba-2025/1, sealed", b"hoc-ba-1999/1, sealed"), "FORM_VERSION_UNKNOWN"),
        (edit(b"<</Title", b"hoc-ba-2025/1, sealed, demo", b"hoc-ba-2025/1"), "PDF_NOT_OURS"),
        (edit(b"<</Title", b"sealed, demo", b"sealed, demo, x"), "PDF_TEXT_DIFFERS"),
    ],
)
def test_it_is_refused(change: Change, code: str) -> None:
    assert code in findings(change)


def test_names_cannot_be_spelled_another_way() -> None:
    def escaped(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
        pdf.objects[max(pdf.objects) + 50] = b"<</#41A 1>>"

    assert "PDF_FORBIDDEN_CONTENT" in findings(escaped)


def test_the_seals_picture_is_that_of_its_school() -> None:
    data = sealed()
    frame = read_frame(data)
    assert read_content(frame).appearance == frame.order[-3]


def test_other_tails_are_not_ours() -> None:
    """A rendition before sealing has no seal to read, and its tail is another one."""
    plain = unsealed("ecdsa")
    frame = read_frame(plain)
    with pytest.raises(Finding) as caught:
        read_content(frame)
    assert caught.value.code == "PDF_NOT_OURS"
    with pytest.raises(Finding) as caught:
        read_seal(plain, frame)
    assert caught.value.code == "PDF_NOT_SEALED"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (rb"/M\(D:\d{14}", b"/M(D:20261325100030", "SIGNING_TIME_MALFORMED"),
        (rb"/Contents<(..)", b"/Contents<\\1\\1\\1", "PDF_NOT_OURS"),
        (rb"/Filter/Adobe.PPKLite", b"/Filter/Adobe.PPKMS", "PDF_NOT_OURS"),
    ],
)
def test_the_signature_dictionary_has_one_text(old: bytes, new: bytes, code: str) -> None:
    data = sealed()
    frame = read_frame(data)
    number = frame.order[-1]
    frame.plain[number] = re.sub(old, new, frame.plain[number], count=1)
    with pytest.raises(Finding) as caught:
        read_seal(data, frame)
    assert caught.value.code in {code, "PDF_BYTE_RANGE_WRONG"}
