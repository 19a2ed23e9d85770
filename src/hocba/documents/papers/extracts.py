"""Extracts: chosen parts of records, word for word as the record's form has them, with the formalities of an extract.

Source: Decree 30/2020/NĐ-CP, art. 25(1)(c), 26; appendix I, part II.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from hocba.documents.papers.copies import demo_marks, require_one_pupil
from hocba.documents.papers.formalities import Formalities, closing, electronic_mark, letterhead
from hocba.documents.papers.paper import Paper, PaperBlock
from hocba.documents.papers.words import EXTRACT, form_words, paper_words, seal_caption
from hocba.documents.papers.write import write_papers
from hocba.documents.rendition.compose import personal_blocks
from hocba.documents.rendition.compose_year import year_blocks
from hocba.documents.rendition.form import (
    Block,
    Closing,
    Field,
    Fields,
    Heading,
    LookUp,
    Paragraph,
    Repeated,
    Table,
)
from hocba.documents.rendition.phrases import date_text, moment
from hocba.documents.rendition.printable import printable
from hocba.documents.rendition.signature_lines import Signed
from hocba.errors import UsageError
from hocba.model import SUBJECTS, Subject


class Section(Enum):
    """A part of a record that an extract may hold."""

    PERSONAL = "personal"
    """The whole page about the pupil; name, day of birth, sex and personal ID stand in every extract."""
    HISTORY = "history"
    YEAR = "year"
    """Height, weight, absences."""
    SUBJECTS = "subjects"
    QUALITIES = "qualities"
    COMPETENCIES = "competencies"
    OVERALL = "overall"
    AWARDS = "awards"
    OUTCOME = "outcome"
    """Completion of the grade or of primary school, promotion."""
    HOMEROOM = "homeroom"
    """The homeroom teacher's comment."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an extract holds of each record."""

    sections: frozenset[Section]
    """At least one; they stand in the order of the form."""
    subjects: frozenset[Subject] = frozenset()
    """Which rows of the subjects' table; empty: all."""


def extract(
    records: Sequence[Signed],
    choice: Choice,
    formalities: Formalities,
    *,
    created_at: datetime,
    to_be_sealed: bool = False,
    demo: bool = False,
) -> bytes:
    """The chosen parts of a pupil's records as one paper.

    Args:
        records: of one pupil, each with the signatures of its XML; they are put in the order of the years.
        choice: which parts.
        formalities: of the extract.
        created_at: aware; of an extract in electronic form also printed as its time, so seal it at that time.
        to_be_sealed: in electronic form, with the field that `hocba.signing.pades` seals.
        demo: whether trial keys signed.

    Raises:
        UsageError: NOTHING_TO_PRINT, COPY_OF_SEVERAL_PUPILS, COPY_NOT_SIGNED, EXTRACT_EMPTY.
        DocumentError: LETTER_NOT_IN_FONT, RENDITION_TOO_LARGE.
    """
    require_one_pupil(records)
    if not choice.sections:
        raise UsageError("EXTRACT_EMPTY")
    ordered = sorted(records, key=lambda one: one[0].school_year)
    words, newest = paper_words(), ordered[-1][0]
    captions, kind = words["extract"], words["formalities"]["extract"]
    blocks: list[PaperBlock] = [electronic_mark(formalities, kind, created_at)] if to_be_sealed else []
    blocks += [letterhead(formalities), Heading(1, captions["heading"]), *_pupil(ordered[-1], choice)]
    for record in ordered:
        blocks += _year(record, choice)
    paper = Paper(
        title=captions["title"].format(name=newest.pupil.name),
        subject=captions["subject"],
        blocks=(*blocks, *closing(formalities, kind)),
        repeated=Repeated(
            marks=demo_marks(demo=demo),
            header=printable((captions["header"], newest.pupil.name)),
            footer=words["formalities"]["symbol"].format(symbol=formalities.symbol),
            page=words["page"],
        ),
    )
    caption = seal_caption(formalities.organisation) if to_be_sealed else None
    return write_papers((paper,), kind=EXTRACT, created_at=created_at, demo=demo, seal_caption=caption)


def _pupil(newest: Signed, choice: Choice) -> Iterator[Block]:
    """Who the pupil is, as the newest record has it."""
    record, signatures = newest
    captions, words = paper_words()["extract"], form_words()
    whole = list(personal_blocks(record, signatures, words, qr=""))
    yield Heading(2, captions["pupil"])
    if Section.PERSONAL in choice.sections:
        yield from (block for block in whole if isinstance(block, Fields))
    else:
        pupil = record.pupil
        yield Fields(
            (
                Field(captions["name"], pupil.name),
                Field(captions["born"], date_text(pupil.born, words)),
                Field(captions["sex"], pupil.sex.value),
                Field(captions["personal_id"], pupil.personal_id),
            )
        )
    if Section.HISTORY in choice.sections:
        at = next(index for index, block in enumerate(whole) if isinstance(block, LookUp)) + 1
        yield from (replace(b, level=2) if isinstance(b, Heading) else b for b in whole[at:])


def _year(signed: Signed, choice: Choice) -> Iterator[Block]:
    """Which record it is taken from, then the chosen sections of its year as its form words them."""
    record, signatures = signed
    captions, words = paper_words()["extract"], form_words()
    head = next(line for line in signatures if line.slot == "CBQL")  # there, or it would not be copied
    signed_by = captions["signed_by"].format(
        name=record.manager.name, title=record.manager.title, moment=moment(head, words)
    )
    yield Heading(2, captions["year"].format(year=record.school_year, class_name=record.class_name))
    yield Fields(
        (
            Field(captions["school"], record.school.name),
            Field(captions["uuid"], str(record.lookup_uuid)),
            Field(captions["signed"], signed_by),
        )
    )
    for section, block in _by_section(signed):
        if section is None or section in choice.sections:
            yield _lowered(_of_subjects(block, choice.subjects))


def _by_section(signed: Signed) -> Iterator[tuple[Section | None, Block]]:
    """The blocks of a year with the section that each belongs to; None for what no extract may leave out.

    It reads the form itself, so that an extract can never word a result otherwise than the record does.
    """
    record, signatures = signed
    sections = _headings()
    section: Section | None = Section.YEAR
    for block in list(year_blocks(record, signatures, form_words()))[1:]:
        if isinstance(block, Closing):  # signatures end the year
            return
        if isinstance(block, Heading):
            section = sections.get(block.text, section)
        is_reason = isinstance(block, Paragraph) and section is Section.YEAR  # why a pupil is not assessed
        yield (None if is_reason else section), block


def _headings() -> Mapping[str, Section]:
    captions = form_words()["results"]
    names = {
        "subjects": Section.SUBJECTS,
        "qualities": Section.QUALITIES,
        "competencies": Section.COMPETENCIES,
        "overall": Section.OVERALL,
        "awards": Section.AWARDS,
        "outcome_class": Section.OUTCOME,
        "outcome_primary": Section.OUTCOME,
        "homeroom": Section.HOMEROOM,
    }
    return {captions[name]: section for name, section in names.items()}


def _of_subjects(block: Block, subjects: frozenset[Subject]) -> Block:
    """The subjects' table with the chosen rows only; it has one a subject, in the order of the form."""
    if not subjects or not isinstance(block, Table) or block.name != "subjects":
        return block
    return replace(
        block, rows=tuple(row for subject, row in zip(SUBJECTS, block.rows, strict=True) if subject in subjects)
    )


def _lowered(block: Block) -> Block:
    """Below the heading of its year."""
    return replace(block, level=3) if isinstance(block, Heading) else block
