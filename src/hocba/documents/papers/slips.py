"""Confirmation-code slips: one sheet a pupil, apart from the record.

The record shows four of the five values that a look-up asks for; the slip shows the fifth and none of the others but
the pupil's name. So neither paper alone opens the record. Source: Decision 32/QĐ-THPĐ, art. 2(8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hocba.documents.papers.copies import demo_marks
from hocba.documents.papers.formalities import organisation_lines
from hocba.documents.papers.paper import CodeBox, Columns, Line, Paper, PaperBlock
from hocba.documents.papers.words import paper_words
from hocba.documents.papers.write import write_papers
from hocba.documents.rendition.form import Field, Fields, Heading, LookUp, Paragraph, Repeated
from hocba.documents.rendition.printable import printable
from hocba.model import SchoolYear


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSlip:
    """What stands on one slip."""

    school: str
    school_year: SchoolYear
    class_name: str
    pupil: str
    """Name."""
    code: str = field(repr=False)
    """The confirmation code, its groups apart by "-"; a secret: nothing here logs, names or keeps it."""
    lookup_address: str = ""
    """Where to look up; empty where the school tells it otherwise."""


def code_slips(slips: Sequence[CodeSlip], *, created_at: datetime, demo: bool = False) -> bytes:
    """Slips as one file, each on a sheet of its own.

    Args:
        slips: at least one, in the order of printing.
        created_at: aware.
        demo: whether the codes open demonstration records.

    Raises:
        UsageError: NOTHING_TO_PRINT.
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    captions = paper_words()["slip"]
    papers = [
        Paper(
            title=captions["title"].format(year=slip.school_year),
            subject=captions["subject"],
            blocks=tuple(_blocks(slip)),
            repeated=Repeated(
                marks=demo_marks(demo=demo),
                header=printable((captions["heading"], slip.pupil)),
                footer=str(slip.school_year),
                page=paper_words()["page"],
            ),
        )
        for slip in slips
    ]
    return write_papers(papers, kind="code-slip", created_at=created_at, demo=demo)


def _blocks(slip: CodeSlip) -> Iterator[PaperBlock]:
    captions, state = paper_words()["slip"], paper_words()["letterhead"]
    yield Columns(
        organisation_lines("", slip.school), (Line(state["school_year"].format(year=slip.school_year), "strong"),)
    )
    yield Heading(1, captions["heading"])
    yield Fields(
        (
            Field(captions["name"], slip.pupil),
            Field(captions["class_name"], slip.class_name),
            Field(captions["year"], str(slip.school_year)),
        )
    )
    yield Heading(2, captions["code"])
    yield CodeBox(tuple(filter(None, slip.code.split("-"))))
    yield Heading(2, captions["how"])
    first, *rest = captions["steps"]
    for step in (first if slip.lookup_address else captions["steps_without_address"], *rest):
        yield Paragraph(step)
    if slip.lookup_address:
        yield LookUp(
            fields=(Field(captions["address"], slip.lookup_address),),
            note=captions["address_note"],
            effect=(),
            qr=slip.lookup_address,
        )
    yield Heading(2, captions["keep"])
    yield Paragraph(captions["advice"])
