"""Attacks on a sealed PDF: after sealing by anybody, and before sealing by the school itself."""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from hocba.documents.rendition.pdf.layout import read_layout
from hocba.signature_profile import algorithm
from hocba.verification.pdf.layout import read_frame
from support.forge import golden
from support.forge.attack import FAILED, Attack
from support.forge.pki import good
from support.forge.sources import unsealed
from support.pdf_objects import PdfObjects, pack

_HOW = algorithm("ecdsa-sha256")
_CONTENTS = re.compile(rb"/Contents<([0-9a-f]+)>")
_RANGE = re.compile(rb"/ByteRange\[0 (\d+) (\d+) (\d+)\]")


@cache
def sealed(kind: str = "p256") -> bytes:
    """The golden PDF."""
    return golden.seal_pdf(unsealed("ecdsa" if kind == "p256" else kind), seal=good(kind)["seal"], kind=kind)


def after_sealing() -> Iterator[Attack]:
    """What anybody can do to a sealed file."""
    base = sealed()
    hit = _CONTENTS.search(base)
    ranges = _RANGE.search(base)
    assert hit is not None
    assert ranges is not None
    start, middle, length = (int(ranges[n]) for n in (1, 2, 3))
    trailer = base.rindex(b"startxref")
    xref = int(base[trailer:].split()[1])

    def attack(name: str, data: bytes, reason: str, code: str) -> Attack:
        return Attack(f"pdf-{name}", data, "ecdsa.pdf", reason, code)

    def other_range(values: tuple[int, int, int]) -> bytes:
        return base.replace(ranges[0], b"/ByteRange[0 %d %d %d]" % values)  # type: ignore[index]

    update = b"900 0 obj\n<</Type/Annot/Subtype/FreeText/Rect[50 50 300 90]/Contents(10)/P 445 0 R>>\nendobj\n"
    at = len(base)
    table = b"xref\n0 1\n0000000000 65535 f \n900 1\n%010d 00000 n \n" % at
    incremental = (
        base
        + update
        + table
        + b"trailer\n<</Size 901/Root 467 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (xref, at + len(update))
    )
    shadow = base + b"467 0 obj\n<</Type/Catalog/Pages 900 0 R>>\nendobj\n" + b"startxref\n%d\n%%%%EOF\n" % xref
    digits = hit[1]
    cms_end = hit.start(1) + len(digits.rstrip(b"0")) + 2
    padded = base[: hit.end(1) - 1] + b"1" + base[hit.end(1) :]
    upper = base[: hit.start(1)] + digits.upper() + base[hit.end(1) :]
    inside = base.index(b"/Type/EmbeddedFile")
    stream = base.index(b"stream\n", inside) + 200
    flipped = base[:stream] + bytes((base[stream] ^ 1,)) + base[stream + 1 :]
    assert cms_end <= hit.end(1)
    yield attack(
        "incremental-update", incremental, "An annotation added in an incremental update.", "PDF_CHANGED_AFTER_SEALING"
    )
    yield attack(
        "shadow-catalog", shadow, "Another catalog appended: other pages are shown.", "PDF_CHANGED_AFTER_SEALING"
    )
    yield attack("bytes-after-end", base + b"\n", "A byte after the end.", "PDF_CHANGED_AFTER_SEALING")
    yield attack("bytes-before-header", b" " + base, "A byte before the header.", "PDF_NOT_OURS")
    yield attack("second-end", base + base[trailer:], "The end of the file twice.", "PDF_CHANGED_AFTER_SEALING")
    yield attack("truncated", base[: len(base) // 2], "Half of the file.", "PDF_UNREADABLE")
    yield attack("header-only", base[:20], "The header and nothing else.", "PDF_UNREADABLE")
    yield attack(
        "range-shorter",
        other_range((start, middle, length - 1)),
        "The last byte is not covered.",
        "PDF_BYTE_RANGE_WRONG",
    )
    yield attack(
        "range-gap",
        other_range((start, middle + 9, length - 9)),
        "A gap after the signature value.",
        "PDF_BYTE_RANGE_WRONG",
    )
    yield attack(
        "range-early",
        other_range((start - 9, middle, length)),
        "A gap before the signature value.",
        "PDF_BYTE_RANGE_WRONG",
    )
    yield attack(
        "range-other-file",
        other_range((start, middle, length + 999)),
        "More is covered than there is.",
        "PDF_BYTE_RANGE_WRONG",
    )
    yield attack(
        "padding-used", padded, "Something in the padding of the signature value.", "PDF_CONTENTS_NOT_CANONICAL"
    )
    yield attack("upper-case", upper, "The signature value in capitals.", "PDF_NOT_OURS")
    yield attack("content-flipped", flipped, "One bit of the XML inside.", "DIGEST_WRONG")
    yield attack(
        "time-changed", base.replace(b"/M(D:20260525", b"/M(D:20260526"), "Another time of sealing.", "DIGEST_WRONG"
    )
    yield attack(
        "catalog-changed", base.replace(b"/Lang(vi-VN)", b"/Lang(en-US)"), "A changed catalog.", "DIGEST_WRONG"
    )
    yield attack("seal-removed", unsealed("ecdsa"), "A PDF without seal.", "PDF_NOT_SEALED")
    yield attack("foreign", _foreign(), "A PDF of other software.", "PDF_NOT_OURS")


def _foreign() -> bytes:
    """The smallest PDF that any reader opens."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % one for one in offsets)
    return out + table + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def _taken_apart(data: bytes) -> tuple[PdfObjects, dict[int, bytes]]:
    """The objects of an unsealed rendition: those of its body, and field, appearance and catalog after it."""
    layout, frame = read_layout(data), read_frame(data)
    apart = dict(layout.tail)
    objects = dict(frame.packed)
    for number, one in frame.streams.items():
        if number not in apart and not one.dictionary.startswith(b"<</Type/ObjStm"):
            objects[number] = b"%b\nstream\n%b\nendstream" % (one.dictionary, one.data)
    return PdfObjects(dict(sorted(objects.items())), layout.root, layout.info, layout.identifier), apart


def _made(change: Callable[[PdfObjects, dict[int, bytes]], None]) -> bytes:
    """A rendition changed by the school itself before it was sealed."""
    pdf, apart = _taken_apart(unsealed("ecdsa"))
    change(pdf, apart)
    return pack(pdf, apart).to_bytes()


def _add(pdf: PdfObjects, body: bytes) -> int:
    number = max(pdf.objects) + 100
    pdf.objects[number] = body
    return number


def _catalog(extra: bytes) -> Callable[[PdfObjects, dict[int, bytes]], None]:
    def change(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
        root = pdf.root
        apart[root] = apart[root][:-2] + extra + b">>"

    return change


def _page(extra: bytes) -> Callable[[PdfObjects, dict[int, bytes]], None]:
    def change(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
        number = next(n for n, body in pdf.objects.items() if body.startswith(b"<</Type/Page/"))
        pdf.objects[number] = pdf.objects[number][:-2] + extra + b">>"

    return change


def _annotation(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    number = _add(pdf, b"<</Type/Annot/Subtype/FreeText/Rect[50 50 300 90]/Contents(10)>>")
    _page(b"/Annots[%d 0 R]" % number)(pdf, apart)


def _second_file(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    data = zlib.compress(b"<HOC_BA/>")
    file = _add(pdf, b"<</Length %d/Type/EmbeddedFile/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(data), data))
    pdf.objects[file + 1] = b"<</Type/Filespec/F(other.xml)/UF(other.xml)/EF<</F %d 0 R/UF %d 0 R>>>>" % (
        file,
        file,
    )
    apart[pdf.root] = apart[pdf.root].replace(b"]>>>>/AF[", b"(other.xml)%d 0 R]>>>>/AF[" % (file + 1))


def _image(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    number = _add(pdf, b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 5>>\nstream\nBT ET\nendstream")
    page = next(body for body in pdf.objects.values() if body.startswith(b"<</Type/Page/"))
    found = re.search(rb"/Resources (\d+) 0 R", page)
    assert found is not None
    resources = int(found[1])
    pdf.objects[resources] = pdf.objects[resources][:-2] + b"/XObject<</X %d 0 R>>>>" % number


def _no_attachment(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    apart[pdf.root] = re.sub(rb"/Names<<.*?>>>>/AF\[[^\]]*\]", b"", apart[pdf.root])


def _bomb(pdf: PdfObjects, apart: dict[int, bytes]) -> None:
    number = next(n for n, body in pdf.objects.items() if b"/Type/EmbeddedFile" in body)
    data = zlib.compress(b"\0" * 40_000_000, 9)
    pdf.objects[number] = (
        b"<</Length %d/Type/EmbeddedFile/Filter/FlateDecode/Params<</Size 40000000>>>>\nstream\n%b\nendstream"
        % (len(data), data)
    )


def before_sealing() -> Iterator[Attack]:
    """What only the holder of the school's seal can do: the seal is true, the file is not."""
    seal = good()["seal"]

    def attack(name: str, unsealed: bytes, reason: str, code: str) -> Attack:
        return Attack(f"pdf-sealed-{name}", golden.seal_pdf(unsealed, seal=seal), "ecdsa.pdf", reason, code)

    text = "PDF_TEXT_DIFFERS"
    forbidden = "PDF_FORBIDDEN_CONTENT"
    for name, why in (
        ("other-score", "The pages show another score than the XML inside."),
        ("other-pupils-xml", "The XML of another pupil inside."),
        ("text-added", "A sentence that the data do not hold."),
        ("text-removed", "The homeroom teacher's comment is not shown."),
        ("title", "Another title of the file."),
    ):
        yield attack(name, unsealed(name), why, text)
    yield attack(
        "javascript",
        _made(_catalog(b"/OpenAction<</S/JavaScript/JS<6170702E616C6572742831293B>>>")),
        "JavaScript when the file is opened.",
        forbidden,
    )
    yield attack(
        "additional-actions",
        _made(_page(b"/AA<</O<</S/Launch/F(x)>>>>")),
        "A program started with the _page.",
        forbidden,
    )
    yield attack("annotation", _made(_annotation), "A note over the page.", forbidden)
    yield attack("second-file", _made(_second_file), "A second attached file.", forbidden)
    yield attack(
        "layers", _made(_catalog(b"/OCProperties<</OCGs[]>>")), "Optional content that can be switched.", forbidden
    )
    yield attack("form-object", _made(_image), "Content drawn from a form object.", forbidden)
    yield attack("catalog-twice", _made(_catalog(b"/Lang(en-US)")), "A key of the catalog twice.", "PDF_UNREADABLE")
    yield attack("no-attachment", _made(_no_attachment), "No XML inside.", "PDF_XML_MISSING")
    yield attack("bomb", _made(_bomb), "An attached file that unpacks to forty megabytes.", "PDF_XML_MISSING")
    yield dataclasses.replace(
        attack("unissued", unsealed("unissued"), "The XML inside has no seal.", "PDF_XML_NOT_ISSUED"),
        indication=FAILED,
    )
