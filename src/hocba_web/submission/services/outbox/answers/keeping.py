"""The answer to the transaction itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.exchange.messages import Answer, Registered
from hocba_web.audit import services as audit
from hocba_web.submission.models import Message
from hocba_web.submission.services.outbox.leases import TO_SEND

_LONGEST_CODE = 60
_LONGEST_TEXT = 2000


@transaction.atomic
def keep(message: Message, answer: Answer, *, at: datetime, next_at: datetime) -> bool:
    """Keep the answer to types 1, 3 and 5: stored there, or refused as a whole.

    Whoever brings it first writes it. Another worker that sent the same message got the same answer.

    Args:
        message: what was sent.
        answer: what came back.
        at: product clock, aware, UTC.
        next_at: real time of the first question for the result.

    Returns:
        Whether it was the first.
    """
    row = Message.objects.select_for_update().get(pk=message.pk)
    if row.state not in TO_SEND:
        return False
    _write(row, answer, at=at, next_at=next_at)
    return True


@transaction.atomic
def refuse_whole(message: Message, answer: Answer, *, at: datetime) -> None:
    """The gateway, asked for the result, refuses the whole transaction: it had only stored it before."""
    row = Message.objects.select_for_update().get(pk=message.pk)
    if row.state == Message.State.ANSWERED:
        _write(row, answer, at=at, next_at=row.next_at)
        message.answer_code, message.answer_text = row.answer_code, row.answer_text


def _write(row: Message, answer: Answer, *, at: datetime, next_at: datetime) -> None:
    row.state = Message.State.REFUSED if answer.refused else Message.State.ANSWERED
    row.answered_at = at
    row.answer_code = answer.error[:_LONGEST_CODE]
    title = answer.error_title if isinstance(answer, Registered) else ""
    row.answer_text = ": ".join(part for part in (title, answer.error_description) if part)[:_LONGEST_TEXT]
    row.next_at, row.attempt, row.problem, row.problem_params = next_at, 0, "", {}
    row.lease_by, row.lease_until = "", None
    row.save()
    audit.record(
        actor=None,
        action="submission.message.refused" if answer.refused else "submission.message.received",
        subject=("message", row.pk),
        at=at,
        school_id=row.school_id,
        details={"type": row.kind, "message": row.message_id},
    )
