"""What the clock does: register the certificate, ask back what left the register, report what waits."""

from __future__ import annotations

from datetime import datetime

import structlog

from hocba.errors import HocbaError
from hocba_web.base import clock
from hocba_web.ministry.selectors.arrangements import automatic_on
from hocba_web.ministry.services import reporting, withdrawing

_ROUNDS = 20
"""Of `reporting.AT_ONCE` records in one job; what is left is for the next tick."""
log = structlog.get_logger("hocba.ministry")


def gather(*, at: datetime, real_at: datetime) -> int:
    """One round; how many messages it put into the outbox. Called again and again.

    Args:
        at: product clock, aware, UTC.
        real_at: the machine's clock.
    """
    made = 0
    withdrawing.follow(at)
    try:
        while withdrawing.send(at=at, real_at=real_at) is not None:
            made += 1
        if automatic_on(clock.local(at).date()):
            for _ in range(_ROUNDS):
                messages = reporting.prepare(officer=None, areas=None, at=at, real_at=real_at)
                if not messages:
                    break
                made += len(messages)
    except HocbaError as error:  # a key that cannot be used, a certificate that waits: the next tick tries again
        log.warning("reports_wait", code=error.code)
    return made
