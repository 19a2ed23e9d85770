"""Recalls: a school asks, one officer prepares, another decides (Công văn 2088/BGDĐT-GDTH, part II.2, types 5 and 6).

The recall of a record that was reported waits for the ministry too. Nothing of a closed group is recalled
(Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a)).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.officers.actor import Officer
from hocba_web.register.models import Number, Prepared, Recall, School
from hocba_web.register.ports import ports
from hocba_web.register.services import prepared, states

State = Recall.State
OPEN = (State.WAITING, State.MINISTRY)
_TEXT = 500


def request(uuid: UUID, *, school_id: int, message_id: str, reason: str, at: datetime) -> Recall:
    """Note that a school asks for a recall; the one that is open already, where there is one.

    Args:
        uuid: look-up UUID of the record.
        school_id: of the register's school that asks, proven by the list's signature.
        message_id: of its message.
        reason: as it worded it.
        at: product clock, aware, UTC.

    Raises:
        Refused: GATEWAY_RECALL_UNKNOWN (not a current record of this school), GATEWAY_RECALL_CLOSED.
    """
    with transaction.atomic():
        School.objects.select_for_update().get(id=school_id)  # so does closing: nothing is asked for meanwhile
        number = Number.objects.select_for_update().filter(uuid=uuid, school_id=school_id).first()
        if number is None or number.state != Number.State.CURRENT:
            raise Refused("GATEWAY_RECALL_UNKNOWN")
        if number.finalised_at is not None:
            raise Refused("GATEWAY_RECALL_CLOSED", source=states.CLOSED)
        found = Recall.objects.filter(number=number, state__in=OPEN).first()
        if found is None:
            found = Recall.objects.create(
                number=number, message_id=message_id, reason=reason[:_TEXT], requested_at=at, state=State.WAITING
            )
            _trace(None, found, "requested", at)
    return found


def prepare(officer: Officer, recall_id: int, *, agree: bool, note: str, at: datetime) -> Prepared:
    """Put a recall before those who decide, with a recommendation.

    Args:
        officer: who prepares it.
        recall_id: number of the recall.
        agree: what the officer recommends.
        note: why.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: RECALL_DECIDED, PREPARED_ALREADY.
    """
    with transaction.atomic():
        recall = _locked(recall_id)
        number = recall.number
        row = prepared.file(
            officer,
            kind=Prepared.Kind.RECALL,
            subject=str(number.uuid),
            details={"recall": recall.pk, "recommend": "agree" if agree else "refuse"},
            school=number.school,
            note=note,
            at=at,
        )
        recall.prepared = row
        recall.save(update_fields=["prepared"])
    return row


def decide(officer: Officer, public_id: UUID, *, agree: bool, answer: str, at: datetime) -> Recall:
    """Agree to a recall, or refuse it; of a reported record, agreeing asks the ministry.

    Args:
        officer: who decides; never who prepared it.
        public_id: of what was prepared.
        agree: from then on the record is void and its number is never used again.
        answer: what the school is told.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT, OFFICER_PREPARED_IT.
        Missing: NOT_FOUND_HERE.
        Refused: PREPARED_DECIDED, RECALL_DECIDED, RECORD_NOT_CURRENT, GATEWAY_RECALL_CLOSED; nothing is changed then.
    """
    with transaction.atomic():
        row = prepared.take(officer, public_id, kind=Prepared.Kind.RECALL)
        recall = _locked(row.details["recall"])
        prepared.settle(row, officer, agree=agree, answer=answer, at=at)
        recall.answer = answer.strip()[:_TEXT]
        if agree and recall.number.reported_at is not None:
            if recall.number.finalised_at is not None:
                raise Refused("GATEWAY_RECALL_CLOSED", source=states.CLOSED)
            recall.state = State.MINISTRY
            recall.save(update_fields=["state", "answer"])
            _trace(officer, recall, "sent_on", at)
            ports.recall_reported(recall.number_id, recall.reason, at)
        else:
            _end(recall, agree=agree, at=at, officer=officer)
    return recall


def ministry_answered(uuid: UUID, *, agreed: bool, answer: str, at: datetime) -> Recall:
    """The ministry decided about the recall of a reported record, after the officers did.

    Args:
        uuid: look-up UUID of the record.
        agreed: what it decided.
        answer: its words, for the school; empty: what the officer wrote stays.
        at: product clock, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE: no recall of this record waits for the ministry.
        Refused: GATEWAY_RECALL_CLOSED, RECORD_NOT_CURRENT.
    """
    with transaction.atomic():
        found = Recall.objects.select_for_update(of=("self",)).select_related("number__school")
        recall = found.filter(number_id=uuid, state=State.MINISTRY).first()
        if recall is None:
            raise Missing("NOT_FOUND_HERE")
        recall.answer = answer.strip()[:_TEXT] or recall.answer
        _end(recall, agree=agreed, at=at, officer=None)
    return recall


def by_rule(recall_id: int, *, agree: bool, at: datetime) -> Recall:
    """Decide by the rule of a rehearsal; only in demo mode.

    Raises:
        Missing: NOT_FOUND_HERE, also outside demo mode.
        Refused: RECALL_DECIDED, RECORD_NOT_CURRENT, GATEWAY_RECALL_CLOSED.
    """
    if not settings.HOCBA.demo:
        raise Missing("NOT_FOUND_HERE")
    with transaction.atomic():
        recall = _locked(recall_id)
        _end(recall, agree=agree, at=at, officer=None)
    return recall


def _locked(recall_id: int) -> Recall:
    found = Recall.objects.select_for_update(of=("self",)).select_related("number__school").filter(id=recall_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    if found.state != State.WAITING:
        raise Refused("RECALL_DECIDED")
    return found


def _end(recall: Recall, *, agree: bool, at: datetime, officer: Officer | None) -> None:
    if agree:
        states.recalled(recall.number_id, at=at, actor=officer)
    recall.state, recall.decided_at = State.AGREED if agree else State.REFUSED, at
    recall.save(update_fields=["state", "answer", "decided_at"])
    _trace(officer, recall, "agreed" if agree else "refused", at)


def _trace(officer: Officer | None, recall: Recall, what: str, at: datetime) -> None:
    audit.record(
        actor=officer,
        action=f"register.recall.{what}",
        subject=("record", recall.number_id),
        at=at,
        school_id=recall.number.school_id,
        details={"recall": recall.pk},
    )
