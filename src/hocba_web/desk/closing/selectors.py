"""Which groups are closed, and what stands in the way of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from hocba.adapters.clock import VIETNAM
from hocba.errors import UnknownRule
from hocba.model import SchoolYear
from hocba_web.desk.common import schools_of
from hocba_web.desk.deciding import Case
from hocba_web.desk.years import DaysLeft, current_year, deadlines
from hocba_web.gateway.selectors.waiting import judging
from hocba_web.officers.actor import Officer
from hocba_web.register.models import Closing, ClosingPlan, Number, Prepared, Recall, School
from hocba_web.register.services.recalls import OPEN

_AHEAD = timedelta(days=7)
"""So long before a group's day its closing should be prepared (convention)."""


@dataclass(frozen=True, slots=True)
class SchoolGroup:
    """A group of one school."""

    school: School
    held: int
    """Current records."""
    recalls: int
    """Recalls that are open, and so stand in the way."""
    closed_at: datetime | None

    @property
    def empty(self) -> bool:
        """Nothing is held and nothing closed: the school sent nothing, or has no pupil in this group."""
        return not self.held and self.closed_at is None


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """A group of all schools of an area."""

    code: str
    name: str
    schools: int
    closed: int
    held: int
    recalls: int
    empty: int
    """Schools of which nothing is held."""


@dataclass(frozen=True, slots=True)
class About:
    """What a closing is about, in words."""

    school_year: int
    group: str
    scope: str
    """Name of the school or area; empty: the whole province."""
    on: date | None
    decision: str
    school_id: int | None
    area: str


@dataclass(frozen=True, slots=True)
class Due:
    """A group whose day comes or has passed, and that nobody has put before those who decide."""

    school_year: int
    group: str
    schools: int
    """Schools with records that have no effect before it is closed."""


def due(officer: Officer, *, today: date) -> list[Due]:
    """Groups of this school year and the last whose closing the officer should prepare, oldest first.

    Records have effect from closing (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d)), and nothing is closed by itself.

    Args:
        officer: whose schools.
        today: in Vietnam.
    """
    this = current_year(today)
    found: list[Due] = []
    for year in (SchoolYear(this.first - 1), this):
        for left in _deadlines(year, today):
            if left.days < _AHEAD.days:
                count = _without_closing(officer, year.first, left.group.value).count()
                found += [Due(year.first, left.group.value, count)] if count else []
    return found


def _without_closing(officer: Officer, school_year: int, group: str) -> QuerySet[School]:
    """Schools that hold records of a group that is not closed, nor prepared, nor decided to be closed."""
    of_group = {"school_year": school_year, "group": group}
    held = Number.objects.filter(school=OuterRef("pk"), state=Number.State.CURRENT, **of_group)
    closed = Closing.objects.filter(school=OuterRef("pk"), **of_group)
    found = schools_of(officer).filter(~Exists(closed), Exists(held))
    decided = ClosingPlan.objects.filter(done_at=None, ended_at=None, **of_group)
    scopes: set[tuple[int | None, str]] = set(decided.values_list("school_id", "area_code"))
    for row in Prepared.objects.filter(kind=Prepared.Kind.CLOSING, state=Prepared.State.WAITING):
        if (row.details["school_year"], row.details["group"]) == (school_year, group):
            scopes.add((row.details["school"], row.details["area"]))
    for school_id, area in scopes:
        if school_id is not None:
            found = found.exclude(pk=school_id)
        else:
            found = found.exclude(area_code=area) if area else found.none()
    return found


def _deadlines(year: SchoolYear, today: date) -> tuple[DaysLeft, ...]:
    try:
        return deadlines(year, today)
    except UnknownRule:  # before the regulation
        return ()


def by_school(schools: QuerySet[School], school_year: int, group: str) -> list[SchoolGroup]:
    """A group of each of these schools, by area and code; four queries however many they are."""
    rows = list(schools.filter(active=True).order_by("area_name", "code"))
    numbers = Number.objects.filter(school_year=school_year, group=group, school__in=[row.pk for row in rows])
    held = _counted(numbers.filter(state=Number.State.CURRENT), "school")
    asked = Recall.objects.filter(state__in=OPEN, number__school_year=school_year, number__group=group)
    recalls = _counted(asked, "number__school")
    closings = Closing.objects.filter(school_year=school_year, group=group)
    closed = dict(closings.values_list("school_id", "finalised_at"))
    return [SchoolGroup(row, held.get(row.pk, 0), recalls.get(row.pk, 0), closed.get(row.pk)) for row in rows]


def by_area(rows: Iterable[SchoolGroup]) -> list[AreaGroup]:
    """The same summed up by area, in the order they come."""
    grouped: dict[str, list[SchoolGroup]] = {}
    for row in rows:
        grouped.setdefault(row.school.area_code, []).append(row)
    return [
        AreaGroup(
            code=code,
            name=found[0].school.area_name,
            schools=len(found),
            closed=sum(row.closed_at is not None for row in found),
            held=sum(row.held for row in found),
            recalls=sum(row.recalls for row in found),
            empty=sum(row.empty for row in found),
        )
        for code, found in grouped.items()
    ]


def plans(officer: Officer) -> list[ClosingPlan]:
    """What was decided and is not carried out yet, within the officer's areas; the next day first."""
    found = ClosingPlan.objects.filter(done_at=None, ended_at=None).select_related("school", "prepared__decided_by")
    if officer.areas is not None:
        found = found.filter(prepared__area_code__in=officer.areas)
    return list(found.order_by("on", "id"))


def about(case: Case) -> About:
    """What a prepared closing says."""
    told = case.details
    school_id = told.get("school")
    area = str(told.get("area") or "")
    scope = ""
    if isinstance(school_id, int):
        scope = School.objects.values_list("name", flat=True).get(pk=school_id)
    elif area:
        scope = School.objects.filter(area_code=area).values_list("area_name", flat=True).first() or area
    on = told.get("on")
    return About(
        school_year=int(str(told["school_year"])),
        group=str(told["group"]),
        scope=scope,
        on=date.fromisoformat(on) if isinstance(on, str) else None,
        decision=str(told.get("decision") or ""),
        school_id=school_id if isinstance(school_id, int) else None,
        area=area,
    )


def schools_in(officer: Officer, found: About) -> QuerySet[School]:
    """The schools that a closing is about, as far as they are the officer's."""
    schools = schools_of(officer)
    if found.school_id is not None:
        return schools.filter(pk=found.school_id)
    return schools.filter(area_code=found.area) if found.area else schools


def still_judged(case: Case, found: About, rows: Iterable[SchoolGroup], *, at: datetime) -> list[School]:
    """Schools whose closing waits because something that came in time is not judged yet; of a refused case none.

    Args:
        case: what was prepared.
        found: what it says.
        rows: its schools.
        at: product clock, aware, UTC.
    """
    if case.state in (Prepared.State.REFUSED, Prepared.State.WITHDRAWN):
        return []
    day = datetime.combine(found.on, time.min, VIETNAM) if found.on is not None else case.decided_at or at
    waits = judging(found.school_year, day)
    return [row.school for row in rows if row.closed_at is None and row.school.pk in waits]


def _counted(rows: QuerySet[Number] | QuerySet[Recall], name: str) -> dict[int, int]:
    return {one[name]: one["n"] for one in rows.order_by().values(name).annotate(n=Count("pk"))}
