"""Records on paper that the school confirms: equal to a paper record by the confirmation at their end.

Source: Decision 32/QĐ-THPĐ, art. 3(3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hocba.documents.papers.copies import demo_marks, require_one_pupil
from hocba.documents.papers.formalities import Formalities, organisation_lines, signing
from hocba.documents.papers.paper import Columns, Line, Paper, PaperBlock
from hocba.documents.papers.words import form_words, paper_words, place_and_date
from hocba.documents.papers.write import write_papers
from hocba.documents.rendition.book import book_of
from hocba.documents.rendition.compose import form_of
from hocba.documents.rendition.form import Form, Paragraph, Stage
from hocba.documents.rendition.signature_lines import Signed


def confirmed_print(
    records: Sequence[Signed],
    formalities: Formalities,
    *,
    created_at: datetime,
    book: bool = False,
    lookup_address: str = "",
    demo: bool = False,
) -> bytes:
    """A pupil's records as they are printed and then signed and stamped by hand.

    Args:
        records: of one pupil, each with the signatures of its XML, in the order wanted.
        formalities: who confirms, where and when; its symbol is not printed, a confirmed print has no number.
        created_at: aware.
        book: all years as one book with one confirmation, instead of each record with its own.
        lookup_address: put before each UUID in its QR code.
        demo: whether trial keys signed.

    Raises:
        UsageError: NOTHING_TO_PRINT, COPY_OF_SEVERAL_PUPILS, COPY_NOT_SIGNED, BOOK_YEAR_TWICE.
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    require_one_pupil(records)
    if book:
        forms = [(book_of(records, lookup_address=lookup_address, demo=demo), records)]
    else:
        forms = [
            (form_of(*one, stage=Stage.PRINT_COPY, lookup_address=lookup_address, demo=demo), [one]) for one in records
        ]
    papers = [_paper(form, of, formalities, demo=demo) for form, of in forms]
    return write_papers(papers, kind="confirmed-print", created_at=created_at, demo=demo)


def _paper(form: Form, records: Sequence[Signed], formalities: Formalities, *, demo: bool) -> Paper:
    captions = paper_words()["confirmed"]
    uuids = ", ".join(str(record.lookup_uuid) for record, _ in records)
    confirmation: tuple[PaperBlock, ...] = (
        Columns(
            organisation_lines(formalities.authority, formalities.organisation),
            (
                Line(captions["heading"], "strong"),
                Line(place_and_date(formalities.place, formalities.day), "italic"),
            ),
            ruled=True,
        ),
        Paragraph(captions["text"].format(uuids=uuids)),
        replace(signing(formalities), recipients=()),
    )
    return Paper(
        title=captions["title"].format(name=records[0][0].pupil.name),
        subject=captions["subject"],
        blocks=(*form.blocks, *confirmation),
        repeated=replace(form.repeated, marks=(form_words()["marks"]["print_copy"], *demo_marks(demo=demo))),
    )
