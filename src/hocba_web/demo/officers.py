"""The officers of the demo: who can log in on the authority's side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from hocba_web.base import clock
from hocba_web.demo.office import OFFICERS, SCHOOL_MANAGER
from hocba_web.demo.totp import PASSWORD, totp_now, totp_secret
from hocba_web.officers.actor import Officer
from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.selectors import appointment_on

SINCE = date(2025, 8, 1)
DECISION = "215/QĐ-SGDĐT ngày 25/07/2025"


@dataclass(frozen=True, slots=True)
class ShownOfficer:
    """One line of the table of accounts."""

    username: str
    name: str
    role: str
    totp_secret: str

    @property
    def code(self) -> str:
        """The present second-factor code."""
        return totp_now(self.totp_secret, clock.real_now())


def seed_officers(school_code: str, at: datetime) -> None:
    """Accounts, second factors and appointments.

    Args:
        school_code: of the sample school, for its manager.
        at: aware, UTC; the demo's present.
    """
    rows = [*OFFICERS, (*SCHOOL_MANAGER, OfficerRole.SCHOOL_MANAGER)]
    model = get_user_model()
    password = make_password(PASSWORD)
    users = model.objects.bulk_create(
        model(username=username, full_name=name, email=f"{username}@so.example", password=password, created_at=at)
        for username, name, _ in rows
    )
    Authenticator.objects.bulk_create(
        Authenticator(
            user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(totp_secret(user.username))}
        )
        for user in users
    )
    Appointment.objects.bulk_create(
        Appointment(
            user=user,
            role=role.value,
            school_code=school_code if role is OfficerRole.SCHOOL_MANAGER else "",
            decision=DECISION,
            starts_on=SINCE,
            made_at=at,
        )
        for user, (_, _, role) in zip(users, rows, strict=True)
    )


def shown_officers() -> Iterator[ShownOfficer]:
    """Everybody who can log in on the authority's side, in the order their accounts were made."""
    for user in get_user_model().objects.filter(is_active=True).order_by("id"):
        found = appointment_on(user.pk, clock.today())
        if found is not None:
            label = OfficerRole(found.role).label
            yield ShownOfficer(user.username, user.full_name, label, totp_secret(user.username))


def officer_of(role: OfficerRole, at: datetime) -> Officer:
    """The first officer of a role."""
    found = Appointment.objects.filter(role=role.value, starts_on__lte=clock.local(at).date()).order_by("id").first()
    if found is None:
        raise LookupError(role)
    return Officer(user_id=found.user_id, name=found.user.get_full_name(), role=role)
