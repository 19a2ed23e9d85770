"""A person stops a message that does not get through, and lets it go on: the same message, unchanged."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.submission.models import Message
from hocba_web.submission.services.outbox.leases import TO_SEND
from hocba_web.submission.services.outbox.putting import look_soon

_LONGEST = 500


@transaction.atomic
def give_up(*, actor: Actor, message_pk: int, reason: str, at: datetime) -> Message:
    """Stop sending. Whether the gateway has the message stays unknown, so its records wait until it goes on.

    Args:
        actor: the clerk, or the admin for the school's certificate.
        message_pk: the message.
        reason: why.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: MESSAGE_ANSWERED_ALREADY, REASON_NEEDED.
    """
    message = _held(actor, message_pk)
    told = clean(reason)[:_LONGEST]
    if not told:
        raise Refused("REASON_NEEDED", where="reason")
    if message.state not in TO_SEND:
        raise Refused("MESSAGE_ANSWERED_ALREADY", where=message.message_id, state=message.get_state_display())
    message.state = Message.State.GIVEN_UP
    message.stopped_by_id, message.stopped_at, message.stopped_reason = actor.user_id, at, told
    message.lease_by, message.lease_until = "", None
    message.save()
    _trace(actor, message, "submission.message.stopped", at)
    return message


@transaction.atomic
def go_on(*, actor: Actor, message_pk: int, at: datetime, real_at: datetime) -> Message:
    """Send a stopped message again, or try a waiting one now instead of later.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: MESSAGE_ANSWERED_ALREADY, it is settled.
    """
    message = _held(actor, message_pk)
    if message.state == Message.State.GIVEN_UP:
        message.state = Message.State.UNKNOWN  # an earlier attempt may have arrived
    elif message.state not in Message.GOING:
        raise Refused("MESSAGE_ANSWERED_ALREADY", where=message.message_id, state=message.get_state_display())
    message.next_at = real_at
    message.save(update_fields=["state", "next_at"])
    look_soon(message.pk)
    _trace(actor, message, "submission.message.resumed", at)
    return message


def _held(actor: Actor, message_pk: int) -> Message:
    target = Target(school_id=actor.school_id)
    message = Message.objects.select_for_update(of=("self",)).filter(school_id=actor.school_id, pk=message_pk).first()
    of_certificate = message is not None and message.kind == Message.Kind.CERTIFICATE
    if not (of_certificate and allowed(actor, Action.CERTIFICATE_SCHOOL_DECLARE, target)):
        require(actor, Action.SUBMISSION_PREPARE, target)
    if message is None:
        raise Missing("NOT_FOUND_HERE")
    return message


def _trace(actor: Actor, message: Message, action: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("message", message.pk),
        at=at,
        school_id=actor.school_id,
        details={"type": message.kind, "message": message.message_id, "attempt": message.attempt},
    )
