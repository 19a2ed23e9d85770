"""After judgement: what was accepted enters the log, and its receipts are signed.

All of it may fail without harm (no witness answers, the key is away): the clockwork does it later.
"""

from __future__ import annotations

import time
from datetime import datetime

import structlog

from hocba.errors import HocbaError
from hocba_web.gateway.services.judging import lease
from hocba_web.register.services import receipts
from hocba_web.transparency.services import checkpoints

_log = structlog.get_logger("hocba.gateway")
_AT_ONCE = 500
PAUSE_SECONDS = 5.0
"""Between two times that a process settles while more messages wait to be judged."""
_settled_at = [float("-inf")]
"""Monotonic seconds of this process's last time."""


def settle_in_passing(*, at: datetime, real_at: datetime) -> int:
    """`settle` after each message, but on a busy day for many messages at once; whoever judges the last one does it.

    What waits when a process ends before it settled, the clockwork settles.
    """
    if lease.any_due(real_at) and time.monotonic() - _settled_at[0] < PAUSE_SECONDS:
        return 0
    _settled_at[0] = time.monotonic()
    return settle(at=at, real_at=real_at)


def settle(*, at: datetime, real_at: datetime) -> int:
    """Publish the log as it is now and sign the receipts that can be; outside of transactions.

    Args:
        at: product clock, aware, UTC: the time of signing.
        real_at: the machine's clock: the time of the checkpoint.

    Returns:
        How many receipts were signed.
    """
    signed = 0
    try:
        checkpoints.advance(real_at)
        while done := receipts.sign_due(at=at, limit=_AT_ONCE):
            signed += done
    except HocbaError as error:
        _log.warning("receipts wait", code=error.code)
    return signed
