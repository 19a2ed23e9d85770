"""Before the first act: a deciding officer confirms that an account is in the hands of the person who was named.

The admin hands out first passwords, and could keep one. So whoever holds the account is shown a code once its own
password and second factor are set; the person named tells it to a deciding officer, face to face or by telephone, who
enters it. The code follows from password and factors: after a new password the old one is worth nothing. Where nobody
in office decides, whoever keeps the machine confirms (`manage.py officers confirm`).

Decision 32/QĐ-THPĐ, chapter I art. 5(1), art. 6(6)(b).
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from hocba_web.accounts.factors import CHECKING_TYPES
from hocba_web.audit import services as audit
from hocba_web.base import pace
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.officers.actor import Officer
from hocba_web.officers.models import Appointment
from hocba_web.officers.permissions import Act, require, require_fresh, require_other
from hocba_web.officers.roles import OfficerRole

_SOURCE = "Decision 32/QĐ-THPĐ, chapter I art. 5(1)"
_TRIES = 10
"""Wrong codes of one appointment in an hour; the code has 40 bits."""
_CODE_BYTES = 5


@dataclass(frozen=True, slots=True)
class Awaiting:
    """An appointment that nobody confirmed yet."""

    id: int
    name: str
    role: OfficerRole
    areas: tuple[str, ...]
    decision: str
    starts_on: date
    ready: bool
    """Own password and second factor are set: its holder sees the code."""


def awaited(user_id: int, *, today: date) -> tuple[Awaiting, str] | None:
    """What waits for somebody's own account, and the code to tell; empty before password and factor are set.

    Args:
        user_id: whoever is logged in, with a second factor.
        today: in Vietnam.
    """
    row = _open(today).filter(user_id=user_id).order_by("-starts_on", "-id").first()
    if row is None:
        return None
    code = _code(row)
    return _told(row, ready=bool(code)), code


def awaiting(officer: Officer, *, today: date) -> list[Awaiting]:
    """Appointments that this deciding officer may confirm, oldest first; two queries.

    Raises:
        Forbidden: OFFICER_MAY_NOT.
    """
    require(officer, Act.OFFICER_CONFIRM)
    rows = _open(today).exclude(user_id=officer.user_id).exclude(made_by_id=officer.user_id)
    found = [row for row in rows.order_by("made_at", "id") if _covered(officer, row)]
    factors = _factors({row.user_id for row in found})
    return [_told(row, ready=row.user_id in factors and not row.user.must_change_password) for row in found]


def confirm(*, officer: Officer, appointment_id: int, code: str, at: datetime, real_at: datetime) -> Appointment:
    """Confirm an account with the code that its owner told.

    Args:
        officer: who decides, with a fresh second factor; neither the person nor whoever named them.
        appointment_id: of somebody of the officer's areas.
        code: as typed.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: OFFICER_MAY_NOT, OFFICER_OWN_ROLE, OFFICER_PREPARED_IT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: OFFICER_NOT_READY, OFFICER_CODE_WRONG, OFFICER_CODE_TRIES.
    """
    require(officer, Act.OFFICER_CONFIRM)
    require_fresh(officer, at=real_at)
    _count(appointment_id, real_at)
    with transaction.atomic():
        row = Appointment.objects.select_for_update(of=("self",)).filter(pk=appointment_id, awaits=True).first()
        if row is None or not _covered(officer, row):
            raise Missing("NOT_FOUND_HERE")
        if row.user_id == officer.user_id:
            raise Forbidden("OFFICER_OWN_ROLE", source=_SOURCE)
        require_other(officer, row.made_by_id)
        return _settle(row, officer, code, at)


def confirm_at_machine(*, username: str, code: str, today: date, at: datetime, real_at: datetime) -> Appointment:
    """The same where no confirmed officer decides for the whole province: the first of them, or after a new password.

    Raises:
        Missing: ACCOUNT_UNKNOWN, no account of that name awaits anything.
        Refused: OFFICER_DECIDER_THERE, OFFICER_NOT_READY, OFFICER_CODE_WRONG, OFFICER_CODE_TRIES.
    """
    waits = _open(today).filter(user__username=username.strip().lower())
    found = waits.order_by("-starts_on", "-id").first()
    if found is None:
        raise Missing("ACCOUNT_UNKNOWN", username=username)
    held = Appointment.objects.filter(role=OfficerRole.DECIDER.value, awaits=False, areas=[], user__is_active=True)
    if held.filter(_until(today), starts_on__lte=today).exclude(user_id=found.user_id).exists():
        raise Refused("OFFICER_DECIDER_THERE")
    _count(found.pk, real_at)
    with transaction.atomic():
        row = Appointment.objects.select_for_update(of=("self",)).get(pk=found.pk)
        return _settle(row, None, code, at)


def _settle(row: Appointment, officer: Officer | None, code: str, at: datetime) -> Appointment:
    due = _code(row)
    if not due:
        raise Refused("OFFICER_NOT_READY")
    typed = "".join(code.split()).replace("-", "").upper()
    if not hmac.compare_digest(typed.encode(), due.replace("-", "").encode()):
        raise Refused("OFFICER_CODE_WRONG", where="code")
    row.awaits, row.confirmed_at = False, at
    row.confirmed_by_id = officer.user_id if officer else None
    row.save(update_fields=["awaits", "confirmed_by", "confirmed_at"])
    audit.record(
        actor=officer,
        action="officers.appointment.confirmed",
        subject=("account", row.user_id),
        at=at,
        school_id=None,
        details={"role": row.role, "areas": len(row.areas)},
    )
    return row


def _count(appointment_id: int, real_at: datetime) -> None:
    """Before the transaction: a refusal must not undo the count."""
    if pace.hit("officers.confirm", str(appointment_id), real_at=real_at) > _TRIES:
        raise Refused("OFFICER_CODE_TRIES", where="code")


def _open(today: date) -> QuerySet[Appointment]:
    found = Appointment.objects.filter(_until(today), awaits=True, user__is_active=True)
    return found.select_related("user")


def _until(today: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=today)


def _covered(officer: Officer, row: Appointment) -> bool:
    return officer.areas is None or (bool(row.areas) and officer.areas.issuperset(row.areas))


def _told(row: Appointment, *, ready: bool) -> Awaiting:
    return Awaiting(
        id=row.pk,
        name=row.user.full_name,
        role=OfficerRole(row.role),
        areas=tuple(row.areas),
        decision=row.decision,
        starts_on=row.starts_on,
        ready=ready,
    )


def _code(row: Appointment) -> str:
    """ABCD-EFGH, of appointment, password and factors; empty before both are set."""
    held = _factors({row.user_id}).get(row.user_id, [])
    if row.user.must_change_password or not held:
        return ""
    stated = "\n".join([str(row.pk), row.user.password, *held])
    value = salted_hmac("hocba.officers.confirming", stated, algorithm="sha256").digest()
    text = base64.b32encode(value[:_CODE_BYTES]).decode()
    return f"{text[:4]}-{text[4:]}"


def _factors(users: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Authenticator.objects.filter(user_id__in=users, type__in=CHECKING_TYPES).order_by("pk")
    for user_id, pk, kind in rows.values_list("user_id", "pk", "type"):
        found.setdefault(user_id, []).append(f"{pk} {kind}")
    return found
