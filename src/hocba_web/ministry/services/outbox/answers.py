"""What the warehouse answered, written once: each record's row changes only from waiting, whatever comes twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from hocba.exchange.messages import (
    Answer,
    Approval,
    Judged,
    Recalled,
    RecallResults,
    RecallStatus,
    Registration,
    Results,
    Verdict,
)
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.ministry.models import Certificate, Line, Message, Withdrawal
from hocba_web.ministry.services.outbox import leases
from hocba_web.register.services import recalls, states

_STATE = Message.State
_LONGEST = 2000
log = structlog.get_logger("hocba.ministry")


def keep(message: Message, answer: Answer, *, at: datetime, next_at: datetime) -> None:
    """The transaction itself was answered: the warehouse has it, or refuses it as a whole."""
    if answer.refused:
        refuse_whole(message, answer, at=at)
        return
    with transaction.atomic():
        if leases.mine(message).update(**_freed(_STATE.ANSWERED, next_at), attempt=0, answered_at=at):
            _trace("ministry.message.received", message, at)
    message.refresh_from_db()


def refuse_whole(message: Message, answer: Answer, *, at: datetime) -> None:
    """Nothing of it was taken; every record of it may go again once the cause is gone."""
    told = {"error": answer.error[:150], "error_text": answer.error_description[:_LONGEST]}
    with transaction.atomic():
        freed = _freed(_STATE.REFUSED, message.next_at)
        said = {"answer_code": told["error"], "answer_text": told["error_text"]}
        if leases.mine(message).update(**freed, **said, answered_at=at, settled_at=at):
            waiting = message.lines.filter(state=Line.State.WAITING)
            waiting.update(state=Line.State.REFUSED, answered_at=at, **told)
            # Nobody at the ministry decided about them: they wait here for an officer, and so does the school.
            message.withdrawals.filter(state=Withdrawal.State.ASKED).update(state=Withdrawal.State.HELD, **told)
            if message.kind == Message.Kind.CERTIFICATE:
                Certificate.objects.filter(pk=message.certificate_id).update(
                    status=Certificate.Status.REFUSED, decided_at=at, **told
                )
            _trace("ministry.message.refused", message, at, code=told["error"])
    message.refresh_from_db()


def apply(message: Message, answer: Answer, *, at: datetime, next_at: datetime) -> None:
    """What became of it so far; asked for again until nothing of it waits."""
    with transaction.atomic():
        if not Message.objects.select_for_update().filter(pk=message.pk, lease_by=message.lease_by).exists():
            return  # the lease ran out, and whoever has it now asks again
        if isinstance(answer, Results):
            _records(message, answer.rows, at)
        elif isinstance(answer, RecallResults):
            _recalls(message, answer.rows, at)
        elif isinstance(answer, Approval):
            _certificate(message.certificate, answer, at)
        settled = not _waits(message)
        freed = _freed(_STATE.SETTLED if settled else message.state, next_at)
        leases.mine(message).update(**freed, settled_at=at if settled else None)
        if settled:
            _trace("ministry.message.settled", message, at)
    message.refresh_from_db()


def _freed(state: str, next_at: datetime) -> dict[str, object]:
    lease: dict[str, object] = {"lease_by": "", "lease_until": None, "problem": "", "problem_params": {}}
    return lease | {"state": state, "next_at": next_at}


def _waits(message: Message) -> bool:
    if message.kind == Message.Kind.REPORT:
        return message.lines.filter(state=Line.State.WAITING).exists()
    if message.kind == Message.Kind.RECALL:
        return message.withdrawals.filter(state=Withdrawal.State.ASKED).exists()
    return Certificate.objects.filter(pk=message.certificate_id, status=Certificate.Status.PENDING).exists()


def _records(message: Message, rows: tuple[Judged, ...], at: datetime) -> None:
    """Rows of records that are not in this message are passed over, and so is a second row of one."""
    waiting = {line.uuid: line for line in message.lines.filter(state=Line.State.WAITING)}
    taken: list[UUID] = []
    changed: list[Line] = []
    for row in rows:
        line = waiting.pop(row.uuid, None)
        if line is None:
            continue
        line.answered_at = at
        if row.status is Verdict.ACCEPTED:
            line.state = Line.State.ACCEPTED
            taken.append(row.uuid)
        else:
            line.state, line.error = Line.State.REFUSED, row.error[:150]
            line.error_field_title, line.error_text = row.error_field_title[:300], row.error_description[:_LONGEST]
        changed.append(line)
    Line.objects.bulk_update(changed, ["state", "error", "error_field_title", "error_text", "answered_at"])
    if taken:
        states.reported(taken, at)


def _recalls(message: Message, rows: tuple[Recalled, ...], at: datetime) -> None:
    asked = {one.uuid: one for one in message.withdrawals.filter(state=Withdrawal.State.ASKED)}
    for row in rows:
        if row.status is RecallStatus.WAITING:
            continue
        one = asked.pop(row.uuid, None)
        if one is not None:
            agreed = row.status is RecallStatus.AGREED
            _settle(one, agreed=agreed, error=row.error[:150], text=row.error_description[:_LONGEST], at=at)


def _settle(one: Withdrawal, *, agreed: bool, error: str, text: str, at: datetime) -> None:
    """The ministry's answer frees the decision that waits for it."""
    one.state = Withdrawal.State.AGREED if agreed else Withdrawal.State.REFUSED
    one.error, one.error_text, one.settled_at = error, text, at
    one.save(update_fields=["state", "error", "error_text", "settled_at"])
    if not one.binding:
        return
    try:
        recalls.ministry_answered(one.uuid, agreed=agreed, answer=text[:500], at=at)
    except Refused as refusal:  # decided or closed here meanwhile: the ministry's answer stays written beside it
        log.warning("recall_not_carried_out", number=one.pk, code=refusal.code)


def _certificate(certificate: Certificate, answer: Approval, at: datetime) -> None:
    if answer.status is Registration.PENDING or certificate.status != Certificate.Status.PENDING:
        return
    approved = answer.status is Registration.APPROVED
    certificate.status = Certificate.Status.APPROVED if approved else Certificate.Status.REFUSED
    certificate.decided_at = at
    certificate.error, certificate.error_text = answer.error[:150], answer.error_description[:_LONGEST]
    certificate.save(update_fields=["status", "decided_at", "error", "error_text"])


def _trace(action: str, message: Message, at: datetime, **details: object) -> None:
    told: Mapping[str, object] = {"message": message.message_id, "type": message.kind, "records": message.records}
    code = str(details.get("code", ""))
    safe = {"code": code} if code.isascii() and not any(sign.isspace() for sign in code) else {}
    audit.record(
        actor=None,
        action=action,
        subject=("ministry_message", message.pk),
        at=at,
        school_id=None,
        details=dict(told) | {name: value[:80] for name, value in safe.items()},
    )
