"""Which pupil, which class, and whether somebody may reach it: asked by every service and page of the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from hocba.model import PupilStatus
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Enrolment, Pupil, SchoolClass, SchoolYear
from hocba_web.schools.ports import OpenState, ports

LEFT_STATUSES = tuple(status.value for status in PupilStatus if status.has_left)
ON_ROLL = Q(left_on__isnull=True) & ~Q(status__in=LEFT_STATUSES)
"""Enrolments of pupils who are in the class."""


def find_class(actor: Actor, class_id: int, *, lock: bool = False) -> SchoolClass:
    """A class of the actor's school, with its year and school.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    rows = SchoolClass.objects.select_for_update(of=("self",)) if lock else SchoolClass.objects
    found = rows.select_related("year__school").filter(id=class_id, year__school_id=actor.school_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def find_pupil(actor: Actor, pupil_id: int, *, lock: bool = False) -> Pupil:
    """A pupil of the actor's school.

    Args:
        actor: who asks.
        pupil_id: from the address.
        lock: keep others from writing the row until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    rows = Pupil.objects.select_for_update() if lock else Pupil.objects
    found = rows.filter(id=pupil_id, school_id=actor.school_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def working_year(actor: Actor, year_id: int | None = None) -> SchoolYear | None:
    """The year of the actor's school that was asked for, or the current one; None before the first is set up.

    Raises:
        Missing: NOT_FOUND_HERE, there is no such year at this school.
    """
    years = SchoolYear.objects.filter(school_id=actor.school_id)
    if year_id is None:
        return years.filter(is_current=True).first() or years.order_by("-first").first()
    found = years.filter(id=year_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def enrolments_now(pupil: Pupil) -> Sequence[Enrolment]:
    """Where the pupil is: open enrolments of the current year and later ones; where there are none, the last one.

    In summer a pupil can be in two years at once; somebody who left belongs to the class left.
    """
    found = list(pupil.enrolments.select_related("school_class__year").order_by("-school_class__year__first", "-id"))
    if not found:
        return ()
    newest = found[0].school_class.year.first
    current = next((one.school_class.year.first for one in found if one.school_class.year.is_current), newest)
    running = [one for one in found if one.school_class.year.first >= min(current, newest)]
    return [one for one in running if not one.has_left] or found[:1]


def enrolment_now(pupil: Pupil) -> Enrolment | None:
    """Where the pupil is in the year the school works in; else the last one; None if never enrolled."""
    found = enrolments_now(pupil)
    return next((one for one in found if one.school_class.year.is_current), found[0] if found else None)


def register_of(actor: Actor, places: Sequence[Enrolment], at: datetime) -> tuple[SchoolClass, OpenState] | None:
    """The class whose window counts for a pupil, and whether it is open; None for a pupil who is in no class.

    In summer a pupil can be in two classes; one that is open is enough. A homeroom teacher's own class goes first.
    """
    own = [one.school_class for one in places if one.school_class_id in actor.homeroom_of]
    found = own or sorted((one.school_class for one in places), key=lambda one: not one.year.is_current)
    states = [(one, ports.register_open(one, at)) for one in found]
    return next((pair for pair in states if pair[1].is_open), states[0] if states else None)


def may(actor: Actor, action: Action, pupil: Pupil, places: Sequence[Enrolment] | None = None) -> bool:
    """Whether somebody may do this to a pupil, by any class the pupil is in now."""
    return any(allowed(actor, action, target) for target in _targets(pupil, places))


def require_for(actor: Actor, action: Action, pupil: Pupil, places: Sequence[Enrolment] | None = None) -> None:
    """Refuse unless `may`.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
    """
    targets = _targets(pupil, places)
    if not any(allowed(actor, action, target) for target in targets):
        require(actor, action, targets[0])


def require_class(actor: Actor, action: Action, school_class: SchoolClass) -> None:
    """Refuse unless the action is allowed on this class.

    Raises:
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
    """
    require(actor, action, class_target(school_class))


def class_target(school_class: SchoolClass) -> Target:
    """The class as permissions take it."""
    return Target(school_id=school_class.year.school_id, class_id=school_class.id)


def _targets(pupil: Pupil, places: Sequence[Enrolment] | None) -> list[Target]:
    found = enrolments_now(pupil) if places is None else places
    targets = [Target(school_id=pupil.school_id, class_id=one.school_class_id) for one in found]
    return targets or [Target(school_id=pupil.school_id)]
