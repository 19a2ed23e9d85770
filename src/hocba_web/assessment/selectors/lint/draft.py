"""A record made of what is entered so far, for the core's checks to look at; never signed, never shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from hocba.model import (
    Absences,
    Assessment,
    Awards,
    Comments,
    Competency,
    Family,
    Grade,
    Health,
    Manager,
    Outcome,
    OverallResult,
    Person,
    PupilIdentity,
    Quality,
    SchoolIdentity,
    SchoolYear,
    Sex,
    SubjectResult,
    TeacherPart,
    TraitLevel,
    YearRecord,
)

_NOBODY = Person("", "")
_DAY = date(2000, 1, 1)
_FAMILY = Family()
_SCHOOL = SchoolIdentity(code="", name="", authority_code="", authority_name="", province="", commune="")
_MANAGER = Manager("", "", "")
_OUTCOME = Outcome(grade_completed=False, promoted=False, primary_completed=None, text="")
_UUID = UUID(int=0)
NOTHING_MEASURED = Health(weight_kg=Decimal(0), height_cm=Decimal(0))


def draft(
    *,
    name: str,
    grade: Grade,
    school_year: SchoolYear,
    subjects: tuple[SubjectResult, ...],
    competencies: Mapping[Competency, TraitLevel],
    qualities: Mapping[Quality, TraitLevel],
    comments: Comments,
    overall: OverallResult = OverallResult.COMPLETED,
    awards: Awards,
    health: Health = NOTHING_MEASURED,
    absences: Absences = Absences(0, 0),  # noqa: B008  # a frozen value
) -> YearRecord:
    """A record that holds these entries and nothing else; only checks of entries may be run on it."""
    return YearRecord(
        lookup_uuid=_UUID,
        record_identifier="",
        revision=1,
        school_year=school_year,
        school=_SCHOOL,
        grade=grade,
        class_name="",
        pupil=PupilIdentity(
            name=name,
            personal_id="",
            ministry_id="",
            sex=Sex.FEMALE,
            born=_DAY,
            ethnicity="",
            nationality="",
            birthplace="",
            home_place="",
            residence="",
            register_no="",
            family=_FAMILY,
        ),
        health=health,
        absences=absences,
        history=(),
        homeroom_teacher=_NOBODY,
        manager=_MANAGER,
        place_of_issue="",
        created_on=_DAY,
        planned_issue_on=_DAY,
        assessment=Assessment(
            parts=(TeacherPart(_NOBODY, subjects),),
            competencies=tuple(competencies.items()),
            qualities=tuple(qualities.items()),
            overall=overall,
        ),
        outcome=_OUTCOME,
        comments=comments,
        awards=awards,
        group=None,
        closing_date=None,
    )
