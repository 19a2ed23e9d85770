"""What a signer is shown of a record before confirming: their own part, or the whole year in short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hocba.model import Assessment, YearRecord
from hocba.model.changes import Change
from hocba.model.record import SubjectResult
from hocba.regulation import competency_info, level_name, quality_info
from hocba_web.records.change_words import caption, place_words


@dataclass(frozen=True, slots=True)
class SubjectShown:
    """One subject's result as it will be signed."""

    name: str
    level: str
    symbol: str
    """"T", "H" or "C"."""
    score: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class WholeShown:
    """A record's year: in short, and in full behind it."""

    subjects: tuple[SubjectShown, ...]
    traits: tuple[tuple[str, str], ...]
    """Name and symbol of each competency and quality."""
    comments: tuple[tuple[str, str], ...]
    """Caption and text."""
    overall: str
    outcome: str
    awards: tuple[str, ...]
    evidence: str
    """Why the pupil is not assessed; empty for others."""
    excused: int
    """Half-days missed with leave."""
    unexcused: int
    height: str
    """Centimetres."""
    weight: str
    """Kilograms."""


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One value that is not what the signer knew."""

    place: str
    old: str
    new: str


def own_part(record: YearRecord, personal_id: str) -> tuple[SubjectShown, ...]:
    """The results that one teacher signs, in the order of the form; empty if there is no part of theirs."""
    parts = record.assessment.parts
    return tuple(
        _subject(result) for part in parts if part.teacher.personal_id == personal_id for result in part.results
    )


def whole(record: YearRecord) -> WholeShown:
    """What the homeroom teacher and the manager sign: everything."""
    comments, awards, results = record.comments, record.awards, record.assessment
    assessed = results if isinstance(results, Assessment) else None
    return WholeShown(
        subjects=tuple(_subject(result) for result in assessed.results()) if assessed else (),
        traits=tuple(_traits(assessed)) if assessed else (),
        comments=tuple(
            (caption(f"comments/{name}"), getattr(comments, name))
            for name in ("qualities", "general_competencies", "specific_competencies", "homeroom")
        ),
        overall=level_name(assessed.overall) if assessed else "",
        outcome=record.outcome.text,
        awards=tuple(filter(None, (awards.year_end, awards.ad_hoc))),
        evidence="" if isinstance(results, Assessment) else results.evidence,
        excused=record.absences.excused,
        unexcused=record.absences.unexcused,
        height=_decimal(record.health.height_cm),
        weight=_decimal(record.health.weight_kg),
    )


def changes_shown(found: Iterable[Change], personal_id: str | None) -> tuple[ChangeShown, ...]:
    """Changes in words.

    Args:
        found: all between the two states.
        personal_id: only those that touch this teacher's part; None: all.
    """
    return tuple(
        ChangeShown(place_words(one), one.old, one.new)
        for one in found
        if (personal_id is None or one.concerns(personal_id)) and one.where not in _UNREAD
    )


_UNREAD = frozenset({"record/revision", "record/created_on"})
"""What differs between any two revisions."""


def _subject(result: SubjectResult) -> SubjectShown:
    return SubjectShown(result.name, level_name(result.level), result.level.value, result.score, result.comment)


def _traits(assessed: Assessment) -> Iterable[tuple[str, str]]:
    for competency, level in assessed.competencies:
        yield competency_info(competency).caption, level.value
    for quality, level in assessed.qualities:
        yield quality_info(quality).caption, level.value


def _decimal(value: object) -> str:
    return f"{value:f}".replace(".", ",")
