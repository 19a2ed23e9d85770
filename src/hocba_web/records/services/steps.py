"""The only door to a record's state: one step of the core's table, kept with its article and trace."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from django.db import transaction

from hocba.lifecycle import TRANSITIONS, Event, Guard, Role, State, next_state
from hocba_web.audit import services as audit
from hocba_web.audit.services import Acting
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.records.models import Record, Step

_DATES: Mapping[Event, str] = {
    Event.ISSUE: "issued_at",
    Event.ACCEPT: "accepted_at",
    Event.REPORT: "reported_at",
    Event.FINALISE: "finalised_at",
}


def hold(record_ids: Collection[int]) -> list[Record]:
    """Records locked until the transaction ends, by number, so that two writers never wait for each other in a ring.

    Raises:
        Missing: NOT_FOUND_HERE, one of them does not exist.
    """
    rows = Record.objects.select_for_update(of=("self",)).filter(id__in=record_ids)
    if len(record_ids) > 1:  # for their traces, which name the pupils
        rows = rows.select_related("enrolment")
    found = list(rows.order_by("id"))
    if len(found) != len(set(record_ids)):
        raise Missing("NOT_FOUND_HERE")
    return found


def hold_one(record_id: int) -> Record:
    """One record, locked; as `hold`."""
    return hold([record_id])[0]


def take(
    record: Record,
    event: Event,
    *,
    role: Role,
    actor: Acting | None,
    at: datetime,
    facts: AbstractSet[Guard],
    reason: str = "",
    decision: int | None = None,
    details: Mapping[str, object] | None = None,
    by: int | None = None,
) -> State:
    """Take one step of a record's life.

    Source: docs/architecture-signing.md; each step names the article of `hocba.lifecycle.TRANSITIONS`.

    Args:
        record: locked by `hold` in this transaction.
        event: what happens.
        role: in which role somebody acts.
        actor: who; None for gateway, authority, calendar.
        at: product clock, aware, UTC.
        facts: the guards that hold now.
        reason: in words, where one is needed.
        decision: the paper it rests on (id).
        details: further codes and counts for the trace.
        by: account (id) whose act it was where that is not the actor: the teacher of a signature that was carried over.

    Returns:
        The state reached.

    Raises:
        IllegalTransition: TRANSITION_UNKNOWN, TRANSITION_ROLE, TRANSITION_GUARD.
        Refused: RECORD_MOVED_ON, somebody else took a step meanwhile.
        RuntimeError: no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a step is taken in the transaction that holds the record")
    before = record.stands
    to = next_state(before, event, role, facts)
    changed: dict[str, Any] = {"state": to.value, "state_at": at}
    if event in _DATES:
        changed[_DATES[event]] = at
    if event is Event.FINALISE:
        changed["effective_from"] = clock.local(at).date()
    if not Record.objects.filter(id=record.id, state=before.value).update(**changed):
        raise Refused("RECORD_MOVED_ON", where=str(record.uuid))
    for name, value in changed.items():
        setattr(record, name, value)
    Step.objects.create(
        record=record,
        event=event.value,
        from_state=before.value,
        to_state=to.value,
        revision=record.revision,
        role=role.value,
        by_id=by if by is not None else (actor.user_id if actor is not None else None),
        at=at,
        source=TRANSITIONS[before, event].source,
        reason=reason,
        decision_id=decision,
    )
    audit.record(
        actor=actor,
        action=f"records.step.{event.value}",
        subject=("record", record.id),
        at=at,
        school_id=record.school_id,
        pupils=[record.enrolment.pupil_id],
        details={
            "uuid": str(record.uuid),
            "from": before.value,
            "to": to.value,
            "revision": record.revision,
            **(details or {}),
        },
    )
    return to
