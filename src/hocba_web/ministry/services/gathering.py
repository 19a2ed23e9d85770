"""What the clock does: register the certificate, ask back what left the register, report what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import IntegrityError

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
    recalls = _tried(lambda: _recalls(at, real_at))
    return recalls + _tried(lambda: _reports(at, real_at))


def _tried(work: Callable[[], int]) -> int:
    """What one part made; the other part goes on where it cannot."""
    try:
        return work()
    except HocbaError as error:  # a key that cannot be used, a certificate that waits: the next tick tries again
        log.warning("reports_wait", code=error.code)
    except IntegrityError:  # another job was faster
        log.info("reports_raced")
    return 0


def _recalls(at: datetime, real_at: datetime) -> int:
    withdrawing.follow(at)
    made = 0
    while withdrawing.send(at=at, real_at=real_at) is not None:
        made += 1
    return made


def _reports(at: datetime, real_at: datetime) -> int:
    if not automatic_on(clock.local(at).date()):
        return 0
    made = 0
    for _ in range(_ROUNDS):
        messages = reporting.prepare(officer=None, areas=None, at=at, real_at=real_at)
        if not messages:
            break
        made += len(messages)
    return made
