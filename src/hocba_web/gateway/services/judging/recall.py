"""A recall: the list's signature, then for each record whether it is the school's, current, open, and the right one.

Source: Công văn 2088/BGDĐT-GDTH, part II.2, type 5; Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a). Whether a recall is
agreed, officers decide (`hocba_web.register.services.recalls`).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.adapters import limited
from hocba.documents.xml import RecallItem, read_record
from hocba_web.base.refusals import Refused
from hocba_web.gateway.models import Message, RecallRequest
from hocba_web.gateway.services import certificates, recalls, rehearsal
from hocba_web.gateway.services.judging import lease
from hocba_web.gateway.services.judging.listed import list_of, require_sender
from hocba_web.gateway.services.judging.outcome import Undecided, WholeRefused
from hocba_web.register.models import Number, Recall
from hocba_web.register.selectors import records
from hocba_web.register.services import recalls as register


def judge_list(message: Message, *, at: datetime, real_at: datetime) -> bool:
    """Note every record of a recall as waiting or refused.

    Returns:
        Whether all could be.

    Raises:
        WholeRefused: the list is not to be read, or not signed by an approved certificate.
        ChildLost, TrustMoved: as `list_of`.
        Lost: the message is somebody else's meanwhile.
    """
    found = list_of(message, limited.judge_recall, at)
    try:
        sender = require_sender(message, found.report)
    except Undecided:
        return False
    rules = rehearsal.rules_of(message.school)
    by_itself = rules.recalls != rules.Recalls.OFFICER
    with transaction.atomic():
        lease.require(message)
        if not certificates.keep_approved({sender.id}):
            raise WholeRefused("GATEWAY_CERTIFICATE_NOT_APPROVED", sender.serial_number)
        known = set(message.recalls.values_list("uuid", flat=True))
        for item in found.items:
            if item.lookup_uuid in known:
                continue
            recall, error = _asked(message, item, at)
            RecallRequest.objects.create(
                message=message,
                uuid=item.lookup_uuid,
                recall=recall,
                error=error,
                decide_after=rehearsal.later(real_at, rules.recall_after) if by_itself and recall else None,
            )
    recalls.decide_due(at=at, real_at=real_at)
    return True


def _asked(message: Message, item: RecallItem, at: datetime) -> tuple[Recall | None, str]:
    """What the register keeps of it, or why it cannot be recalled."""
    held = records.standing(item.lookup_uuid)
    if held is None or held.school_id != message.school_id or held.state != Number.State.CURRENT:
        return None, "GATEWAY_RECALL_UNKNOWN"
    if RecallItem.of(read_record(records.xml(item.lookup_uuid)).record) != item:
        return None, "GATEWAY_RECALL_DIFFERS"
    reason = str(message.reasons.get(str(item.lookup_uuid), ""))[:500]
    try:
        return (
            register.request(
                item.lookup_uuid, school_id=message.school_id, message_id=message.message_id, reason=reason, at=at
            ),
            "",
        )
    except Refused as refused:
        return None, refused.code
