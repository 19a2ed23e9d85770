"""What a pupil brought from other schools, and what our school enters, side by side; nothing here can be written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hocba.documents.handover import Handover, HandoverMoment
from hocba.model import Moment, Subject, SubjectLevel, YearRecord
from hocba.regulation import competency_info, form_name, level_name, moment_name, quality_info
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.assessment.selectors.register import ClassFacts, class_facts
from hocba_web.assessment.selectors.year_results import year_results
from hocba_web.base.refusals import Missing
from hocba_web.records.selectors.reading import Readable, readable
from hocba_web.schools.selectors.pupils.scope import enrolments_now, find_pupil
from hocba_web.submission.models import Arrival, DigitisedYear, InheritedFile
from hocba_web.submission.transfers.inheriting import content_of, one_each


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file with what verification said."""

    id: int
    arrival_id: int
    kind: str
    kind_label: str
    name: str
    year: str
    class_name: str
    school_name: str
    sha256: str
    kept: bool
    verdict: str
    code: str
    place: str
    params: Mapping[str, Any]
    demo: bool
    brought_by: str
    brought_at: datetime


@dataclass(frozen=True, slots=True)
class OldYear:
    """An inherited year record."""

    file: FileRow
    content: Readable


@dataclass(frozen=True, slots=True)
class Line:
    """One subject or trait at the moments of the old school and ours."""

    name: str
    old: tuple[str, ...]
    """One for each moment of the old school."""
    own: str
    """Ours at the year's end; empty while nothing is entered."""


@dataclass(frozen=True, slots=True)
class OldMoments:
    """The mid-year results of the old school, beside ours."""

    file: FileRow
    handover: Handover
    moments: tuple[str, ...]
    subjects: tuple[Line, ...]
    traits: tuple[Line, ...]
    comments: tuple[tuple[str, str], ...]
    """Moment and what the old homeroom teacher wrote."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """Everything of one pupil."""

    pupil: Any
    years: tuple[OldYear, ...]
    handovers: tuple[OldMoments, ...]
    digitised: tuple[DigitisedYear, ...]
    whole: bool
    """False: only the subjects that the reader teaches."""


def inherited(actor: Actor, pupil_id: int) -> Inherited:
    """What a pupil brought, as far as somebody may read the pupil's results.

    Args:
        actor: who reads.
        pupil_id: of the actor's school.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
    """
    pupil = find_pupil(actor, pupil_id)
    only = _reach(actor, pupil)
    rows = InheritedFile.objects.filter(arrival__pupil_id=pupil_id, kept=True).select_related("brought_by")
    own = _own(pupil)
    years, handovers = [], []
    for row in one_each(rows):
        content = content_of(row)
        if isinstance(content, YearRecord):
            years.append(OldYear(file_row(row), readable(content, only=only)))
        elif isinstance(content, Handover):
            handovers.append(_beside(row, content, own.get(content.school_year.first, {}), only))
    digitised = DigitisedYear.objects.filter(pupil_id=pupil_id).select_related("typed_by", "checked_by", "certified_by")
    return Inherited(
        pupil, tuple(years), tuple(handovers), tuple(digitised) if only is None else (), whole=only is None
    )


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A pupil of a class with results of a former school in the class's year."""

    pupil_id: int
    name: str
    school_name: str
    class_name: str
    """At the former school."""


def newcomers(actor: Actor, class_id: int) -> tuple[ClassFacts, tuple[Newcomer, ...]]:
    """Who of a class came in the middle of its year with a verified hand-over document, by the class list.

    Args:
        actor: teaches in the class, or may read its results.
        class_id: of the actor's school.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
    """
    facts = class_facts(class_id, actor.school_id)
    subject = next((one for taught, one in actor.teaches if taught == class_id), None)
    require(actor, Action.RESULTS_VIEW, Target(school_id=facts.school_id, class_id=class_id, subject=subject))
    rows = InheritedFile.objects.filter(
        kept=True,
        kind=InheritedFile.Kind.HANDOVER,
        first=facts.school_year.first,
        arrival__pupil__enrolments__school_class_id=class_id,
        arrival__pupil__enrolments__left_on=None,
    ).select_related("arrival__pupil")
    found = {row.uuid: row for row in rows.order_by("arrival__pupil__enrolments__number", "id")}
    return facts, tuple(
        Newcomer(row.arrival.pupil.pk, row.arrival.pupil.name, row.school_name, row.class_name)
        for row in found.values()
        if row.arrival.pupil is not None
    )


def files_of(arrival: Arrival) -> tuple[FileRow, ...]:
    """Every file of an arrival, refused ones too; papers, which nobody verified, last."""
    rows = sorted(arrival.files.select_related("brought_by"), key=lambda row: row.kind == InheritedFile.Kind.PAPER)
    return tuple(file_row(row) for row in rows)


def file_of(arrival: Arrival, file_id: int) -> InheritedFile:
    """A kept file.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = arrival.files.filter(id=file_id, kept=True).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row


def file_row(row: InheritedFile) -> FileRow:
    """As pages show it."""
    return FileRow(
        id=row.pk,
        arrival_id=row.arrival_id,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        name=row.name,
        year=f"{row.first}-{row.first + 1}" if row.first else "",
        class_name=row.class_name,
        school_name=row.school_name,
        sha256=row.sha256,
        kept=row.kept,
        verdict=row.verdict,
        code=row.code,
        place=row.place,
        params=row.params,
        demo=row.demo,
        brought_by=row.brought_by.get_full_name(),
        brought_at=row.brought_at,
    )


def _reach(actor: Actor, pupil: Any) -> Collection[Subject] | None:  # noqa: ANN401  # a row of the register
    """None: everything; else the subjects of the pupil's classes that the reader teaches."""
    places = enrolments_now(pupil)
    targets = [Target(school_id=pupil.school_id, class_id=one.school_class_id) for one in places]
    if any(allowed(actor, Action.RECORD_VIEW, one) for one in targets):
        return None
    classes = {one.school_class_id for one in places}
    subjects = {subject for class_id, subject in actor.teaches if class_id in classes}
    if not subjects:
        require(actor, Action.RECORD_VIEW, targets[0] if targets else Target(school_id=pupil.school_id))
    return subjects


def _own(pupil: Any) -> dict[int, dict[object, str]]:  # noqa: ANN401  # as above
    """Our year-end results by the year's first: subject or trait -> words."""
    places = {one.pk: one.school_class.year.first for one in enrolments_now(pupil)}
    found: dict[int, dict[object, str]] = {}
    for place, results in year_results(list(places)).items():
        end = results.moments.get(Moment.YEAR_END)
        if end is not None:
            told: dict[object, str] = {
                subject: _result(entry.level, entry.score) for subject, entry in end.subjects.items()
            }
            told |= {trait: level_name(level) for trait, level in (*end.competencies.items(), *end.qualities.items())}
            found[places[place]] = told
    return found


def _beside(
    row: InheritedFile, handover: Handover, own: Mapping[object, str], only: Collection[Subject] | None
) -> OldMoments:
    moments = handover.moments
    by_subject = [{one.subject: one for one in moment.results} for moment in moments]
    subjects = [one for one in Subject if any(one in known for known in by_subject)]
    lines = []
    for subject in subjects:
        if only is not None and subject not in only:
            continue
        told = [known.get(subject) for known in by_subject]
        old = tuple("" if one is None else _result(one.level, one.score, one.comment) for one in told)
        name = next((one.name for one in told if one is not None), form_name(subject, ""))
        lines.append(Line(name, old, own.get(subject, "")))
    whole = only is None
    return OldMoments(
        file=file_row(row),
        handover=handover,
        moments=tuple(moment_name(one.moment) for one in moments),
        subjects=tuple(lines),
        traits=_traits(moments, own) if whole else (),
        comments=tuple((moment_name(one.moment), text) for one in moments for text in _comments(one) if whole and text),
    )


def _traits(moments: tuple[HandoverMoment, ...], own: Mapping[object, str]) -> tuple[Line, ...]:
    names: dict[Any, str] = {}
    for moment in moments:
        names |= {one: competency_info(one).caption for one, _level in moment.competencies}
        names |= {one: quality_info(one).caption for one, _level in moment.qualities}
    told = [{**dict(one.competencies), **dict(one.qualities)} for one in moments]
    return tuple(
        Line(name, tuple(level_name(known[trait]) if trait in known else "" for known in told), own.get(trait, ""))
        for trait, name in names.items()
    )


def _result(level: SubjectLevel | None, score: int | None, comment: str = "") -> str:
    words = [level_name(level) if level is not None else "", "" if score is None else str(score), comment]
    return " · ".join(word for word in words if word)


def _comments(moment: HandoverMoment) -> tuple[str, ...]:
    told = moment.comments
    return (told.qualities, told.general_competencies, told.specific_competencies, told.homeroom)
