"""What holds the record together: identifiers, school, class, dates, group, health, absences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hocba.errors import InvalidValue
from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.lint.outcome import overall_of
from hocba.model import grade_of_class, record_identifier
from hocba.regulation import closing, closing_group
from hocba.regulation.school_regulation.plausibility import bound, level_code, span, span_of_year

_UUID_RANDOM = 4


def identifiers(case: Case) -> Iterator[Finding]:
    """Look-up code, record identifier, revision."""
    record = case.record
    if record.lookup_uuid.version != _UUID_RANDOM:
        yield finding("LOOKUP_UUID_VERSION", "lookup_uuid", value=record.lookup_uuid)
    usual = record_identifier(record.pupil.personal_id, record.school.level_code, record.school_year)
    if record.record_identifier != usual:
        yield finding("RECORD_IDENTIFIER_UNUSUAL", "record_identifier", value=record.record_identifier, usual=usual)
    if record.revision < 1:
        yield finding("REVISION_INVALID", "revision", value=record.revision)


def class_name(case: Case) -> Iterator[Finding]:
    """The class belongs to the grade."""
    try:
        grade = grade_of_class(case.record.class_name)
    except InvalidValue:
        grade = None
    if grade != case.record.grade:
        yield finding("CLASS_NOT_OF_GRADE", "class_name", class_name=case.record.class_name, grade=case.record.grade)


def school(case: Case) -> Iterator[Finding]:
    """The school and its place."""
    identity = case.record.school
    for name in ("code", "name", "authority_code", "authority_name", "province", "commune", "district"):
        if not getattr(identity, name).strip():
            yield finding("SCHOOL_DATA_MISSING", f"school/{name}")
    if identity.level_code != level_code():
        yield finding("SCHOOL_LEVEL_CODE", "school/level_code", value=identity.level_code, expected=level_code())
    place = case.record.place_of_issue
    if not place.strip():
        yield finding("PLACE_OF_ISSUE_MISSING", "place_of_issue")
    elif place.startswith("Tỉnh "):
        yield finding("PLACE_OF_ISSUE_RANK", "place_of_issue", place=place)


def dates(case: Case) -> Iterator[Finding]:
    """Days of creation and of planned issue."""
    record = case.record
    first, _ = span_of_year(record.school_year, case.rules.day)
    if not first <= record.created_on <= case.context.today:
        yield finding("CREATED_UNNATURAL", "created_on", day=f"{record.created_on:%d/%m/%Y}")
    if record.planned_issue_on < record.created_on:
        yield finding(
            "ISSUE_BEFORE_CREATION",
            "planned_issue_on",
            day=f"{record.planned_issue_on:%d/%m/%Y}",
            created=f"{record.created_on:%d/%m/%Y}",
        )


def group(case: Case) -> Iterator[Finding]:
    """The group follows from the result before supplementary assessment, the closing date from the group."""
    record = case.record
    if record.group is None:  # read from a profile that does not say it
        return
    expected = closing_group(case.context.overall_before or overall_of(case), case.rules)
    if record.group is not expected:
        yield finding("CLOSING_GROUP_WRONG", "group", value=record.group.value, expected=expected.value)
    deadline = closing(record.school_year, record.group)
    if record.closing_date != deadline.closing_date:
        yield finding(
            "CLOSING_DATE_WRONG",
            "closing_date",
            day=f"{record.closing_date:%d/%m/%Y}" if record.closing_date else "–",
            expected=f"{deadline.closing_date:%d/%m/%Y}",
        )
    if case.context.today >= deadline.closing_date:
        yield finding("DEADLINE_MISSED", "closing_date", day=f"{deadline.closing_date:%d/%m/%Y}")


def health(case: Case) -> Iterator[Finding]:
    """Weight and height."""
    measured = case.record.health
    for name, value, unit in (("weight_kg", measured.weight_kg, "kg"), ("height_cm", measured.height_cm, "cm")):
        where, least_and_greatest = f"health/{name}", span(name, case.rules.day)
        if not value.is_finite() or value <= 0:
            yield finding("HEALTH_IMPOSSIBLE", where, value=value, unit=unit)
            continue
        if not least_and_greatest[0] <= value <= least_and_greatest[1]:
            yield finding("HEALTH_UNUSUAL", where, value=value, unit=unit)
        if value != value.quantize(Decimal("0.1")):
            yield finding("HEALTH_DECIMALS", where, value=value, unit=unit)


def absences(case: Case) -> Iterator[Finding]:
    """Half-days missed."""
    missed = case.record.absences
    for name, value in (("excused", missed.excused), ("unexcused", missed.unexcused)):
        if value < 0:
            yield finding("ABSENCES_NEGATIVE", f"absences/{name}", value=value)
    total = missed.excused + missed.unexcused
    if total >= bound("absences_many", case.rules.day):
        yield finding("ABSENCES_MANY", "absences", total=total)


CHECKS = (identifiers, class_name, school, dates, group, health, absences)
