"""From papers to a PDF by the writer of the renditions: PDF/A-3a and PDF/UA-1, the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from hocba.documents.papers.paper import CodeBox, Columns, Paper, PaperBlock, Signing
from hocba.documents.papers.units import code_unit, columns_unit, signing_unit
from hocba.documents.papers.words import PAPER_VERSION, paper_words
from hocba.documents.rendition.form import Cover
from hocba.documents.rendition.printable import printable, require_letters_in
from hocba.documents.rendition.writer.boxes import Page, Unit
from hocba.documents.rendition.writer.content import Drawn
from hocba.documents.rendition.writer.cover import cover_page
from hocba.documents.rendition.writer.document import Parts, assemble
from hocba.documents.rendition.writer.flow import flow
from hocba.documents.rendition.writer.layout import units_of
from hocba.documents.rendition.writer.metadata import Description
from hocba.documents.rendition.writer.structure import Element
from hocba.documents.rendition.writer.write import REGION
from hocba.errors import UsageError


def write_papers(
    papers: Sequence[Paper],
    *,
    kind: str,
    created_at: datetime,
    title: str = "",
    demo: bool = False,
    seal_caption: str | None = None,
) -> bytes:
    """Papers as one file; each counts its own pages, so that the stack can be taken apart.

    Args:
        papers: at least one.
        kind: which paper it is, in the file's keywords: "certified-copy", "extract" ...
        created_at: aware; the only time in the file.
        title: of the file; that of the first paper where empty.
        demo: named in the keywords; the marks of the pages are the papers' own.
        seal_caption: what assistive technology says of the seal's field; None for a file that is not to be sealed.

    Raises:
        UsageError: NOTHING_TO_PRINT.
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    if not papers:
        raise UsageError("NOTHING_TO_PRINT")
    root = Element(b"Document", None)
    drawn = Drawn()
    for number, paper in enumerate(map(printable, papers), start=1):
        sealable = seal_caption is not None and number == len(papers)  # a file has one seal, over the last signature
        try:
            drawn.add(_pages(paper, root, sealable=sealable), paper.repeated)
        except KeyError:
            require_letters_in((paper.blocks, paper.repeated, paper.title))
            raise
    keywords = (PAPER_VERSION, kind, *(("demo",) if demo else ()))
    language = f"{paper_words()['language']}-{REGION}"
    description = Description(title or papers[0].title, papers[0].subject, keywords, language, created_at)
    layout = assemble(Parts(drawn, root, description, None, "", seal_caption))
    root.tree.clear()
    return layout.to_bytes()


def _pages(paper: Paper, root: Element, *, sealable: bool) -> list[Page]:
    """A cover is a page of its own; everything else flows."""
    pages: list[Page] = []
    units: list[Unit] = []
    for block in paper.blocks:
        if isinstance(block, Cover):
            pages += flow(units) if units else []
            units = []
            pages.append(cover_page(block, root))
        else:
            units += _units(block, root, sealable=sealable)
    return pages + flow(units)


def _units(block: PaperBlock, root: Element, *, sealable: bool) -> Iterator[Unit]:
    match block:
        case Columns():
            yield columns_unit(block, root)
        case Signing():
            yield signing_unit(block, root, sealable=sealable)
        case CodeBox():
            yield code_unit(block, root)
        case _:
            yield from units_of(block, root, sealable=False)  # the seal of a paper goes over who signs the paper
