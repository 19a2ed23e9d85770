"""One message from claim to end."""

from __future__ import annotations

from datetime import datetime

import structlog

from hocba.exchange.messages import Recall, Submit
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
    if message.attempts > lease.MOST_ATTEMPTS:
        _give_up(message, at)
        return True
    try:
        ended = _JUDGES[message.kind](message, at=at, real_at=real_at)
    except WholeRefused as refused:
        lease.finish(message, at, error=refused.code, detail=refused.detail)
        _log.info("message refused", message=message.id, code=refused.code, detail=refused.detail)
        return True
    if ended:
        lease.finish(message, at)
    else:
        lease.put_back(message, real_at)
    return ended


def _give_up(message: Message, at: datetime) -> None:
    """What is decided already stays; the rest is refused, to be sent again."""
    _log.error("message given up", message=message.id, attempts=message.attempts)
    left = Item.objects.filter(message=message)
    if not left.exists():
        lease.finish(message, at, error="GATEWAY_NOT_JUDGED")
        return
    left.filter(state=Item.State.PENDING).update(state=Item.State.REFUSED, error="GATEWAY_NOT_JUDGED")
    lease.finish(message, at)
