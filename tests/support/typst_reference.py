"""The form as Typst lays it out: a foreign engine that our own writer is held to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from hocba.documents.rendition import ATTACHMENT_NAME, Form
from hocba.documents.rendition.form import LookUp
from hocba_cli.bench.peers_typst import qr_svg


@cache
def _compiler() -> typst.Compiler:
    template = Path(str(files("hocba_cli.bench") / "typst_form" / "record.typ"))
    fonts = Path(str(files("hocba.documents.rendition") / "fonts"))
    return typst.Compiler(template, root=template.parent, font_paths=[fonts], ignore_system_fonts=True)


def typst_pdf(forms: Sequence[Form], *, title: str, xml: bytes | None, created_at: datetime) -> bytes:
    """One PDF of all forms, unsealed and without a field."""
    codes = [next((qr_svg(block.qr) for block in form.blocks if isinstance(block, LookUp)), "") for form in forms]
    inputs = {
        "forms": f"[{','.join(form.as_json() for form in forms)}]",
        "codes": json.dumps(codes),
        "xml": (xml or b"").decode(),
        "title": title,
        "name": ATTACHMENT_NAME,
        "description": forms[0].attachment_caption,
    }
    made = _compiler().compile(sys_inputs=inputs, format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=created_at)
    assert isinstance(made, bytes)
    return made
