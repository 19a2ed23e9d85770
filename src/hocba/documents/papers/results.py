"""The results of one moment as blocks, worded as in a record's form; only what was assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from hocba.documents.handover import HandoverMoment, HandoverResult
from hocba.documents.papers.words import form_words, paper_words
from hocba.documents.rendition.compose_year import LONGEST_BESIDE
from hocba.documents.rendition.form import Block, Cell, Heading, Paragraph, Table
from hocba.documents.rendition.phrases import Words
from hocba.model import (
    GENERAL_COMPETENCIES,
    QUALITIES,
    SPECIFIC_COMPETENCIES,
    Absences,
    Competency,
    Quality,
    TraitLevel,
)


def moment_blocks(moment: HandoverMoment, *, level: Literal[2, 3]) -> Iterator[Block]:
    """Subjects, qualities, competencies and the homeroom teacher's comment.

    Args:
        moment: what was assessed.
        level: of the headings.
    """
    captions, words = paper_words()["results"], form_words()
    levels: dict[Quality | Competency, TraitLevel] = {**dict(moment.qualities), **dict(moment.competencies)}
    results = [one for one in moment.results if one.level or one.score is not None or one.comment]
    if results:
        yield Heading(level, captions["subjects"])
        yield _subjects(results, words)
    comments = moment.comments
    for heading, groups in (
        ("qualities", ((QUALITIES, comments.qualities),)),
        (
            "competencies",
            (
                (GENERAL_COMPETENCIES, comments.general_competencies),
                (SPECIFIC_COMPETENCIES, comments.specific_competencies),
            ),
        ),
    ):
        blocks = [block for group, comment in groups for block in _traits(group, levels, comment, words)]
        if blocks:
            yield Heading(level, captions[heading])
            yield from blocks
    if comments.homeroom:
        yield Heading(level, captions["homeroom"])
        yield Paragraph(comments.homeroom)


def absences_text(absences: Absences) -> str:
    """As the form writes them: "4 (có phép 3, không phép 1)"."""
    return str(
        form_words()["year"]["absences_value"].format(
            total=absences.excused + absences.unexcused, excused=absences.excused, unexcused=absences.unexcused
        )
    )


def _subjects(results: Sequence[HandoverResult], words: Words) -> Table:
    rows = []
    for one in results:
        level = words["subject_levels"][one.level.value] if one.level else ""
        score = "" if one.score is None else str(one.score)
        rows.append((Cell(one.name), Cell(level), Cell(score), Cell(one.comment)))
    return Table("subjects", tuple(words["results"]["subject_columns"]), tuple(rows))


def _traits(
    group: Sequence[Quality | Competency],
    levels: Mapping[Quality | Competency, TraitLevel],
    comment: str,
    words: Words,
) -> Iterator[Block]:
    """A table with the comment beside the levels, below them where it is too long; nothing where there is nothing."""
    is_quality = isinstance(group[0], Quality)
    kind, columns = ("qualities", "quality_columns") if is_quality else ("competencies", "competency_columns")
    known = [trait for trait in group if trait in levels]
    rows = [(Cell(words[kind][trait.value]), Cell(words["trait_levels"][levels[trait].value])) for trait in known]
    captions = tuple(words["results"][columns])
    if rows and comment and len(comment) <= LONGEST_BESIDE:
        first, *rest = rows
        yield Table("traits", captions, ((*first, Cell(comment, rows=len(rows))), *rest))
        return
    if rows:
        yield Table("levels", captions[:2], tuple(rows))
    if comment:
        yield Paragraph(comment)
