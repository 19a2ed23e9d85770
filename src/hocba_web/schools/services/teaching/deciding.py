"""The principal decides about a plan as a whole; it then takes effect by its date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.accounts.ports import ports
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import (
    AssignmentLine,
    AssignmentPlan,
    Decision,
    Homeroom,
    SchoolClass,
    Staff,
    Teaching,
)
from hocba_web.schools.selectors.dated import working
from hocba_web.schools.selectors.teaching_cells import after_plan, gaps, in_force_cells, planned_cells
from hocba_web.schools.services.appointments.decisions import give
from hocba_web.schools.services.dates import day_of
from hocba_web.schools.services.teaching.plans import SOURCE, State, plan_here, trace


@transaction.atomic
def approve_plan(
    *,
    actor: Actor,
    plan_id: int,
    number: str,
    dated: date,
    at: datetime,
    real_at: datetime,
    accept_gaps: bool = False,
) -> Decision:
    """Put a plan in force by a decision: who had a cell keeps it until the day before, the new one begins.

    Args:
        actor: the principal, with a fresh second factor; not who proposed it.
        plan_id: a submitted plan.
        number: of the assignment decision.
        dated: its day.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.
        accept_gaps: compulsory cells stay empty for now, and that is meant.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: PLAN_NOT_SUBMITTED, PLAN_HAS_GAPS, PLAN_REACHES_BACK, STAFF_NOT_WORKING (left since), DECISION_*.
    """
    require(actor, Action.ASSIGNMENT_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    plan = _submitted(actor, plan_id)
    two_people(plan.proposed_by_id, actor)
    lines = list(plan.lines.select_related("school_class", "staff"))
    at_work = set(Staff.objects.filter(working(plan.since), school_id=actor.school_id).values_list("id", flat=True))
    for line in lines:
        if line.staff is not None and line.staff_id not in at_work:
            raise Refused(
                "STAFF_NOT_WORKING",
                where=line.school_class.name,
                name=line.staff.name,
                day=f"{plan.since:%d/%m/%Y}",
            )
    classes = SchoolClass.objects.filter(year=plan.year).select_related("year").order_by("grade", "name")
    empty = gaps(classes, after_plan(in_force_cells(plan.year_id, plan.since), planned_cells(plan)))
    if empty and not accept_gaps:
        raise Refused("PLAN_HAS_GAPS", source=SOURCE, count=len(empty))
    decision = give(
        actor=actor,
        kind=Decision.Kind.ASSIGNMENT,
        number=number,
        dated=dated,
        summary=f"Phân công chuyên môn năm học {plan.year} từ ngày {plan.since:%d/%m/%Y}",
        at=at,
    )
    for line in lines:
        _apply(plan, line, decision, at)
    plan.state, plan.decided_by_id, plan.decided_at, plan.decision = State.APPROVED, actor.user_id, at, decision
    plan.save()
    trace(actor, "schools.assignment.approved", plan, at, lines=len(lines), gaps=len(empty))
    for user_id in {line.staff.user_id for line in lines if line.staff and line.staff.user_id}:
        ports.notify(user_id, "schools.assignment.approved", decision.number)
    return decision


def _apply(plan: AssignmentPlan, line: AssignmentLine, decision: Decision, at: datetime) -> None:
    """End who had the cell; what was to begin later than the plan never begins; the new one starts."""
    table: type[Teaching | Homeroom] = Teaching if line.subject else Homeroom
    which = {"school_class": line.school_class} | ({"subject": line.subject} if line.subject else {})
    standing = list(table._default_manager.filter(approved_at__isnull=False, **which).exclude(until__lt=plan.since))  # noqa: SLF001  # the documented way for any model
    if len(standing) == 1 and standing[0].staff_id == line.staff_id and standing[0].until is None:
        return
    for row in standing:
        if row.since < plan.since:
            row.until = plan.since - timedelta(days=1)
            row.save(update_fields=["until"])
        elif row.since > day_of(at):
            row.delete()
        else:
            # Somebody may have worked under it: what was in force is never unmade.
            raise Refused("PLAN_REACHES_BACK", where=line.school_class.name, began=f"{row.since:%d/%m/%Y}")
    if line.staff is not None:
        table._default_manager.create(  # noqa: SLF001  # the same
            **which, staff=line.staff, since=plan.since, decision=decision, approved_at=at
        )


@transaction.atomic
def return_plan(*, actor: Actor, plan_id: int, reason: str, at: datetime) -> AssignmentPlan:
    """Give a plan back to be written again.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: PLAN_NOT_SUBMITTED, REASON_NEEDED.
    """
    require(actor, Action.ASSIGNMENT_APPROVE, Target(school_id=actor.school_id))
    plan = _submitted(actor, plan_id)
    if not clean(reason):
        raise Refused("REASON_NEEDED", where="reason")
    plan.state, plan.return_reason = State.RETURNED, clean(reason)[:300]
    plan.save(update_fields=["state", "return_reason"])
    trace(actor, "schools.assignment.returned", plan, at)
    ports.notify(plan.proposed_by_id, "schools.assignment.returned", plan.return_reason)
    return plan


def _submitted(actor: Actor, plan_id: int) -> AssignmentPlan:
    plan = plan_here(actor, plan_id)
    if plan.state != State.SUBMITTED:
        raise Refused("PLAN_NOT_SUBMITTED", state=plan.get_state_display())
    return plan
