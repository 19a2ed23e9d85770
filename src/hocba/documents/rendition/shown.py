"""What a finished PDF shows, and whether that is what its form says.

Read with PDFium, so by another engine than the one that wrote it; in the order in which the pages draw their text,
because PDFium's own reading order sorts table cells by their height on the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from hocba.documents.rendition.form import Form, Table, squeeze, texts
from hocba.errors import DocumentError

MOST_PAGES = 200
"""More than a whole-life book of five years can have."""
_ONE_AT_A_TIME = Lock()  # PDFium knows no threads
_CONTEXT = 24
_USUAL_ROOM = 1024
"""Bytes; a line of a page needs less."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where a PDF does not show what its data say."""

    page: int
    """From 1; one more than the last page where text is missing at the end."""
    expected: str
    """A few characters of what should stand there, without white space; empty where nothing should."""
    found: str
    """A few characters of what stands there."""


def shown_text(pdf: bytes) -> tuple[str, ...]:
    """The text that each page draws, in drawing order, white space removed; form fields and pictures have none.

    Raises:
        DocumentError: PDF_UNREADABLE, PDF_TOO_MANY_PAGES.
    """
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
            try:
                return _pages(document)
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            raise DocumentError("PDF_UNREADABLE") from error


def _pages(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    if len(document) > MOST_PAGES:
        raise DocumentError("PDF_TOO_MANY_PAGES", pages=len(document), most=MOST_PAGES)
    return tuple(squeeze("".join(_drawn(page))) for page in document)


def _drawn(page: pypdfium2.PdfPage) -> Iterator[str]:
    text_page = page.get_textpage()
    room = _USUAL_ROOM
    buffer = ctypes.create_string_buffer(room)
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        size = _text_of(drawn, text_page, buffer, room)
        if size > room:
            room = size
            buffer = ctypes.create_string_buffer(room)
            size = _text_of(drawn, text_page, buffer, room)
        # PDFium marks a hyphen at the end of a line as U+FFFE or U+0002; the letter on the page is a hyphen.
        yield buffer.raw[: size - 2].decode("utf-16-le").replace("\ufffe", "-").replace("\x02", "-")
    text_page.close()
    page.close()


def _text_of(drawn: object, text_page: pypdfium2.PdfTextPage, buffer: ctypes.Array[ctypes.c_char], room: int) -> int:
    """The bytes that the text of an object needs, written to the buffer if they fit."""
    into = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    return int(pdfium.FPDFTextObj_GetText(drawn, text_page.raw, into, room))


def difference(form: Form, pages: Sequence[str]) -> Difference | None:
    """Compare what the pages show with what the form says, letter by letter; None if they agree.

    Every page must begin and end with what `form.repeated` lists; a table that goes on over a page end repeats its
    column captions; everything else must be `visible_text(form)`, nothing more and nothing less.

    Args:
        form: made from the XML alone, under the form version that the PDF names.
        pages: from `shown_text`.
    """
    expected, tables = _expected(form)
    at = 0
    for number, page in enumerate(pages, start=1):
        before = squeeze("".join(form.repeated.before(number)))
        after = squeeze("".join(form.repeated.after(number, len(pages))))
        if not page.startswith(before):
            return Difference(number, before[:_CONTEXT], page[:_CONTEXT])
        if not page.endswith(after) or len(page) < len(before) + len(after):
            return Difference(number, after[-_CONTEXT:], page[-_CONTEXT:])
        own = page[len(before) : len(page) - len(after)]
        captions = next((captions for start, end, captions in tables if start <= at < end), "") if number > 1 else ""
        if captions:
            if not own.startswith(captions):
                return Difference(number, captions[:_CONTEXT], own[:_CONTEXT])
            own = own[len(captions) :]
        same = _common(expected, at, own)
        at += same
        if same < len(own):
            return Difference(number, expected[at : at + _CONTEXT], own[same : same + _CONTEXT])
    if at < len(expected):
        return Difference(len(pages) + 1, expected[at : at + _CONTEXT], "")
    return None


def _expected(form: Form) -> tuple[str, list[tuple[int, int, str]]]:
    """The whole text, and for each table where its rows begin and end in it and what its captions are."""
    parts: list[str] = []
    tables: list[tuple[int, int, str]] = []
    length = 0
    for block in form.blocks:
        text = squeeze("".join(texts(block)))
        if isinstance(block, Table):
            captions = squeeze("".join(block.columns))
            tables.append((length + len(captions), length + len(text), captions))
        parts.append(text)
        length += len(text)
    return "".join(parts), tables


def _common(expected: str, at: int, own: str) -> int:
    """How many letters of `own` stand in `expected` from `at` on."""
    if expected.startswith(own, at):
        return len(own)
    return next((i for i, letter in enumerate(own) if expected[at + i : at + i + 1] != letter), len(own))
