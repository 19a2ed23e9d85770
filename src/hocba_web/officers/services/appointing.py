"""Naming people to their work and ending it: dated, by a decision.

Decision 32/QĐ-THPĐ, chapter I art. 5(1), chapter I art. 5(5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from hocba_web.accounts import services as accounts
from hocba_web.accounts.services import Issued
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.officers.actor import Officer
from hocba_web.officers.models import Appointment
from hocba_web.officers.permissions import Act, require, require_fresh
from hocba_web.officers.roles import OfficerRole

_SOURCE = "Decision 32/QĐ-THPĐ, chapter I art. 5(1)"
WITH_AREAS = frozenset({OfficerRole.INTAKE, OfficerRole.DECIDER, OfficerRole.AUDITOR})
"""Roles that may be limited to areas; an admin keeps accounts for all."""

CONFIRMED = frozenset(role.value for role in OfficerRole if role is not OfficerRole.ADMIN)
"""Who reads records or decides: the admin who hands out their first password must not be able to act as one of them."""


@dataclass(frozen=True, slots=True)
class Naming:
    """To what somebody is named."""

    role: OfficerRole
    decision: str
    """Number and date of the decision."""
    starts_on: date
    """First day, in Vietnam."""
    ends_on: date | None = None
    """Last day; None: until further notice."""
    areas: Iterable[str] = ()
    """Codes; none: the whole province."""
    school_code: str = ""
    """Of a school manager: the own school; the caller knows that it is there."""


@transaction.atomic
def name_new(
    *, officer: Officer, full_name: str, username: str, email: str, naming: Naming, at: datetime, real_at: datetime
) -> Issued:
    """Make an account and name its owner.

    Args:
        officer: the admin, with a fresh second factor.
        full_name: of the person.
        username: the login name; made from the name if empty.
        email: may be empty.
        naming: to what.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Returns:
        The account with its temporary password, to be shown once.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: USERNAME_INVALID, USERNAME_TAKEN, and those of `name_again`.
    """
    _keeper(officer, real_at)
    _check(naming)
    issued = accounts.found_account(
        full_name=full_name, email=email, at=at, real_at=real_at, username=username, actor=officer
    )
    _name(officer, issued.user_id, naming, at)
    return issued


@transaction.atomic
def name_again(*, officer: Officer, user_id: int, naming: Naming, at: datetime, real_at: datetime) -> Appointment:
    """Name somebody who has an account to another role or area; what they held ends the day before.

    Args:
        officer: the admin, with a fresh second factor.
        user_id: of somebody else.
        naming: to what.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: OFFICER_MAY_NOT, OFFICER_OWN_ROLE.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: OFFICER_DAYS, OFFICER_AREAS, OFFICER_SCHOOL.
    """
    _keeper(officer, real_at)
    _foreign(officer, user_id)
    _check(naming)
    return _name(officer, user_id, naming, at)


@transaction.atomic
def end(
    *, officer: Officer, appointment_id: int, last_day: date, today: date, at: datetime, real_at: datetime
) -> Appointment:
    """End an appointment; where nothing is held any more from today on, the account closes at once.

    Args:
        officer: the admin, with a fresh second factor.
        appointment_id: of somebody else.
        last_day: in Vietnam; yesterday ends it at once.
        today: in Vietnam.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: OFFICER_MAY_NOT, OFFICER_OWN_ROLE.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: OFFICER_ENDED, OFFICER_DAYS.
    """
    _keeper(officer, real_at)
    row = Appointment.objects.select_for_update().filter(pk=appointment_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    _foreign(officer, row.user_id)
    if row.ends_on is not None and row.ends_on < today:
        raise Refused("OFFICER_ENDED")
    if last_day < today - timedelta(days=1):
        raise Refused("OFFICER_DAYS", where="last_day")
    row.ends_on = last_day
    row.save(update_fields=["ends_on"])
    _trace(officer, "officers.appointment.ended", row, at)
    still = Appointment.objects.filter(user_id=row.user_id).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    if not still.exists():
        accounts.close_given(actor=officer, user_id=row.user_id, at=at)
    return row


@transaction.atomic
def renew(*, officer: Officer, user_id: int, at: datetime, real_at: datetime) -> Issued:
    """Give somebody a temporary password; their second factor stays, and who decides or reads is confirmed once more.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: OFFICER_MAY_NOT, OFFICER_OWN_ROLE.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
    """
    _keeper(officer, real_at)
    _foreign(officer, user_id)
    for row in Appointment.objects.select_for_update().filter(user_id=user_id, role__in=CONFIRMED, awaits=False):
        row.awaits, row.confirmed_by, row.confirmed_at = True, None, None
        row.save(update_fields=["awaits", "confirmed_by", "confirmed_at"])
        _trace(officer, "officers.appointment.awaits", row, at)
    return accounts.renew_given(actor=officer, user_id=user_id, at=at, real_at=real_at)


@transaction.atomic
def name_first_admin(
    *, full_name: str, username: str, decision: str, today: date, at: datetime, real_at: datetime
) -> Issued:
    """The first admin, made at the machine where nobody could do it in the site.

    Raises:
        Refused: OFFICER_ADMIN_THERE, somebody is admin today; USERNAME_INVALID, USERNAME_TAKEN.
    """
    held = Appointment.objects.filter(role=OfficerRole.ADMIN.value, user__is_active=True)
    if held.filter(Q(ends_on=None) | Q(ends_on__gte=today)).exists():
        raise Refused("OFFICER_ADMIN_THERE")
    issued = accounts.found_account(full_name=full_name, email="", at=at, real_at=real_at, username=username)
    _name(None, issued.user_id, Naming(OfficerRole.ADMIN, decision, today), at)
    return issued


def _keeper(officer: Officer, real_at: datetime) -> None:
    require(officer, Act.OFFICER_MANAGE)
    require_fresh(officer, at=real_at)


def _foreign(officer: Officer, user_id: int) -> None:
    if officer.user_id == user_id:
        raise Forbidden("OFFICER_OWN_ROLE", source=_SOURCE)
    if not Appointment.objects.filter(user_id=user_id).exists():
        raise Missing("NOT_FOUND_HERE")


def _check(naming: Naming) -> None:
    if naming.ends_on is not None and naming.ends_on < naming.starts_on:
        raise Refused("OFFICER_DAYS", where="ends_on")
    if tuple(naming.areas) and naming.role not in WITH_AREAS:
        raise Refused("OFFICER_AREAS", where="areas", role=naming.role.label)
    if (naming.role is OfficerRole.SCHOOL_MANAGER) != bool(naming.school_code):
        raise Refused("OFFICER_SCHOOL", where="school_code")


def _name(officer: Officer | None, user_id: int, naming: Naming, at: datetime) -> Appointment:
    # The person's row is locked: two namings at once would both find nothing to end.
    get_user_model().objects.select_for_update().get(pk=user_id)
    before = naming.starts_on - timedelta(days=1)
    held = Appointment.objects.filter(user_id=user_id)
    held.filter(Q(ends_on=None) | Q(ends_on__gte=naming.starts_on)).update(ends_on=before)
    row = Appointment.objects.create(
        user_id=user_id,
        role=naming.role.value,
        areas=sorted(naming.areas),
        school_code=naming.school_code,
        decision=naming.decision.strip(),
        starts_on=naming.starts_on,
        ends_on=naming.ends_on,
        made_by_id=officer.user_id if officer else None,
        made_at=at,
        awaits=naming.role.value in CONFIRMED,
    )
    _trace(officer, "officers.appointment.made", row, at)
    return row


def _trace(officer: Officer | None, action: str, row: Appointment, at: datetime) -> None:
    audit.record(
        actor=officer,
        action=action,
        subject=("account", row.user_id),
        at=at,
        school_id=None,
        details={
            "role": row.role,
            "areas": len(row.areas),
            "from": row.starts_on.isoformat(),
            "until": row.ends_on.isoformat() if row.ends_on else "",
        },
    )
