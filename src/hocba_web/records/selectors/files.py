"""Issued files, proven to be those that were stored."""

from __future__ import annotations

from collections.abc import Collection

from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.stores import find, proven
from hocba_web.records.models import StoredFile


def place_of(sha256: str) -> str:
    """Where the storage keeps it."""
    return f"{sha256[:2]}/{sha256}"


def content(sha256: str) -> bytes:
    """The bytes of a file. Permission is the caller's question.

    Raises:
        Missing: FILE_LOST, the storage has it no more.
        Refused: FILE_DAMAGED, the storage holds other bytes.
        StorageAway: the storage does not answer.
    """
    found = find(place_of(sha256))
    if found is None:
        raise Missing("FILE_LOST", where=sha256)
    if not proven(found, sha256):
        raise Refused("FILE_DAMAGED", where=sha256)
    return found


def files_of(record_id: int) -> dict[str, str]:
    """SHA-256 by kind ("xml", "pdf"); empty before issue."""
    return dict(StoredFile.objects.filter(record_id=record_id).values_list("kind", "sha256"))


def contents(record_ids: Collection[int], kind: str) -> dict[int, bytes]:
    """Files of one kind by record; records without one are left out.

    Raises:
        Missing: FILE_LOST.
        Refused: FILE_DAMAGED.
    """
    rows = StoredFile.objects.filter(record_id__in=record_ids, kind=kind).values_list("record_id", "sha256")
    return {record_id: content(sha256) for record_id, sha256 in rows}
