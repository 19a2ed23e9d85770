"""Progress of schools against 15/6 and 15/8; counts only, never results, never an order by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from hocba_web.gateway.models import Item, Message
from hocba_web.officers.actor import Officer
from hocba_web.register.models import School
from hocba_web.register.selectors.progress import GROUPS, SchoolProgress, Tally, by_school

_STATES = {Item.State.REFUSED: "refused", Item.State.PENDING: "pending"}


@dataclass(frozen=True, slots=True)
class Line:
    """One school."""

    school: School
    groups: Mapping[str, Tally]
    refused: int
    """Records whose last word is a refusal."""
    pending: int

    @property
    def current(self) -> int:
        """Records held and counting, both groups."""
        return sum(tally.current for tally in self.groups.values())

    @property
    def kind(self) -> str:
        """Colour and word of the school's cell: closed, sent, trouble, nothing yet."""
        if all(self.groups[group].closed_at for group in GROUPS):
            return "done"
        if self.refused:
            return "error"
        return "doing" if self.current or self.pending else "waiting"


@dataclass(frozen=True, slots=True)
class Area:
    """One area with its schools."""

    code: str
    name: str
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Schools by state, for the chart."""
        found: dict[str, int] = defaultdict(int)
        for line in self.lines:
            found[line.kind] += 1
        return dict(found)


def areas(officer: Officer, school_year: int, *, area_code: str = "") -> tuple[Area, ...]:
    """Areas of an officer with their schools; five queries, however many schools there are.

    Args:
        officer: who looks.
        school_year: in which it begins.
        area_code: only this one.
    """
    rows = by_school(officer, school_year, area_code=area_code)
    items = _items(school_year)
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for row in rows:
        found[row.school.area_code, row.school.area_name].append(_line(row, items.get(row.school.pk, {})))
    return tuple(Area(code, name or code, tuple(lines)) for (code, name), lines in sorted(found.items()))


def totals(found: Sequence[Area]) -> dict[str, int]:
    """Sums over everything shown."""
    lines = [line for area in found for line in area.lines]
    return {
        "schools": len(lines),
        "begun": sum(line.kind != "waiting" for line in lines),
        "closed": sum(line.kind == "done" for line in lines),
        "current": sum(line.current for line in lines),
        "refused": sum(line.refused for line in lines),
        "pending": sum(line.pending for line in lines),
    }


def _line(row: SchoolProgress, items: Mapping[str, int]) -> Line:
    return Line(row.school, row.groups, items.get("refused", 0), items.get("pending", 0))


def _items(school_year: int) -> dict[int, dict[str, int]]:
    """Refused and waiting items by school; a record that was refused and taken later is not counted as refused."""
    counted = (
        Item.objects.filter(message__school_year=school_year, state__in=list(_STATES))
        .exclude(uuid__in=Item.objects.filter(state=Item.State.ACCEPTED).values("uuid"))
        .order_by()
        .values("message__school_id", "state")
        .annotate(n=Count("uuid", distinct=True))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in counted:
        found[row["message__school_id"]][_STATES[Item.State(row["state"])]] = row["n"]
    return found


def messages_of(school: School, *, limit: int = 30) -> Sequence[Message]:
    """A school's newest transactions with their counts."""
    counted = Message.objects.filter(school=school).order_by("-id").annotate(records=Count("items"))
    return list(counted[:limit])
