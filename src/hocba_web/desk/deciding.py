"""What one officer prepared, as the pages of those show it who decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hocba_web.base.refusals import Missing
from hocba_web.officers.actor import Officer
from hocba_web.register.models import Prepared

Kind = Prepared.Kind


@dataclass(frozen=True, slots=True)
class Case:
    """Something prepared, by whom, and what became of it."""

    public_id: UUID
    kind: Prepared.Kind
    subject: str
    details: dict[str, object]
    recommends: bool | None
    """What the preparing officer proposes; None where there is nothing to choose between."""
    note: str
    prepared_by: str
    """Name; empty: the clock or a rule."""
    prepared_at: datetime
    state: Prepared.State
    decided_by: str
    decided_at: datetime | None
    answer: str
    own: bool
    """The reader prepared it, so another decides."""

    @property
    def waiting(self) -> bool:
        """Not decided yet."""
        return self.state == Prepared.State.WAITING


def cases_about(officer: Officer, kind: Prepared.Kind, subject: str) -> list[Case]:
    """Everything that was prepared about one thing within the officer's areas, newest first; one query."""
    found = within(officer, Prepared.objects.filter(kind=kind, subject=subject))
    found = found.select_related("prepared_by", "decided_by")
    return [case_of(officer, row) for row in found.order_by("-prepared_at", "-id")]


def case(officer: Officer, kind: Prepared.Kind, public_id: UUID) -> Case:
    """One of them.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = within(officer, Prepared.objects.filter(kind=kind, public_id=public_id))
    row = found.select_related("prepared_by", "decided_by").first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return case_of(officer, row)


def waiting(officer: Officer, kind: Prepared.Kind) -> list[Case]:
    """What waits to be decided within the officer's areas, oldest first; one query."""
    found = within(officer, Prepared.objects.filter(kind=kind, state=Prepared.State.WAITING))
    return [case_of(officer, row) for row in found.select_related("prepared_by", "decided_by")]


def within(officer: Officer, rows: QuerySet[Prepared]) -> QuerySet[Prepared]:
    """Those of the officer's areas."""
    return rows if officer.areas is None else rows.filter(area_code__in=officer.areas)


def case_of(officer: Officer, row: Prepared) -> Case:
    """One row."""
    return Case(
        public_id=row.public_id,
        kind=Kind(row.kind),
        subject=row.subject,
        details=row.details,
        recommends=_recommended(row.details),
        note=row.note,
        prepared_by=row.prepared_by.full_name if row.prepared_by else "",
        prepared_at=row.prepared_at,
        state=Prepared.State(row.state),
        decided_by=row.decided_by.full_name if row.decided_by else "",
        decided_at=row.decided_at,
        answer=row.answer,
        own=row.prepared_by_id == officer.user_id,
    )


def _recommended(details: dict[str, object]) -> bool | None:
    if "agree" in details:
        return bool(details["agree"])
    if "recommend" in details:
        return details["recommend"] == "agree"
    return None
