"""The place for the seal: Typst's link annotation there becomes a signature field inside a Form structure element.

Typst writes no form fields. But for a link it writes just what a field needs to be accessible: an annotation with its
place, its entry in the parent tree, and a structure element that refers to it (PDF/UA-1, 7.18.4).
"""

from __future__ import annotations

import re

from hocba.documents.rendition.pdf.typst_output import TypstPdf
from hocba.errors import DocumentError

FIELD_NAME = "seal"
MARKER = b"hocba:seal"
_LINK = re.compile(
    rb"<</Type/Annot/Subtype/Link/Rect(\[[\d. ]+\])/Border\[0 0 0\]"
    rb"/A<</Type/Action/S/URI/URI\(hocba:seal\)>>/F 4/StructParent (\d+)/Contents\(hocba:seal\)>>"
)
_ELEMENT = re.compile(rb"<</Type/StructElem/S/Link/P (\d+) 0 R/K\[<</Type/OBJR/Pg (\d+) 0 R/Obj (\d+) 0 R>>\]>>")
EMPTY_APPEARANCE = b"<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Length 0>>\nstream\n\nendstream"


def make_field(pdf: TypstPdf, caption: str) -> dict[int, bytes]:
    """Turn the marked link into an empty signature field; changes `pdf` and returns the objects to lay out apart.

    Args:
        pdf: as Typst wrote it, with one link to `hocba:seal`.
        caption: what assistive technology says of the field.

    Returns:
        The field, its still empty appearance and the catalog by number, in file order.

    Raises:
        DocumentError: RENDITION_UNEXPECTED.
    """
    links = [number for number, body in pdf.objects.items() if MARKER in body]
    link = _LINK.fullmatch(pdf.objects[links[0]]) if len(links) == 1 else None
    if link is None:
        raise DocumentError("RENDITION_UNEXPECTED", where="seal", part="seal")
    field = links[0]
    found = [
        (number, match)
        for number, body in pdf.objects.items()
        if (match := _ELEMENT.fullmatch(body)) and int(match[3]) == field
    ]
    catalog = pdf.objects[pdf.root]
    if len(found) != 1 or not catalog.startswith(b"<</Type/Catalog/"):
        raise DocumentError("RENDITION_UNEXPECTED", where="seal", part="structure")
    element, match = found[0]
    pdf.objects[element] = pdf.objects[element].replace(b"/S/Link/", b"/S/Form/", 1)
    catalog = catalog[:-2] + b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>>>" % field
    appearance = max(pdf.objects) + 1
    widget = b"".join(
        (
            b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%b)/TU%b/F 132" % (FIELD_NAME.encode(), text_string(caption)),
            b"/P %d 0 R/Rect%b/StructParent %d" % (int(match[2]), link[1], int(link[2])),
            b"/AP<</N %d 0 R>>>>" % appearance,
        )
    )
    del pdf.objects[field], pdf.objects[pdf.root]
    return {field: widget, appearance: EMPTY_APPEARANCE, pdf.root: catalog}


def text_string(text: str) -> bytes:
    """A PDF text string: UTF-16 with its byte order mark, in hexadecimal."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"
