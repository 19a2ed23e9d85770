"""Who works on the authority's side, for the admin's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from hocba_web.accounts.factors import CHECKING_TYPES
from hocba_web.base.refusals import Missing
from hocba_web.officers.actor import Officer
from hocba_web.officers.models import Appointment
from hocba_web.officers.permissions import Act, require
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import School


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment in words."""

    id: int
    role: OfficerRole
    place: str
    """Areas or school; empty: the whole province."""
    decision: str
    starts_on: date
    ends_on: date | None
    state: str
    """"now", "coming", "awaits" (confirmation) or "ended"."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account and what they hold or held, newest first."""

    user_id: int
    public_id: UUID
    name: str
    username: str
    active: bool
    has_factor: bool
    must_change_password: bool
    last_login: datetime | None
    held: tuple[Held, ...]

    @property
    def now(self) -> Held | None:
        """What is held today."""
        return next((one for one in self.held if one.state == "now"), None)

    @property
    def shown(self) -> Held:
        """What the list says: what is held today, else what comes, else what was."""
        return self.now or next((one for one in self.held if one.state in {"coming", "awaits"}), self.held[0])


def people(officer: Officer, *, today: date, user_id: int | None = None) -> list[Person]:
    """Everybody who holds or held an appointment, by name; three queries.

    Args:
        officer: the admin.
        today: in Vietnam.
        user_id: only this account.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
    """
    require(officer, Act.OFFICER_MANAGE)
    found = Appointment.objects.select_related("user").order_by("user__full_name", "user_id", "-starts_on", "-id")
    rows = list(found if user_id is None else found.filter(user_id=user_id))
    with_factor = set(
        Authenticator.objects.filter(user_id__in={row.user_id for row in rows}, type__in=CHECKING_TYPES).values_list(
            "user_id", flat=True
        )
    )
    names = _Names(rows)
    grouped: dict[int, list[Appointment]] = {}
    for row in rows:
        grouped.setdefault(row.user_id, []).append(row)
    return [_person(held, names, with_factor, today) for held in grouped.values()]


def person(officer: Officer, public_id: UUID, *, today: date) -> Person:
    """One of them.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
    """
    require(officer, Act.OFFICER_MANAGE)
    row = Appointment.objects.filter(user__public_id=public_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return people(officer, today=today, user_id=row.user_id)[0]


class _Names:
    """Names of areas and schools that appointments speak of."""

    def __init__(self, rows: list[Appointment]) -> None:
        areas = {code for row in rows for code in row.areas}
        codes = {row.school_code for row in rows if row.school_code}
        self.areas: dict[str, str] = {}
        self.schools: dict[str, str] = {}
        if areas or codes:
            found = School.objects.filter(area_code__in=areas) | School.objects.filter(code__in=codes)
            for code, name, area_code, area_name in found.values_list("code", "name", "area_code", "area_name"):
                self.schools[code] = name
                self.areas[area_code] = area_name

    def place(self, row: Appointment) -> str:
        """Where somebody works."""
        if row.school_code:
            return self.schools.get(row.school_code, row.school_code)
        return ", ".join(self.areas.get(code) or code for code in row.areas)


def _person(rows: list[Appointment], names: _Names, with_factor: set[int], today: date) -> Person:
    user = rows[0].user
    # As `appointment_on`: the newest of those that hold today.
    current = next((row for row in rows if not row.awaits and row.starts_on <= today and not _over(row, today)), None)
    return Person(
        user_id=user.pk,
        public_id=user.public_id,
        name=user.full_name,
        username=user.username,
        active=not user.closed_on(today),
        has_factor=user.pk in with_factor,
        must_change_password=user.must_change_password,
        last_login=user.last_login,
        held=tuple(
            Held(
                id=row.pk,
                role=OfficerRole(row.role),
                place=names.place(row),
                decision=row.decision,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                state=_state(row, current, today),
            )
            for row in rows
            if row.ends_on is None or row.ends_on >= row.starts_on
        )
        or (_never(rows[0], names),),
    )


def _state(row: Appointment, current: Appointment | None, today: date) -> str:
    if row is current:
        return "now"
    if row.awaits and not _over(row, today):
        return "awaits"
    return "coming" if row.starts_on > today else "ended"


def _over(row: Appointment, today: date) -> bool:
    return row.ends_on is not None and row.ends_on < today


def _never(row: Appointment, names: _Names) -> Held:
    """A person whose only appointment was replaced before it began."""
    return Held(row.pk, OfficerRole(row.role), names.place(row), row.decision, row.starts_on, row.ends_on, "ended")
