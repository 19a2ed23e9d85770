"""Staff of a school: lists, one person's page, answers for the accounts application."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hocba.model import Subject, check_personal_id
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Missing
from hocba_web.base.text import fold
from hocba_web.schools.models import Appointment, Homeroom, Staff, Substitution, Teaching, TeamMember
from hocba_web.schools.selectors.dated import in_force, working
from hocba_web.schools.selectors.staff_appointments import BODY_NAMES
from hocba_web.schools.selectors.staff_teams import members_on


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the list."""

    id: int
    code: str
    name: str
    position: str
    team: str
    roles: tuple[Role, ...]
    """Offices held on the day; teaching is told by `homeroom` and `lessons`."""
    homeroom: str
    """Names of classes led: "4A1"."""
    lessons: int
    """How many (class, subject) are taught."""
    account: str
    """"active", "closed" or "none"."""
    active: bool
    left_on: date | None
    id_stands: bool
    """Whether the personal ID on file is one a signature can be held against."""


@dataclass(frozen=True, slots=True)
class StaffPage:
    """One person."""

    id: int
    code: str
    name: str
    personal_id: str
    born: date | None
    position: str
    email: str
    phone: str
    active: bool
    left_on: date | None
    user_id: int | None
    username: str
    account_active: bool


def staff_list(
    school_id: int, on: date, *, search: str = "", show: str = "working", team_id: int | None = None
) -> tuple[StaffRow, ...]:
    """Staff by name, with what they do on a day.

    Args:
        school_id: the school.
        on: the day in Vietnam.
        search: part of name, code or position; diacritics do not count.
        show: "working", "left", "all", or "no_id": who works here without a personal ID that stands (art. 6(8)).
        team_id: only members of one group.
    """
    rows = Staff.objects.filter(school_id=school_id).select_related("user")
    if show in {"working", "no_id"}:
        rows = rows.filter(working(on))
    elif show == "left":
        rows = rows.exclude(working(on))
    if search.strip():
        rows = rows.filter(
            Q(name_folded__contains=fold(search)) | Q(code__icontains=search.strip()) | Q(position__icontains=search)
        )
    members = {one.staff_id: one.team for one in members_on(school_id, on)}
    if team_id is not None:
        rows = rows.filter(id__in=[staff_id for staff_id, team in members.items() if team.id == team_id])
    people = [one for one in rows if show != "no_id" or not _id_stands(one)]
    roles: dict[int, list[Role]] = defaultdict(list)
    for staff_id, role in (
        Appointment.objects.filter(in_force(on), school_id=school_id).exclude(role="").values_list("staff_id", "role")
    ):
        roles[staff_id].append(Role(role))
    led: dict[int, list[str]] = defaultdict(list)
    for staff_id, name in Homeroom.objects.filter(in_force(on), staff__school_id=school_id).values_list(
        "staff_id", "school_class__name"
    ):
        led[staff_id].append(name)
    lessons: dict[int, int] = defaultdict(int)
    for staff_id in Teaching.objects.filter(in_force(on), staff__school_id=school_id).values_list(
        "staff_id", flat=True
    ):
        lessons[staff_id] += 1
    return tuple(
        StaffRow(
            one.id,
            one.code,
            one.name,
            one.position,
            members[one.id].name if one.id in members else "",
            tuple(sorted(roles[one.id], key=list(Role).index)),
            ", ".join(sorted(led[one.id])),
            lessons[one.id],
            "none" if one.user is None else "active" if one.user.is_active else "closed",
            one.active,
            one.left_on,
            _id_stands(one),
        )
        for one in people
    )


def _id_stands(one: Staff) -> bool:
    """Without one nobody can be named as a signer, nor a certificate be held against a person."""
    born = one.born.year if one.born else None
    faults = check_personal_id(one.personal_id, sex=None, birth_year=born)
    return bool(one.personal_id) and not any(fault.is_error for fault in faults)


def staff_page(school_id: int, staff_id: int) -> StaffPage:
    """One person's own data.

    Raises:
        Missing: NOT_FOUND_HERE, unknown or another school's.
    """
    one = Staff.objects.filter(school_id=school_id, id=staff_id).select_related("user").first()
    if one is None:
        raise Missing("NOT_FOUND_HERE")
    return StaffPage(
        one.id,
        one.code,
        one.name,
        one.personal_id,
        one.born,
        one.position,
        one.email,
        one.phone,
        one.active,
        one.left_on,
        one.user_id,
        one.user.username if one.user else "",
        bool(one.user and one.user.is_active),
    )


@dataclass(frozen=True, slots=True)
class Spell:
    """Something somebody did or does, from when to when."""

    kind: str
    """"appointment", "homeroom", "teaching", "substitute" or "team"."""
    role: Role | None
    what: str
    """Class, body or group; for appointments the duty."""
    subjects: tuple[Subject, ...]
    since: date
    until: date | None
    decision: str
    state: str
    """"now", "future", "past", "asked" (waits for the principal) or "declined"."""


def _state(since: date, until: date | None, on: date) -> str:
    if since > on:
        return "future"
    return "past" if until is not None and until < on else "now"


def spells_of(staff_id: int, on: date) -> tuple[Spell, ...]:
    """Everything a person was ever appointed to or assigned, what holds now first, then the newest."""
    found: list[Spell] = []
    for one in Appointment.objects.filter(staff_id=staff_id).select_related("decision"):
        state = _state(one.since, one.until, on) if one.approved_at else "declined" if one.declined_at else "asked"
        role = Role(one.role) if one.role else None
        body = str(BODY_NAMES[one.body]) if one.body else ""
        what = " – ".join(part for part in (body, one.duty) if part)
        found.append(Spell("appointment", role, what, (), one.since, one.until, _number(one), state))
    for led in Homeroom.objects.filter(staff_id=staff_id).select_related("decision", "school_class"):
        if led.approved_at:
            state = _state(led.since, led.until, on)
            found.append(Spell("homeroom", None, led.school_class.name, (), led.since, led.until, _number(led), state))
    grouped: dict[tuple[str, date, date | None, str], list[Subject]] = defaultdict(list)
    for taught in Teaching.objects.filter(staff_id=staff_id).select_related("decision", "school_class"):
        if taught.approved_at:
            key = (taught.school_class.name, taught.since, taught.until, _number(taught))
            grouped[key].append(Subject(taught.subject))
    for (name, since, until, number), subjects in grouped.items():
        ordered = tuple(subject for subject in Subject if subject in subjects)
        found.append(Spell("teaching", None, name, ordered, since, until, number, _state(since, until, on)))
    for cover in Substitution.objects.filter(substitute_id=staff_id).select_related("absent", "decision"):
        state = (
            _state(cover.since, cover.until, on) if cover.approved_at else "declined" if cover.declined_at else "asked"
        )
        found.append(Spell("substitute", None, cover.absent.name, (), cover.since, cover.until, _number(cover), state))
    for member in TeamMember.objects.filter(staff_id=staff_id).select_related("team", "decision"):
        state = _state(member.since, member.until, on)
        found.append(Spell("team", None, member.team.name, (), member.since, member.until, _number(member), state))
    order = {"now": 0, "asked": 1, "future": 2, "past": 3, "declined": 4}
    return tuple(sorted(found, key=lambda one: (order[one.state], -one.since.toordinal(), one.what)))


def _number(row: Appointment | Homeroom | Teaching | Substitution | TeamMember) -> str:
    return str(row.decision) if row.decision else ""


def staff_names(school_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Names by id, of this school's staff only."""
    return dict(Staff.objects.filter(school_id=school_id, id__in=set(ids)).values_list("id", "name"))


def positions(school_id: int) -> tuple[str, ...]:
    """Positions in use, for suggestions."""
    return tuple(
        Staff.objects.filter(school_id=school_id).order_by("position").values_list("position", flat=True).distinct()
    )
