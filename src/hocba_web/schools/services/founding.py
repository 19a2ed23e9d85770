"""The first people of a school: accounts tied to staff rows, and the offices that a decision already gave them.

For setting a school up (wizard, training school, demo): there is nobody yet who could prepare and approve. Everything
later goes through appointments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hocba.model import SchoolIdentity
from hocba.model import SchoolYear as Year
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.schools.models import Appointment, Decision, School, SchoolYear, Staff


@dataclass(frozen=True, slots=True)
class YearDays:
    """The days that bound a school year."""

    starts_on: date
    term_2_on: date
    """First day of the second term."""
    ends_on: date


@dataclass(frozen=True, slots=True)
class Founded:
    """Keys of a new school."""

    school_id: int
    year_id: int


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody of the staff and the role they hold."""

    staff_code: str
    role: Role
    may_sign_for_principal: bool = False
    duty: str = ""
    body: str = ""
    """Either "board" or "working_group" for members of those bodies."""


@transaction.atomic
def found_school(
    *,
    identity: SchoolIdentity,
    year: Year,
    days: YearDays,
    at: datetime,
    is_training: bool = False,
    tax_code: str = "",
) -> Founded:
    """A school with its first, current year and nobody in it.

    Args:
        identity: code and names.
        year: the school year.
        days: first day, first day of the second term, last day.
        at: aware, UTC.
        is_training: a school for practice.
        tax_code: the school's; its certificate must name the same.

    Raises:
        Refused: SCHOOL_CODE_TAKEN.
    """
    if School.objects.filter(code=identity.code).exists():
        raise Refused("SCHOOL_CODE_TAKEN", school_code=identity.code)
    school = School.objects.create(
        code=identity.code,
        name=identity.name,
        tax_code=tax_code,
        authority_code=identity.authority_code,
        authority_name=identity.authority_name,
        province=identity.province,
        commune=identity.commune,
        district=identity.district,
        is_training=is_training,
    )
    row = SchoolYear.objects.create(
        school=school,
        first=year.first,
        starts_on=days.starts_on,
        term_2_on=days.term_2_on,
        ends_on=days.ends_on,
        is_current=True,
    )
    audit.record(actor=None, action="schools.school.opened", subject=("school", school.id), at=at, school_id=school.id)
    return Founded(school.id, row.id)


@transaction.atomic
def appoint_founders(
    *, school_id: int, offices: Sequence[Office], number: str, dated: date, since: date, at: datetime
) -> None:
    """Record the offices of a school that begins to use the system, by a decision made on paper.

    Source: Decision 32/QĐ-THPĐ, art. 6(1), 6(3).

    Args:
        school_id: a school without any appointment in force.
        offices: who holds what.
        number: of the decision, "12/QĐ-THPĐ".
        dated: day of the decision.
        since: first day of the offices.
        at: aware, UTC.

    Raises:
        Refused: SCHOOL_FOUNDED if appointments are there already.
    """
    school = School.objects.select_for_update().get(id=school_id)
    if school.appointments.exists():
        raise Refused("SCHOOL_FOUNDED")
    decision = Decision.objects.create(
        school=school,
        kind=Decision.Kind.APPOINTMENT,
        number=number,
        dated=dated,
        summary="Phân công nhiệm vụ quản lý, sử dụng học bạ số",
        recorded_at=at,
    )
    staff = {one.code: one for one in school.staff.all()}
    Appointment.objects.bulk_create(
        Appointment(
            school=school,
            staff=staff[office.staff_code],
            role=office.role.value,
            duty=office.duty,
            body=office.body,
            may_sign_for_principal=office.may_sign_for_principal,
            since=since,
            decision=decision,
            approved_at=at,
        )
        for office in offices
    )
    audit.record(
        actor=None,
        action="schools.school.founded",
        subject=("school", school_id),
        at=at,
        school_id=school_id,
        details={"offices": len(offices)},
    )


@transaction.atomic
def tie_accounts(*, school_id: int, users: Mapping[str, int], at: datetime) -> None:
    """Tie accounts to staff rows, one each.

    Args:
        school_id: the school.
        users: account id by staff code.
        at: aware, UTC.
    """
    rows = list(Staff.objects.filter(school_id=school_id, code__in=users))
    for staff in rows:
        staff.user_id = users[staff.code]
    Staff.objects.bulk_update(rows, ["user"])
    audit.record(
        actor=None,
        action="schools.accounts.tied",
        subject=("school", school_id),
        at=at,
        school_id=school_id,
        details={"accounts": len(rows)},
    )
