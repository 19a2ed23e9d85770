"""Files named by what they hold (docs/decisions/0029): written once, read back only whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hocba_web.base.refusals import Refused
from hocba_web.base.stores.away import StorageAway

_log = structlog.get_logger("hocba.stores")
_AT_ONCE = 8
"""Files that are written at the same time: a disk and a bucket gather what waits."""


def keep(place: str, content: bytes) -> None:
    """Store a file under a name that its content decides; nothing happens where it is there already, whole.

    A file that holds anything else is damaged. It is never overwritten: in a folder it is moved aside and the right one
    written, in a bucket somebody must look.

    Raises:
        Refused: STORAGE_FILE_DAMAGED, in a bucket.
        StorageAway: the storage cannot take it; nothing was changed.
    """
    try:
        if _written(place, content):
            return
        found = find(place)
        if found == content:
            return
        _log.error("damaged file", code="STORAGE_FILE_DAMAGED")
        aside = getattr(default_storage, "set_aside", None)
        if aside is None:
            raise Refused("STORAGE_FILE_DAMAGED", where=place)
        if found is not None:
            aside(place, found)
        if not _written(place, content) and find(place) != content:
            raise Refused("STORAGE_FILE_DAMAGED", where=place)
    except StorageAway:
        raise
    except OSError as error:
        _log.warning("storage away", code=type(error).__name__)
        raise StorageAway(error.strerror or type(error).__name__) from error


def keep_many(files: Iterable[tuple[str, bytes]]) -> None:
    """`keep` for several at once; returns when all are stored.

    Raises:
        Refused, StorageAway: as `keep`; some may be stored then, which harms nobody.
    """
    wanted = dict(files)
    if len(wanted) < 2:  # noqa: PLR2004  # nothing to gain from threads
        for place, content in wanted.items():
            keep(place, content)
        return
    with ThreadPoolExecutor(min(_AT_ONCE, len(wanted)), thread_name_prefix="keep") as threads:
        list(threads.map(keep, wanted.keys(), wanted.values()))


def find(place: str) -> bytes | None:
    """What lies there; None if nothing does.

    Raises:
        StorageAway: the storage does not answer.
    """
    try:
        with default_storage.open(place) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    except StorageAway:
        raise
    except OSError as error:
        _log.warning("storage away", code=type(error).__name__)
        raise StorageAway(error.strerror or type(error).__name__) from error
    return content


def proven(content: bytes, sha256: str) -> bool:
    """Whether a file holds what its name says."""
    return hashlib.sha256(content).hexdigest() == sha256


def _written(place: str, content: bytes) -> bool:
    """False where the name is taken."""
    try:
        default_storage.save(place, ContentFile(content))
    except FileExistsError:
        return False
    return True
