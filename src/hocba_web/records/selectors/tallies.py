"""How many records wait at which stage: the figures of front pages, without anybody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, Value, When

from hocba.lifecycle import State
from hocba.model import ClosingGroup
from hocba_web.records.models import Cancellation, Record, Unlocking
from hocba_web.records.models.record import LIVING


@dataclass(frozen=True, slots=True)
class Tally:
    """Living records of one class that stand alike."""

    year_id: int
    class_id: int
    class_name: str
    state: State
    group: ClosingGroup
    closing_on: date
    planned_issue_on: date
    count: int


def tallies(school_id: int) -> tuple[Tally, ...]:
    """Living records of a school by class; closed ones of past years too. One query."""
    columns = (
        "school_class__year_id",
        "school_class_id",
        "school_class__name",
        "state",
        "group",
        "closing_on",
        "planned_issue_on",
    )
    rows = (
        Record.objects.filter(LIVING, school_id=school_id)
        .order_by("school_class__grade", "school_class__name", "state")
        .values_list(*columns)
        .annotate(count=Count("id"))
    )
    return tuple(
        Tally(year, number, name, State(state), ClosingGroup(group), closing, planned, count)
        for year, number, name, state, group, closing, planned, count in rows
    )


@dataclass(frozen=True, slots=True)
class RequestTally:
    """Requests about records that wait for somebody."""

    unlock_to_decide: int = 0
    unlock_to_execute: int = 0
    opened: int = 0
    """Carried out: the parts are being corrected, then the record is initialised again."""
    cancel_to_decide: int = 0


def request_tally(school_id: int) -> RequestTally:
    """What waits about a school's records; one query."""
    stage = Case(
        When(granted__isnull=True, then=Value("decide")),
        When(executed_at__isnull=True, then=Value("execute")),
        default=Value("opened"),
        output_field=CharField(),
    )
    unlockings = (
        Unlocking.objects.filter(record__school_id=school_id, settled_at__isnull=True)
        .exclude(granted=False)
        .order_by()
        .values_list(stage)
        .annotate(count=Count("id"))
    )
    cancellations = (
        Cancellation.objects.filter(record__school_id=school_id, granted__isnull=True)
        .order_by()
        .values_list(Value("cancel", output_field=CharField()))
        .annotate(count=Count("id"))
    )
    found = dict(unlockings.union(cancellations, all=True))
    return RequestTally(
        unlock_to_decide=found.get("decide", 0),
        unlock_to_execute=found.get("execute", 0),
        opened=found.get("opened", 0),
        cancel_to_decide=found.get("cancel", 0),
    )
