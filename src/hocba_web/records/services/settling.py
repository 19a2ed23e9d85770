"""What was open about a record is closed once its content is frozen again."""

from __future__ import annotations

from datetime import datetime

from hocba_web.records.models import Record, Return, Unlocking


def settle(record: Record, *, at: datetime) -> str:
    """Close the executed unlocking of a record and the notes that led to it.

    Args:
        record: held by the caller.
        at: product clock, aware, UTC.

    Returns:
        The reason of the unlocking, for the new revision; empty if there was none.
    """
    unlocking = Unlocking.objects.filter(record=record, executed_at__isnull=False, settled_at__isnull=True).first()
    if unlocking is None:
        return ""
    unlocking.settled_at = at
    unlocking.save(update_fields=["settled_at"])
    Return.objects.filter(record=record, settled_at__isnull=True).update(settled_at=at)
    return unlocking.reason
