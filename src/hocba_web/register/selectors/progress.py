"""How many records of each school the register holds; no pupil's data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from hocba_web.officers.actor import Officer
from hocba_web.register.models import Closing, Number, Recall, School

_OPEN = (Recall.State.WAITING, Recall.State.MINISTRY)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is held of a group."""

    current: int = 0
    recalled: int = 0
    superseded: int = 0
    reported: int = 0
    """Of the current ones, those that the ministry's warehouse took."""
    recalls_open: int = 0
    """Recalls that are not decided."""
    closed_at: datetime | None = None
    """UTC; of a sum: None."""


@dataclass(frozen=True, slots=True)
class SchoolProgress:
    """A school and its groups."""

    school: School
    groups: Mapping[str, Tally]
    """By "15/6" and "15/8", both always there."""


GROUPS = ("15/6", "15/8")
_NOTHING = Tally()


def by_school(officer: Officer, school_year: int, *, area_code: str = "") -> tuple[SchoolProgress, ...]:
    """Every active school of the officer's areas and those that ended and hold records of the year, by code.

    Args:
        officer: who asks; the caller asks for the act.
        school_year: the year in which the school year begins.
        area_code: of this area only.
    """
    of_year = Number.objects.filter(school=OuterRef("pk"), school_year=school_year)
    schools = School.objects.filter(Q(active=True) | Exists(of_year))
    if officer.areas is not None:
        schools = schools.filter(area_code__in=officer.areas)
    if area_code:
        schools = schools.filter(area_code=area_code)
    found = _tallies(school_year)
    return tuple(
        SchoolProgress(one, {group: found.get((one.pk, group), _NOTHING) for group in GROUPS}) for one in schools
    )


def total(rows: Iterable[SchoolProgress]) -> dict[str, Tally]:
    """The sum over schools, by group: for an area, for the province."""
    schools = list(rows)
    return {group: _sum(one.groups[group] for one in schools) for group in GROUPS}


def _sum(tallies: Iterable[Tally]) -> Tally:
    parts = list(tallies)
    return Tally(
        current=sum(one.current for one in parts),
        recalled=sum(one.recalled for one in parts),
        superseded=sum(one.superseded for one in parts),
        reported=sum(one.reported for one in parts),
        recalls_open=sum(one.recalls_open for one in parts),
    )


def _tallies(school_year: int) -> dict[tuple[int, str], Tally]:
    state = Number.State
    counted = Number.objects.filter(school_year=school_year).values("school_id", "group").order_by()
    counted = counted.annotate(
        current=Count("uuid", filter=Q(state=state.CURRENT)),
        recalled=Count("uuid", filter=Q(state=state.RECALLED)),
        superseded=Count("uuid", filter=Q(state=state.SUPERSEDED)),
        reported=Count("uuid", filter=Q(state=state.CURRENT, reported_at__isnull=False)),
    )
    recalls = Recall.objects.filter(number__school_year=school_year, state__in=_OPEN).order_by()
    waiting = {
        (row["number__school_id"], row["number__group"]): row["n"]
        for row in recalls.values("number__school_id", "number__group").annotate(n=Count("id"))
    }
    closings = Closing.objects.filter(school_year=school_year).values_list("school_id", "group", "finalised_at")
    closed = {(school, group): at for school, group, at in closings}
    held = {
        (row["school_id"], row["group"]): Tally(
            row["current"],
            row["recalled"],
            row["superseded"],
            row["reported"],
            waiting.get((row["school_id"], row["group"]), 0),
        )
        for row in counted
    }
    return held | {key: replace(held.get(key, _NOTHING), closed_at=at) for key, at in closed.items()}
