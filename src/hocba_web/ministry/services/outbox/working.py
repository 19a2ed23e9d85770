"""One look at a message: send it, or ask what became of it, and keep what comes back.

Nothing is held while the network is waited for: taking the message, and writing what came, are transactions of their
own. Whatever happens between them, the same message is sent again, and the warehouse answers it the same.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import structlog
from django.db.models import QuerySet

from hocba.errors import HocbaError
from hocba.exchange.messages import Answer, Approval
from hocba.exchange.warehouse import Warehouse, WarehouseOutcomeUnknown
from hocba_web.base.refusals import Refused
from hocba_web.ministry import facts
from hocba_web.ministry.models import Message
from hocba_web.ministry.services.outbox import answers, leases
from hocba_web.ministry.services.outbox.requests import question, transaction_of

_STATE = Message.State
_NEVER_ARRIVED = {"WAREHOUSE_MESSAGE_UNKNOWN", "WAREHOUSE_CERTIFICATE_UNKNOWN"}
log = structlog.get_logger("hocba.ministry")


def due_messages(real_at: datetime) -> QuerySet[Message]:
    """Messages that a job should look at, oldest first."""
    return Message.objects.filter(leases.due(real_at)).order_by("next_at", "id")


def work(message_pk: int, *, at: datetime, real_at: datetime, warehouse: Warehouse | None = None) -> str:
    """Look at one message once.

    Args:
        message_pk: its number.
        at: product clock, aware, UTC.
        real_at: the machine's clock: leases and waiting.
        warehouse: the ministry's; by default the one of the settings.

    Returns:
        The state it is in afterwards; empty if it was not due or somebody else has it.
    """
    taken = leases.take(message_pk, real_at=real_at)
    if taken is None:
        return ""
    message = taken.message
    sending = message.state == _STATE.SENDING
    try:
        way = warehouse or facts.warehouse()
        answer: Answer = way.send(transaction_of(message) if sending else question(message, str(uuid4())))
    except WarehouseOutcomeUnknown as error:
        return _failed(message, _STATE.UNKNOWN if sending else message.state, error, real_at)
    except HocbaError as error:  # nothing was sent: not reachable, not configured, a list that is not there
        never_sent = taken.was == _STATE.WAITING
        state = message.state if not sending else _STATE.WAITING if never_sent else _STATE.UNKNOWN
        return _failed(message, state, error, real_at)
    if sending:
        answers.keep(message, answer, at=at, next_at=real_at + leases.poll_after(0))
        return message.state
    return _asked(message, answer, at=at, real_at=real_at)


def _failed(message: Message, state: str, error: HocbaError, real_at: datetime) -> str:
    log.warning("warehouse_failed", number=message.pk, code=error.code, count=message.attempt)
    leases.give_back(message, state=state, next_at=real_at + leases.wait_after(message.attempt), problem=error)
    return state


def _asked(message: Message, answer: Answer, *, at: datetime, real_at: datetime) -> str:
    """Its result was asked for."""
    if answer.error in _NEVER_ARRIVED:
        problem = Refused("MINISTRY_QUESTION_REFUSED", where=message.message_id, answer=answer.error)
        # The same message goes again, and is answered as if it were the first time.
        return _failed(message, _STATE.UNKNOWN, problem, real_at)
    if answer.refused and not isinstance(answer, Approval):
        answers.refuse_whole(message, answer, at=at)
        return message.state
    answers.apply(message, answer, at=at, next_at=real_at + leases.poll_after(message.attempt))
    return message.state
