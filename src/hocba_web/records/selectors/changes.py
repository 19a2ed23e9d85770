"""What changed between revisions of a record, in words."""

from __future__ import annotations

from collections.abc import Iterable

from hocba.model.changes import Change, changes
from hocba_web.base.refusals import Missing
from hocba_web.records.models import Record
from hocba_web.records.selectors.drafts import revision_record, revision_records


def changes_since(record_id: int, revision: int) -> tuple[Change, ...]:
    """What the current revision says otherwise than an earlier one; empty for the current one itself.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    current = Record.objects.filter(id=record_id).values_list("revision", flat=True).first()
    if current is None:
        raise Missing("NOT_FOUND_HERE")
    return between(record_id, revision, current)


def between(record_id: int, old: int, new: int) -> tuple[Change, ...]:
    """What one revision says otherwise than another; that it is another revision is no change.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    if old == new:
        return ()
    return content_changes(changes(revision_record(record_id, old), revision_record(record_id, new)))


def changes_of(seen: Iterable[tuple[int, int]]) -> dict[int, tuple[Change, ...]]:
    """By record, what is new since the (record, revision) that somebody saw; unknown ones are left out. Two queries."""
    wanted = dict(seen)
    current = dict(Record.objects.filter(id__in=wanted).values_list("id", "revision"))
    pairs = {(one, wanted[one]) for one in current} | set(current.items())
    records = revision_records(pairs)
    return {
        one: () if wanted[one] == number else content_changes(changes(records[one, wanted[one]], records[one, number]))
        for one, number in current.items()
        if (one, wanted[one]) in records
    }


def content_changes(found: Iterable[Change]) -> tuple[Change, ...]:
    """Changes without the number of the revision, which differs by definition."""
    return tuple(one for one in found if (one.section, one.field) != ("record", "revision"))
