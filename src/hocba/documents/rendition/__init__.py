"""The PDF of a record: its form as data, its layout, its place for the school's seal."""

from hocba.documents.rendition.authority_copy import authority_copy
from hocba.documents.rendition.book import book_of
from hocba.documents.rendition.class_print import class_print
from hocba.documents.rendition.compose import form_of
from hocba.documents.rendition.form import ATTACHMENT_NAME, FORM_VERSION, Form, Stage, squeeze, visible_text
from hocba.documents.rendition.shown import Difference, difference
from hocba.documents.rendition.signature_lines import SignatureLine, line_of
from hocba.documents.rendition.writer import write as render

__all__ = [
    "ATTACHMENT_NAME",
    "FORM_VERSION",
    "Difference",
    "Form",
    "SignatureLine",
    "Stage",
    "authority_copy",
    "book_of",
    "class_print",
    "difference",
    "form_of",
    "line_of",
    "render",
    "squeeze",
    "visible_text",
]
