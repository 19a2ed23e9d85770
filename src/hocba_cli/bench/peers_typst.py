"""The same rendition by Typst: PDF/A-3a and PDF/UA-1 at once, the form passed as data to one template.

One compiler a process and a fixed QR mask: the settings that were measured to be fastest. Typst remembers the layout of
what it has seen, so that the contestants never give it the same record twice.
"""

from __future__ import annotations

import json
from datetime import datetime
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from hocba.documents.rendition import ATTACHMENT_NAME, Form

# Untyped, and needed by nothing but comparisons.
_typst: Any = import_module("typst")
_segno: Any = import_module("segno")

_QR_MASK = 3


class TypstRenderer:
    """Lays out a form, with the XML attached."""

    def __init__(self) -> None:
        template = Path(str(files("hocba_cli.bench") / "typst_form" / "record.typ"))
        fonts = Path(str(files("hocba.documents.rendition") / "fonts"))
        self._compiler = _typst.Compiler(template, root=template.parent, font_paths=[fonts], ignore_system_fonts=True)

    def __call__(self, form: Form, qr: str, xml: bytes, at: datetime) -> bytes:
        """The unsealed PDF."""
        inputs = {
            "forms": f"[{form.as_json()}]",
            "codes": json.dumps([qr_svg(qr)]),
            "xml": xml.decode(),
            "title": form.title,
            "name": ATTACHMENT_NAME,
            "description": form.attachment_caption,
        }
        pdf: bytes = self._compiler.compile(
            sys_inputs=inputs, format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=at
        )
        return pdf


def qr_svg(content: str) -> str:
    """A QR code as one SVG path, for renderers that take a picture."""
    matrix = _segno.make_qr(content, error="m", mask=_QR_MASK, boost_error=False).matrix
    size = len(matrix)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{dark}"/></svg>'
