"""Where records stand: lists over classes and years."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hocba.lifecycle import State
from hocba.model import ClosingGroup
from hocba_web.base.text import LARGEST_KEY
from hocba_web.records.models import Record
from hocba_web.records.models.record import VOID_STATES


@dataclass(frozen=True, slots=True)
class Standing:
    """One record, without its content."""

    record_id: int
    uuid: UUID
    identifier: str
    school_id: int
    year_id: int
    enrolment_id: int
    pupil_id: int
    pupil_name: str
    number: int
    """Place in the class list."""
    class_id: int
    class_name: str
    group: ClosingGroup
    closing_on: date
    planned_issue_on: date
    revision: int
    state: State
    state_at: datetime
    issued_at: datetime | None
    accepted_at: datetime | None
    reported_at: datetime | None
    finalised_at: datetime | None
    replaces_id: int | None
    amending_since: datetime | None

    @property
    def is_void(self) -> bool:
        """Kept to be read, worth nothing any more."""
        return self.state.value in VOID_STATES

    @property
    def gives_way(self) -> bool:
        """Whether another record takes its place: void, or closed and being amended."""
        return self.is_void or self.amending_since is not None


_COLUMNS = (
    "id",
    "uuid",
    "identifier",
    "school_id",
    "school_class__year_id",
    "enrolment_id",
    "enrolment__pupil_id",
    "enrolment__pupil__name",
    "enrolment__number",
    "school_class_id",
    "school_class__name",
    "group",
    "closing_on",
    "planned_issue_on",
    "revision",
    "state",
    "state_at",
    "issued_at",
    "accepted_at",
    "reported_at",
    "finalised_at",
    "replaces_id",
    "amending_since",
)
_GROUP, _STATE = _COLUMNS.index("group"), _COLUMNS.index("state")


def of_year(
    year_id: int, *, states: Collection[State] | None = None, class_ids: Collection[int] | None = None
) -> tuple[Standing, ...]:
    """Records of a school year by class and list, void ones included unless `states` leaves them out; one query.

    Args:
        year_id: the school year.
        states: only these.
        class_ids: only these classes.
    """
    rows = Record.objects.filter(school_class__year_id=year_id)
    if class_ids is not None:
        rows = rows.filter(school_class_id__in=class_ids)
    if states is not None:
        rows = rows.filter(state__in=[state.value for state in states])
    return _standings(rows)


def of_records(record_ids: Collection[int]) -> tuple[Standing, ...]:
    """Some records, by class and list; unknown numbers are left out."""
    # A number in an address may be longer than any key.
    return _standings(Record.objects.filter(id__in=[one for one in record_ids if one <= LARGEST_KEY]))


def of_enrolments(enrolment_ids: Collection[int]) -> tuple[Standing, ...]:
    """All records of some places in classes, void ones included."""
    return _standings(Record.objects.filter(enrolment_id__in=enrolment_ids))


def _standings(rows: Any) -> tuple[Standing, ...]:  # noqa: ANN401  # a query set
    listed = rows.order_by("school_class__grade", "school_class__name", "enrolment__number", "id")
    return tuple(_standing(row) for row in listed.values_list(*_COLUMNS))


def _standing(row: tuple[Any, ...]) -> Standing:
    values = list(row)
    values[_GROUP], values[_STATE] = ClosingGroup(row[_GROUP]), State(row[_STATE])
    return Standing(*values)
