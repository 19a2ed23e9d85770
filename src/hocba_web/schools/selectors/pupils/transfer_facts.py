"""Requests for transfers as applications above read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Attachment, Transfer


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """One request."""

    id: int
    school_id: int
    direction: str
    """in or out"""
    state: str
    """asked, approved, refused, withdrawn"""
    pupil_id: int | None
    """None for a child who has not come."""
    pupil_name: str
    class_id: int
    class_name: str
    grade: int
    year_id: int
    first: int
    """The calendar year the school year of the class begins in."""
    year_starts_on: date
    year_ends_on: date
    on: date
    """First day in the new place."""
    other_school: str
    other_province: str
    asked_by_id: int
    asked_at: datetime
    decided_at: datetime | None
    evidence: Attachment | None
    """The family's application."""


def transfer_facts(school_id: int, transfer_id: int, *, lock: bool = False) -> TransferFacts:
    """One request of a school.

    Args:
        school_id: the school.
        transfer_id: the request.
        lock: keep others from writing the row until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    if lock:
        list(Transfer.objects.select_for_update().filter(id=transfer_id, school_id=school_id))
    found = next(_facts(id=transfer_id, school_id=school_id), None)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def transfers(school_id: int, *, direction: str, states: tuple[str, ...]) -> tuple[TransferFacts, ...]:
    """Requests of a school, oldest first.

    Args:
        school_id: the school.
        direction: "in" or "out".
        states: only these.
    """
    return tuple(_facts(school_id=school_id, direction=direction, state__in=states))


def _facts(**which: Any) -> Iterator[TransferFacts]:  # noqa: ANN401  # conditions of a query
    rows = Transfer.objects.filter(**which).select_related("pupil", "school_class__year", "evidence")
    for row in rows.order_by("asked_at", "id"):
        year = row.school_class.year
        yield TransferFacts(
            id=row.pk,
            school_id=row.school_id,
            direction=row.direction,
            state=row.state,
            pupil_id=row.pupil_id,
            pupil_name=row.pupil.name if row.pupil else str(row.details.get("name", "")),
            class_id=row.school_class_id,
            class_name=row.school_class.name,
            grade=row.school_class.grade,
            year_id=year.pk,
            first=year.first,
            year_starts_on=year.starts_on,
            year_ends_on=year.ends_on,
            on=row.on,
            other_school=row.other_school,
            other_province=row.other_province,
            asked_by_id=row.asked_by_id,
            asked_at=row.asked_at,
            decided_at=row.decided_at,
            evidence=row.evidence,
        )
