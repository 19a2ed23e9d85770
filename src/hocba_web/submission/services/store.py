"""Signed lists as files: named by their SHA-256, written once, read back only whole."""

from __future__ import annotations

import hashlib

from hocba_web.base.stores import keep
from hocba_web.records.selectors.files import content, place_of


def put(data: bytes) -> str:
    """Keep a file; the same content twice is one file.

    Returns:
        Its SHA-256, lower-case hexadecimal.

    Raises:
        StorageAway: the storage cannot take it.
        Refused: STORAGE_FILE_DAMAGED.
    """
    digest = hashlib.sha256(data).hexdigest()
    keep(place_of(digest), data)
    return digest


def get(digest: str) -> bytes:
    """The bytes, proven to be those that were stored.

    Raises:
        Missing: FILE_LOST.
        Refused: FILE_DAMAGED.
        StorageAway: the storage does not answer.
    """
    return content(digest)
