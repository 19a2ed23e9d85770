"""The registrar prepares: the next year beside this one, its classes, exceptions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import RollOver
from hocba_web.assessment.selectors.register import classes_of_year
from hocba_web.assessment.selectors.rollover import Plan, default_classes, plan_of, rollover_of, standing
from hocba_web.assessment.selectors.rollover.standing import LAST_GRADE
from hocba_web.audit import services as audit
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.setup import year as year_of_school
from hocba_web.schools.selectors.setup import years
from hocba_web.schools.services.setup import YearData, add_year

_NAME = re.compile(r"[1-5][A-Z0-9./]{1,8}")
_MOST_NAMED = 5


@transaction.atomic
def prepare_rollover(*, actor: Actor, from_year_id: int, days: YearData | None, at: datetime) -> RollOver:
    """Begin the move into the year after this one; that year is set up if it is not there yet.

    The current year stays the current one: switching is an act of its own (`schools.services.setup.make_current`).

    Args:
        actor: the registrar.
        from_year_id: a year of the actor's school.
        days: the days of the next year if it has to be set up; else ignored.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
        Refused: ROLLOVER_BEGUN, ROLLOVER_SAME_YEAR (no next year and no days), YEAR_DAYS_WRONG.
    """
    require(actor, Action.ROLLOVER_PREPARE, Target(school_id=actor.school_id))
    year = year_of_school(actor.school_id, from_year_id)
    if standing(year.id) is not None:
        raise Refused("ROLLOVER_BEGUN", year=str(year.value))
    following = next((one.id for one in years(actor.school_id) if one.value.first == year.value.first + 1), None)
    if following is None:
        if days is None:
            raise Refused("ROLLOVER_SAME_YEAR", where="starts_on", year=str(year.value))
        following = add_year(actor=actor, first=year.value.first + 1, data=days, at=at).id
    row = RollOver.objects.create(
        from_year_id=year.id,
        to_year_id=following,
        classes=default_classes(year.id),
        prepared_by_id=actor.user_id,
        prepared_at=at,
    )
    trace(actor, "assessment.rollover.prepared", row, at)
    return row


@transaction.atomic
def change_rollover(
    *,
    actor: Actor,
    rollover_id: int,
    classes: Mapping[int, Mapping[str, str]],
    exceptions: Mapping[int, str],
    at: datetime,
) -> RollOver:
    """Change which class becomes which, and where single pupils go; what was laid before the principal is taken back.

    Args:
        actor: the registrar; who changed it last counts as who prepared it.
        rollover_id: not confirmed yet.
        classes: class -> {"up": name, "again": name}; classes not named stay as they are.
        exceptions: pupil's place -> class in the next year; "" takes the exception away.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
        Refused: ROLLOVER_CONFIRMED, ROLLOVER_CLASS.
    """
    row = _draft(actor, rollover_id)
    for facts in classes_of_year(row.from_year_id):
        wanted = classes.get(facts.id)
        if wanted is None:
            continue
        up = "" if facts.grade == LAST_GRADE else class_name(wanted.get("up", ""), facts.grade + 1)
        row.classes[str(facts.id)] = {"up": up, "again": class_name(wanted.get("again", ""), facts.grade)}
    known = {one.pupil.enrolment_id: one for one in plan_of(row, local(at).date()).carried}
    for enrolment_id, name in exceptions.items():
        if enrolment_id not in known:
            continue
        row.exceptions.pop(str(enrolment_id), None)
        if name.strip():
            row.exceptions[str(enrolment_id)] = class_name(name, known[enrolment_id].grade)
    row.submitted_at = None
    row.prepared_by_id, row.prepared_at = actor.user_id, at
    row.save()
    trace(actor, "assessment.rollover.changed", row, at)
    return row


@transaction.atomic
def submit_rollover(*, actor: Actor, rollover_id: int, at: datetime) -> RollOver:
    """Lay it before the principal.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
        Refused: ROLLOVER_CONFIRMED, ROLLOVER_NO_CLASS.
    """
    row = _draft(actor, rollover_id)
    require_placed(plan_of(row, local(at).date()))
    row.submitted_at = at
    row.prepared_by_id, row.prepared_at = actor.user_id, at
    row.save(update_fields=["submitted_at", "prepared_by", "prepared_at"])
    trace(actor, "assessment.rollover.submitted", row, at)
    return row


def class_name(name: str, grade: int) -> str:
    """A class name of the next year, cleaned.

    Raises:
        Refused: ROLLOVER_CLASS, not a class of that grade.
    """
    bare = name.strip().upper().replace(" ", "")
    if not _NAME.fullmatch(bare) or bare[0] != str(grade):
        raise Refused("ROLLOVER_CLASS", where="classes", name=name.strip()[:20], grade=grade)
    return bare


def require_placed(plan: Plan) -> None:
    """Refuse while somebody has no class.

    Raises:
        Refused: ROLLOVER_NO_CLASS.
    """
    missing = plan.unplaced
    if missing:
        names = "; ".join(f"{row.pupil.name} ({row.facts.name})" for row in missing[:_MOST_NAMED])
        raise Refused("ROLLOVER_NO_CLASS", where="exceptions", count=len(missing), names=names)


def trace(actor: Actor, action: str, row: RollOver, at: datetime, **details: object) -> None:
    """One entry in the trail."""
    audit.record(
        actor=actor,
        action=action,
        subject=("rollover", row.id),
        at=at,
        school_id=actor.school_id,
        details={"year": str(row.to_year.value), **details},
    )


def _draft(actor: Actor, rollover_id: int) -> RollOver:
    require(actor, Action.ROLLOVER_PREPARE, Target(school_id=actor.school_id))
    row = rollover_of(actor.school_id, rollover_id)
    if row.confirmed_at is not None:
        raise Refused("ROLLOVER_CONFIRMED")
    return row
