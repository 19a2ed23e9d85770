"""After judgement: what was accepted enters the log, and its receipts are signed.

All of it may fail without harm (no witness answers, the key is away): the clockwork does it later.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from hocba.errors import HocbaError
from hocba_web.register.services import receipts
from hocba_web.transparency.services import checkpoints

_log = structlog.get_logger("hocba.gateway")
_AT_ONCE = 500


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
