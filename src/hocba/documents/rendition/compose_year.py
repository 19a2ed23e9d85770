"""The pages of one school year: sections 1 to 6, comments, signatures.

Source: CV 2088/BGDĐT-GDTH, Phụ lục 2 (sections and their order); QĐ 1789/QĐ-SGDĐT, art. 11 (certificate data shown).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hocba.documents.rendition.form import (
    Block,
    Cell,
    Closing,
    Fields,
    Heading,
    Paragraph,
    SignatureSpot,
    Table,
)
from hocba.documents.rendition.phrases import Words, by_slot, fields, moment
from hocba.documents.rendition.signature_lines import SignatureLine, grouped, vietnamese_time
from hocba.model import (
    GENERAL_COMPETENCIES,
    QUALITIES,
    SPECIFIC_COMPETENCIES,
    SUBJECTS,
    Assessment,
    Competency,
    NotAssessed,
    Quality,
    TraitLevel,
    YearRecord,
)

LONGEST_BESIDE = 900
"""Letters of a comment that still stands beside the levels; such a table is never cut by a page end."""


def year_blocks(record: YearRecord, signatures: Sequence[SignatureLine], words: Words) -> Iterator[Block]:
    """The pages of one school year: sections 1 to 6, comments, signatures."""
    captions = words["results"]
    yield Heading(1, words["year"]["heading"].format(year=record.school_year), new_page=True)
    yield _about_the_year(record, words)
    if isinstance(record.assessment, NotAssessed):
        yield Paragraph(captions["not_assessed"].format(evidence=record.assessment.evidence))
    yield Heading(2, captions["subjects"])
    yield _subjects(record.assessment, words)
    yield Heading(2, captions["qualities"])
    yield from _traits(record.assessment, QUALITIES, record.comments.qualities, words)
    yield Heading(2, captions["competencies"])
    for heading, group, comment in (
        (captions["general"], GENERAL_COMPETENCIES, record.comments.general_competencies),
        (captions["specific"], SPECIFIC_COMPETENCIES, record.comments.specific_competencies),
    ):
        yield Heading(3, heading)
        yield from _traits(record.assessment, group, comment, words)
    yield Heading(2, captions["overall"])
    yield Paragraph(
        words["overall_results"][record.assessment.overall.value]
        if isinstance(record.assessment, Assessment)
        else captions["not_assessed_overall"],
        "strong",
    )
    yield Heading(2, captions["awards"])
    awards = {"year_end_award": record.awards.year_end, "ad_hoc_award": record.awards.ad_hoc}
    yield Fields(fields(captions, awards, words))
    primary = record.outcome.primary_completed is not None
    yield Heading(2, captions["outcome_primary" if primary else "outcome_class"])
    yield Paragraph(record.outcome.text or words["nothing"], "strong")
    yield Heading(2, captions["homeroom"])
    yield Paragraph(record.comments.homeroom or words["nothing"])
    yield from _signatures(record, signatures, words)


def _about_the_year(record: YearRecord, words: Words) -> Fields:
    captions, absences = words["year"], record.absences
    return Fields(
        fields(
            captions,
            {
                "name": record.pupil.name,
                "class_name": record.class_name,
                "school": record.school.name,
                "height": captions["height_value"].format(value=number_text(record.health.height_cm)),
                "weight": captions["weight_value"].format(value=number_text(record.health.weight_kg)),
                "absences": captions["absences_value"].format(
                    total=absences.excused + absences.unexcused,
                    excused=absences.excused,
                    unexcused=absences.unexcused,
                ),
            },
            words,
        ),
        columns=3,
    )


def _subjects(assessment: Assessment | NotAssessed, words: Words) -> Table:
    results = {r.subject: r for r in assessment.results()} if isinstance(assessment, Assessment) else {}
    rows = []
    for subject in SUBJECTS:
        result = results.get(subject)
        if result is None:
            rows.append((Cell(words["subjects"][subject.value]), Cell(""), Cell(""), Cell("")))
            continue
        level = words["subject_levels"][result.level.value]
        score = "" if result.score is None else str(result.score)
        rows.append((Cell(result.name), Cell(level), Cell(score), Cell(result.comment)))
    return Table("subjects", tuple(words["results"]["subject_columns"]), tuple(rows))


def _traits(
    assessment: Assessment | NotAssessed,
    group: Sequence[Quality | Competency],
    comment: str,
    words: Words,
) -> Iterator[Block]:
    """Levels with one comment beside them all; below them where it is too long to stand beside."""
    kind, columns = ("qualities", "quality_columns") if group is QUALITIES else ("competencies", "competency_columns")
    levels: dict[Quality | Competency, TraitLevel] = {}
    if isinstance(assessment, Assessment):
        levels = {**dict(assessment.qualities), **dict(assessment.competencies)}
    beside = len(comment) <= LONGEST_BESIDE
    rows = []
    for index, trait in enumerate(group):
        level = words["trait_levels"][levels[trait].value] if trait in levels else ""
        merged = (Cell(comment if beside else "", rows=len(group)),) if index == 0 else ()
        rows.append((Cell(words[kind][trait.value]), Cell(level), *merged))
    yield Table("traits", tuple(words["results"][columns]), tuple(rows))
    if not beside:
        yield Paragraph(comment)


def _signatures(record: YearRecord, signatures: Sequence[SignatureLine], words: Words) -> Iterator[Block]:
    captions = words["signatures"]
    head, homeroom = by_slot(signatures, "CBQL"), by_slot(signatures, "GVCN")
    if head:
        day = vietnamese_time(head.signing_time)
        place = words["place_and_date"].format(place=record.place_of_issue, day=day.day, month=day.month, year=day.year)
    else:
        place = words["place_without_date"].format(place=record.place_of_issue)
    title = title_over(record.manager.title, words)
    yield Closing(
        place,
        (
            SignatureSpot(captions["homeroom"], _status(homeroom, words), record.homeroom_teacher.name),
            SignatureSpot(title, _status(head, words), record.manager.name, seal=True),
        ),
    )
    yield Heading(1, captions["heading"])
    if not signatures:
        yield Paragraph(captions["none"])
        return
    yield Paragraph(captions["note"], "note")
    yield signatures_table(signatures, words)


def signatures_table(signatures: Sequence[SignatureLine], words: Words) -> Table:
    """Who signed what and when, with the certificates."""
    return Table(
        "signatures",
        tuple(words["signatures"]["columns"]),
        tuple(
            (
                Cell(str(number)),
                Cell(f"{line.name}\n{line.role}"),
                Cell(moment(line, words)),
                Cell(f"{grouped(line.serial)}\n{line.issuer}"),
            )
            for number, line in enumerate(signatures, start=1)
        ),
    )


def title_over(title: str, words: Words) -> str:
    """The head's title over the signature; a deputy signs in the head's stead."""
    captions = words["signatures"]
    deputy = title.casefold() == captions["deputy_title"].casefold()
    return f"{captions['for_head']}\n{title.upper()}" if deputy else title.upper()


def _status(line: SignatureLine | None, words: Words) -> str:
    captions = words["signatures"]
    return str(captions["signed"].format(moment=moment(line, words)) if line else captions["not_signed"])


def number_text(value: Decimal) -> str:
    """Vietnamese decimal comma; no trailing zeros."""
    plain = format(value.normalize(), "f")
    return plain.replace(".", ",")
