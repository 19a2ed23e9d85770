"""Proof of work in place of a captcha: each try costs the asker's machine some time and the server next to none.

ALTCHA's protocol (PBKDF2 with a counter to be found, HMAC over its parameters). The counter is chosen here, so that the
work has an upper bound: a family never waits without end, however unlucky.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import b64decode
from datetime import datetime, timedelta
from typing import Any

import altcha
from django.db import IntegrityError
from django.utils.crypto import salted_hmac

from hocba_web.base.fleeting import unawaited
from hocba_web.base.refusals import Refused
from hocba_web.portal.models import Spent

LEVELS = 6
"""Levels 0 to 5; each doubles the work."""
_ALGORITHM = "PBKDF2/SHA-256"
_ROUNDS = 5000
_TRIES = 200
"""Of level 0 on average, and half of the most: a third of a second on a laptop, two on an old phone."""
_VALID = timedelta(minutes=20)
_LONGEST = 4000
"""Letters of an answer; a true one has about a thousand."""


class TooLittleWork(Refused):
    """The puzzle was solved, but a harder one is due now."""

    status = 429

    def __init__(self, level: int) -> None:
        super().__init__("LOOKUP_WORK_MORE")
        self.level = level


def puzzle(level: int, *, real_at: datetime) -> dict[str, Any]:
    """A new puzzle, as the widget takes it.

    Args:
        level: 0 to `LEVELS` - 1; what lies outside is moved to the nearest.
        real_at: the machine's clock, aware.
    """
    level = max(0, min(level, LEVELS - 1))
    made = altcha.create_challenge(
        _ALGORITHM,
        _ROUNDS,
        counter=secrets.randbelow(2 * _TRIES << level),  # from nought: a robot knows no better place to begin
        expires_at=real_at + _VALID,
        data={"level": level},
        hmac_secret=_key("puzzle"),
        hmac_key_secret=_key("answer"),
    )
    return made.to_dict()


def redeem(answer: str, *, level: int, real_at: datetime) -> None:
    """Take a solved puzzle in, once.

    Args:
        answer: what the widget put into the form.
        level: what is asked for at the moment.
        real_at: the machine's clock, aware.

    Raises:
        Refused: LOOKUP_PUZZLE_MISSING, LOOKUP_PUZZLE_WRONG, LOOKUP_PUZZLE_USED.
        TooLittleWork: it is true, but of a lower level; it is used up.
    """
    if not answer:
        raise Refused("LOOKUP_PUZZLE_MISSING")
    if len(answer) > _LONGEST or not _solved(answer):
        raise Refused("LOOKUP_PUZZLE_WRONG")
    challenge = json.loads(b64decode(answer))["challenge"]
    try:
        with unawaited():
            digest = hashlib.sha256(challenge["signature"].encode()).hexdigest()
            Spent(digest=digest, until=real_at + _VALID).save(force_insert=True)
    except IntegrityError:
        raise Refused("LOOKUP_PUZZLE_USED") from None
    if challenge["parameters"]["data"]["level"] < level:
        raise TooLittleWork(level)


def sweep(real_at: datetime) -> int:
    """Forget used puzzles that would be refused as expired anyway."""
    gone, _ = Spent.objects.filter(until__lt=real_at).delete()
    return gone


def _solved(answer: str) -> bool:
    """Whether it is the answer to a puzzle of ours that has not expired (by the machine's clock)."""
    try:
        return altcha.verify_solution(answer, _key("puzzle"), hmac_key_secret=_key("answer")).verified
    except (ValueError, TypeError, KeyError, AttributeError):  # whatever a stranger may send in its place
        return False


def _key(purpose: str) -> bytes:
    return salted_hmac("hocba.portal.puzzle", purpose, algorithm="sha256").digest()
