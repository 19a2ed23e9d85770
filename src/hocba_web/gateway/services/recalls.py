"""Deciding about recalls (Công văn 2088/BGDĐT-GDTH, part II.2, types 5 and 6)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Event, HeldRecord, RecallRequest, Rehearsal
from hocba_web.gateway.services import rehearsal

Status = RecallRequest.Status


def decide(request_id: int, *, agree: bool, at: datetime, answer: str = "") -> RecallRequest:
    """Agree to a recall, or refuse it.

    Args:
        request_id: number of the request.
        agree: from then on the record is void; its number is never used again.
        at: product clock, aware, UTC.
        answer: what the school is told.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: RECALL_DECIDED; GATEWAY_RECALL_CLOSED (closed meanwhile), nothing is changed then.
    """
    with transaction.atomic():
        found = RecallRequest.objects.select_for_update().filter(id=request_id).first()
        if found is None or found.record_id is None:
            raise Missing("NOT_FOUND_HERE")
        if found.status != Status.WAITING:
            raise Refused("RECALL_DECIDED")
        held = HeldRecord.objects.select_for_update().select_related("unit").get(id=found.record_id)
        if agree and held.finalised_at is not None:
            raise Refused("GATEWAY_RECALL_CLOSED", source="Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a)")
        if agree and held.state == HeldRecord.State.CURRENT:
            held.state, held.recalled_at = HeldRecord.State.RECALLED, at
            held.save(update_fields=["state", "recalled_at"])
        found.status = Status.AGREED if agree else Status.REFUSED
        found.error = "" if agree else "GATEWAY_RECALL_REFUSED"
        found.answer, found.decided_at, found.decide_after = answer[:500], at, None
        found.save()
        Event.objects.create(
            kind=Event.Kind.RECALL,
            at=at,
            unit_code=held.unit.code,
            uuid=held.uuid,
            details={"status": found.status, "request": found.id},
        )
    return found


def decide_due(*, at: datetime, real_at: datetime) -> int:
    """Rehearsal: decide by the school's rule what decides itself by now; how many."""
    due = RecallRequest.objects.filter(status=Status.WAITING, decide_after__lte=real_at)
    for found in due.select_related("message__unit", "record"):
        rule = rehearsal.rules_of(found.message.unit).recalls
        closed = found.record is not None and found.record.finalised_at is not None
        decide(found.id, agree=rule == Rehearsal.Recalls.AGREE and not closed, at=at)
    return len(due)
