"""Roles as dated appointments: the admin prepares, the principal decides.

Source: Decision 32/QĐ-THPĐ, art. 6(1), 6(3), 6(6)(d), 10(đ).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import Appointment, Decision, School, Staff
from hocba_web.schools.selectors.dated import overlapping, working
from hocba_web.schools.services.appointments.decisions import give
from hocba_web.schools.services.dates import day_of, in_order

OFFICES = (Role.PRINCIPAL, Role.VICE_PRINCIPAL, Role.REGISTRAR, Role.CLERK, Role.SCHOOL_ADMIN)
"""Roles that an appointment gives; teachers come from the yearly assignment, inspectors from an inspection."""
SOURCE = "Decision 32/QĐ-THPĐ, art. 6(1), 6(3)"
_KINDS = {
    Appointment.Body.BOARD: (Decision.Kind.BOARD, "Thành lập Ban Quản trị phần mềm học bạ số"),
    Appointment.Body.WORKING_GROUP: (Decision.Kind.WORKING_GROUP, "Thành lập Tổ công tác học bạ số"),
}


@transaction.atomic
def prepare(
    *,
    actor: Actor,
    staff_id: int,
    role: Role | None,
    since: date,
    until: date | None,
    at: datetime,
    body: str = "",
    post: str = "",
    duty: str = "",
    may_sign_for_principal: bool = False,
    accept_overlap: bool = False,
) -> Appointment:
    """Prepare an appointment; it gives nothing until the principal approves it.

    Args:
        actor: the admin.
        staff_id: who is appointed; works at the school on `since`.
        role: one of `OFFICES`; None for a member of a body who gains no role.
        since: first day.
        until: last day; None: open.
        at: aware, UTC.
        body: "", "board" or "working_group"; a member has a named duty.
        post: "", "chair", "deputy" or "member".
        duty: as the decision words it.
        may_sign_for_principal: only for a vice principal (art. 6(6)(d)).
        accept_overlap: the person holds, or is to hold, the same role on some of these days, and that is meant.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: APPOINTMENT_EMPTY, ROLE_NOT_APPOINTED, SIGNING_FOR_DEPUTY_ONLY, DUTY_NEEDED, DATES_BACKWARDS,
            STAFF_NOT_WORKING, APPOINTMENT_OVERLAPS.
    """
    require(actor, Action.APPOINTMENT_PREPARE, Target(school_id=actor.school_id))
    staff = _staff(actor.school_id, staff_id, since)
    body_of = Appointment.Body(body)
    if role is None and not body:
        raise Refused("APPOINTMENT_EMPTY", where="role", source=SOURCE)
    if role is not None and role not in OFFICES:
        raise Refused("ROLE_NOT_APPOINTED", where="role", role=role.label)
    if may_sign_for_principal and role is not Role.VICE_PRINCIPAL:
        raise Refused("SIGNING_FOR_DEPUTY_ONLY", where="may_sign", source="Decision 32/QĐ-THPĐ, art. 6(6)(d)")
    if body and not clean(duty):
        raise Refused("DUTY_NEEDED", where="duty", source=SOURCE, body=body_of.label)
    in_order(since, until)
    if role is not None and not accept_overlap:
        same = Appointment.objects.filter(overlapping(since, until), staff=staff, role=role.value)
        if same.filter(declined_at__isnull=True).exists():
            raise Refused("APPOINTMENT_OVERLAPS", where="since", name=staff.name, role=role.label)
    row = Appointment.objects.create(
        school_id=actor.school_id,
        staff=staff,
        role=role.value if role else "",
        body=body_of,
        post=Appointment.Post(post),
        duty=clean(duty)[:500],
        may_sign_for_principal=may_sign_for_principal,
        since=since,
        until=until,
        prepared_by_id=actor.user_id,
        prepared_at=at,
    )
    _trace(actor, "schools.appointment.prepared", [row], at)
    return row


@transaction.atomic
def withdraw(*, actor: Actor, appointment_id: int, at: datetime) -> None:
    """Take back what was prepared and not yet decided.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: APPOINTMENT_DECIDED.
    """
    require(actor, Action.APPOINTMENT_PREPARE, Target(school_id=actor.school_id))
    row = _undecided(actor.school_id, [appointment_id])[0]
    _trace(actor, "schools.appointment.withdrawn", [row], at)
    row.delete()


@transaction.atomic
def approve(
    *,
    actor: Actor,
    appointment_ids: Sequence[int],
    number: str,
    dated: date,
    at: datetime,
    real_at: datetime,
    summary: str = "",
) -> Decision:
    """Put appointments in force by one decision.

    Args:
        actor: the principal, with a fresh second factor; not who prepared them.
        appointment_ids: prepared ones.
        number: of the decision.
        dated: its day.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.
        summary: for the register of decisions; made from what is decided if empty.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: APPOINTMENTS_NONE, APPOINTMENT_DECIDED, SECOND_PRINCIPAL, STAFF_NOT_WORKING, DECISION_*.
    """
    return _approve(actor, appointment_ids, number=number, dated=dated, summary=summary, at=at, real_at=real_at)


@transaction.atomic
def change_principal(
    *, actor: Actor, appointment_id: int, number: str, dated: date, at: datetime, real_at: datetime
) -> Decision:
    """Approve the appointment of a successor; one's own ends the day before. Arguments as of `approve`.

    Raises:
        Refused: NOT_A_SUCCESSOR, not the appointment of a principal that begins in the future; and as of `approve`.
    """
    require(actor, Action.APPOINTMENT_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    row = _undecided(actor.school_id, [appointment_id])[0]
    if row.role != Role.PRINCIPAL.value or row.since <= day_of(at):
        raise Refused("NOT_A_SUCCESSOR", where="since")
    leaving = Appointment.objects.filter(
        overlapping(row.since, row.until), school_id=actor.school_id, role=Role.PRINCIPAL.value
    ).filter(approved_at__isnull=False, since__lt=row.since)
    ended = list(leaving)
    for one in ended:
        one.until = row.since - timedelta(days=1)
        one.save(update_fields=["until"])
    words = "Thay đổi hiệu trưởng"
    decision = _approve(actor, [appointment_id], number=number, dated=dated, summary=words, at=at, real_at=real_at)
    for one in ended:
        one.end_decision = decision
        one.save(update_fields=["end_decision"])
    _trace(actor, "schools.appointment.ended", ended, at)
    return decision


def _approve(
    actor: Actor,
    appointment_ids: Sequence[int],
    *,
    number: str,
    dated: date,
    summary: str,
    at: datetime,
    real_at: datetime,
) -> Decision:
    require(actor, Action.APPOINTMENT_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    rows = _undecided(actor.school_id, appointment_ids)
    for row in rows:
        if row.prepared_by_id is not None:
            two_people(row.prepared_by_id, actor)
        _staff(actor.school_id, row.staff_id, row.since)
        if row.role == Role.PRINCIPAL.value:
            _only_principal(row)
    bodies = {row.body for row in rows}
    kind, words = Decision.Kind.APPOINTMENT, "Phân công nhiệm vụ quản lý, sử dụng học bạ số"
    if len(bodies) == 1 and "" not in bodies:
        kind, words = _KINDS[Appointment.Body(bodies.pop())]
    decision = give(actor=actor, kind=kind, number=number, dated=dated, summary=summary or words, at=at)
    for row in rows:
        row.decision, row.approved_by_id, row.approved_at = decision, actor.user_id, at
        row.save(update_fields=["decision", "approved_by", "approved_at"])
    _trace(actor, "schools.appointment.approved", rows, at)
    for user_id in {row.staff.user_id for row in rows if row.staff.user_id}:
        ports.notify(user_id, "schools.appointment.approved", decision.number)
    return decision


@transaction.atomic
def decline(*, actor: Actor, appointment_id: int, reason: str, at: datetime) -> None:
    """Do not approve what was prepared; a reason goes back to who prepared it.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: REASON_NEEDED, APPOINTMENT_DECIDED.
    """
    require(actor, Action.APPOINTMENT_APPROVE, Target(school_id=actor.school_id))
    row = _undecided(actor.school_id, [appointment_id])[0]
    if not clean(reason):
        raise Refused("REASON_NEEDED", where="reason")
    row.declined_at, row.decline_reason = at, clean(reason)[:300]
    row.save(update_fields=["declined_at", "decline_reason"])
    _trace(actor, "schools.appointment.declined", [row], at)
    if row.prepared_by_id is not None:
        ports.notify(row.prepared_by_id, "schools.appointment.declined", row.decline_reason)


@transaction.atomic
def end(
    *,
    actor: Actor,
    appointment_id: int,
    until: date,
    number: str,
    dated: date,
    at: datetime,
    real_at: datetime,
) -> Appointment:
    """End an appointment on a day by a decision; what was done under it stays.

    Args:
        actor: the principal, with a fresh second factor.
        appointment_id: one in force, or to be.
        until: last day; today at the earliest.
        number: of the decision.
        dated: its day.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: PRINCIPAL_NEEDS_SUCCESSOR, ENDS_IN_PAST, DATES_BACKWARDS, APPOINTMENT_ENDED, DECISION_*.
    """
    require(actor, Action.APPOINTMENT_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    row = (
        Appointment.objects.select_for_update()
        .filter(school_id=actor.school_id, id=appointment_id, approved_at__isnull=False)
        .first()
    )
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    if row.until is not None and row.until <= until:
        raise Refused("APPOINTMENT_ENDED", where="until", until=f"{row.until:%d/%m/%Y}")
    if until < day_of(at):
        raise Refused("ENDS_IN_PAST", where="until")
    in_order(row.since, until)
    if row.role == Role.PRINCIPAL.value:
        raise Refused("PRINCIPAL_NEEDS_SUCCESSOR", source="Decision 32/QĐ-THPĐ, art. 6")
    decision = give(
        actor=actor,
        kind=Decision.Kind.APPOINTMENT,
        number=number,
        dated=dated,
        summary="Thôi phân công nhiệm vụ quản lý, sử dụng học bạ số",
        at=at,
    )
    row.until, row.end_decision = until, decision
    row.save(update_fields=["until", "end_decision"])
    _trace(actor, "schools.appointment.ended", [row], at)
    return row


def _staff(school_id: int, staff_id: int, on: date) -> Staff:
    staff = Staff.objects.filter(school_id=school_id, id=staff_id).first()
    if staff is None:
        raise Missing("NOT_FOUND_HERE")
    if not Staff.objects.filter(working(on), id=staff_id).exists():
        raise Refused("STAFF_NOT_WORKING", where="staff", name=staff.name, day=f"{on:%d/%m/%Y}")
    return staff


def _undecided(school_id: int, ids: Sequence[int]) -> list[Appointment]:
    """Prepared appointments, locked; all of them or none."""
    School.objects.select_for_update().get(id=school_id)
    rows = list(Appointment.objects.filter(school_id=school_id, id__in=set(ids)).select_related("staff").order_by("id"))
    if len(rows) != len(set(ids)):
        raise Missing("NOT_FOUND_HERE")
    if not rows:
        raise Refused("APPOINTMENTS_NONE")
    for row in rows:
        if row.approved_at is not None or row.declined_at is not None:
            raise Refused("APPOINTMENT_DECIDED", name=row.staff.name)
    return rows


def _only_principal(row: Appointment) -> None:
    others = Appointment.objects.filter(
        overlapping(row.since, row.until),
        school_id=row.school_id,
        role=Role.PRINCIPAL.value,
        approved_at__isnull=False,
    ).exclude(id=row.id)
    other = others.select_related("staff").first()
    if other is not None:
        raise Refused("SECOND_PRINCIPAL", where="since", source="Decision 32/QĐ-THPĐ, art. 6", name=other.staff.name)


def _trace(actor: Actor, action: str, rows: Sequence[Appointment], at: datetime) -> None:
    for row in rows:
        audit.record(
            actor=actor,
            action=action,
            subject=("appointment", row.id),
            at=at,
            school_id=row.school_id,
            details={"staff": row.staff_id, "role": row.role, "body": row.body, "signs": row.may_sign_for_principal},
        )
