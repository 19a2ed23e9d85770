"""A whole school from its folder of workbooks into the database, for seeds, the training school and the demo."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocba.model import Moment
from hocba.workbooks.school import PupilEntry, SchoolData
from hocba_web.assessment.services.loading import Loading, load_results
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.rows import Row, enrolment_ids, pupil_rows
from hocba_web.schools.services import bulk
from hocba_web.schools.services.bulk import Change, Writing


@dataclass(frozen=True, slots=True)
class Loaded:
    """What `load_into` wrote."""

    staff: int
    classes: int
    assignments: int
    pupils: int
    history: int
    """Pupils with school years so far."""
    results: int
    """Rows of results of all moments and of the year end."""


@transaction.atomic
def load_into(
    *,
    school_id: int,
    year_id: int,
    data: SchoolData,
    by: int,
    at: datetime,
    decision_id: int | None = None,
    moments: Collection[Moment] = tuple(Moment),
    year_end: bool = True,
    supplementary: bool = True,
) -> Loaded:
    """Everything `hocba.workbooks.school.load_school` read, into a school year that has no pupils yet.

    Set are the school's profile, staff, classes, teachers in force by the decision given, pupils with families and
    places in classes, their school years so far, results of the moments asked for, comments, absences, health, year
    ends and supplementary assessment. Asked is nobody: this is how a school comes to be, before anybody acts in it;
    people import through `hocba_web.intake.services.runs`.

    Args:
        school_id: the school.
        year_id: its year, `data.school_year`.
        data: what the folder says.
        by: account (id) in whose name results and register are written.
        at: aware, UTC.
        decision_id: the decision that assigned the teachers, if it is on file.
        moments: whose levels, scores and subject comments are written.
        year_end: whether overall results, awards, absences, homeroom comments and health of the year are.
        supplementary: whether outcomes of supplementary assessment are; without them the pupils wait for it.

    Raises:
        Refused: SCHOOL_YEAR_NOT_EMPTY, somebody is enrolled there already.
    """
    if pupil_rows(year_id):
        raise Refused("SCHOOL_YEAR_NOT_EMPTY")
    writing = Writing(by=by, at=at)
    bulk.write_school(school_id, Change("", {}, _school(data)))
    staff = [Change(code, None, _staff(data, code)) for code in data.staff]
    bulk.write_staff(school_id, staff)
    classes = [
        Change(one.name, None, {"grade": one.grade, "foreign_language": one.foreign_language})
        for one in data.classes.values()
    ]
    bulk.write_classes(school_id, year_id, classes)
    assignments = bulk.write_in_force(
        year_id=year_id,
        classes={
            one.name: {"homeroom_first": one.homeroom_start, "homeroom_last": one.homeroom}
            for one in data.classes.values()
        },
        assignments=_assignments(data),
        decision_id=decision_id,
        writing=writing,
    )
    pupils = bulk.write_pupils(
        school_id, year_id, [Change(one.code, None, pupil_row(one)) for one in data.pupils.values()], writing
    )
    history = bulk.write_history(school_id, [Change(code, None, _history(data, code)) for code in data.history])
    results = load_results(
        Loading(
            data=data,
            enrolments=enrolment_ids(year_id),
            by=by,
            at=at,
            moments=moments,
            year_end=year_end,
            supplementary=supplementary,
        )
    )
    audit.record(
        actor=None,
        action="intake.school.loaded",
        subject=("year", year_id),
        at=at,
        school_id=school_id,
        pupils=pupils,
        details={"staff": len(staff), "classes": len(classes), "pupils": len(pupils), "results": results},
    )
    return Loaded(len(staff), len(classes), assignments, len(pupils), len(history), results)


def _school(data: SchoolData) -> Row:
    one = data.school
    return {
        "name": one.name,
        "authority_code": one.authority_code,
        "authority_name": one.authority_name,
        "province": one.province,
        "commune": one.commune,
    }


def _staff(data: SchoolData, code: str) -> Row:
    one = data.staff[code]
    return {"name": one.name, "personal_id": one.personal_id, "position": one.position, "active": one.active}


def _assignments(data: SchoolData) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for ones in data.assignments.values():
        for one in ones:
            rows.setdefault(f"{one.class_name}|{one.subject.value}", {})[f"term_{one.term}"] = one.teacher
    return rows


def _history(data: SchoolData, code: str) -> Row:
    return {
        f"{one.school_year.first}/{one.entered_on.isoformat()}": f"{one.class_name}|{one.school_name}"
        for one in data.history[code].years
    }


def pupil_row(one: PupilEntry) -> Row:
    """A pupil of the list as a row of the register; of relatives only the names are known here."""
    identity = one.identity
    row: Row = {
        "name": identity.name,
        "personal_id": identity.personal_id,
        "sex": identity.sex.value,
        "born": identity.born.isoformat(),
        "ethnicity": identity.ethnicity,
        "nationality": identity.nationality,
        "birthplace": identity.birthplace,
        "home_place": identity.home_place,
        "residence": identity.residence,
        "register_no": identity.register_no,
        "disability": one.disability,
        "not_assessed": one.not_assessed,
        "policy_group": one.policy_group,
        "class": one.class_name,
        "status": one.status.value,
        "status_on": one.status_on.isoformat() if one.status_on else None,
    }
    for kind in ("mother", "father", "guardian"):
        if name := getattr(identity.family, kind):
            row[f"{kind}_name"] = name
    return row
