"""A record that no check has anything to say about, and small changes to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from hocba.lint import LintContext, Roster, RosterPupil
from hocba.model import (
    Assessment,
    Moment,
    MomentResults,
    OverallResult,
    PupilStatus,
    Subject,
    SubjectEntry,
    SubjectResult,
    TeacherPart,
    YearRecord,
    YearResults,
)
from hocba.regulation import form_name, rules_for
from support.records import HEAD, sample_record
from support.years import moment_results

Change = Callable[[YearRecord], YearRecord]
TODAY = date(2026, 5, 25)


def assessment_of(record: YearRecord) -> Assessment:
    assert isinstance(record.assessment, Assessment)
    return record.assessment


def in_results(change: Callable[[SubjectResult], SubjectResult | None]) -> Change:
    """Changes (or, by None, drops) subject results."""

    def apply(record: YearRecord) -> YearRecord:
        assessment = assessment_of(record)
        parts = tuple(
            TeacherPart(part.teacher, tuple(new for one in part.results if (new := change(one)) is not None))
            for part in assessment.parts
        )
        return replace(record, assessment=replace(assessment, parts=parts))

    return apply


def in_subject(subject: Subject, /, **changes: Any) -> Change:
    """Changes fields of one subject's result."""
    return in_results(lambda one: replace(one, **changes) if one.subject is subject else one)


def fields(**changes: Any) -> Change:
    """Changes fields of the record."""
    return lambda record: replace(record, **changes)


def in_part(name: str, /, **changes: Any) -> Change:
    """Changes fields of one part of the record: pupil, school, comments, outcome, awards, health, absences."""
    return lambda record: replace(record, **{name: replace(getattr(record, name), **changes)})


def in_family(**changes: Any) -> Change:
    return lambda record: replace(record, pupil=replace(record.pupil, family=replace(record.pupil.family, **changes)))


def clean_record() -> YearRecord:
    """The grade-4 sample with a comment of its own for each subject."""
    return in_results(
        lambda one: replace(one, comment=f"Em học tốt môn {form_name(one.subject)}, cần tiếp tục phát huy.")
    )(sample_record())


def year_of_record(record: YearRecord, **changes: Any) -> YearResults:
    """The register that the record was made from, with all four moments."""
    assessment, rules = assessment_of(record), rules_for(record.grade, record.school_year)
    moments = {moment: moment_results(rules, moment) for moment in Moment if moment is not Moment.YEAR_END}
    moments[Moment.YEAR_END] = MomentResults(
        MappingProxyType({one.subject: SubjectEntry(one.level, one.score) for one in assessment.results()}),
        MappingProxyType(dict(assessment.competencies)),
        MappingProxyType(dict(assessment.qualities)),
    )
    year = YearResults(record.school_year, record.grade, MappingProxyType(moments), decided=assessment.overall)
    return replace(year, **changes)


def roster_pupil(record: YearRecord, **changes: Any) -> RosterPupil:
    """The pupil of the record as the roster has them, or somebody like them."""
    pupil = record.pupil
    one = RosterPupil(pupil.ministry_id, pupil.personal_id, pupil.name, pupil.born, record.class_name)
    return replace(one, **changes)


def other_pupil(record: YearRecord, **changes: Any) -> RosterPupil:
    """Somebody else in the class."""
    somebody = {
        "ministry_id": "2299000001",
        "personal_id": "022316900001",
        "name": "Phạm Minh Châu",
        "born": date(2016, 1, 2),
    }
    return roster_pupil(record, **(somebody | changes))


def clean_context(record: YearRecord | None = None, **changes: Any) -> LintContext:
    """Everything known, nothing wrong."""
    record = record or clean_record()
    teachers = {one.subject: part.teacher for part in assessment_of(record).parts for one in part.results}
    context = LintContext(
        today=TODAY,
        year=year_of_record(record),
        overall_before=OverallResult.EXCELLENT,
        roster=Roster((roster_pupil(record), other_pupil(record))),
        status=PupilStatus.STUDYING,
        staff=frozenset({person.personal_id for person in teachers.values()} | {HEAD.personal_id}),
        assigned=MappingProxyType(teachers),
    )
    return replace(context, **changes)
