"""Where the records of a year stand, for lists over many classes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from hocba.lifecycle import State
from hocba.model import ClosingGroup
from hocba_web.records.models import Record
from hocba_web.records.models.record import VOID_STATES


@dataclass(frozen=True, slots=True)
class Standing:
    """One record and how far it is."""

    record_id: int
    uuid: UUID
    school_id: int
    year_id: int
    class_id: int
    class_name: str
    enrolment_id: int
    pupil_id: int
    pupil_name: str
    number: int
    """Place in the class list."""
    group: ClosingGroup
    closing_on: date
    state: State
    state_at: datetime
    accepted_at: datetime | None
    replaces_id: int | None


def of_year(
    year_id: int, *, states: Collection[State] | None = None, class_ids: Collection[int] | None = None
) -> tuple[Standing, ...]:
    """The records of a school year by class and number; one query. Void ones only if their state is named.

    Args:
        year_id: the school year.
        states: only these; None: all that are not void.
        class_ids: only these classes; None: all.
    """
    rows = Record.objects.filter(school_class__year_id=year_id)
    if states is None:
        rows = rows.exclude(state__in=VOID_STATES)
    else:
        rows = rows.filter(state__in=[state.value for state in states])
    if class_ids is not None:
        rows = rows.filter(school_class_id__in=class_ids)
    return _standing(rows)


def of_records(record_ids: Iterable[int]) -> tuple[Standing, ...]:
    """These records, whatever their state, by class and number; one query."""
    return _standing(Record.objects.filter(id__in=list(record_ids)))


def one_here(school_id: int, uuid: UUID) -> Standing | None:
    """A school's record by its look-up UUID; None for another school's."""
    return next(iter(_standing(Record.objects.filter(school_id=school_id, uuid=uuid))), None)


def _standing(rows: QuerySet[Record]) -> tuple[Standing, ...]:
    found = rows.annotate(
        year_id=F("school_class__year_id"),
        grade=F("school_class__grade"),
        class_name=F("school_class__name"),
        pupil_id=F("enrolment__pupil_id"),
        pupil_name=F("enrolment__pupil__name"),
        number=F("enrolment__number"),
    ).order_by("grade", "class_name", "number", "id")
    return tuple(
        Standing(
            record_id=row["id"],
            uuid=row["uuid"],
            school_id=row["school_id"],
            year_id=row["year_id"],
            class_id=row["school_class_id"],
            class_name=row["class_name"],
            enrolment_id=row["enrolment_id"],
            pupil_id=row["pupil_id"],
            pupil_name=row["pupil_name"],
            number=row["number"],
            group=ClosingGroup(row["group"]),
            closing_on=row["closing_on"],
            state=State(row["state"]),
            state_at=row["state_at"],
            accepted_at=row["accepted_at"],
            replaces_id=row["replaces_id"],
        )
        for row in found.values(
            "id",
            "uuid",
            "school_id",
            "year_id",
            "school_class_id",
            "class_name",
            "enrolment_id",
            "pupil_id",
            "pupil_name",
            "number",
            "group",
            "closing_on",
            "state",
            "state_at",
            "accepted_at",
            "replaces_id",
        )
    )
