"""Where the pages of a PDF show which text, as PDFium reads it."""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class PlacedText(NamedTuple):
    """One text object of a page."""

    page: int
    x: float
    """Of its beginning, in points from the left edge."""
    y: float
    """Of its baseline, in points from the lower edge."""
    text: str
    """Without white space."""


def page_texts(pdf: bytes) -> list[PlacedText]:
    """Every text object that shows a letter, in drawing order."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for number, page in enumerate(document, start=1):
        text_page = page.get_textpage()
        for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
            drawn = pdfium.FPDFPage_GetObject(page.raw, index)
            if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_TEXT:
                size = pdfium.FPDFTextObj_GetText(drawn, text_page.raw, None, 0)
                buffer = ctypes.create_string_buffer(size)
                letters = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
                pdfium.FPDFTextObj_GetText(drawn, text_page.raw, letters, size)
                matrix = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
                text = "".join(buffer.raw[: size - 2].decode("utf-16-le").split())
                found.append(PlacedText(number, matrix.e, matrix.f, text))
        text_page.close()
        page.close()
    document.close()
    return [one for one in found if one.text]
