"""How often somebody may ask: counted in the cache that all processes share, by windows of the machine's clock."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime

from django.core.cache import cache

MOST_FAILURES = 20
"""Wrong logins of one unit from one address in a window; more are refused unlooked."""
MOST_REQUESTS = 1200
"""Requests of one school in a window: a school asks some dozens; a faulty program asks without end."""
MOST_OF_ADDRESS = 6000
"""Requests from one address in a window: software of many schools may sit behind one."""
_WINDOW = 300
"""Seconds."""


def failed_too_often(guesser: str, real_at: datetime) -> bool:
    """Whether so many logins failed that no more are looked at."""
    return int(cache.get(_key("login", guesser, real_at), 0)) >= MOST_FAILURES


def failed(guesser: str, real_at: datetime) -> None:
    """Count a failed login."""
    _count("login", guesser, real_at)


def too_many(kind: str, who: str, most: int, real_at: datetime) -> bool:
    """Count a request, and say whether it is one too many."""
    return _count(kind, who, real_at) > most


def _count(kind: str, who: str, real_at: datetime) -> int:
    key = _key(kind, who, real_at)
    if cache.add(key, 1, _WINDOW * 2):
        return 1
    with suppress(ValueError):  # the window ended between the two
        return int(cache.incr(key))
    return 1


def _key(kind: str, who: str, real_at: datetime) -> str:
    window = int(real_at.timestamp()) // _WINDOW
    return f"gateway-{kind}:{window}:{hashlib.sha256(who.encode()).hexdigest()}"
