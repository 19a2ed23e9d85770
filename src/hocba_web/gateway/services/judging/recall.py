"""A recall: the list's signature, then for each record whether it is the school's, current, open, and the right one.

Source: Công văn 2088/BGDĐT-GDTH, part II.2, type 5; Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a). Whether a recall is
agreed, an officer decides.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.documents.xml import RecallItem, read_recall_list, read_record
from hocba.verification import Policy, verify_recall_list
from hocba_web.gateway import facts
from hocba_web.gateway.models import HeldRecord, Message, RecallRequest
from hocba_web.gateway.services import recalls, rehearsal, store
from hocba_web.gateway.services.judging.listed import list_of, require_sender
from hocba_web.gateway.services.judging.outcome import Undecided

Status = RecallRequest.Status


def judge_list(message: Message, *, at: datetime, real_at: datetime) -> bool:
    """Note every record of a recall as waiting or refused.

    Returns:
        Whether all could be.

    Raises:
        WholeRefused: the list is not to be read, or not signed by an approved certificate.
    """
    data = list_of(message)
    policy = Policy(validation_time=at, trust=facts.trust().anchors)
    try:
        require_sender(message, verify_recall_list(data, policy))
    except Undecided:
        return False
    items, _ = read_recall_list(data)
    rules = rehearsal.rules_of(message.unit)
    by_itself = rules.recalls != rules.Recalls.OFFICER
    with transaction.atomic():
        for item in items:
            held, error = _found(message, item)
            RecallRequest.objects.get_or_create(
                message=message,
                uuid=item.lookup_uuid,
                defaults={
                    "record": held,
                    "reason": str(message.reasons.get(str(item.lookup_uuid), ""))[:500],
                    "status": Status.REFUSED if error else Status.WAITING,
                    "error": error,
                    "decided_at": at if error else None,
                    "decide_after": rehearsal.later(real_at, rules.recall_after) if by_itself and not error else None,
                },
            )
    recalls.decide_due(at=at, real_at=real_at)
    return True


def _found(message: Message, item: RecallItem) -> tuple[HeldRecord | None, str]:
    """The record to recall, and why it cannot be."""
    held = HeldRecord.objects.select_for_update().filter(uuid=item.lookup_uuid, unit=message.unit).first()
    if held is None or held.state != HeldRecord.State.CURRENT:
        return held, "GATEWAY_RECALL_UNKNOWN"
    if RecallItem.of(read_record(store.get(held.file)).record) != item:
        return held, "GATEWAY_RECALL_DIFFERS"
    return held, "GATEWAY_RECALL_CLOSED" if held.finalised_at else ""
