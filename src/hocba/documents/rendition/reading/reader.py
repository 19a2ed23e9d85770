"""From the objects of a file to what its pages show; from that and a form to whether paper and data agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hocba.documents.rendition.form import Form, LookUp
from hocba.documents.rendition.reading.arrangement import Unlike, arrange, on_page
from hocba.documents.rendition.reading.content import Fonts, Strange, read_content
from hocba.documents.rendition.reading.drawing import check_drawing, check_seal
from hocba.documents.rendition.reading.fonts import read_font
from hocba.documents.rendition.reading.glyphs import FACES, Glyphs
from hocba.documents.rendition.reading.objects import PdfObjects, read_leaves
from hocba.documents.rendition.reading.pages import Page
from hocba.documents.rendition.reading.qr import read_code
from hocba.documents.rendition.reading.spoken import Spoken, read_spoken, spoken_by
from hocba.documents.rendition.shown import Difference, difference
from hocba.documents.rendition.writer.face import Face
from hocba.errors import DocumentError

_ADDRESS = re.compile(r"(?:[!-~]*(?![0-9A-Za-z-])[!-~])?")
_UUID = re.compile(r"[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}")


@dataclass(frozen=True, slots=True)
class Field:
    """The form field of a file."""

    number: int
    """Of its object."""
    rectangle: Sequence[float]
    """Left, lower, right and upper edge, in points."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pages of a file show."""

    pages: tuple[Page, ...]
    fields: tuple[int, ...]
    """By page: object number of its one annotation, 0 where it has none."""
    spoken: Spoken

    @property
    def texts(self) -> tuple[str, ...]:
        """By page: all its text in drawing order, white space removed."""
        return tuple(page.text for page in self.pages)


def read_shown(objects: PdfObjects, tree: int) -> Shown:
    """Read all pages of one of our own files.

    Args:
        objects: of the file.
        tree: object number of its page tree.

    Raises:
        DocumentError: PAGES_NOT_OURS, objects behind the pages are not as our writer makes them;
            PAGE_FONT_CHANGED, letters look or are named otherwise than in our fonts;
            PAGE_NOT_READABLE, a page holds what our writer does not draw.
    """
    try:
        leaves, spoken = read_leaves(objects, tree), read_spoken(objects)
    except Strange as strange:
        raise DocumentError("PAGES_NOT_OURS", detail=str(strange)) from strange
    fonts = {
        name: _font(objects, number, face) for (name, face), number in zip(FACES.items(), leaves.fonts, strict=True)
    }
    pages = tuple(_page(content, number, fonts) for number, content in enumerate(leaves.contents, start=1))
    return Shown(pages, leaves.fields, spoken)


def _page(content: bytes, number: int, fonts: Fonts) -> Page:
    try:
        return read_content(content, fonts)
    except Strange as strange:
        detail = str(strange)
        raise DocumentError("PAGE_NOT_READABLE", where=f"page {number}", page=number, detail=detail) from strange


def _font(objects: PdfObjects, number: int, face: Face) -> Glyphs:
    try:
        return read_font(objects, number, face)
    except Strange as strange:
        raise DocumentError("PAGE_FONT_CHANGED", font=face.name, detail=str(strange)) from strange


def compare(form: Form, shown: Shown, field: Field | None = None) -> Difference | None:
    """Whether paper and data agree: every letter and its place, the QR code, and nothing else on the pages.

    Args:
        form: made from the XML alone, under the form version that the PDF names.
        shown: the pages.
        field: the seal's, in a file that has one.

    Returns:
        The first text that differs, None where all agree.

    Raises:
        DocumentError: PAGE_ARRANGED_OTHERWISE, the text agrees, but something stands in another place;
            PAGE_CODE_DIFFERS, the QR code does not lead to this record;
            PAGE_SPOKEN_DIFFERS, bookmarks or alternative texts say something else.
    """
    try:
        _check_places(form, shown, field)
    except Unlike as unlike:
        found = difference(form, shown.texts)
        if found is not None:
            return found
        page = unlike.page or len(shown.pages)
        raise DocumentError("PAGE_ARRANGED_OTHERWISE", where=f"page {page}", page=page, found=str(unlike)) from None
    _require_code(form, shown)
    if shown.spoken != spoken_by(form):
        raise DocumentError("PAGE_SPOKEN_DIFFERS")
    return None


def _check_places(form: Form, shown: Shown, field: Field | None) -> None:
    arranged = arrange(form, shown.pages)
    for number, (page, rows, annotation) in enumerate(zip(shown.pages, arranged, shown.fields, strict=True), start=1):
        with on_page(number):
            check_drawing(page, rows)
            if annotation:
                check_seal(field.rectangle if field and field.number == annotation else (), rows)


def _require_code(form: Form, shown: Shown) -> None:
    """The code ends with what the form says; before that an address may stand, but no other look-up code."""
    expected = next((block.qr for block in form.blocks if isinstance(block, LookUp)), "")
    for number, page in enumerate(shown.pages, start=1):
        if page.code is None:
            continue
        try:
            found = read_code(page.code.rows)
        except Strange as strange:
            raise DocumentError(
                "PAGE_NOT_READABLE", where=f"page {number}", page=number, detail=str(strange)
            ) from strange
        address = found.removesuffix(expected)
        if address == found or not _ADDRESS.fullmatch(address) or _UUID.search(address):
            raise DocumentError(
                "PAGE_CODE_DIFFERS", where=f"page {number}", page=number, expected=expected, found=found
            )
