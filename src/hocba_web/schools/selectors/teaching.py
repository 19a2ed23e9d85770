"""Who teaches what, on a day: assignments in force, substitutes, authority to sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from hocba.model import Subject
from hocba_web.accounts.roles import Role
from hocba_web.schools.models import Appointment, Homeroom, SchoolClass, Staff, Substitution, Teaching
from hocba_web.schools.selectors.dated import in_force, working
from hocba_web.schools.selectors.regulation import regulation_in_force


@dataclass(frozen=True, slots=True)
class Assignment:
    """Somebody has a subject, or the homeroom, of a class."""

    class_id: int
    class_name: str
    grade: int
    subject: Subject | None
    """None: homeroom."""
    staff_id: int
    staff_name: str
    user_id: int | None
    """The teacher's account; None where there is none yet."""
    since: date
    until: date | None
    instead_of: str = ""
    """Name of the absent teacher this one stands in for; empty for the assigned teacher."""
    may_sign: bool = True
    """False for a substitute whose decision says nothing of signing."""


_ORDER = {subject: place for place, subject in enumerate(Subject)}


def _place(one: Assignment) -> tuple[int, str, int, bool]:
    subject = -1 if one.subject is None else _ORDER[one.subject]
    return one.grade, one.class_name, subject, bool(one.instead_of)


def assignments(year_id: int, on: date) -> tuple[Assignment, ...]:
    """Everything that is in force on a day in a year's classes: by class, homeroom first, then subjects in form order.

    A substitute stands behind the teacher they stand in for.
    """
    return _with_substitutes(_rows(on, school_class__year_id=year_id), on)


def teachers_of_class(class_id: int, on: date) -> tuple[Assignment, ...]:
    """The same for one class."""
    return _with_substitutes(_rows(on, school_class_id=class_id), on)


def assignments_of(staff_id: int, on: date) -> tuple[Assignment, ...]:
    """What one person was assigned and is in force on a day; substitutions not included."""
    return tuple(sorted(_rows(on, staff_id=staff_id), key=_place))


def _rows(on: date, **which: object) -> list[Assignment]:
    found = []
    for model in (Homeroom, Teaching):
        rows = model.objects.filter(in_force(on), **which).select_related("staff", "school_class")
        found += [
            Assignment(
                row.school_class_id,
                row.school_class.name,
                row.school_class.grade,
                Subject(row.subject) if isinstance(row, Teaching) else None,
                row.staff_id,
                row.staff.name,
                row.staff.user_id,
                row.since,
                row.until,
            )
            for row in rows
        ]
    return found


def _with_substitutes(rows: list[Assignment], on: date) -> tuple[Assignment, ...]:
    covers = Substitution.objects.filter(in_force(on), absent_id__in={row.staff_id for row in rows})
    found = list(rows)
    for cover in covers.select_related("substitute"):
        found += [
            replace(
                row,
                staff_id=cover.substitute_id,
                staff_name=cover.substitute.name,
                user_id=cover.substitute.user_id,
                since=max(row.since, cover.since),
                until=_earlier(row.until, cover.until),
                instead_of=row.staff_name,
                may_sign=cover.may_sign,
            )
            for row in rows
            if row.staff_id == cover.absent_id and covers_cell(cover, row.class_id, row.subject)
        ]
    return tuple(sorted(found, key=_place))


def covers_cell(cover: Substitution, class_id: int, subject: Subject | None) -> bool:
    """Whether a substitution reaches a subject, or the homeroom (None), of a class of the absent teacher."""
    if cover.school_class_id is not None and cover.school_class_id != class_id:
        return False
    if subject is None:
        return cover.homeroom
    return cover.subject in ("", subject.value)


def _earlier(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days) if days else None


def deputy_may_sign(staff_id: int, on: date) -> bool:
    """Whether a vice principal may sign records for the principal on a day (art. 6(6)(d)).

    Both the appointment's decision and the school's regulation in force must say so.
    """
    row = (
        Appointment.objects.filter(
            in_force(on), staff_id=staff_id, role=Role.VICE_PRINCIPAL.value, may_sign_for_principal=True
        )
        .values_list("school_id", flat=True)
        .first()
    )
    return row is not None and regulation_in_force(row, on).values.deputies_may_sign


def holder_of(school_id: int, role: Role, on: date) -> tuple[int, str] | None:
    """(staff id, name) of who holds an office on a day; the earliest appointed where several do."""
    row = (
        Appointment.objects.filter(in_force(on), school_id=school_id, role=role.value)
        .order_by("since", "id")
        .values_list("staff_id", "staff__name")
        .first()
    )
    return row or None


def users_with_role(school_id: int, roles: Iterable[Role], on: date) -> frozenset[int]:
    """Accounts (ids) of everybody appointed to one of some offices on a day."""
    found = Appointment.objects.filter(
        in_force(on), school_id=school_id, role__in=[role.value for role in roles], staff__user__isnull=False
    )
    return frozenset(found.values_list("staff__user_id", flat=True))


def users_of_body(school_id: int, body: str, on: date) -> frozenset[int]:
    """Accounts (ids) of the members of a body ("board", "working_group") on a day."""
    found = Appointment.objects.filter(in_force(on), school_id=school_id, body=body, staff__user__isnull=False)
    return frozenset(found.values_list("staff__user_id", flat=True))


def classes_led(staff_id: int, on: date) -> frozenset[int]:
    """Classes (ids) whose assigned homeroom teacher somebody is on a day."""
    return frozenset(Homeroom.objects.filter(in_force(on), staff_id=staff_id).values_list("school_class_id", flat=True))


def staff_can_be_assigned(school_id: int, on: date) -> tuple[tuple[int, str, str], ...]:
    """(id, name, position) of everybody working at the school on a day, by name."""
    rows = Staff.objects.filter(working(on), school_id=school_id).order_by("name_folded")
    return tuple(rows.values_list("id", "name", "position"))


def school_of_class(class_id: int) -> int | None:
    """Which school a class belongs to."""
    return SchoolClass.objects.filter(id=class_id).values_list("year__school_id", flat=True).first()
