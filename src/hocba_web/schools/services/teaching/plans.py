"""Writing an assignment plan: opened, filled in, handed to the principal. It changes nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import AssignmentLine, AssignmentPlan, SchoolClass, SchoolYear, Staff
from hocba_web.schools.selectors.dated import working
from hocba_web.schools.selectors.teaching import users_with_role
from hocba_web.schools.selectors.teaching_cells import (
    Key,
    after_plan,
    in_force_cells,
    needed,
    planned_cells,
    stored,
    studied,
)
from hocba_web.schools.services.dates import day_of

State = AssignmentPlan.State
OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED)
SOURCE = "Decision 32/QĐ-THPĐ, art. 7(2), 9(1)"
_EARLIEST = timedelta(days=60)
"""A plan may begin so long before the year does: classes are prepared in August."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to set."""

    class_id: int
    subject: Subject | None
    """None: homeroom."""
    staff_id: int | None
    """None: nobody."""


@transaction.atomic
def open_plan(*, actor: Actor, year_id: int, since: date, at: datetime, note: str = "") -> AssignmentPlan:
    """Begin a plan for a year; at most one is being worked on.

    Args:
        actor: vice principal, registrar or admin.
        year_id: a year of the actor's school.
        since: first day on which it is to hold.
        at: aware, UTC.
        note: why, for the principal.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: PLAN_OPEN_ALREADY, PLAN_OUTSIDE_YEAR.
    """
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    year = SchoolYear.objects.select_for_update().filter(school_id=actor.school_id, id=year_id).first()
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    if year.assignment_plans.filter(state__in=OPEN).exists():
        raise Refused("PLAN_OPEN_ALREADY", year=str(year))
    _inside(year, since)
    plan = AssignmentPlan.objects.create(
        year=year, since=since, note=clean(note)[:300], proposed_by_id=actor.user_id, proposed_at=at
    )
    trace(actor, "schools.assignment.opened", plan, at)
    return plan


@transaction.atomic
def move_plan(*, actor: Actor, plan_id: int, since: date, at: datetime) -> AssignmentPlan:
    """Let a plan begin on another day.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: PLAN_CLOSED, PLAN_OUTSIDE_YEAR.
    """
    plan = writable(actor, plan_id, None)
    _inside(plan.year, since)
    plan.since = since
    plan.save(update_fields=["since"])
    _back_to_draft(actor, plan)
    trace(actor, "schools.assignment.moved", plan, at)
    return plan


def _inside(year: SchoolYear, since: date) -> None:
    if not year.starts_on - _EARLIEST <= since <= year.ends_on:
        raise Refused("PLAN_OUTSIDE_YEAR", where="since", year=str(year), ends=f"{year.ends_on:%d/%m/%Y}")


@transaction.atomic
def set_cells(
    *, actor: Actor, plan_id: int, cells: Sequence[Cell], at: datetime, version: int | None = None
) -> AssignmentPlan:
    """Say who is to have some cells. A plan that the principal has is taken back to be written again.

    Args:
        actor: who may propose.
        plan_id: a plan that is open.
        cells: each class and subject once.
        at: aware, UTC.
        version: the plan's version that the person saw; None: not asked.

    Raises:
        Missing: NOT_FOUND_HERE, the plan, a class or somebody is not of this school or year.
        Refused: PLAN_CLOSED, PLAN_CHANGED_MEANWHILE, SUBJECT_NOT_STUDIED, STAFF_NOT_WORKING.
    """
    plan = writable(actor, plan_id, version)
    classes = {one.id: one for one in SchoolClass.objects.filter(year=plan.year).select_related("year")}
    staff = {one.id: one for one in Staff.objects.filter(school_id=actor.school_id)}
    at_work = set(Staff.objects.filter(working(plan.since), school_id=actor.school_id).values_list("id", flat=True))
    current = in_force_cells(plan.year_id, plan.since)
    written: list[AssignmentLine] = []
    for cell in cells:
        if cell.class_id not in classes or (cell.staff_id is not None and cell.staff_id not in staff):
            raise Missing("NOT_FOUND_HERE")
        school_class = classes[cell.class_id]
        if cell.subject is not None and cell.staff_id is not None and cell.subject not in studied(school_class):
            raise Refused("SUBJECT_NOT_STUDIED", where=school_class.name, class_name=school_class.name)
        if cell.staff_id is not None and cell.staff_id not in at_work:
            raise Refused(
                "STAFF_NOT_WORKING",
                where=school_class.name,
                name=staff[cell.staff_id].name,
                day=f"{plan.since:%d/%m/%Y}",
            )
        holder = current.get((cell.class_id, cell.subject))
        plan.lines.filter(school_class_id=cell.class_id, subject=stored(cell.subject)).delete()
        if cell.staff_id != (holder.staff_id if holder else None):
            written.append(
                AssignmentLine(
                    plan=plan, school_class=school_class, subject=stored(cell.subject), staff_id=cell.staff_id
                )
            )
    AssignmentLine.objects.bulk_create(written)
    _back_to_draft(actor, plan)
    trace(actor, "schools.assignment.written", plan, at, cells=len(cells))
    return plan


@transaction.atomic
def fill_from_homeroom(
    *, actor: Actor, plan_id: int, class_ids: Sequence[int], at: datetime, version: int | None = None
) -> int:
    """Give every needed cell that is still empty to the class's homeroom teacher.

    Returns:
        How many cells were filled; classes without homeroom teacher are left alone.

    Raises:
        As of `set_cells`.
    """
    plan = writable(actor, plan_id, version)
    holders = after_plan(in_force_cells(plan.year_id, plan.since), planned_cells(plan))
    classes = SchoolClass.objects.filter(year=plan.year, id__in=class_ids).select_related("year")
    cells = []
    for school_class in classes:
        homeroom = holders.get((school_class.id, None))
        empty: list[Key] = [key for key in needed(school_class) if key not in holders]
        if homeroom is not None:
            cells += [Cell(class_id, subject, homeroom.staff_id) for class_id, subject in empty]
    if cells:
        set_cells(actor=actor, plan_id=plan_id, cells=cells, at=at)
    return len(cells)


@transaction.atomic
def submit_plan(*, actor: Actor, plan_id: int, at: datetime, note: str | None = None) -> AssignmentPlan:
    """Hand a plan to the principal.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: PLAN_CLOSED, PLAN_EMPTY.
    """
    plan = writable(actor, plan_id, None)
    if not plan.lines.exists():
        raise Refused("PLAN_EMPTY")
    plan.state, plan.proposed_by_id, plan.proposed_at = State.SUBMITTED, actor.user_id, at
    if note is not None:
        plan.note = clean(note)[:300]
    plan.return_reason = ""
    plan.save()
    trace(actor, "schools.assignment.submitted", plan, at, lines=plan.lines.count())
    for user_id in users_with_role(actor.school_id, [Role.PRINCIPAL], day_of(at)):
        ports.notify(user_id, "schools.assignment.submitted", plan.note)
    return plan


@transaction.atomic
def drop_plan(*, actor: Actor, plan_id: int, at: datetime) -> None:
    """Give up a plan that is not decided; it stays on record.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: PLAN_CLOSED.
    """
    plan = writable(actor, plan_id, None)
    plan.state = State.DROPPED
    plan.save(update_fields=["state"])
    trace(actor, "schools.assignment.dropped", plan, at)


def writable(actor: Actor, plan_id: int, version: int | None) -> AssignmentPlan:
    """An open plan of the actor's school, locked.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: PLAN_CLOSED, PLAN_CHANGED_MEANWHILE.
    """
    require(actor, Action.ASSIGNMENT_PROPOSE, Target(school_id=actor.school_id))
    plan = plan_here(actor, plan_id)
    if plan.state not in OPEN:
        raise Refused("PLAN_CLOSED", state=plan.get_state_display())
    if version is not None and version != plan.version:
        raise Refused("PLAN_CHANGED_MEANWHILE")
    return plan


def plan_here(actor: Actor, plan_id: int) -> AssignmentPlan:
    """A plan of the actor's school, locked until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    plan = (
        AssignmentPlan.objects.select_for_update(of=("self",))
        .filter(year__school_id=actor.school_id, id=plan_id)
        .select_related("year")
        .first()
    )
    if plan is None:
        raise Missing("NOT_FOUND_HERE")
    return plan


def _back_to_draft(actor: Actor, plan: AssignmentPlan) -> None:
    plan.version += 1
    plan.proposed_by_id = actor.user_id
    if plan.state != State.DRAFT:
        plan.state = State.DRAFT
    plan.save(update_fields=["version", "proposed_by", "state"])


def trace(actor: Actor, action: str, plan: AssignmentPlan, at: datetime, **counts: int) -> None:
    """The audit entry of an act on a plan."""
    audit.record(
        actor=actor,
        action=action,
        subject=("assignment_plan", plan.id),
        at=at,
        school_id=actor.school_id,
        details={"since": plan.since.isoformat(), **counts},
    )
