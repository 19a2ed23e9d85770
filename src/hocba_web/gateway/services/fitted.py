"""Remembers for a while which logins fitted, so that a school's hundreds of requests cost one slow hash.

A slow hash protects the passwords of a stolen database. Comparing costs a fifth of a second of a processor, and a
school sends every sealed PDF in a request of its own. What is remembered is a digest under a key that only this process
has ever had; it depends on what is stored, so a new login makes the old one worthless at once. What did not fit in
every part is not remembered: guessing stays as slow as it was, and its time says nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

LASTS = timedelta(minutes=10)
_MOST = 10_000
"""Logins that are remembered at a time: more than a province has schools."""


class Fitted:
    """The memory of one process; safe to share between threads."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._until: OrderedDict[bytes, datetime] = OrderedDict()
        self._lock = Lock()

    def fits(self, *parts: str, compare: Callable[[], bool], real_at: datetime) -> bool:
        """Whether a login fits.

        Args:
            parts: everything that was sent and everything that is stored of it.
            compare: the slow comparison of all of it, asked where nothing is remembered.
            real_at: the machine's clock.
        """
        told = b"".join(hashlib.sha256(part.encode()).digest() for part in parts)
        known = hmac.digest(self._key, told, "sha256")
        with self._lock:
            until = self._until.get(known)
        if until is not None and real_at < until:
            return True
        if not compare():
            return False
        with self._lock:
            self._until[known] = real_at + LASTS
            self._until.move_to_end(known)
            while len(self._until) > _MOST:
                self._until.popitem(last=False)
        return True
