"""From forms to a PDF, without any other program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hocba.documents.rendition.form import Form
from hocba.documents.rendition.pdf.layout import Layout
from hocba.documents.rendition.printable import require_letters
from hocba.documents.rendition.writer.content import Drawn
from hocba.documents.rendition.writer.document import Parts, assemble
from hocba.documents.rendition.writer.layout import lay_out
from hocba.documents.rendition.writer.metadata import Description
from hocba.documents.rendition.writer.structure import Element
from hocba.errors import UsageError

REGION = "VN"


def write(form: Form, *, sealed_xml: bytes | None, created_at: datetime) -> bytes:
    """The PDF of one record: PDF/A-3a and PDF/UA-1, the same bytes for the same input.

    In the stages `SEALED` and `AUTHORITY_COPY` it holds an empty signature field over who seals, for
    `hocba.signing.pades`.

    Args:
        form: what is shown.
        sealed_xml: the record's XML, attached as associated file; None for a draft or a copy on paper.
        created_at: aware; the only time in the file.

    Raises:
        UsageError: XML_NOT_ATTACHED (to be sealed, but without XML).
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    if form.stage.takes_seal and sealed_xml is None:
        raise UsageError("XML_NOT_ATTACHED")
    caption = form.seal_caption if form.stage.takes_seal else None
    return _layout((form,), form.title, sealed_xml, created_at, caption).to_bytes()


def write_together(forms: Sequence[Form], *, title: str, created_at: datetime) -> bytes:
    """Many forms in one file without attachment or field; each counts its own pages.

    Args:
        forms: at least one.
        title: of the file.
        created_at: aware.

    Raises:
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    return _layout(forms, title, None, created_at, None).to_bytes()


def _layout(forms: Sequence[Form], title: str, xml: bytes | None, created_at: datetime, caption: str | None) -> Layout:
    root = Element(b"Document", None)
    drawn = Drawn()
    for form in forms:
        try:
            drawn.add(lay_out(form, root), form.repeated)
        except KeyError:
            require_letters(form)
            raise
    first = forms[0]
    description = Description(title, first.subject, first.keywords, f"{first.language}-{REGION}", created_at)
    layout = assemble(Parts(drawn, root, description, xml, first.attachment_caption, caption))
    root.tree.clear()
    return layout
