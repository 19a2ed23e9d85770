"""Appointments of a school: in force, waiting, past; bodies with their members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Appointment
from hocba_web.schools.selectors.dated import in_force

_POSTS = {
    ("board", "chair"): _("Trưởng ban"),
    ("board", "deputy"): _("Phó Trưởng ban"),
    ("working_group", "chair"): _("Tổ trưởng"),
    ("working_group", "deputy"): _("Tổ phó"),
}
BODY_NAMES = {"board": _("Ban Quản trị"), "working_group": _("Tổ công tác")}
BODIES = {"board": Appointment.Body.BOARD, "working_group": Appointment.Body.WORKING_GROUP}


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One appointment as pages show it."""

    id: int
    staff_id: int
    name: str
    position: str
    role: Role | None
    body: str
    """"board", "working_group" or empty."""
    body_name: str
    post: str
    duty: str
    signs: bool
    """A deputy who may sign for the principal."""
    since: date
    until: date | None
    decision: str
    decision_id: int | None
    prepared_by_id: int | None
    prepared_by: str
    prepared_at: datetime | None
    declined_at: datetime | None
    decline_reason: str


def _row(one: Appointment) -> AppointmentRow:
    return AppointmentRow(
        one.id,
        one.staff_id,
        one.staff.name,
        one.staff.position,
        Role(one.role) if one.role else None,
        one.body,
        str(BODY_NAMES[one.body]) if one.body else "",
        str(_POSTS.get((one.body, one.post), _("Thành viên"))) if one.body else "",
        one.duty,
        one.may_sign_for_principal,
        one.since,
        one.until,
        str(one.decision) if one.decision else "",
        one.decision_id,
        one.prepared_by_id,
        one.prepared_by.full_name if one.prepared_by else "",
        one.prepared_at,
        one.declined_at,
        one.decline_reason,
    )


def _rows(found: QuerySet[Appointment]) -> tuple[AppointmentRow, ...]:
    return tuple(_row(one) for one in found.select_related("staff", "decision", "prepared_by"))


_ORDER = {
    role.value: place
    for place, role in enumerate((Role.PRINCIPAL, Role.VICE_PRINCIPAL, Role.REGISTRAR, Role.CLERK, Role.SCHOOL_ADMIN))
}


def offices(school_id: int, on: date) -> tuple[AppointmentRow, ...]:
    """Who holds which office on a day, or is to hold it later: principal first."""
    later = Q(since__gt=on, approved_at__isnull=False)
    found = _rows(Appointment.objects.filter(in_force(on) | later, school_id=school_id).exclude(role=""))
    return tuple(sorted(found, key=lambda one: (_ORDER[one.role.value] if one.role else 9, one.since, one.name)))


def waiting(school_id: int) -> tuple[AppointmentRow, ...]:
    """Prepared and not decided, the oldest first."""
    rows = Appointment.objects.filter(school_id=school_id, approved_at__isnull=True, declined_at__isnull=True)
    return _rows(rows.order_by("prepared_at", "id"))


def declined_since(school_id: int, since: datetime) -> tuple[AppointmentRow, ...]:
    """Not approved since an instant, the newest first."""
    rows = Appointment.objects.filter(school_id=school_id, declined_at__gte=since)
    return _rows(rows.order_by("-declined_at", "-id"))


def ended(school_id: int, on: date) -> tuple[AppointmentRow, ...]:
    """Held once and not any more on a day, the newest first."""
    rows = Appointment.objects.filter(school_id=school_id, approved_at__isnull=False, until__lt=on)
    return _rows(rows.order_by("-until", "-id"))


def members(school_id: int, body: str, on: date) -> tuple[AppointmentRow, ...]:
    """Members of a body on a day: chair, deputies, members."""
    order = {Appointment.Post.CHAIR: 0, Appointment.Post.DEPUTY: 1}
    rows = Appointment.objects.filter(in_force(on), school_id=school_id, body=BODIES[body])
    found = list(rows.select_related("staff", "decision", "prepared_by"))
    found.sort(key=lambda one: (order.get(Appointment.Post(one.post), 2), one.staff.name_folded))
    return tuple(_row(one) for one in found)


def appointment(school_id: int, appointment_id: int) -> AppointmentRow:
    """One appointment.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = _rows(Appointment.objects.filter(school_id=school_id, id=appointment_id))
    if not found:
        raise Missing("NOT_FOUND_HERE")
    return found[0]
