"""What one leaf says: numbers and digests, salted, so that nobody finds a record by guessing. No personal data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum

SALT_BYTES = 16
_VALUE = re.compile(r"[\x21-\x7e]{0,128}")
_NAME = re.compile(r"[a-z_]{1,32}")


class Kind(Enum):
    """What happened."""

    ACCEPTED = "accepted"
    RECALLED = "recalled"
    SUPERSEDED = "superseded"
    CLOSED = "closed"
    CERTIFICATE = "certificate"
    """A school's certificate was approved."""


def leaf_bytes(kind: Kind, subject: str, facts: Mapping[str, str], at: datetime, salt: bytes) -> bytes:
    """The bytes of a leaf: canonical JSON of exactly `at`, `facts`, `kind`, `salt`, `subject` and `v`.

    Args:
        kind: what happened.
        subject: to what: a UUID, "<school>:<year>:<group>", a digest.
        facts: digests, codes, counts; printable ASCII without spaces, at most 128 signs: never a name.
        at: when, by the product's clock; aware.
        salt: 16 random bytes.

    Raises:
        ValueError: something that a leaf does not hold.
    """
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    if len(salt) != SALT_BYTES:
        raise ValueError("salt is not 16 bytes")
    if not all(map(_NAME.fullmatch, facts)) or not all(map(_VALUE.fullmatch, (subject, *facts.values()))):
        raise ValueError(f"a leaf of {kind.value} holds codes and digests, not texts")
    content = {
        "at": at.astimezone(UTC).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": dict(facts),
        "kind": kind.value,
        "salt": salt.hex(),
        "subject": subject,
        "v": 1,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")
