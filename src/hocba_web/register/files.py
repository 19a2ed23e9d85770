"""Files by what they hold: written once, read back only whole.

A file lies in the default storage under "register/<first two digits>/<SHA-256>"; the same content twice is one file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.stores import find, keep_many, proven


def put(content: bytes) -> str:
    """Store and name it; nothing happens where it is there already, whole.

    Returns:
        SHA-256, hexadecimal.

    Raises:
        StorageAway: the storage cannot take it; nothing was changed.
        Refused: STORAGE_FILE_DAMAGED.
    """
    (digest,) = put_many([content])
    return digest


def put_many(contents: Sequence[bytes]) -> list[str]:
    """`put` for several at once, which costs little more than for one; it goes before transactions that hold locks.

    Returns:
        SHA-256 of each, hexadecimal, in their order.

    Raises:
        StorageAway, Refused: as `put`; some may be stored then.
    """
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    keep_many((place_of(digest), content) for digest, content in zip(digests, contents, strict=True))
    return digests


def get(digest: str) -> bytes:
    """The bytes, proven to be those that were stored.

    Raises:
        Missing: REGISTER_FILE_LOST.
        Refused: REGISTER_FILE_DAMAGED.
        StorageAway: the storage does not answer.
    """
    found = find(place_of(digest))
    if found is None:
        raise Missing("REGISTER_FILE_LOST", where=digest)
    if not proven(found, digest):
        raise Refused("REGISTER_FILE_DAMAGED", where=digest)
    return found


def place_of(digest: str) -> str:
    """The name under which a content lies in the storage."""
    return f"register/{digest[:2]}/{digest}"
