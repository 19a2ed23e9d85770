"""What every step has in common: once by message id, the right school, the right state, its trace."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hocba.exchange.messages import Answer, Request, request_digest
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Message
from hocba_web.register.models import School
from hocba_web.relay.models import Said, Transfer

SOURCE = "Circular 28/2020/TT-BGDĐT, art. 36(2)"
State = Transfer.State


def is_new(request: Request[Answer], school: School, at: datetime) -> bool:
    """Whether this request was not carried out yet; inside the transaction that carries it out.

    Raises:
        Refused: GATEWAY_MESSAGE_REUSED, the id stands for another content.
    """
    digest = request_digest(request)
    known = Said.objects.filter(school=school, message_id=request.message_id)
    found = known.first()
    if found is None:
        if Message.objects.filter(school=school, message_id=request.message_id).exists():
            raise Refused("GATEWAY_MESSAGE_REUSED")
        try:
            with transaction.atomic():
                Said.objects.create(school=school, message_id=request.message_id, digest=digest, at=at)
        except IntegrityError:  # the same request came twice at once
            found = known.get()
        else:
            return True
    if found.digest != digest:
        raise Refused("GATEWAY_MESSAGE_REUSED")
    return False


def said_before(request: Request[Answer], school: School) -> bool:
    """Whether exactly this request was carried out; asked before work that costs much.

    Raises:
        Refused: GATEWAY_MESSAGE_REUSED, the id stands for another content.
    """
    found = Said.objects.filter(school=school, message_id=request.message_id).first()
    if found is not None and found.digest != request_digest(request):
        raise Refused("GATEWAY_MESSAGE_REUSED")
    return found is not None


def was_said(school: School, message_id: str) -> bool:
    """Whether an id stands for a request of transfers."""
    return Said.objects.filter(school=school, message_id=message_id).exists()


def held_by(school: School, number: UUID, *, side: str, states: Collection[str], at: datetime) -> Transfer:
    """A transfer of this school, locked, in one of these states and not expired.

    Args:
        school: who asks.
        number: of the transfer.
        side: "receiving" or "holding"; of another school there is nothing here.
        states: in which the step may be done.
        at: product clock, aware, UTC.

    Raises:
        Missing: TRANSFER_UNKNOWN.
        Refused: TRANSFER_STATE.
    """
    found = Transfer.objects.select_for_update(of=("self",)).filter(public_id=number, **{side: school}).first()
    if found is None:
        raise Missing("TRANSFER_UNKNOWN")
    if found.state not in states or found.expires_on < clock.local(at).date():
        raise Refused("TRANSFER_STATE", where=str(number), state=found.get_state_display(), source=SOURCE)
    return found


def trace(what: str, transfer: Transfer, school: School, at: datetime, **details: object) -> None:
    """Note a step in the chain of the school that did it."""
    audit.record(
        actor=None,
        action=f"relay.transfer.{what}",
        subject=("transfer", transfer.public_id),
        at=at,
        school_id=school.id,
        details={"school": school.code} | details,
    )
