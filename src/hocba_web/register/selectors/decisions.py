"""What waits for officers and what they decided: recalls, plans to close, permits. Within an officer's areas.

No pupil's data: a record is named by its look-up UUID.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hocba_web.officers.actor import Officer
from hocba_web.register.models import Closing, ClosingPlan, Number, Permit, Prepared, Recall, School

_OPEN = (Recall.State.WAITING, Recall.State.MINISTRY)


def prepared(officer: Officer, kinds: Collection[Prepared.Kind], *, waiting: bool = True) -> QuerySet[Prepared]:
    """What was put before those who decide, oldest first; with school and people. `waiting`: not decided yet."""
    found = Prepared.objects.filter(kind__in=list(kinds)).select_related("school", "prepared_by", "decided_by")
    if waiting:
        found = found.filter(state=Prepared.State.WAITING)
    return found if officer.areas is None else found.filter(area_code__in=officer.areas)


def recalls(officer: Officer, *, still_open: bool = True) -> QuerySet[Recall]:
    """What schools asked to have recalled, oldest first; with record's number, school and preparation."""
    found = Recall.objects.select_related("number__school", "prepared__prepared_by")
    if still_open:
        found = found.filter(state__in=_OPEN)
    return found if officer.areas is None else found.filter(number__school__area_code__in=officer.areas)


def plans(officer: Officer, *, still_open: bool = True) -> QuerySet[ClosingPlan]:
    """Decided closings, oldest first; `still_open`: not carried out everywhere yet, and not called off."""
    found = ClosingPlan.objects.select_related("school", "prepared__decided_by")
    if still_open:
        found = found.filter(done_at=None, ended_at=None)
    return found if officer.areas is None else found.filter(prepared__area_code__in=officer.areas)


def permits(officer: Officer, *, on: date | None = None) -> QuerySet[Permit]:
    """Permits, newest first.

    Args:
        officer: who asks.
        on: those that hold on this day in Vietnam; None: all there ever were.
    """
    found = Permit.objects.select_related("school", "prepared__decided_by")
    if on is not None:
        found = found.filter(valid_from__lte=on, valid_until__gte=on, revoked_at=None)
    return found if officer.areas is None else found.filter(school__area_code__in=officer.areas)


@dataclass(frozen=True, slots=True)
class SchoolGroup:
    """A group of a school before it is closed, or after."""

    school: School
    held: int
    """Current records."""
    recalls: tuple[UUID, ...]
    """Records whose recall is not decided."""
    closing: Closing | None


def groups(
    officer: Officer, school_year: int, group: str, *, area_code: str = "", school_id: int | None = None
) -> tuple[SchoolGroup, ...]:
    """The schools of an officer with what a closing of this group would meet, by code; four queries.

    Active ones, and those that ended and hold records of the group or whose group is closed.

    Args:
        officer: who asks.
        school_year: the year in which the school year begins.
        group: "15/6" or "15/8".
        area_code: of this area only.
        school_id: this school only.
    """
    mine = {"school": OuterRef("pk"), "school_year": school_year, "group": group}
    held_here = Exists(Number.objects.filter(state=Number.State.CURRENT, **mine))
    schools = School.objects.filter(Q(active=True) | held_here | Exists(Closing.objects.filter(**mine)))
    if officer.areas is not None:
        schools = schools.filter(area_code__in=officer.areas)
    if area_code:
        schools = schools.filter(area_code=area_code)
    if school_id is not None:
        schools = schools.filter(id=school_id)
    of_group = Number.objects.filter(school__in=schools, school_year=school_year, group=group)
    counted = of_group.filter(state=Number.State.CURRENT).values_list("school_id").annotate(n=Count("uuid")).order_by()
    held = dict(counted)
    waiting: dict[int, list[UUID]] = {}
    asked = Recall.objects.filter(number__in=of_group, state__in=_OPEN)
    for school, uuid in asked.values_list("number__school_id", "number_id"):
        waiting.setdefault(school, []).append(uuid)
    closings = {
        one.school_id: one for one in Closing.objects.filter(school_year=school_year, group=group, school__in=schools)
    }
    return tuple(
        SchoolGroup(one, held.get(one.pk, 0), tuple(waiting.get(one.pk, ())), closings.get(one.pk)) for one in schools
    )
