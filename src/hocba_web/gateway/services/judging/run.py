"""One message from claim to end."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction

from hocba.adapters.limited import ChildLost, TrustMoved
from hocba.exchange.messages import Recall, Submit
from hocba.exchange.refusals import field_title
from hocba_web.audit import services as audit
from hocba_web.base.stores import StorageAway
from hocba_web.gateway.models import Item, Message
from hocba_web.gateway.services.judging import lease, recall, submission
from hocba_web.gateway.services.judging.outcome import WholeRefused

_log = structlog.get_logger("hocba.gateway")
_JUDGES = {Submit.kind: submission.judge_list, Recall.kind: recall.judge_list}


def judge(message_id: int, *, at: datetime, real_at: datetime) -> bool:
    """Judge a stored message, or go on with one whose judge is gone. What was decided stays decided.

    Args:
        message_id: number of the row.
        at: product clock, aware, UTC: the time of acceptance, and the one at which certificates are judged.
        real_at: the machine's clock, for the lease.

    Returns:
        Whether it was this call that brought it to an end.
    """
    message = lease.claim(message_id, real_at)
    if message is None:
        return False
    try:
        if message.attempts > lease.MOST_ATTEMPTS:
            return _give_up(message, "GATEWAY_NOT_JUDGED", at)
        return _judge(message, at=at, real_at=real_at)
    except lease.Lost:
        _log.warning("lease lost", number=message.id, count=message.attempts)
        return False


def _judge(message: Message, *, at: datetime, real_at: datetime) -> bool:
    try:
        ended = _JUDGES[message.kind](message, at=at, real_at=real_at)
    except WholeRefused as refused:
        return _refuse(message, at, refused)
    except ChildLost:
        return _lost(message, at=at, real_at=real_at)
    except StorageAway as away:  # the message waits for the storage, however long: that says nothing about the message
        _log.warning("storage away", number=message.id, code=away.reason)
        lease.put_back(message, real_at, after=lease.SOON)
        return False
    except TrustMoved:
        lease.put_back(message, real_at, after=lease.SOON)
        return False
    if ended:
        return _finish(message, at)
    lease.put_back(message, real_at)
    return False


def _lost(message: Message, *, at: datetime, real_at: datetime) -> bool:
    """The list took its reader's memory or time, or the machine had too little: again in a while, but not for ever."""
    _log.warning("reader lost", number=message.id, count=message.attempts)
    if message.attempts < lease.MOST_LOST:
        lease.put_back(message, real_at, after=lease.SOON, counted=True)
        return False
    return _give_up(message, "GATEWAY_LIST_TOO_HEAVY", at)


def _refuse(message: Message, at: datetime, refused: WholeRefused) -> bool:
    """The whole is refused; what an earlier attempt, or an earlier chunk, decided stays as it was answered."""
    with transaction.atomic():
        lease.require(message)
        items = Item.objects.filter(message=message)
        if items.exclude(state=Item.State.PENDING).exists():
            _refuse_rest(message, refused.code)
            return _finish(message, at)
        return _finish(message, at, error=refused.code, detail=refused.detail)


def _give_up(message: Message, code: str, at: datetime) -> bool:
    """What is decided already stays; the rest is refused, to be sent again."""
    _log.error("message given up", number=message.id, code=code, count=message.attempts)
    with transaction.atomic():
        lease.require(message)
        if not message.items.exists():
            return _finish(message, at, error=code)
        _refuse_rest(message, code)
        return _finish(message, at)


def _refuse_rest(message: Message, code: str) -> None:
    left = Item.objects.filter(message=message, state=Item.State.PENDING)
    left.update(state=Item.State.REFUSED, error=code, field_title=field_title(code))


def _finish(message: Message, at: datetime, *, error: str = "", detail: str = "") -> bool:
    if error:
        _log.info("message refused", number=message.id, code=error, kind=detail)
    with transaction.atomic():
        if not lease.finish(message, at, error=error, detail=detail):
            return False  # somebody else has it, after this judge's lease
        states = list(message.items.values_list("state", flat=True))
        audit.record(
            actor=None,
            action="gateway.message.judged",
            subject=("message", message.id),
            at=at,
            school_id=message.school_id,
            details={
                "accepted": states.count(Item.State.ACCEPTED),
                "refused": states.count(Item.State.REFUSED),
                "error": error,
            },
        )
    return True
