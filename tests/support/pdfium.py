"""What pages show by PDFium: an engine that shares nothing with our writer and our reader.

In the order in which the pages draw their text, because PDFium's own reading order sorts table cells by their height.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from hocba.documents.rendition import squeeze

_ONE_AT_A_TIME = Lock()  # PDFium knows no threads
_USUAL_ROOM = 1024
"""Bytes; a line of a page needs less."""


def shown_text(pdf: bytes) -> tuple[str, ...]:
    """The text that each page draws, in drawing order, white space removed; form fields and pictures have none.

    Raises:
        pypdfium2.PdfiumError: it cannot be read.
    """
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(squeeze("".join(_drawn(page))) for page in document)
        finally:
            document.close()


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
