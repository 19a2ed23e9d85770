"""What the core has to say about a pupil's personal data: the same checks as before signing, long before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import cast
from uuid import UUID

from hocba.errors import UnknownRule
from hocba.lint import Finding, LintContext, Roster, identity, text
from hocba.lint.context import Case
from hocba.model import (
    Absences,
    Awards,
    Comments,
    Grade,
    Health,
    Manager,
    NotAssessed,
    Outcome,
    Person,
    PersonalIdOverride,
    PupilIdentity,
    SchoolIdentity,
    SchoolYear,
    YearRecord,
)
from hocba.regulation import rules_for
from hocba.workbooks.check.pupils import TEMPORARY

_NOBODY = Person("", "")
_NOWHERE = SchoolIdentity("", "", "", "", "", "")
_PLACE = "pupil"

MAY_WAIT = frozenset({"PUPIL_ID_MISSING", "PERSONAL_DATA_MISSING", "FAMILY_MISSING", "MINISTRY_ID_MISSING"})
"""Errors that stop a record at the end of the year, not a register at its beginning."""
FIELD_OF = {
    "pupil/family": "mother_name",
    "pupil/family/mother": "mother_name",
    "pupil/family/father": "father_name",
    "pupil/family/guardian": "guardian_name",
}


def field_of(found: Finding) -> str:
    """The field of the register a finding is about: "born", "mother_name" ..."""
    return FIELD_OF.get(found.where, found.where.removeprefix(f"{_PLACE}/"))


def findings_of(
    pupil: PupilIdentity,
    *,
    grade: int,
    class_name: str,
    year: SchoolYear,
    today: date,
    roster: Roster | None = None,
    override: PersonalIdOverride | None = None,
) -> tuple[Finding, ...]:
    """Everything missing or odd about one pupil's personal data, errors and warnings, in the order of the form.

    Args:
        pupil: as on file or about to be.
        grade: 1 to 5.
        class_name: of the class the pupil is in.
        year: the school year of that class.
        today: local calendar day.
        roster: the other pupils; without it nothing is said about doubles.
        override: a decision that the personal ID stands.

    Returns:
        Nothing where no rules are known for the grade and year.
    """
    asked = _Question(pupil, grade, class_name, year, today, override)
    return _alone(asked) if roster is None else _judged(asked, roster)


@dataclass(frozen=True, slots=True)
class _Question:
    """What the answer depends on, the other pupils aside."""

    pupil: PupilIdentity
    grade: int
    class_name: str
    year: SchoolYear
    today: date
    override: PersonalIdOverride | None


@lru_cache(maxsize=4096)
def _alone(asked: _Question) -> tuple[Finding, ...]:
    """The same data on the same day are judged once: the principal's view reads a whole school."""
    return _judged(asked, Roster())


def _judged(asked: _Question, roster: Roster) -> tuple[Finding, ...]:
    pupil, grade = asked.pupil, cast("Grade", asked.grade)
    try:
        rules = rules_for(grade, asked.year)
    except UnknownRule:
        return ()
    context = LintContext(today=asked.today, roster=roster, id_override=asked.override)
    case = Case(_draft(pupil, grade, asked.class_name, asked.year), context, rules)
    found = (one for check in (*identity.CHECKS, *text.CHECKS) for one in check(case))
    return tuple(one for one in found if one.where.split("/")[0] == _PLACE and not _is_temporary(one, pupil))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that must not enter the register at all."""
    return [one for one in findings if one.is_error and one.code not in MAY_WAIT]


def _is_temporary(found: Finding, pupil: PupilIdentity) -> bool:
    """A code given by the school until the ministry's arrives is no wrong code."""
    return found.code == "MINISTRY_ID_FORMAT" and pupil.ministry_id.startswith(TEMPORARY)


def _draft(pupil: PupilIdentity, grade: Grade, class_name: str, year: SchoolYear) -> YearRecord:
    """A record that holds nothing but the pupil, because the core's checks read records."""
    day = date(year.first, 9, 1)
    return YearRecord(
        lookup_uuid=UUID(int=0),
        record_identifier="",
        revision=0,
        school_year=year,
        school=_NOWHERE,
        grade=grade,
        class_name=class_name,
        pupil=pupil,
        health=Health(Decimal(0), Decimal(0)),
        absences=Absences(0, 0),
        history=(),
        homeroom_teacher=_NOBODY,
        manager=Manager("", "", ""),
        place_of_issue="",
        created_on=day,
        planned_issue_on=day,
        assessment=NotAssessed("–"),
        outcome=Outcome(grade_completed=False, promoted=False, primary_completed=None, text=""),
        comments=Comments("", "", "", ""),
        awards=Awards(),
        group=None,
        closing_date=None,
    )
