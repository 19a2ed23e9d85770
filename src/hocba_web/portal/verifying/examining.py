"""The one way from a stranger's bytes to what is known of them: a child process that can do little."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

from hocba.adapters.limited import ChildLost, Limits, Pool, verify_upload
from hocba_web.base.refusals import Refused

_AT_ONCE = 2
_PATIENCE = 8
"""Seconds that a request waits for its turn."""
_turns = BoundedSemaphore(_AT_ONCE)


class Busy(Refused):
    """All places are taken by other files."""

    status = 503


class TooHeavy(Exception):  # named for what happened; never leaves this package
    """The child could not examine the file within its limits."""


@cache
def _pool() -> Pool:
    """Of this process; stricter than the gateway's, because anybody may ask."""
    return Pool(Limits(memory=1024 * 1024 * 1024, cpu_seconds=20, wall_seconds=30), most=_AT_ONCE)


def examine(data: bytes, *, at: datetime, proof: datetime | None = None, held: bytes | None = None) -> dict[str, Any]:
    """What `hocba.verification.described` says of a file, under the authority's trust.

    Args:
        data: the whole file.
        at: aware, UTC; the time at which certificates are judged.
        proof: earliest moment at which the register proves that the file existed.
        held: the register's XML of that UUID, to name the places that differ.

    Raises:
        Busy: VERIFY_BUSY.
        TooHeavy: it could not be examined within the limits.
        UnreadableFile: NOT_XML_OR_PDF.
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY.
    """
    if not _turns.acquire(timeout=_PATIENCE):
        raise Busy("VERIFY_BUSY")
    try:
        folder = settings.GATEWAY["trust"]
        trust = Path(folder) if folder and Path(folder).exists() else None
        return verify_upload(data, trust=trust, at=at, proof=proof, held=held, pool=_pool())
    except ChildLost as error:
        raise TooHeavy from error
    finally:
        _turns.release()
