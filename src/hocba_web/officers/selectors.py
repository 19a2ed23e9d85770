"""Who somebody is on the authority's side today."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from hocba_web.officers.actor import Officer
from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole


def appointment_on(user_id: int, day: date) -> Appointment | None:
    """The newest appointment that holds on a day in Vietnam; one that awaits confirmation does not."""
    held = Appointment.objects.filter(user_id=user_id, starts_on__lte=day, awaits=False)
    return held.filter(Q(ends_on=None) | Q(ends_on__gte=day)).order_by("-starts_on", "-id").first()


def officer_on(user_id: int, day: date) -> Officer | None:
    """Who somebody is on a day in Vietnam, as a job asks for whom it goes on: no second factor was checked.

    None: no officer, or an account that is closed by then.
    """
    found = appointment_on(user_id, day)
    if found is None or found.user.closed_on(day):
        return None
    return Officer(
        user_id=user_id,
        name=found.user.get_full_name(),
        role=OfficerRole(found.role),
        areas=frozenset(found.areas) or None,
        school_code=found.school_code,
    )


def roles_on(user_id: int, day: date) -> frozenset[OfficerRole]:
    """Roles held on a day."""
    found = appointment_on(user_id, day)
    return frozenset({OfficerRole(found.role)}) if found else frozenset()
