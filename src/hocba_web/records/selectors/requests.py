"""What waits for a decision or an act about records, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Missing
from hocba_web.records.models import Cancellation, Return, Unlocking, UnlockingPart
from hocba_web.records.selectors.standing import Standing, of_records

Stage = Literal["waiting", "granted", "opened", "settled", "refused", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Note:
    """What whoever approves wrote when giving a record back."""

    part: str
    note: str
    by: str
    to: str
    at: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One part that an unlocking names."""

    part: str
    done_by: str
    done_at: datetime | None
    """When its teacher said that it is corrected."""


@dataclass(frozen=True, slots=True)
class Request:
    """An unlocking or a cancellation."""

    id: int
    kind: Literal["unlocking", "cancellation"]
    record: Standing
    parts: tuple[Opened, ...]
    reason: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    stage: Stage
    answer: str
    decided_by_id: int | None
    decided_by: str
    decided_at: datetime | None
    decision: str
    """Number and day of the paper; empty if there is none."""
    executed_by: str
    executed_at: datetime | None
    notes: tuple[Note, ...]


def of_school(school_id: int, *, open_only: bool = True) -> tuple[Request, ...]:
    """Requests of a school, the oldest first; four to six queries.

    Args:
        school_id: the school.
        open_only: only what waits for somebody: a decision, the admin, or correction and initialising again.
    """
    unlockings = Unlocking.objects.filter(record__school_id=school_id)
    cancellations = Cancellation.objects.filter(record__school_id=school_id)
    if open_only:
        unlockings = unlockings.filter(settled_at__isnull=True).exclude(granted=False)
        cancellations = cancellations.filter(granted__isnull=True)
    return tuple(sorted(_requests(unlockings, cancellations), key=lambda one: one.asked_at))


def of_record(record_id: int) -> tuple[Request, ...]:
    """Requests about one record, the newest first."""
    found = _requests(Unlocking.objects.filter(record_id=record_id), Cancellation.objects.filter(record_id=record_id))
    return tuple(sorted(found, key=lambda one: one.asked_at, reverse=True))


def one_request(actor: Actor, kind: str, request_id: int) -> Request:
    """One of the actor's school.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    which = {"id": request_id, "record__school_id": actor.school_id}
    unlockings = Unlocking.objects.filter(**which) if kind == "unlocking" else Unlocking.objects.none()
    cancellations = Cancellation.objects.filter(**which) if kind == "cancellation" else Cancellation.objects.none()
    found = _requests(unlockings, cancellations)
    if not found:
        raise Missing("NOT_FOUND_HERE")
    return found[0]


def _requests(unlockings: Any, cancellations: Any) -> list[Request]:  # noqa: ANN401  # query sets
    people = ("asked_by", "decided_by", "decision")
    unlocked = list(
        unlockings.select_related(*people, "executed_by").prefetch_related(
            "parts__done_by", "returns__by", "returns__to_staff"
        )
    )
    cancelled = list(cancellations.select_related(*people))
    records = {one.record_id: one for one in of_records({row.record_id for row in (*unlocked, *cancelled)})}
    return [_request(row, records[row.record_id]) for row in (*unlocked, *cancelled)]


def _request(row: Unlocking | Cancellation, record: Standing) -> Request:
    unlocked = row if isinstance(row, Unlocking) else None
    return Request(
        id=row.pk,
        kind="unlocking" if unlocked else "cancellation",
        record=record,
        parts=tuple(_opened(part) for part in unlocked.parts.all()) if unlocked else (),
        reason=row.reason,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by.get_full_name(),
        asked_at=row.asked_at,
        stage=_stage(row),
        answer=row.answer,
        decided_by_id=row.decided_by_id,
        decided_by=row.decided_by.get_full_name() if row.decided_by else "",
        decided_at=row.decided_at,
        decision=str(row.decision) if row.decision else "",
        executed_by=unlocked.executed_by.get_full_name() if unlocked and unlocked.executed_by else "",
        executed_at=unlocked.executed_at if unlocked else None,
        notes=tuple(_note(one) for one in unlocked.returns.all()) if unlocked else (),
    )


def _opened(row: UnlockingPart) -> Opened:
    return Opened(row.part, row.done_by.get_full_name() if row.done_by else "", row.done_at)


def _stage(row: Unlocking | Cancellation) -> Stage:
    if row.granted is None:
        return "waiting"
    if not row.granted:
        return "withdrawn" if row.decided_by_id == row.asked_by_id else "refused"
    if isinstance(row, Cancellation) or row.settled_at is not None:
        return "settled"
    return "granted" if row.executed_at is None else "opened"


def to_be_unlocked(school_id: int) -> frozenset[int]:
    """Records (ids) whose unlocking is asked for or decided and not carried out: nobody signs them now; one query."""
    rows = Unlocking.objects.filter(record__school_id=school_id, executed_at__isnull=True, settled_at__isnull=True)
    return frozenset(rows.exclude(granted=False).values_list("record_id", flat=True))


def is_to_be_unlocked(record_id: int) -> bool:
    """Whether one record's unlocking is asked for or decided and not carried out; the caller holds the record."""
    rows = Unlocking.objects.filter(record_id=record_id, executed_at__isnull=True, settled_at__isnull=True)
    return rows.exclude(granted=False).exists()


def notes_for(staff_id: int, *, school_id: int) -> tuple[tuple[Standing, Note], ...]:
    """Records given back to somebody and not settled, the oldest first."""
    rows = Return.objects.filter(to_staff_id=staff_id, settled_at__isnull=True, record__school_id=school_id)
    found = list(rows.select_related("by", "to_staff").order_by("id"))
    records = {one.record_id: one for one in of_records({row.record_id for row in found})}
    return tuple((records[row.record_id], _note(row)) for row in found)


def notes_of(record_ids: Collection[int]) -> dict[int, list[Note]]:
    """Notes by record, the newest first."""
    found: dict[int, list[Note]] = {}
    for row in Return.objects.filter(record_id__in=record_ids).select_related("by", "to_staff"):
        found.setdefault(row.record_id, []).append(_note(row))
    return found


def _note(row: Return) -> Note:
    return Note(
        part=row.part,
        note=row.note,
        by=row.by.get_full_name(),
        to=row.to_staff.name,
        at=row.at,
        settled=row.settled_at is not None,
    )
