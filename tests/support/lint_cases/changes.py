"""What the tables of cases say: one clean record, changes to it, words for severities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from hocba.lint import Roster, Severity
from hocba.model import OverallResult, Subject, SubjectLevel, SubjectResult
from hocba.regulation import SupplementaryEntry
from support.linted import assessment_of, clean_record, fields, roster_pupil, year_of_record
from support.records import not_assessed_record

RECORD = clean_record()
EARLIER = year_of_record(RECORD).moments


def same(record):
    return record


def history(index, **changes):
    years = list(RECORD.history)
    years[index] = replace(years[index], **changes)
    return fields(history=tuple(years))


def traits(name, change):
    return lambda record: replace(
        record, assessment=replace(assessment_of(record), **{name: change(getattr(assessment_of(record), name))})
    )


def overall(result):
    return lambda record: replace(record, assessment=replace(assessment_of(record), overall=result))


def parts(change):
    return lambda record: replace(
        record, assessment=replace(assessment_of(record), parts=change(assessment_of(record).parts))
    )


def first_teacher(**changes):
    return parts(lambda all_: (replace(all_[0], teacher=replace(all_[0].teacher, **changes)), *all_[1:]))


def with_optional(subject, level=SubjectLevel.COMPLETED_WELL, score=None, name="Tiếng dân tộc (Tày)"):
    extra = SubjectResult(subject, name, level, score, "Em nói tự tin, phát âm rõ.")
    return parts(lambda all_: (replace(all_[0], results=(*all_[0].results, extra)), *all_[1:]))


def moment(when, change):
    """A register whose earlier moment is changed."""
    return {"year": year_of_record(RECORD, moments=MappingProxyType({**EARLIER, when: change(EARLIER[when])}))}


def entry(subject, **changes):
    return lambda results: replace(
        results, subjects={**results.subjects, subject: replace(results.subjects[subject], **changes)}
    )


def not_assessed(_record):
    return not_assessed_record()


def roster(*others):
    return {"roster": Roster((roster_pupil(RECORD), *others))}


ENTRY = SupplementaryEntry(Subject.MATHS, SubjectLevel.COMPLETED, 5, date(2026, 5, 20))
CHT = {"overall_before": OverallResult.NOT_COMPLETED}
W, E = Severity.WARNING, Severity.ERROR
MATHS = Subject.MATHS.value
