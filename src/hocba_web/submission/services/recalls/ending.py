"""A record has become void: its request ends, and what its replacement needs is opened."""

from __future__ import annotations

from datetime import datetime

from hocba_web.audit.services import Acting
from hocba_web.submission.models import Recall


def end_and_replace(recall: Recall, *, actor: Acting | None, at: datetime) -> None:
    """Inside the transaction that made the record void; the new record gets a new UUID and points at the old one."""
    from hocba_web.records.services import replacing

    recall.state, recall.ended_at = Recall.State.DONE, at
    recall.save(update_fields=["state", "ended_at"])
    replacing.replace(
        actor=actor,
        record_id=recall.record_id,
        parts=list(recall.parts),
        reason=recall.reason,
        decision=recall.decision_id,
        at=at,
    )
