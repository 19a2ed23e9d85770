"""One look at a message: send it, or ask what became of it, and keep what comes back.

Nothing is held while the network is waited for: taking the message, and writing what came, are transactions of their
own. Whatever happens between them, the same message is sent again, and the gateway answers it the same.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import structlog
from django.db.models import QuerySet

from hocba.errors import HocbaError
from hocba.exchange.messages import Answer, Approval
from hocba.exchange.ports import Gateway, GatewayOutcomeUnknown
from hocba_web.base.refusals import Refused
from hocba_web.submission.gateway import gateway as the_gateway
from hocba_web.submission.models import Message
from hocba_web.submission.services.account import login_of, require_account
from hocba_web.submission.services.outbox import answers, leases
from hocba_web.submission.services.outbox.pdfs import send_pdfs
from hocba_web.submission.services.outbox.requests import first_request, question

_STATE = Message.State
_NEVER_ARRIVED = {"GATEWAY_MESSAGE_UNKNOWN", "GATEWAY_CERTIFICATE_UNKNOWN"}
_ABOUT_THE_QUESTION = {"GATEWAY_MALFORMED", "GATEWAY_TOO_LARGE", "GATEWAY_MESSAGE_REUSED", "GATEWAY_LOGIN_WRONG"}
"""Anything else in answer to a question is the gateway's judgement of the whole transaction."""
log = structlog.get_logger("hocba.submission")


def due_messages(real_at: datetime) -> QuerySet[Message]:
    """Messages that a job should look at, oldest first."""
    return Message.objects.filter(leases.due(real_at)).order_by("next_at", "id")


def work(message_pk: int, *, at: datetime, real_at: datetime, gateway: Gateway | None = None) -> str:
    """Look at one message once.

    Args:
        message_pk: its number.
        at: product clock, aware, UTC: acceptance and deadlines.
        real_at: the machine's clock: leases and waiting.
        gateway: the authority's; by default the one of the settings.

    Returns:
        The state it is in afterwards; empty if it was not due or somebody else has it.
    """
    taken = leases.take(message_pk, real_at=real_at)
    if taken is None:
        return ""
    message = taken.message
    if message.state == _STATE.REFUSED:
        answers.finish_refusal(message, at=at)
        return _after(message, _STATE.REFUSED, real_at)
    try:
        login = login_of(require_account(message.school_id))
        door = gateway or the_gateway()
        if message.state == _STATE.SENDING:
            request = first_request(message, login)
            send_pdfs(message, login, door, real_at=real_at)
            answer: Answer = door.send(request)
        else:
            answer = door.send(question(message, login, str(uuid4())))
    except GatewayOutcomeUnknown as error:
        state = _STATE.UNKNOWN if message.state == _STATE.SENDING else message.state
        return _failed(message, state, error, real_at)
    except HocbaError as error:  # nothing was sent: not reachable, not configured, a list that is not there
        never_sent = taken.was == _STATE.WAITING
        state = message.state if message.state != _STATE.SENDING else _STATE.WAITING if never_sent else _STATE.UNKNOWN
        return _failed(message, state, error, real_at)
    if message.state == _STATE.SENDING:
        return _sent(message, answer, at=at, real_at=real_at)
    return _asked(message, answer, at=at, real_at=real_at)


def _failed(message: Message, state: str, error: HocbaError, real_at: datetime) -> str:
    log.warning("gateway_failed", number=message.pk, code=error.code, count=message.attempt)
    leases.give_back(message, state=state, next_at=real_at + leases.wait_after(message.attempt), problem=error)
    return state


def _after(message: Message, state: str, real_at: datetime) -> str:
    leases.give_back(message, state=state, next_at=real_at, problem=None, answered=True)
    return state


def _sent(message: Message, answer: Answer, *, at: datetime, real_at: datetime) -> str:
    """The transaction was answered."""
    if answers.keep(message, answer, at=at, next_at=real_at + leases.poll_after(0)):
        message.refresh_from_db()
    if message.state == _STATE.REFUSED:
        answers.finish_refusal(message, at=at)
    return message.state


def _asked(message: Message, answer: Answer, *, at: datetime, real_at: datetime) -> str:
    """Its result was asked for."""
    problem = Refused("GATEWAY_REFUSED_QUESTION", where=message.message_id, answer=answer.error)
    if answer.error in _NEVER_ARRIVED:
        # The same message goes again, and is answered as if it were the first time.
        return _failed(message, _STATE.UNKNOWN, problem, real_at)
    if answer.refused and not isinstance(answer, Approval):
        if answer.error in _ABOUT_THE_QUESTION:
            return _failed(message, message.state, problem, real_at)
        answers.refuse_whole(message, answer, at=at)
        answers.finish_refusal(message, at=at)
        return _STATE.REFUSED
    settled, odd = answers.apply(message, answer, at=at)
    state = _STATE.SETTLED if settled else message.state
    leases.give_back(message, state=state, next_at=real_at + leases.poll_after(message.attempt), problem=odd)
    return state
