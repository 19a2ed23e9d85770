"""Rows of the class list: opened and closed, never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from hocba.model import PupilStatus
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action
from hocba_web.base.refusals import Refused
from hocba_web.schools.models import Attachment, Enrolment, Pupil, PupilChange, SchoolClass
from hocba_web.schools.ports import ports
from hocba_web.schools.pupil_fields import Value
from hocba_web.schools.selectors.pupils.scope import enrolment_now, find_pupil, require_for
from hocba_web.schools.services.pupils.changes import write


def reach_on_roll(actor: Actor, action: Action, pupil_id: int) -> tuple[Pupil, Enrolment]:
    """The locked pupil and the class the pupil is in.

    Raises:
        Missing, Forbidden: by scope.
        Refused: PUPIL_NOT_ON_ROLL.
    """
    pupil = find_pupil(actor, pupil_id, lock=True)
    require_for(actor, action, pupil)
    enrolment = enrolment_now(pupil)
    if enrolment is None or enrolment.has_left:
        raise Refused("PUPIL_NOT_ON_ROLL", where=pupil.ministry_id)
    return pupil, enrolment


def enter(
    *,
    actor: Actor,
    pupil: Pupil,
    school_class: SchoolClass,
    status: PupilStatus,
    on: date,
    kind: PupilChange.Kind,
    action: str,
    before: Mapping[str, Value],
    reason: str,
    evidence: Attachment | None,
    at: datetime,
) -> Enrolment:
    """Put a pupil on file into a class; permission and window were proven before."""
    enrolment = open_row(pupil, school_class, status=status, on=on)
    write(
        actor=actor,
        pupil=pupil,
        kind=kind,
        before=before,
        after={"class": school_class.name, "status": status.value},
        action=action,
        at=at,
        reason=reason,
        effective_on=on,
        evidence=evidence,
        details={"class": school_class.id},
    )
    ports.roll_changed([school_class.pk], at)
    return enrolment


def close(
    *,
    actor: Actor,
    pupil: Pupil,
    enrolment: Enrolment,
    status: PupilStatus,
    on: date,
    kind: PupilChange.Kind,
    action: str,
    reason: str,
    evidence: Attachment | None,
    at: datetime,
    told: Mapping[str, Value] | None = None,
) -> Enrolment:
    """End an enrolment; permission and window were proven before."""
    before = told_of(enrolment)
    enrolment.status, enrolment.status_on, enrolment.left_on = status.value, on, on
    enrolment.save(update_fields=["status", "status_on", "left_on"])
    write(
        actor=actor,
        pupil=pupil,
        kind=kind,
        before=before,
        after={"class": enrolment.school_class.name, "status": status.value, **(told or {})},
        action=action,
        at=at,
        reason=reason,
        effective_on=on,
        evidence=evidence,
        details={"class": enrolment.school_class_id},
    )
    ports.roll_changed([enrolment.school_class_id], at)
    return enrolment


def open_row(pupil: Pupil, school_class: SchoolClass, *, status: PupilStatus, on: date) -> Enrolment:
    """A row in the class list: the old one again for somebody who was in this class before, else a new last line."""
    enrolment = Enrolment.objects.filter(pupil=pupil, school_class=school_class).first()
    if enrolment is None:
        last = school_class.enrolments.aggregate(last=Max("number"))["last"] or 0
        enrolment = Enrolment(pupil=pupil, school_class=school_class, number=last + 1, joined_on=on)
    enrolment.status, enrolment.status_on, enrolment.left_on = status.value, on, None
    enrolment.save()
    return enrolment


def told_of(enrolment: Enrolment | None) -> dict[str, Value]:
    """Class and status as the history tells them."""
    if enrolment is None:
        return {}
    return {"class": enrolment.school_class.name, "status": enrolment.status}
