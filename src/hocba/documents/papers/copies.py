"""Certified copies: a record's pages, whole and as they are, with the formalities of a copy below them.

Source: Decree 30/2020/NĐ-CP, art. 25(1)(a), 26; Decision 32/QĐ-THPĐ, chapter I art. 5(2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hocba.documents.papers.formalities import Formalities, closing
from hocba.documents.papers.paper import Paper
from hocba.documents.papers.words import CERTIFIED_COPY, form_words, paper_words, seal_caption
from hocba.documents.papers.write import write_papers
from hocba.documents.rendition.compose import form_of
from hocba.documents.rendition.form import Stage
from hocba.documents.rendition.signature_lines import Signed
from hocba.errors import UsageError

_SIGNED = frozenset({"CBQL", "KY_PHAT_HANH"})
"""Who must have signed what is copied: the head, then the school."""


def certified_copy(
    records: Sequence[Signed],
    formalities: Formalities,
    *,
    created_at: datetime,
    to_be_sealed: bool = False,
    lookup_address: str = "",
    demo: bool = False,
) -> bytes:
    """A copy of whole records; each record keeps its own pages and bears the formalities at its end.

    Args:
        records: of one pupil, each with the signatures of its XML, in the order wanted.
        formalities: of the copy; one number for all.
        created_at: aware.
        to_be_sealed: leave the field that `hocba.signing.pades` seals, over who signs the copy. The law knows no
            certified copy from an electronic original to an electronic file: there the file itself is handed out.
        lookup_address: put before each UUID in its QR code.
        demo: whether trial keys signed.

    Raises:
        UsageError: NOTHING_TO_PRINT, COPY_OF_SEVERAL_PUPILS, COPY_NOT_SIGNED.
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    require_one_pupil(records)
    words = paper_words()
    kind = words["formalities"]["certified"]
    papers = []
    for record, signatures in records:
        form = form_of(record, signatures, stage=Stage.PRINT_COPY, lookup_address=lookup_address, demo=demo)
        papers.append(
            Paper(
                title=words["copy"]["title"].format(name=record.pupil.name),
                subject=words["copy"]["subject"],
                blocks=(*form.blocks, *closing(formalities, kind)),
                repeated=replace(form.repeated, marks=demo_marks(demo=demo)),
            )
        )
    return write_papers(
        papers,
        kind=CERTIFIED_COPY,
        created_at=created_at,
        demo=demo,
        seal_caption=seal_caption(formalities.organisation) if to_be_sealed else None,
    )


def require_one_pupil(records: Sequence[Signed]) -> None:
    """Refuse to copy nothing, records of several pupils, or a record that head and school have not signed.

    Raises:
        UsageError: NOTHING_TO_PRINT, COPY_OF_SEVERAL_PUPILS, COPY_NOT_SIGNED.
    """
    if not records:
        raise UsageError("NOTHING_TO_PRINT")
    if len({record.pupil.personal_id for record, _ in records}) > 1:
        raise UsageError("COPY_OF_SEVERAL_PUPILS")
    for record, signatures in records:
        if not _SIGNED.issubset(line.slot for line in signatures):
            raise UsageError("COPY_NOT_SIGNED", where=str(record.lookup_uuid), year=str(record.school_year))


def demo_marks(*, demo: bool) -> tuple[str, ...]:
    """What is printed across every page of a paper that needs no other mark."""
    return (form_words()["marks"]["demo"],) if demo else ()
