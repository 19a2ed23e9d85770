"""In which capacities somebody may act on a day, from appointments and assignments in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _

from hocba.model import Subject
from hocba_web.accounts.roles import Role
from hocba_web.schools.models import Appointment, Homeroom, School, SchoolClass, Staff, Substitution, Teaching
from hocba_web.schools.selectors.dated import in_force, working
from hocba_web.schools.selectors.practice import practice_of
from hocba_web.schools.selectors.regulation import regulation_in_force


@dataclass(frozen=True, slots=True)
class Capacity:
    """One way in which a person may act."""

    key: str
    """Stable name: "principal:7", "homeroom:12", "subject:3" (the school)."""
    role: Role
    school_id: int
    staff_id: int | None = None
    detail: str = ""
    """What it covers in words: "4A2"."""
    homeroom_of: frozenset[int] = frozenset()
    teaches: frozenset[tuple[int, Subject]] = field(default_factory=frozenset)
    inspection_id: int | None = None
    inspects: frozenset[int] = frozenset()
    """Classes (ids) within the scope of the inspection."""
    inspects_school: bool = False
    """The inspection covers the whole school."""
    signs_for_head: bool = False
    """A deputy who may sign records for the principal today: appointment and the school's regulation say so."""
    practice: bool = False
    """At the training school."""

    @property
    def label(self) -> str:
        """For the chooser: "Giáo viên chủ nhiệm 4A2"."""
        where = _("(tập huấn)") if self.practice else ""
        return " ".join(part for part in (self.role.label, self.detail, where) if part)


Provider = Callable[[int, date], Iterable[Capacity]]
_PROVIDERS: list[Provider] = []


def provide(provider: Provider) -> None:
    """Let an application above add capacities (inspections); called once, when Django starts."""
    _PROVIDERS.append(provider)


def capacities_of(user_id: int, on: date) -> tuple[Capacity, ...]:
    """All capacities of a person on a day, the weightiest first; none if they left.

    Args:
        user_id: the account.
        on: the day in Vietnam.
    """
    found = [capacity for provider in _PROVIDERS for capacity in provider(user_id, on)]
    training = School.objects.filter(is_training=True).order_by("id").values("id")[:1]
    staff = Staff.objects.filter(working(on), user_id=user_id).annotate(training=Subquery(training)).first()
    if staff is not None:
        own = _of_staff(staff, on)
        found += own
        if staff.training is not None and staff.training != staff.school_id:
            found += _of_practice(staff, staff.training, own)
    return tuple(sorted(found, key=lambda one: (one.practice, -_WEIGHT.get(one.role, 0))))


def _of_practice(staff: Staff, school_id: int, own: list[Capacity]) -> list[Capacity]:
    """The same capacities among the invented people of the training school (Decision 32/QĐ-THPĐ, art. 6(7))."""
    roles = {capacity.role for capacity in own}
    subjects = {pair[1] for capacity in own for pair in capacity.teaches}
    return [
        Capacity(
            f"practice:{one.role.value}",
            one.role,
            one.school_id,
            one.staff_id,
            one.class_name,
            homeroom_of=frozenset() if one.class_id is None else frozenset({one.class_id}),
            teaches=one.teaches,
            practice=True,
        )
        for one in practice_of(staff, school_id, roles, subjects)
    ]


def _of_staff(staff: Staff, on: date) -> list[Capacity]:
    found = []
    for appointment in Appointment.objects.filter(in_force(on), staff=staff).exclude(role="").order_by("id"):
        role = Role(appointment.role)
        signs = role is Role.VICE_PRINCIPAL and appointment.may_sign_for_principal
        if signs:
            signs = regulation_in_force(staff.school_id, on).values.deputies_may_sign
        found.append(Capacity(f"{role.value}:{appointment.id}", role, staff.school_id, staff.id, signs_for_head=signs))
    homerooms, teaching, names = _classroom(staff, on)
    for class_id in sorted(homerooms, key=lambda one: names[one]):
        own = frozenset(pair for pair in teaching if pair[0] == class_id)
        key = f"homeroom:{class_id}"
        found.append(
            Capacity(key, Role.HOMEROOM_TEACHER, staff.school_id, staff.id, names[class_id], frozenset({class_id}), own)
        )
    if teaching:
        classes = ", ".join(sorted({names[pair[0]] for pair in teaching}))
        found.append(
            Capacity(
                f"subject:{staff.school_id}", Role.SUBJECT_TEACHER, staff.school_id, staff.id, classes, teaches=teaching
            )
        )
    return found


_WEIGHT = {
    Role.PRINCIPAL: 9,
    Role.VICE_PRINCIPAL: 8,
    Role.SCHOOL_ADMIN: 7,
    Role.REGISTRAR: 6,
    Role.CLERK: 5,
    Role.HOMEROOM_TEACHER: 4,
    Role.SUBJECT_TEACHER: 3,
}


def roles_of_user(user_id: int, on: date) -> frozenset[Role]:
    """Every role a person holds on a day."""
    return frozenset(capacity.role for capacity in capacities_of(user_id, on) if not capacity.practice)


def _classroom(staff: Staff, on: date) -> tuple[set[int], frozenset[tuple[int, Subject]], dict[int, str]]:
    """Classes led, (class, subject) taught, and names of those classes; substitutions included."""
    homerooms = set(_homerooms([staff.id], on).values_list("school_class_id", flat=True))
    teaching = {(row.school_class_id, Subject(row.subject)) for row in _teachings([staff.id], on)}
    covers = list(Substitution.objects.filter(in_force(on), substitute=staff))
    absent = [cover.absent_id for cover in covers]
    led: dict[int, set[int]] = defaultdict(set)
    taught: dict[int, set[tuple[int, Subject]]] = defaultdict(set)
    if absent:
        for homeroom in _homerooms(absent, on):
            led[homeroom.staff_id].add(homeroom.school_class_id)
        for row in _teachings(absent, on):
            taught[row.staff_id].add((row.school_class_id, Subject(row.subject)))
    for cover in covers:
        classes = {cover.school_class_id} if cover.school_class_id else None
        if cover.homeroom:
            homerooms |= led[cover.absent_id] if classes is None else led[cover.absent_id] & classes
        teaching |= {
            (class_id, subject)
            for class_id, subject in taught[cover.absent_id]
            if (classes is None or class_id in classes) and (not cover.subject or cover.subject == subject.value)
        }
    wanted = homerooms | {pair[0] for pair in teaching}
    names = dict(SchoolClass.objects.filter(id__in=wanted).values_list("id", "name"))
    return homerooms, frozenset(teaching), names


def _homerooms(staff: Iterable[int], on: date) -> QuerySet[Homeroom]:
    return Homeroom.objects.filter(in_force(on), staff_id__in=staff)


def _teachings(staff: Iterable[int], on: date) -> QuerySet[Teaching]:
    return Teaching.objects.filter(in_force(on), staff_id__in=staff)
