"""The checks before signing over records of a school: what they need to know of it, and what stops a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from hocba.errors import InvalidValue
from hocba.issuing.refusal import Problem
from hocba.issuing.signers import term_two_teachers
from hocba.lint import LintContext, lint_record
from hocba.model import YearRecord, YearResults
from hocba.regulation import after_supplementary, rules_for
from hocba.workbooks.school import PupilEntry, SchoolData

_RESULTS = ("subjects", "competencies", "qualities", "overall", "assessment", "group")


def lint_problems(data: SchoolData, record: YearRecord, *, today: date) -> tuple[Problem, ...]:
    """What stops the signing of a record: the errors of `lint_record`, each with the row of the workbook it comes from.

    Args:
        data: the school that the record was assembled from.
        record: what would be signed.
        today: local calendar day.
    """
    pupil = data.pupils[record.pupil.ministry_id]
    return tuple(
        Problem(one.code, place_of(data, pupil, one.where), one.source, MappingProxyType({**one.params}))
        for one in lint_record(record, lint_context(data, pupil, today=today))
        if one.is_error
    )


def lint_context(data: SchoolData, pupil: PupilEntry, *, today: date) -> LintContext:
    """What the checks of one record need besides it.

    Args:
        data: the school.
        pupil: whose record it is.
        today: local calendar day.
    """
    extra = data.supplementary.get(pupil.code)
    school_class = data.classes[pupil.class_name]
    results = data.results[pupil.code]
    studied = rules_for(school_class.grade, data.school_year).studied(results.optional_subjects)
    teachers, _ = term_two_teachers(data, school_class, studied)
    return LintContext(
        today=today,
        year=_final(data, pupil),
        overall_before=None if pupil.not_assessed else results.decided,
        supplementary=extra.entries if extra else (),
        roster=data.roster,
        status=pupil.status,
        staff=data.staff_ids,
        assigned=MappingProxyType(teachers),
    )


def _final(data: SchoolData, pupil: PupilEntry) -> YearResults:
    """The register after supplementary assessment; as it was where that cannot be applied."""
    results, extra = data.results[pupil.code], data.supplementary.get(pupil.code)
    if extra is None:
        return results
    try:
        return after_supplementary(results, extra.entries, decided=extra.overall)
    except InvalidValue:
        return results


def place_of(data: SchoolData, pupil: PupilEntry, path: str) -> str:
    """The row of a workbook where a field of a record comes from: "comments/homeroom" is in the year summary."""
    area = path.partition("/")[0]
    return next((row for name, row in _rows(data, pupil) if name == area), pupil.where)


def _rows(data: SchoolData, pupil: PupilEntry) -> Iterator[tuple[str, str]]:
    extra = data.supplementary.get(pupil.code)
    result = extra or data.year_end.get(pupil.code)
    if result is not None:
        yield from (
            (name, result.where) for name in ("subjects", "competencies", "qualities", "overall", "assessment", "group")
        )
    summary = data.summaries.get(pupil.code)
    if summary is not None:
        yield from ((name, summary.where) for name in ("comments", "awards", "absences"))
        yield "outcome", extra.where if extra else summary.where
    history = data.history.get(pupil.code)
    if history is not None:
        yield "history", history.where
    yield "health", "SucKhoe-hk2.xlsx"
