"""A principal appointed by the authority while nobody of the school can decide: recorded on the server, and traced."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import Appointment, Decision, School, Staff
from hocba_web.schools.selectors.dated import overlapping, working
from hocba_web.schools.services.dates import day_of


@transaction.atomic
def appoint_principal(
    *, school_code: str, staff_code: str, number: str, dated: date, since: date, at: datetime
) -> Appointment:
    """Record the principal whom an outside decision names; whoever held the office ends the day before.

    For whoever keeps the server, when the principal left without a successor: nobody else could approve one.

    Args:
        school_code: the school.
        staff_code: who, on its staff.
        number: of the authority's decision.
        dated: its day, not in the future.
        since: first day.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: STAFF_NOT_WORKING, DECISION_IN_FUTURE, SECOND_PRINCIPAL (another begins on that day or later).
    """
    school = School.objects.select_for_update().filter(code=school_code).first()
    staff = Staff.objects.filter(school=school, code=staff_code).first() if school else None
    if school is None or staff is None:
        raise Missing("NOT_FOUND_HERE")
    if not Staff.objects.filter(working(since), id=staff.id).exists():
        raise Refused("STAFF_NOT_WORKING", name=staff.name, day=f"{since:%d/%m/%Y}")
    if dated > day_of(at):
        raise Refused("DECISION_IN_FUTURE", dated=f"{dated:%d/%m/%Y}")
    held = Appointment.objects.filter(
        overlapping(since, None), school=school, role=Role.PRINCIPAL.value, approved_at__isnull=False
    )
    later = held.filter(since__gte=since).select_related("staff").first()
    if later is not None:
        raise Refused("SECOND_PRINCIPAL", name=later.staff.name)
    decision = Decision.objects.create(
        school=school,
        kind=Decision.Kind.APPOINTMENT,
        number=clean(number),
        dated=dated,
        summary="Bổ nhiệm hiệu trưởng theo quyết định của cơ quan quản lý",
        recorded_at=at,
    )
    held.update(until=since - timedelta(days=1), end_decision=decision)
    row = Appointment.objects.create(
        school=school, staff=staff, role=Role.PRINCIPAL.value, since=since, decision=decision, approved_at=at
    )
    audit.record(
        actor=None,
        action="schools.principal.recorded",
        subject=("appointment", row.id),
        at=at,
        school_id=school.id,
        details={"staff": staff.id, "since": since.isoformat()},
    )
    return row
