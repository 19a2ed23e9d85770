"""Pupils who leave, come back or change class: rows are closed and opened, results go along."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hocba.model import PupilStatus
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action
from hocba_web.base.refusals import Refused
from hocba_web.schools.models import Enrolment, PupilChange
from hocba_web.schools.ports import ports
from hocba_web.schools.selectors.pupils.scope import enrolment_now, find_class, find_pupil, require_class
from hocba_web.schools.services import attachments
from hocba_web.schools.services.attachments import Upload
from hocba_web.schools.services.pupils.checks import require_day, require_open, require_reason
from hocba_web.schools.services.pupils.rows import close, enter, reach_on_roll, told_of
from hocba_web.schools.services.pupils.terms import status_for


@transaction.atomic
def pupil_leave(
    *, actor: Actor, pupil_id: int, on: date, reason: str, evidence: Upload | None, at: datetime
) -> Enrolment:
    """A pupil stops attending ("thôi học").

    Args:
        actor: the registrar.
        pupil_id: the pupil.
        on: first day on which the pupil is no longer there.
        reason: in words.
        evidence: the family's letter, if there is one.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER, PUPIL_NOT_ON_ROLL, ATTACHMENT_*.
        DataRefused: PUPIL_REASON_MISSING, PUPIL_DAY_IN_FUTURE, PUPIL_DAY_TOO_EARLY.
    """
    pupil, enrolment = reach_on_roll(actor, Action.PUPIL_LEAVE, pupil_id)
    require_open(enrolment.school_class, at)
    reason = require_reason(reason)
    require_day(on, at=at, not_before=enrolment.joined_on)
    return close(
        actor=actor,
        pupil=pupil,
        enrolment=enrolment,
        status=status_for("left", on, enrolment.school_class.year),
        on=on,
        kind=PupilChange.Kind.LEFT,
        action="schools.pupil.left",
        reason=reason,
        evidence=attachments.keep(actor=actor, upload=evidence, at=at),
        at=at,
    )


@transaction.atomic
def pupil_return(
    *, actor: Actor, pupil_id: int, class_id: int, on: date, reason: str, evidence: Upload | None, at: datetime
) -> Enrolment:
    """A pupil who had left comes back ("nghỉ học xin học lại"), into the class of before or another one.

    Args:
        actor: the registrar.
        pupil_id: the pupil.
        class_id: the class to enter.
        on: first day back.
        reason: in words.
        evidence: the family's letter, if there is one.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER, PUPIL_STILL_ON_ROLL, ATTACHMENT_*.
        DataRefused: PUPIL_REASON_MISSING, PUPIL_DAY_IN_FUTURE, PUPIL_DAY_TOO_EARLY.
    """
    pupil = find_pupil(actor, pupil_id, lock=True)
    school_class = find_class(actor, class_id, lock=True)
    require_class(actor, Action.PUPIL_ADMIT, school_class)
    require_open(school_class, at)
    last = enrolment_now(pupil)
    if last is not None and not last.has_left:
        raise Refused("PUPIL_STILL_ON_ROLL", where=last.school_class.name, class_name=last.school_class.name)
    reason = require_reason(reason)
    require_day(on, at=at, not_before=last.left_on if last is not None else None)
    entered = enter(
        actor=actor,
        pupil=pupil,
        school_class=school_class,
        status=status_for("returned", on, school_class.year),
        on=on,
        kind=PupilChange.Kind.RETURNED,
        action="schools.pupil.returned",
        before=told_of(last),
        reason=reason,
        evidence=attachments.keep(actor=actor, upload=evidence, at=at),
        at=at,
    )
    if last is not None and last.pk != entered.pk and last.school_class.year_id == school_class.year_id:
        ports.enrolment_moved(last.pk, entered.pk, at)
    return entered


@transaction.atomic
def class_change(
    *, actor: Actor, pupil_id: int, class_id: int, on: date, reason: str, evidence: Upload | None, at: datetime
) -> Enrolment:
    """Move a pupil to another class of the same grade and year; the results so far go along.

    Args:
        actor: the registrar.
        pupil_id: the pupil.
        class_id: the new class.
        on: first day in it.
        reason: in words.
        evidence: the principal's agreement, if it is on paper.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER, PUPIL_NOT_ON_ROLL, CLASS_CHANGE_SAME, CLASS_CHANGE_OTHER_GRADE.
        DataRefused: PUPIL_REASON_MISSING, PUPIL_DAY_IN_FUTURE, PUPIL_DAY_TOO_EARLY.
    """
    pupil, old = reach_on_roll(actor, Action.PUPIL_MOVE_CLASS, pupil_id)
    school_class = find_class(actor, class_id, lock=True)
    require_open(old.school_class, at)
    require_open(school_class, at)
    if school_class.id == old.school_class_id:
        raise Refused("CLASS_CHANGE_SAME", where=school_class.name, class_name=school_class.name)
    if (school_class.year_id, school_class.grade) != (old.school_class.year_id, old.school_class.grade):
        raise Refused(
            "CLASS_CHANGE_OTHER_GRADE",
            where=school_class.name,
            grade=old.school_class.grade,
            year=str(old.school_class.year),
        )
    reason = require_reason(reason)
    require_day(on, at=at, not_before=old.joined_on)
    before, status = told_of(old), PupilStatus(old.status)
    old.left_on = on
    old.save(update_fields=["left_on"])
    new = enter(
        actor=actor,
        pupil=pupil,
        school_class=school_class,
        status=status,
        on=on,
        kind=PupilChange.Kind.CLASS_CHANGED,
        action="schools.pupil.class_changed",
        before=before,
        reason=reason,
        evidence=attachments.keep(actor=actor, upload=evidence, at=at),
        at=at,
    )
    ports.enrolment_moved(old.pk, new.pk, at)
    ports.roll_changed([old.school_class_id, new.school_class_id], at)
    return new
