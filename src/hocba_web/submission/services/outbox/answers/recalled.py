"""The authority's answer about one record that the school asked to recall."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.exchange.messages import Recalled
from hocba.exchange.messages.answers import RecallStatus
from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as LifeRole
from hocba_web.records.services import steps
from hocba_web.submission.models import Recall
from hocba_web.submission.services.outbox.answers.notices import tell_recall
from hocba_web.submission.services.recalls.ending import end_and_replace

_LONGEST_CODE = 60
_LONGEST_TEXT = 2000
_LONGEST_REASON = 1000


def judge(recall_id: int, row: Recalled, *, at: datetime) -> None:
    """Write one row of type 6, once; a record that still waits stays as it is."""
    if row.status is RecallStatus.AGREED:
        agree(recall_id, at=at)
    elif row.status is RecallStatus.REFUSED:
        refuse(recall_id, code=row.error, text=row.error_description or row.error_field_title, at=at)


@transaction.atomic
def agree(recall_id: int, *, at: datetime) -> None:
    """The record is void; its replacement may be made."""
    recall = _held(recall_id)
    if recall.state != Recall.State.SENT:
        return
    record = steps.hold_one(recall.record_id)
    steps.take(
        record,
        Event.AGREE_RECALL,
        role=LifeRole.AUTHORITY,
        actor=None,
        at=at,
        facts=frozenset({Guard.MINISTRY_AGREED}),
        reason=recall.reason,
        decision=recall.decision_id,
    )
    end_and_replace(recall, at=at)
    tell_recall(recall)


@transaction.atomic
def refuse(recall_id: int, *, code: str, text: str, at: datetime) -> None:
    """The record stays accepted."""
    recall = _held(recall_id)
    if recall.state != Recall.State.SENT:
        return
    record = steps.hold_one(recall.record_id)
    told = f"{code} {text}".strip() or code
    steps.take(
        record,
        Event.REFUSE_RECALL,
        role=LifeRole.AUTHORITY,
        actor=None,
        at=at,
        facts=frozenset({Guard.REASON_GIVEN}),
        reason=told[:_LONGEST_REASON],
        decision=recall.decision_id,
    )
    recall.state, recall.ended_at = Recall.State.REFUSED, at
    recall.authority_code, recall.authority_text = code[:_LONGEST_CODE], text[:_LONGEST_TEXT]
    recall.save(update_fields=["state", "ended_at", "authority_code", "authority_text"])
    tell_recall(recall)


def _held(recall_id: int) -> Recall:
    return Recall.objects.select_for_update(of=("self",)).get(pk=recall_id)
