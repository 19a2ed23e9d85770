"""How often somebody may ask: counted in the table that all processes share, by windows of the machine's clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from hocba_web.base import pace

MOST_FAILURES = 20
"""Wrong logins of one unit from one address in a window; more are refused unlooked."""
MOST_REQUESTS = 1200
"""Requests of one school in a window: a school asks some dozens; a faulty program asks without end."""
MOST_OF_ADDRESS = 6000
"""Requests from one address in a window: software of many schools may sit behind one."""
_WINDOW = timedelta(minutes=5)


def failed_too_often(guesser: str, real_at: datetime) -> bool:
    """Whether so many logins failed that no more are looked at."""
    return pace.count("gateway.login", guesser, real_at=real_at, window=_WINDOW) >= MOST_FAILURES


def failed(guesser: str, real_at: datetime) -> None:
    """Count a failed login."""
    pace.hit("gateway.login", guesser, real_at=real_at, window=_WINDOW)


def too_many(kind: str, who: str, most: int, real_at: datetime) -> bool:
    """Count a request, and say whether it is one too many.

    Args:
        kind: what is counted: "school", "address".
        who: for whom; only its keyed hash is stored.
        most: how many are served in a window of five minutes.
        real_at: the machine's clock.
    """
    return pace.hit(f"gateway.{kind}", who, real_at=real_at, window=_WINDOW) > most
