"""From the form to the PDF: Typst lays out, we pack and place the seal's field."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal

import segno
import typst

from hocba.documents.rendition.form import ATTACHMENT_NAME, Form, LookUp, Stage
from hocba.documents.rendition.pdf.layout import pack
from hocba.documents.rendition.pdf.seal_field import make_field
from hocba.documents.rendition.pdf.typst_output import TypstPdf, read
from hocba.documents.rendition.printable import require_letters
from hocba.errors import UsageError

STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
_HERE = Path(__file__).parent
_QR_MASK = 3
_DARK = re.compile(rb"\x01+")


def render(form: Form, *, sealed_xml: bytes | None, created_at: datetime) -> bytes:
    """The PDF of one record: PDF/A-3a and PDF/UA-1, the same bytes for the same input.

    In the stage `SEALED` it holds an empty signature field over the head's signature, for `hocba.signing.pades`.

    Args:
        form: what is shown.
        sealed_xml: the record's XML, attached as associated file; None for a draft or a copy on paper.
        created_at: aware; the only time in the file.

    Raises:
        UsageError: XML_NOT_ATTACHED (to be sealed, but without XML), RENDER_AFTER_FORK.
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_UNEXPECTED.
    """
    if form.stage is Stage.SEALED and sealed_xml is None:
        raise UsageError("XML_NOT_ATTACHED")
    pdf = _tidied(_compile([form], form.title, sealed_xml, created_at))
    apart = make_field(pdf, form.seal_caption) if form.stage is Stage.SEALED else {}
    return pack(pdf, apart).to_bytes()


def render_together(forms: Sequence[Form], *, title: str, created_at: datetime) -> bytes:
    """Many forms in one file without attachment or field; each counts its own pages.

    Args:
        forms: at least one.
        title: of the file.
        created_at: aware.

    Raises:
        UsageError: RENDER_AFTER_FORK.
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_UNEXPECTED.
    """
    return pack(_tidied(_compile(forms, title, None, created_at)), {}).to_bytes()


def _tidied(data: bytes) -> TypstPdf:
    """Typst's PDF taken apart, without a default value that it states and poppler warns about."""
    pdf = read(data)
    pdf.objects[pdf.root] = pdf.objects[pdf.root].replace(b"/Marked true/Suspects false", b"/Marked true", 1)
    return pdf


def _compile(forms: Sequence[Form], title: str, xml: bytes | None, created_at: datetime) -> bytes:
    for form in forms:
        require_letters(form)
    inputs = {
        "forms": f"[{','.join(form.as_json() for form in forms)}]",
        "codes": json.dumps([qr_svg(_qr_text(form)) for form in forms]),
        "xml": (xml or b"").decode(),
        "title": title,
        "name": ATTACHMENT_NAME,
        "description": forms[0].attachment_caption,
    }
    with _ONE_AT_A_TIME:
        out = _compiler(os.getpid()).compile(
            sys_inputs=inputs, format="pdf", pdf_standards=[*STANDARDS], timestamp=created_at
        )
    assert isinstance(out, bytes)  # noqa: S101  # the binding returns a list only for pictures
    return out


@cache
def _compiler(process: int) -> typst.Compiler:
    """One compiler a process; building it reads the fonts.

    A fork after the first compilation hangs in Typst's threads, so a forked child is refused: start workers by spawn.
    """
    if _OWNERS and process not in _OWNERS:
        raise UsageError("RENDER_AFTER_FORK")
    _OWNERS.add(process)
    templates = _HERE / "templates"
    fonts = [_HERE / "fonts"]
    return typst.Compiler(templates / "record.typ", root=templates, font_paths=fonts, ignore_system_fonts=True)


_OWNERS: set[int] = set()
_ONE_AT_A_TIME = Lock()  # the binding refuses two threads in one compiler


def _qr_text(form: Form) -> str:
    return next((block.qr for block in form.blocks if isinstance(block, LookUp)), "")


def qr_svg(content: str) -> str:
    """A QR code as one SVG path; fixed mask, because trying all eight costs more than the page's layout."""
    matrix = segno.make_qr(content, error="m", mask=_QR_MASK, boost_error=False).matrix
    runs = []
    for y, row in enumerate(matrix):
        for run in _DARK.finditer(row):
            width = run.end() - run.start()
            runs.append(f"M{run.start()} {y}h{width}v1h-{width}z")
    size = len(matrix)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{"".join(runs)}"/></svg>'
