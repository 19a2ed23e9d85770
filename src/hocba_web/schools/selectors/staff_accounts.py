"""What the accounts application asks of the register (`hocba_web.accounts.ports`), as of today."""

from __future__ import annotations

from collections import defaultdict

from hocba_web.accounts.ports import Holder, Person
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.schools.models import Appointment, Homeroom, Staff, Substitution, Teaching
from hocba_web.schools.regulation_values import DEFAULTS
from hocba_web.schools.selectors.capacities import roles_of_user
from hocba_web.schools.selectors.dated import in_force, working
from hocba_web.schools.selectors.regulation import regulation_in_force


def roles_today(user_id: int) -> frozenset[Role]:
    """Roles in which a user could act today."""
    return roles_of_user(user_id, clock.today())


def schools_of_user(user_id: int) -> frozenset[int]:
    """Schools whose staff the user is or was."""
    return frozenset(Staff.objects.filter(user_id=user_id).values_list("school_id", flat=True))


def staff_without_account(school_id: int) -> list[Person]:
    """People who work at the school today and have no account, by name."""
    rows = Staff.objects.filter(working(clock.today()), school_id=school_id, user__isnull=True)
    return [Person(one.id, one.name, one.code, one.email) for one in rows]


def holders_of_school(school_id: int) -> list[Holder]:
    """Everybody of a school who has an account, by name; five queries however many they are."""
    today = clock.today()
    roles: dict[int, set[Role]] = defaultdict(set)
    for staff_id, role in (
        Appointment.objects.filter(in_force(today), school_id=school_id)
        .exclude(role="")
        .values_list("staff_id", "role")
    ):
        roles[staff_id].add(Role(role))
    covers = Substitution.objects.filter(in_force(today), absent__school_id=school_id)
    for staff_id in Homeroom.objects.filter(in_force(today), staff__school_id=school_id).values_list(
        "staff", flat=True
    ):
        roles[staff_id].add(Role.HOMEROOM_TEACHER)
    for staff_id in Teaching.objects.filter(in_force(today), staff__school_id=school_id).values_list(
        "staff", flat=True
    ):
        roles[staff_id].add(Role.SUBJECT_TEACHER)
    for cover in covers:
        gained = {Role.SUBJECT_TEACHER} | ({Role.HOMEROOM_TEACHER} if cover.homeroom else set())
        roles[cover.substitute_id] |= gained & roles[cover.absent_id]
    still = set(Staff.objects.filter(working(today), school_id=school_id).values_list("id", flat=True))
    return [
        Holder(
            one.user_id,
            one.name,
            one.code,
            frozenset(roles[one.id]) if one.id in still else frozenset(),
            one.id in still,
        )
        for one in Staff.objects.filter(school_id=school_id, user__isnull=False)
        if one.user_id is not None
    ]


def idle_minutes(user_id: int) -> int:
    """After how many minutes without a request somebody's session ends: the strictest regulation of their schools.

    Source: Decision 32/QĐ-THPĐ, art. 6(6)(b).
    """
    today = clock.today()
    schools = schools_of_user(user_id)
    found = [regulation_in_force(school_id, today).values.session_idle_minutes for school_id in schools]
    return min(found, default=DEFAULTS.session_idle_minutes)
