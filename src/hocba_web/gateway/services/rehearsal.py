"""Rehearsal: how the gateway behaves to one school while it practises. Nothing of it works outside demo mode."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from hocba.exchange.refusals import known_codes
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Rehearsal
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import School

LONGEST = 120
"""Seconds that an answer may be held back."""


def rules_of(school: School) -> Rehearsal:
    """How to behave to a school; harmless outside demo mode, whatever the table says."""
    if not settings.HOCBA.demo:
        return Rehearsal(school=school)
    return Rehearsal.objects.filter(school=school).first() or Rehearsal(school=school, approve_after=0)


def set_rules(officer: Officer | None, school: School, *, at: datetime, **changes: object) -> Rehearsal:
    """Change how this gateway behaves to a school.

    Args:
        officer: who changes it; None: at the machine.
        school: to which.
        at: product clock, aware, UTC.
        changes: fields of `Rehearsal`.

    Raises:
        Missing: NOT_FOUND_HERE outside demo mode, or the school lies in another area.
        Forbidden: OFFICER_MAY_NOT.
        Refused: REHEARSAL_CODE_UNKNOWN.
    """
    if not settings.HOCBA.demo:
        raise Missing("NOT_FOUND_HERE")
    if officer is not None:
        require(officer, Act.REHEARSE, area_code=school.area_code)
    refuse = changes.get("refuse")
    if isinstance(refuse, Mapping) and (unknown := set(refuse.values()) - set(known_codes())):
        raise Refused("REHEARSAL_CODE_UNKNOWN", refusal=min(unknown))
    with transaction.atomic():
        found, _ = Rehearsal.objects.select_for_update().get_or_create(school=school, defaults={"approve_after": 0})
        for name, value in changes.items():
            setattr(found, name, value)
        found.full_clean()
        found.save()
        audit.record(
            actor=officer,
            action="gateway.rehearsal.set",
            subject=("school", school.id),
            at=at,
            school_id=school.id,
            details={"changed": sorted(changes)},
        )
    return found


def take_dropped(school: School) -> bool:
    """Whether this answer is to be lost; counts it."""
    if not settings.HOCBA.demo:
        return False
    return bool(Rehearsal.objects.filter(school=school, drop_answers__gt=0).update(drop_answers=F("drop_answers") - 1))


def later(real_at: datetime, seconds: int | None) -> datetime | None:
    """So many seconds from now; None for None."""
    return None if seconds is None else real_at + timedelta(seconds=seconds)
