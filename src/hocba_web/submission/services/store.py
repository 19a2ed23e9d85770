"""Signed lists as files: named by their SHA-256, written once, read back only whole."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hocba_web.base.refusals import Missing, Refused
from hocba_web.records.selectors.files import content, place_of


def put(data: bytes) -> str:
    """Keep a file; the same content twice is one file. Half a file, left by a full disk, is written again.

    Returns:
        Its SHA-256, lower-case hexadecimal.

    Raises:
        OSError: the storage cannot take it.
    """
    digest = hashlib.sha256(data).hexdigest()
    place = place_of(digest)
    try:
        get(digest)
    except Missing:
        pass
    except Refused:
        default_storage.delete(place)
    else:
        return digest
    written = default_storage.save(place, ContentFile(data))
    if written != place:  # somebody stored the same content between the question and the answer
        default_storage.delete(written)
    return digest


def get(digest: str) -> bytes:
    """The bytes, proven to be those that were stored.

    Raises:
        Missing: FILE_LOST.
        Refused: FILE_DAMAGED.
    """
    return content(digest)
