"""Somebody stands in for an absent teacher, from one day to another, by decision (art. 6(6)(a))."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.accounts.ports import ports
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import Decision, SchoolClass, Staff, Substitution
from hocba_web.schools.selectors.dated import overlapping, working
from hocba_web.schools.selectors.teaching import assignments_of, covers_cell
from hocba_web.schools.selectors.teaching_cells import stored
from hocba_web.schools.services.appointments.decisions import give
from hocba_web.schools.services.dates import day_of, in_order


@transaction.atomic
def prepare_substitution(
    *,
    actor: Actor,
    absent_id: int,
    substitute_id: int,
    since: date,
    until: date,
    at: datetime,
    class_id: int | None = None,
    subject: Subject | None = None,
    homeroom: bool = False,
    may_sign: bool = False,
) -> Substitution:
    """Propose that somebody stands in; it gives nothing until the principal approves it.

    Args:
        actor: vice principal, registrar or admin.
        absent_id: the absent teacher.
        substitute_id: somebody else who works at the school on both days.
        since: first day.
        until: last day.
        at: aware, UTC.
        class_id: only this class; None: all classes of the absent teacher.
        subject: only this subject; None: all of them.
        homeroom: also the homeroom.
        may_sign: the decision lets the substitute sign what they enter.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: DATES_BACKWARDS, SUBSTITUTE_IS_ABSENT, STAFF_NOT_WORKING, SUBSTITUTION_COVERS_NOTHING,
            SUBSTITUTION_OVERLAPS.
    """
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    in_order(since, until)
    absent, substitute = _staff(actor, absent_id), _staff(actor, substitute_id)
    if absent.id == substitute.id:
        raise Refused("SUBSTITUTE_IS_ABSENT", where="substitute")
    for day in (since, until):
        if not Staff.objects.filter(working(day), id=substitute.id).exists():
            raise Refused("STAFF_NOT_WORKING", where="substitute", name=substitute.name, day=f"{day:%d/%m/%Y}")
    school_class = None
    if class_id is not None:
        school_class = SchoolClass.objects.filter(year__school_id=actor.school_id, id=class_id).first()
        if school_class is None:
            raise Missing("NOT_FOUND_HERE")
    row = Substitution(
        absent=absent,
        substitute=substitute,
        school_class=school_class,
        subject=stored(subject),
        homeroom=homeroom,
        may_sign=may_sign,
        since=since,
        until=until,
        prepared_by_id=actor.user_id,
        prepared_at=at,
    )
    held = [*assignments_of(absent.id, since), *assignments_of(absent.id, until)]
    if not any(covers_cell(row, one.class_id, one.subject) for one in held):
        raise Refused("SUBSTITUTION_COVERS_NOTHING", where="absent", name=absent.name)
    others = Substitution.objects.filter(overlapping(since, until), absent=absent, declined_at__isnull=True)
    for other in others:
        if any(
            covers_cell(row, one.class_id, one.subject) and covers_cell(other, one.class_id, one.subject)
            for one in held
        ):
            raise Refused("SUBSTITUTION_OVERLAPS", where="since", name=absent.name)
    row.save()
    _trace(actor, "schools.substitution.prepared", row, at)
    return row


@transaction.atomic
def withdraw_substitution(*, actor: Actor, substitution_id: int, at: datetime) -> None:
    """Take back what was proposed and not yet decided.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: SUBSTITUTION_DECIDED.
    """
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    row = _undecided(actor, substitution_id)
    _trace(actor, "schools.substitution.withdrawn", row, at)
    row.delete()


@transaction.atomic
def approve_substitution(
    *, actor: Actor, substitution_id: int, number: str, dated: date, at: datetime, real_at: datetime
) -> Decision:
    """Put a substitution in force by a decision.

    Args:
        actor: the principal, with a fresh second factor; not who proposed it.
        substitution_id: a proposed one.
        number: of the decision.
        dated: its day.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: SUBSTITUTION_DECIDED, DECISION_*.
    """
    require(actor, Action.ASSIGNMENT_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    row = _undecided(actor, substitution_id)
    if row.prepared_by_id is not None:
        two_people(row.prepared_by_id, actor)
    decision = give(
        actor=actor,
        kind=Decision.Kind.SUBSTITUTION,
        number=number,
        dated=dated,
        summary=f"Phân công dạy thay từ {row.since:%d/%m/%Y} đến {row.until:%d/%m/%Y}",
        at=at,
    )
    row.decision, row.approved_by_id, row.approved_at = decision, actor.user_id, at
    row.save()
    _trace(actor, "schools.substitution.approved", row, at)
    for user_id in (row.substitute.user_id, row.absent.user_id):
        if user_id is not None:
            ports.notify(user_id, "schools.substitution.approved", decision.number)
    return decision


@transaction.atomic
def decline_substitution(*, actor: Actor, substitution_id: int, reason: str, at: datetime) -> None:
    """Do not approve a substitution.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: SUBSTITUTION_DECIDED, REASON_NEEDED.
    """
    require(actor, Action.ASSIGNMENT_APPROVE, Target(school_id=actor.school_id))
    row = _undecided(actor, substitution_id)
    if not clean(reason):
        raise Refused("REASON_NEEDED", where="reason")
    row.declined_at, row.decline_reason = at, clean(reason)[:300]
    row.save(update_fields=["declined_at", "decline_reason"])
    _trace(actor, "schools.substitution.declined", row, at)


@transaction.atomic
def end_substitution(*, actor: Actor, substitution_id: int, until: date, at: datetime) -> Substitution:
    """End a substitution early, because the absent teacher is back; the principal alone.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: ENDS_IN_PAST, DATES_BACKWARDS, SUBSTITUTION_ENDED.
    """
    require(actor, Action.ASSIGNMENT_APPROVE, Target(school_id=actor.school_id))
    row = _here(actor, substitution_id)
    if row.approved_at is None or (row.until is not None and row.until <= until):
        raise Refused("SUBSTITUTION_ENDED", where="until")
    if until < day_of(at):
        raise Refused("ENDS_IN_PAST", where="until")
    in_order(row.since, until)
    row.until = until
    row.save(update_fields=["until"])
    _trace(actor, "schools.substitution.ended", row, at)
    return row


def _staff(actor: Actor, staff_id: int) -> Staff:
    staff = Staff.objects.filter(school_id=actor.school_id, id=staff_id).first()
    if staff is None:
        raise Missing("NOT_FOUND_HERE")
    return staff


def _here(actor: Actor, substitution_id: int) -> Substitution:
    row = (
        Substitution.objects.select_for_update(of=("self",))
        .filter(absent__school_id=actor.school_id, id=substitution_id)
        .select_related("absent", "substitute")
        .first()
    )
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row


def _undecided(actor: Actor, substitution_id: int) -> Substitution:
    row = _here(actor, substitution_id)
    if row.approved_at is not None or row.declined_at is not None:
        raise Refused("SUBSTITUTION_DECIDED")
    return row


def _trace(actor: Actor, action: str, row: Substitution, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("substitution", row.id),
        at=at,
        school_id=actor.school_id,
        details={
            "absent": row.absent_id,
            "substitute": row.substitute_id,
            "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else None,
            "signs": row.may_sign,
        },
    )
