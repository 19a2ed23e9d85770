"""Liaison sheets: the results of one moment for one family. Nobody else's results, no rank, no average of the class.

Source: Circular 27/2020/TT-BGDĐT, art. 4(3) (no comparison), art. 15 (the school tells the family).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hocba.documents.handover import HandoverMoment
from hocba.documents.papers.copies import demo_marks
from hocba.documents.papers.formalities import organisation_lines
from hocba.documents.papers.paper import Columns, Line, Paper, PaperBlock
from hocba.documents.papers.results import absences_text, moment_blocks
from hocba.documents.papers.words import form_words, paper_words, place_and_date
from hocba.documents.papers.write import write_papers
from hocba.documents.rendition.form import Block, Closing, Field, Fields, Heading, Paragraph, Repeated, SignatureSpot
from hocba.documents.rendition.phrases import date_text
from hocba.documents.rendition.printable import printable
from hocba.model import Absences, OverallResult, SchoolYear
from hocba.regulation import moment_name


@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonSheet:
    """What a family is told at one moment."""

    school: str
    school_year: SchoolYear
    class_name: str
    pupil: str
    """Name."""
    born: date
    results: HandoverMoment
    """The moment and what was assessed at it; here the year's end is allowed."""
    absences: Absences | None = None
    """Half-days so far; None where they are not told."""
    not_assessed: bool = False
    """A pupil with a disability who is not assessed."""
    overall: OverallResult | None = None
    """Only at the year's end."""
    awards: str = ""
    outcome: str = ""
    """Only at the year's end: "Hoàn thành chương trình lớp 4. Được lên lớp 5." """
    homeroom_teacher: str
    place: str
    day: date


def liaison_sheets(sheets: Sequence[LiaisonSheet], *, created_at: datetime, demo: bool = False) -> bytes:
    """Sheets as one file, each on pages of its own so that each family gets only its own.

    Args:
        sheets: at least one, in the order of printing.
        created_at: aware.
        demo: whether the school is a demonstration.

    Raises:
        UsageError: NOTHING_TO_PRINT.
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    papers = [_paper(sheet, demo=demo) for sheet in sheets]
    return write_papers(papers, kind="liaison-sheet", created_at=created_at, demo=demo)


def _paper(sheet: LiaisonSheet, *, demo: bool) -> Paper:
    captions = paper_words()["liaison"]
    moment = moment_name(sheet.results.moment)
    return Paper(
        # the file's title is that of its first sheet, so it names the class and no child
        title=captions["title"].format(class_name=sheet.class_name, moment=moment, year=sheet.school_year),
        subject=captions["subject"],
        blocks=tuple(_blocks(sheet, moment)),
        repeated=Repeated(
            marks=demo_marks(demo=demo),
            header=printable((captions["header"].format(moment=moment), f"{sheet.pupil} – {sheet.class_name}")),
            footer=captions["privacy"],
            page=paper_words()["page"],
        ),
    )


def _blocks(sheet: LiaisonSheet, moment: str) -> Iterator[PaperBlock]:
    captions, state = paper_words()["liaison"], paper_words()["letterhead"]
    yield Columns(
        organisation_lines("", sheet.school),
        (
            Line(state["class_name"].format(class_name=sheet.class_name), "strong"),
            Line(state["school_year"].format(year=sheet.school_year)),
        ),
    )
    yield Heading(1, captions["heading"].format(moment=moment.upper()))
    yield Fields(tuple(_about(sheet)))
    results = list(moment_blocks(sheet.results, level=2))
    if sheet.not_assessed:
        yield Paragraph(captions["not_assessed"])
    elif not results:
        yield Paragraph(captions["no_results"])
    yield from results
    yield from _signatures(sheet)


def _about(sheet: LiaisonSheet) -> Iterator[Field]:
    captions, words = paper_words()["liaison"], form_words()
    values = {
        "name": sheet.pupil,
        "born": date_text(sheet.born, words),
        "absences": absences_text(sheet.absences) if sheet.absences else "",
        "overall": words["overall_results"][sheet.overall.value] if sheet.overall else "",
        "awards": sheet.awards,
        "outcome": sheet.outcome,
    }
    yield from (Field(captions[key], value) for key, value in values.items() if value)


def _signatures(sheet: LiaisonSheet) -> Iterator[Block]:
    captions = paper_words()["liaison"]
    yield Paragraph(captions["privacy"], "note")
    yield Closing(
        place_and_date(sheet.place, sheet.day),
        (
            SignatureSpot(captions["family"], captions["family_status"], ""),
            SignatureSpot(captions["teacher"], captions["teacher_status"], sheet.homeroom_teacher),
        ),
    )
