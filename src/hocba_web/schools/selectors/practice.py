"""The training school of an installation, and in which capacities the real staff may practise there.

Source: Decision 32/QĐ-THPĐ, art. 6(7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from hocba.model import Subject
from hocba_web.accounts.roles import Role
from hocba_web.schools.models import Appointment, Homeroom, School, Staff, Teaching


@dataclass(frozen=True, slots=True)
class Practice:
    """One capacity at the training school, held because of one like it at the real school."""

    role: Role
    school_id: int
    staff_id: int
    """The invented person in whose place they practise."""
    class_id: int | None = None
    """The class of a homeroom teacher."""
    class_name: str = ""
    teaches: frozenset[tuple[int, Subject]] = frozenset()


def training_school() -> int | None:
    """The training school (id) of this installation; None before it is made."""
    return School.objects.filter(is_training=True).order_by("id").values_list("id", flat=True).first()


def practice_of(
    staff: Staff, school_id: int, roles: Collection[Role], subjects: Collection[Subject]
) -> Iterator[Practice]:
    """What somebody of a real school may be at the training school: the same, among invented people.

    Args:
        staff: the real person.
        school_id: the training school.
        roles: roles held at the real school today.
        subjects: subjects taught there.
    """
    offices = Appointment.objects.filter(school_id=school_id, role__in=[role.value for role in roles])
    for office in offices.order_by("id"):
        yield Practice(Role(office.role), school_id, office.staff_id)
    if not {Role.HOMEROOM_TEACHER, Role.SUBJECT_TEACHER} & set(roles):
        return
    homerooms = list(
        Homeroom.objects.filter(staff__school_id=school_id, school_class__year__is_current=True)
        .select_related("school_class")
        .order_by("school_class_id")
    )
    if not homerooms:
        return
    taught = [
        (row.school_class_id, Subject(row.subject), row.staff_id)
        for row in Teaching.objects.filter(school_class__in=[one.school_class_id for one in homerooms])
    ]
    if Role.HOMEROOM_TEACHER in roles:
        # Neighbours practise in different classes, so that they disturb each other less.
        mine = homerooms[staff.id % len(homerooms)]
        own = frozenset((class_id, subject) for class_id, subject, by in taught if by == mine.staff_id)
        yield Practice(
            Role.HOMEROOM_TEACHER,
            school_id,
            mine.staff_id,
            mine.school_class_id,
            mine.school_class.name,
            frozenset(pair for pair in own if pair[0] == mine.school_class_id),
        )
    pairs = frozenset((class_id, subject) for class_id, subject, _ in taught if subject in subjects)
    if Role.SUBJECT_TEACHER in roles and pairs:
        by = next(staff_id for class_id, subject, staff_id in taught if (class_id, subject) in pairs)
        yield Practice(Role.SUBJECT_TEACHER, school_id, by, teaches=pairs)
