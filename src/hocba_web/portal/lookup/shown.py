"""What a look-up shows of a record: what the record says of the year, and where it stands.

Never shown: address, parents, health, other years, the pupil's present school, the UUID of a successor.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hocba.documents.rendition import FORM_VERSION
from hocba.documents.rendition.wording import wording
from hocba.documents.xml import read_record
from hocba.model import Assessment, NotAssessed, YearRecord

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The results of one year in the words of the record's form (Vietnamese: they are the record's)."""

    pupil: str
    born: date
    school: str
    year: str
    grade: int
    class_name: str
    identifier: str
    """Mã định danh học bạ."""
    closing_date: date | None
    """As the record itself says; the register's word counts."""
    subjects: tuple[Row, ...]
    """Subject, level, score of the test (empty where there is none)."""
    qualities: tuple[Row, ...]
    """Quality, level."""
    competencies: tuple[Row, ...]
    """Competency, level."""
    overall: str
    outcome: str
    """Completion of the grade or of primary school, as worded in the record."""
    awards: tuple[str, ...]
    not_assessed: bool
    """A pupil who is not assessed (Circular 27/2020/TT-BGDĐT, art. 8); the paper behind it is not shown."""


def content_of(xml: bytes) -> Content:
    """What a stored file says, as far as a look-up shows it.

    Raises:
        DocumentError: the file is not a record; it was one when it was accepted.
    """
    record, words = read_record(xml).record, _words()
    assessment = record.assessment
    return Content(
        pupil=record.pupil.name,
        born=record.pupil.born,
        school=record.school.name,
        year=str(record.school_year),
        grade=record.grade,
        class_name=record.class_name,
        identifier=record.record_identifier,
        closing_date=record.closing_date,
        subjects=_subjects(assessment, words),
        qualities=_traits(assessment, "qualities", words),
        competencies=_traits(assessment, "competencies", words),
        overall=_overall(assessment, words),
        outcome=_outcome(record),
        awards=tuple(award for award in (record.awards.year_end, record.awards.ad_hoc) if award),
        not_assessed=isinstance(assessment, NotAssessed),
    )


@cache
def _words() -> dict[str, Any]:
    return dict(wording(FORM_VERSION))


def _subjects(assessment: Assessment | NotAssessed, words: dict[str, Any]) -> tuple[Row, ...]:
    if isinstance(assessment, NotAssessed):
        return ()
    return tuple(
        (
            result.name,
            words["subject_levels"][result.level.value],
            "" if result.score is None else str(result.score),
        )
        for result in assessment.results()
    )


def _traits(assessment: Assessment | NotAssessed, kind: str, words: dict[str, Any]) -> tuple[Row, ...]:
    if isinstance(assessment, NotAssessed):
        return ()
    levels = assessment.qualities if kind == "qualities" else assessment.competencies
    return tuple((words[kind][trait.value], words["trait_levels"][level.value]) for trait, level in levels)


def _overall(assessment: Assessment | NotAssessed, words: dict[str, Any]) -> str:
    if isinstance(assessment, NotAssessed):
        return str(words["results"]["not_assessed_overall"])
    return str(words["overall_results"][assessment.overall.value])


def _outcome(record: YearRecord) -> str:
    return record.outcome.text or str(_words()["nothing"])
