"""The school years so far: this one last, none out of order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hocba.errors import InvalidValue
from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.model import StudyYear, grade_of_class
from hocba.regulation.school_regulation.plausibility import span_of_year


def _grade(year: StudyYear) -> int | None:
    """The grade that a class name tells; other schools name classes in their own ways."""
    try:
        return grade_of_class(year.class_name)
    except InvalidValue:
        return None


def present(case: Case) -> Iterator[Finding]:
    """There is a history, and its last line is this year."""
    record, history = case.record, case.record.history
    if not history:
        yield finding("HISTORY_EMPTY", "history")
        return
    last, where = history[-1], f"history/{len(history) - 1}"
    if last.school_year != record.school_year:
        yield finding("HISTORY_LAST_YEAR", where, year=last.school_year, expected=record.school_year)
        return
    if last.class_name != record.class_name:
        yield finding("HISTORY_LAST_CLASS", f"{where}/class_name", found=last.class_name, expected=record.class_name)
    if last.school_name != record.school.name:
        yield finding(
            "HISTORY_LAST_SCHOOL", f"{where}/school_name", found=last.school_name, expected=record.school.name
        )


def lines(case: Case) -> Iterator[Finding]:
    """Each line complete, with a day that can be."""
    for index, year in enumerate(case.record.history):
        where, entered = f"history/{index}", year.entered_on
        for name, value in (("class_name", year.class_name), ("school_name", year.school_name)):
            if not value.strip():
                yield finding("HISTORY_FIELD_MISSING", f"{where}/{name}", year=year.school_year)
        day = f"{entered:%d/%m/%Y}"
        if entered <= case.record.pupil.born or entered > case.context.today:
            yield finding("HISTORY_DATE_UNNATURAL", f"{where}/entered_on", year=year.school_year, day=day)
            continue
        first, last = span_of_year(year.school_year, case.rules.day)
        if not first <= entered <= last:
            yield finding("HISTORY_DATE_OUTSIDE_YEAR", f"{where}/entered_on", year=year.school_year, day=day)


def order(case: Case) -> Iterator[Finding]:
    """Oldest first; a year missing, repeated at one school, or a grade skipped is worth a look."""
    for index, (before, after) in enumerate(pairwise(case.record.history), start=1):
        where, years = f"history/{index}", after.school_year.first - before.school_year.first
        if years < 0:
            yield finding("HISTORY_ORDER", where, year=after.school_year)
            continue
        if years == 0 and before.school_name == after.school_name:
            yield finding("HISTORY_YEAR_TWICE", where, year=after.school_year)
        if years > 1:
            yield finding("HISTORY_GAP", where, before=before.school_year, after=after.school_year)
        grade, next_grade = _grade(before), _grade(after)
        if grade is not None and next_grade is not None and not 0 <= next_grade - grade <= years:
            yield finding("HISTORY_GRADE_JUMP", where, before=before.class_name, after=after.class_name)


def complete(case: Case) -> Iterator[Finding]:
    """The history reaches back to grade 1."""
    history = case.record.history
    if history and _grade(history[0]) not in {None, 1}:
        yield finding("HISTORY_INCOMPLETE", "history/0", class_name=history[0].class_name)


CHECKS = (present, lines, order, complete)
