"""Issued files, kept once under what they hold.

A file lies in the default storage under "<first two digits>/<SHA-256>"; nothing there is ever overwritten.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from hocba_web.base.refusals import Refused
from hocba_web.base.stores import keep
from hocba_web.records.models import StoredFile
from hocba_web.records.selectors.files import place_of


@transaction.atomic
def put(*, record_id: int, kind: str, content: bytes, revision: int, record_digest: str, at: datetime) -> StoredFile:
    """Keep an issued file of a record; the same bytes again are the same file.

    The bytes are written before the row: a file without a row is harmless, a row without its file is not.

    Args:
        record_id: the record; held by the caller.
        kind: "xml" or "pdf".
        content: the whole file, verified by the caller.
        revision: the revision that was issued.
        record_digest: SHA-256 over the exclusive C14N of HOC_BA, lower-case hexadecimal.
        at: product clock, aware, UTC.

    Raises:
        Refused: ISSUED_ALREADY, the record has another file of that kind; STORAGE_FILE_DAMAGED.
        StorageAway: the storage cannot take it; nothing was changed.
    """
    digest = hashlib.sha256(content).hexdigest()
    standing = StoredFile.objects.filter(record_id=record_id, kind=kind).first()
    if standing is not None:
        if standing.sha256 == digest:
            return standing
        raise Refused("ISSUED_ALREADY", where=standing.sha256)
    write_once(digest, content)
    return StoredFile.objects.create(
        record_id=record_id,
        revision=revision,
        kind=StoredFile.Kind(kind).value,
        sha256=digest,
        record_digest=record_digest,
        size=len(content),
        stored_at=at,
    )


def write_once(digest: str, content: bytes) -> None:
    """Put bytes into the storage under their SHA-256; nothing happens if they are there already.

    Raises:
        StorageAway: the storage cannot take them.
        Refused: STORAGE_FILE_DAMAGED.
    """
    keep(place_of(digest), content)
