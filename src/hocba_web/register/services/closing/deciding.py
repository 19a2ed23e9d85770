"""A closing is prepared by one officer and decided by another: at once, or for a day to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hocba.adapters.clock import VIETNAM
from hocba.errors import UnknownRule
from hocba.model import ClosingGroup, SchoolYear
from hocba.regulation import closing
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import ClosingPlan, Number, Prepared, School
from hocba_web.register.services import prepared
from hocba_web.register.services.closing.doing import carry_out, require_no_recalls, schools_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose group is closed: a school, an area, or with neither the whole province."""

    school_id: int | None = None
    """Of the register's school."""
    area_code: str = ""


def prepare(
    officer: Officer,
    *,
    school_year: int,
    group: ClosingGroup,
    scope: Scope,
    on: date | None,
    decision: str,
    note: str,
    at: datetime,
) -> Prepared:
    """Put a closing before those who decide.

    Args:
        officer: who prepares it.
        school_year: the year in which the school year begins.
        group: 15/6 or 15/8.
        scope: whose.
        on: closed when this day begins in Vietnam; None: as soon as it is decided.
        decision: number and date of the decision; may be empty only for the calendar's own day.
        note: for those who decide.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE, the school or area is not the officer's.
        Refused: CLOSING_DAY_PAST, CLOSING_DECISION_NEEDED, CLOSING_DONE, PREPARED_ALREADY.
    """
    require(officer, Act.CLOSING_PREPARE)
    school = School.objects.filter(id=scope.school_id).first() if scope.school_id else None
    if scope.school_id and school is None:
        raise Missing("NOT_FOUND_HERE")
    if on is not None and on < at.astimezone(VIETNAM).date():
        raise Refused("CLOSING_DAY_PAST")
    decision = decision.strip()[:150]
    if not decision and on != _calendar_day(school_year, group):
        raise Refused("CLOSING_DECISION_NEEDED")
    area = "" if school else scope.area_code
    require(officer, Act.CLOSING_PREPARE, area_code=school.area_code if school else area)
    plan = ClosingPlan(school_year=school_year, group=group.value, school=school, area_code=area)
    open_still = schools_of(plan).exclude(
        id__in=School.objects.filter(closings__school_year=school_year, closings__group=group.value)
    )
    if not open_still.exists():
        raise Refused("CLOSING_DONE")
    return prepared.file(
        officer,
        kind=Prepared.Kind.CLOSING,
        subject=f"{school_year}:{group.value}:{school.code if school else area or '*'}",
        details={
            "school_year": school_year,
            "group": group.value,
            "school": school.pk if school else None,
            "area": area,
            "on": on.isoformat() if on else None,
            "decision": decision,
        },
        school=school,
        area_code=area,
        note=note,
        at=at,
    )


def decide(officer: Officer, public_id: UUID, *, agree: bool, answer: str, at: datetime) -> ClosingPlan | None:
    """Agree to a closing, or refuse it; one that is due is carried out at once.

    Args:
        officer: who decides; never who prepared it.
        public_id: of what was prepared.
        agree: from its day on nothing of these groups changes.
        answer: what the officer wrote.
        at: product clock, aware, UTC.

    Returns:
        The plan, with `done_at` where it was carried out; None if it was refused.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT, OFFICER_PREPARED_IT.
        Missing: NOT_FOUND_HERE.
        Refused: PREPARED_DECIDED, AUTHORITY_SEAL_MISSING; CLOSING_RECALLS_OPEN, for a closing that is due, with the
            records whose recalls are to be decided first; nothing is changed then.
    """
    with transaction.atomic():
        row = prepared.take(officer, public_id, kind=Prepared.Kind.CLOSING)
        prepared.settle(row, officer, agree=agree, answer=answer, at=at)
        if not agree:
            return None
        told = row.details
        plan = ClosingPlan.objects.create(
            school_year=told["school_year"],
            group=told["group"],
            school_id=told["school"],
            area_code=told["area"],
            on=date.fromisoformat(told["on"]) if told["on"] else None,
            decision=told["decision"],
            prepared=row,
        )
        if plan.on is None or plan.on <= at.astimezone(VIETNAM).date():
            require_no_recalls(
                Number.objects.filter(school__in=schools_of(plan), school_year=plan.school_year, group=plan.group)
            )
            carry_out(plan, at=at, actor=officer)
    return plan


def call_off(officer: Officer, plan_id: int, *, at: datetime) -> ClosingPlan:
    """Call off what a plan did not carry out yet; what is closed stays closed.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE, also one that is carried out or called off already.
    """
    with transaction.atomic():
        plan = ClosingPlan.objects.select_for_update(of=("self",)).select_related("prepared").filter(id=plan_id).first()
        require(officer, Act.CLOSING_DECIDE, area_code=plan.prepared.area_code if plan else None)
        if plan is None or plan.done_at is not None or plan.ended_at is not None:
            raise Missing("NOT_FOUND_HERE")
        plan.ended_at = at
        plan.save(update_fields=["ended_at"])
        audit.record(
            actor=officer,
            action="register.closing.called_off",
            subject=("closing_plan", plan.pk),
            at=at,
            school_id=plan.school_id,
            details={"school_year": plan.school_year, "group": plan.group},
        )
    return plan


def _calendar_day(school_year: int, group: ClosingGroup) -> date | None:
    """The day that Decision 32/QĐ-THPĐ names itself, chapter I art. 5(3)(b); None before it was in force."""
    try:
        return closing(SchoolYear(school_year), group).closing_date
    except UnknownRule:
        return None
