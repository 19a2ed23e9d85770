"""A sealed paper (`hocba.documents.papers`): pages that a school sealed, without a record's XML inside.

Nothing on its pages can be compared with data, so what is proven is who sealed them and that they are unchanged; its
report names no record. What a paper is, its keywords say, which the seal covers like every other byte.
"""

from __future__ import annotations

from hocba.documents.papers import PAPER_VERSION, SEALED_PAPERS, seal_caption
from hocba.documents.rendition import FORM_VERSION
from hocba.documents.rendition.reading import read_shown
from hocba.documents.rendition.seal_art import seal_appearance
from hocba.verification.findings import Finding, not_checked
from hocba.verification.pdf.cms import Cms
from hocba.verification.pdf.content import read_caption, read_content, read_labels
from hocba.verification.pdf.layout import Frame

NOT_IN_PAPERS = (not_checked("PDF_XML_INSIDE"), not_checked("PDF_TEXT"))


def is_paper(frame: Frame) -> bool:
    """Whether a file says that it is a paper of a kind that is sealed."""
    try:
        _, keywords = read_labels(frame)
    except Finding:
        return False
    return keywords[0] == PAPER_VERSION and set(keywords[1:2]) <= SEALED_PAPERS and len(keywords) > 1


def check_paper(frame: Frame, cms: Cms | None) -> None:
    """Its content: pages of our writer, nothing embedded, the seal's picture, a field that names who sealed.

    Raises:
        Finding: PDF_FORBIDDEN_CONTENT, PDF_NOT_OURS, PDF_UNREADABLE, SEAL_WRONG_ORGANISATION.
        DocumentError: pages that our writer does not make.
    """
    content = read_content(frame, attached=False)
    read_shown(frame, content.pages)
    if cms is None:
        return  # reported already
    organisation = cms.leaf.organisation
    if read_caption(frame) != seal_caption(organisation):
        raise Finding("SEAL_WRONG_ORGANISATION", expected=read_caption(frame)[:200], found=organisation)
    drawn = frame.streams[content.appearance]
    if b"%b\nstream\n%b\nendstream" % (drawn.dictionary, drawn.data) != seal_appearance(organisation, FORM_VERSION):
        raise Finding("PDF_FORBIDDEN_CONTENT", detail="/AP")
