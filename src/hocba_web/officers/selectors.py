"""Who somebody is on the authority's side today."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole


def appointment_on(user_id: int, day: date) -> Appointment | None:
    """The newest appointment that holds on a day in Vietnam; one that awaits confirmation does not."""
    held = Appointment.objects.filter(user_id=user_id, starts_on__lte=day, awaits=False)
    return held.filter(Q(ends_on=None) | Q(ends_on__gte=day)).order_by("-starts_on", "-id").first()


def roles_on(user_id: int, day: date) -> frozenset[OfficerRole]:
    """Roles held on a day."""
    found = appointment_on(user_id, day)
    return frozenset({OfficerRole(found.role)}) if found else frozenset()
