"""Revisions as the core's drafts: frozen content with the signatures that stand in it."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from hocba.model import YearRecord
from hocba.signature_profile import Profile
from hocba.signing.xades import Draft, Filled
from hocba_web.base.refusals import Missing
from hocba_web.records.models import Record, Revision, Signature

_LEVEL = 6


def packed(data: bytes) -> bytes:
    """Bytes as they are kept in the database."""
    return zlib.compress(data, _LEVEL)


@lru_cache(maxsize=512)
def _unsigned(data: bytes, number: int) -> Draft:
    """An unsigned revision; reading it checks its form and schema, which need be done once for the same bytes."""
    return Draft.read(zlib.decompress(data), revision=number)


def draft_of(record_id: int) -> Draft:
    """The current revision with its signatures; two queries.

    Raises:
        Missing: NOT_FOUND_HERE, there is no such record or it has no revision yet.
    """
    found = drafts_of([record_id]).get(record_id)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def drafts_of(record_ids: Collection[int]) -> dict[int, Draft]:
    """Current revisions by record, with their signatures; two queries, however many."""
    current = dict(Record.objects.filter(id__in=record_ids).values_list("id", "revision"))
    revisions = [
        one
        for one in Revision.objects.filter(record_id__in=record_ids).order_by("record_id", "number")
        if current.get(one.record_id) == one.number
    ]
    return {one.record_id: draft for one, draft in _with_signatures(revisions)}


def unsigned_of(revisions: Mapping[int, int]) -> dict[int, Draft]:
    """Revisions by record without their signatures, for pages that show content; one query.

    Args:
        revisions: number of the revision by record; unknown ones are left out.
    """
    rows = Revision.objects.filter(record_id__in=list(revisions), number__in=set(revisions.values()))
    return {
        one.record_id: _unsigned(bytes(one.data), one.number) for one in rows if revisions[one.record_id] == one.number
    }


def current_of(record: Record) -> tuple[int, Draft]:
    """The current revision of a record that is at hand: its row (id) and draft; two queries.

    Raises:
        Missing: NOT_FOUND_HERE, it has no revision yet.
    """
    revision = Revision.objects.filter(record_id=record.id, number=record.revision).first()
    if revision is None:
        raise Missing("NOT_FOUND_HERE")
    return revision.id, next(draft for _, draft in _with_signatures([revision]))


def draft_of_revision(record_id: int, number: int) -> Draft:
    """One revision as it was left, with its signatures; also of a void record.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    revision = Revision.objects.filter(record_id=record_id, number=number).first()
    if revision is None:
        raise Missing("NOT_FOUND_HERE")
    return next(draft for _, draft in _with_signatures([revision]))


def revision_record(record_id: int, number: int) -> YearRecord:
    """What a revision says.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    revision = Revision.objects.filter(record_id=record_id, number=number).first()
    if revision is None:
        raise Missing("NOT_FOUND_HERE")
    return _unsigned(bytes(revision.data), revision.number).record


def revision_records(numbers: Iterable[tuple[int, int]]) -> dict[tuple[int, int], YearRecord]:
    """The same for many (record, number), in one query; unknown ones are left out."""
    wanted = frozenset(numbers)
    rows = Revision.objects.filter(record_id__in={record_id for record_id, _ in wanted})
    return {
        (one.record_id, one.number): _unsigned(bytes(one.data), one.number).record
        for one in rows.filter(number__in={number for _, number in wanted})
        if (one.record_id, one.number) in wanted
    }


def _with_signatures(revisions: Collection[Revision]) -> Iterable[tuple[Revision, Draft]]:
    by_revision: dict[int, list[Signature]] = {one.id: [] for one in revisions}
    for signature in Signature.objects.filter(revision_id__in=list(by_revision)).order_by("id"):
        by_revision[signature.revision_id].append(signature)
    for one in revisions:
        draft = _unsigned(bytes(one.data), one.number)
        filled = [filled_of(signature, draft.profile) for signature in by_revision[one.id]]
        for each in sorted(filled, key=lambda each: each.slot.order):
            draft = draft.with_slot(each)
        yield one, draft


def filled_of(signature: Signature, profile: Profile) -> Filled:
    """A stored signature as the core's."""
    return Filled(
        profile.slot(signature.slot),
        signature.person,
        signature.signed_at,
        zlib.decompress(bytes(signature.element)),
    )
