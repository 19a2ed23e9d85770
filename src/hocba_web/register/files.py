"""Files by what they hold: written once, read back only whole.

A file lies in the default storage under "register/<first two digits>/<SHA-256>"; the same content twice is one file.
"""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hocba_web.base.refusals import Missing, Refused


def put(content: bytes) -> str:
    """Store and name it; nothing happens where it is there already, whole.

    Returns:
        SHA-256, hexadecimal.
    """
    digest = hashlib.sha256(content).hexdigest()
    place = place_of(digest)
    found = _read(place)
    if found == content:
        return digest
    if found is not None:  # half written by a process that ended, or by one whose disk was full
        default_storage.delete(place)
    written = default_storage.save(place, ContentFile(content))
    if written != place:  # somebody stored the same content meanwhile
        default_storage.delete(written)
    return digest


def get(digest: str) -> bytes:
    """The bytes, proven to be those that were stored.

    Raises:
        Missing: REGISTER_FILE_LOST.
        Refused: REGISTER_FILE_DAMAGED.
    """
    found = _read(place_of(digest))
    if found is None:
        raise Missing("REGISTER_FILE_LOST", where=digest)
    if hashlib.sha256(found).hexdigest() != digest:
        raise Refused("REGISTER_FILE_DAMAGED", where=digest)
    return found


def place_of(digest: str) -> str:
    """The name under which a content lies in the storage."""
    return f"register/{digest[:2]}/{digest}"


def _read(place: str) -> bytes | None:
    try:
        with default_storage.open(place) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content
