"""What another school's signed files say, read back from the bytes that were verified when they came."""

from __future__ import annotations

from collections.abc import Iterable

from hocba.documents.handover import Handover, read_handover
from hocba.documents.xml import read_record
from hocba.model import YearRecord
from hocba_web.submission.models import Arrival, InheritedFile
from hocba_web.submission.services import store

Kind = InheritedFile.Kind


def content_of(row: InheritedFile) -> YearRecord | Handover | None:
    """What a kept file says; None for a paper.

    Raises:
        Missing: FILE_LOST.
        Refused: FILE_DAMAGED, the storage holds other bytes than those that were verified.
    """
    if not row.kept or row.kind not in {Kind.RECORD, Kind.HANDOVER}:
        return None
    xml = store.get(row.xml_sha256)
    return read_record(xml).record if row.kind == Kind.RECORD else read_handover(xml)


def one_each(rows: Iterable[InheritedFile]) -> list[InheritedFile]:
    """One file a document: the XML where there is one, else the PDF; by school year."""
    found: dict[str, InheritedFile] = {}
    for row in rows:
        if row.uuid and (row.uuid not in found or row.media == "xml"):
            found[row.uuid] = row
    return sorted(found.values(), key=lambda row: (row.first or 0, row.kind, row.pk))


def newest_record(arrival: Arrival) -> YearRecord | None:
    """The record of the latest school year that the child brought."""
    rows = one_each(arrival.files.filter(kept=True, kind=Kind.RECORD))
    content = content_of(rows[-1]) if rows else None
    return content if isinstance(content, YearRecord) else None


def identity_source(arrival: Arrival) -> YearRecord | Handover | None:
    """The latest signed file that tells who the child is: the hand-over of the running year before older records."""
    rows = one_each(arrival.files.filter(kept=True))
    return content_of(rows[-1]) if rows else None
