"""A group of a school's records: open, closed, or open again for somebody by a dated decision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from hocba_web.register.models import Closing, Permit


@dataclass(frozen=True, slots=True)
class GroupState:
    """Whether records may come into a group of a school."""

    closed_at: datetime | None
    """UTC; None: open."""
    late_intake: bool
    """A late-intake decision holds on the day asked for."""

    @property
    def open(self) -> bool:
        """Whether a record may be accepted into it."""
        return self.closed_at is None or self.late_intake


def standing_of(school_id: int, school_year: int, group: str, day: date) -> GroupState:
    """Whether records may come into a group.

    Args:
        school_id: of the register's school.
        school_year: the year in which the school year begins.
        group: "15/6" or "15/8".
        day: in Vietnam.
    """
    closed = Closing.objects.filter(school_id=school_id, school_year=school_year, group=group)
    closed_at = closed.values_list("finalised_at", flat=True).first()
    if closed_at is None:
        return GroupState(None, late_intake=False)
    late = permits_on(day).filter(
        kind=Permit.Kind.LATE_INTAKE, school_id=school_id, school_year=school_year, group=group
    )
    return GroupState(closed_at, late_intake=late.exists())


def amendable(uuid: UUID, day: date, school_id: int) -> bool:
    """Whether a decision lets a school replace this finalised record on a day in Vietnam."""
    return permits_on(day).filter(kind=Permit.Kind.AMENDMENT, uuid=uuid, school_id=school_id).exists()


def amenders(uuids: Collection[UUID], day: date) -> dict[UUID, frozenset[int]]:
    """Of these finalised records, the schools that a decision lets replace them on a day in Vietnam."""
    found = permits_on(day).filter(kind=Permit.Kind.AMENDMENT, uuid__in=uuids).values_list("uuid", "school_id")
    schools: dict[UUID, set[int]] = {}
    for uuid, school_id in found:
        if uuid is not None:
            schools.setdefault(uuid, set()).add(school_id)
    return {uuid: frozenset(one) for uuid, one in schools.items()}


def permits_on(day: date) -> QuerySet[Permit]:
    """Decisions that hold on a day in Vietnam: both their days count, a revoked one ends at once."""
    return Permit.objects.filter(valid_from__lte=day, valid_until__gte=day, revoked_at=None)
