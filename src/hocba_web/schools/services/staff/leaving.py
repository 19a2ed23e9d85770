"""Somebody leaves: what they held ends with their last day, and the closing of their account is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, fresh, require, two_people
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.accounts.services.requests import Kind, ask_change
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import (
    Appointment,
    AssignmentLine,
    Homeroom,
    Staff,
    Substitution,
    Teaching,
    TeamMember,
)
from hocba_web.schools.selectors.dated import in_force
from hocba_web.schools.selectors.teaching import users_with_role
from hocba_web.schools.services.dates import day_of
from hocba_web.schools.services.teaching.plans import OPEN

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(5), 6(8)"


@dataclass(frozen=True, slots=True)
class Left:
    """What leaving ended."""

    appointments: int
    cells: int
    """Classes and subjects that need a successor from the day after."""
    account_asked: bool
    """A request to close the account waits for the principal."""


@transaction.atomic
def leave(*, actor: Actor, staff_id: int, last_day: date, reason: str, at: datetime, real_at: datetime) -> Left:
    """Record that somebody leaves the school after their last day.

    Args:
        actor: registrar or admin with a fresh second factor; never the leaving person.
        staff_id: who.
        last_day: counts still.
        reason: why, and on which paper.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: REASON_NEEDED, STAFF_LEFT_ALREADY, PRINCIPAL_NEEDS_SUCCESSOR.
    """
    require(actor, Action.STAFF_EDIT, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    staff = _here(actor, staff_id)
    if staff.user_id is not None:
        two_people(staff.user_id, actor)
    if not clean(reason):
        raise Refused("REASON_NEEDED", where="reason")
    if not staff.active or staff.left_on is not None:
        raise Refused("STAFF_LEFT_ALREADY", name=staff.name)
    _principal_has_successor(staff, last_day)
    appointments = _end_appointments(staff, last_day, at)
    cells = _end_assignments(staff, last_day)
    staff.left_on, staff.active = last_day, last_day >= day_of(at)
    staff.save(update_fields=["left_on", "active"])
    audit.record(
        actor=actor,
        action="schools.staff.left",
        subject=("staff", staff.id),
        at=at,
        school_id=actor.school_id,
        details={"last_day": last_day.isoformat(), "appointments": appointments, "cells": cells},
    )
    asked = _ask_closing(actor, staff, last_day, reason=reason, at=at, real_at=real_at)
    for user_id in users_with_role(actor.school_id, [Role.PRINCIPAL], day_of(at)):
        ports.notify(user_id, "schools.staff.left", staff.name)
    return Left(appointments, cells, asked)


@transaction.atomic
def come_back(*, actor: Actor, staff_id: int, at: datetime) -> Staff:
    """Somebody who left works here again; appointments and assignments are made anew.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: STAFF_NOT_LEFT.
    """
    require(actor, Action.STAFF_EDIT, Target(school_id=actor.school_id))
    staff = _here(actor, staff_id)
    if staff.active and staff.left_on is None:
        raise Refused("STAFF_NOT_LEFT", name=staff.name)
    staff.active, staff.left_on = True, None
    staff.save(update_fields=["active", "left_on"])
    audit.record(
        actor=actor, action="schools.staff.returned", subject=("staff", staff.id), at=at, school_id=actor.school_id
    )
    return staff


def _here(actor: Actor, staff_id: int) -> Staff:
    staff = Staff.objects.select_for_update().filter(school_id=actor.school_id, id=staff_id).first()
    if staff is None:
        raise Missing("NOT_FOUND_HERE")
    return staff


def _principal_has_successor(staff: Staff, last_day: date) -> None:
    """The school is never without a principal: the next one's appointment must be approved first."""
    offices = Appointment.objects.filter(
        school_id=staff.school_id, role=Role.PRINCIPAL.value, approved_at__isnull=False
    )
    holds = offices.filter(in_force(last_day), staff=staff).exists()
    if holds and not offices.filter(in_force(last_day + timedelta(days=1))).exclude(staff=staff).exists():
        raise Refused("PRINCIPAL_NEEDS_SUCCESSOR", source="Decision 32/QĐ-THPĐ, art. 6")


def _end_appointments(staff: Staff, last_day: date, at: datetime) -> int:
    """End what is in force; what has not begun, or was not decided, never begins."""
    rows = staff.appointments.filter(declined_at__isnull=True).exclude(until__lte=last_day)
    not_begun = rows.filter(Q(since__gt=last_day) | Q(approved_at__isnull=True))
    not_begun.update(approved_at=None, declined_at=at, decline_reason="Đã thôi làm việc tại trường")
    return rows.filter(approved_at__isnull=False).update(until=last_day)


def _end_assignments(staff: Staff, last_day: date) -> int:
    """End teaching, groups and substitutions; what has not begun goes, plans forget the person.

    Returns:
        How many cells were in force and now need somebody.
    """
    cells = 0
    for table in (Homeroom, Teaching):
        table.objects.filter(staff=staff, since__gt=last_day).delete()
        cells += table.objects.filter(staff=staff).exclude(until__lte=last_day).update(until=last_day)
    TeamMember.objects.filter(staff=staff, since__gt=last_day).delete()
    TeamMember.objects.filter(staff=staff).exclude(until__lte=last_day).update(until=last_day)
    covers = Substitution.objects.filter(Q(absent=staff) | Q(substitute=staff))
    covers.filter(Q(since__gt=last_day) | Q(approved_at__isnull=True)).delete()
    covers.exclude(until__lte=last_day).update(until=last_day)
    AssignmentLine.objects.filter(staff=staff, plan__state__in=OPEN).delete()
    return cells


def _ask_closing(actor: Actor, staff: Staff, last_day: date, *, reason: str, at: datetime, real_at: datetime) -> bool:
    """Ask that the account be closed from the day after; the principal decides as about any account."""
    if staff.user is None or not staff.user.is_active:
        return False
    if not allowed(actor, Action.ACCOUNT_REQUEST, Target(school_id=actor.school_id, user_id=staff.user_id)):
        return False
    try:
        with transaction.atomic():
            ask_change(
                actor=actor,
                kind=Kind.DEACTIVATE,
                user_id=staff.user.pk,
                reason=reason,
                at=at,
                real_at=real_at,
                effective_on=last_day + timedelta(days=1),
            )
    except Refused as refused:
        if refused.code != "ACCOUNT_REQUEST_OPEN":
            raise
    return True
