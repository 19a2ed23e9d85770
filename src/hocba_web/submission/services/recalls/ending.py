"""A record has become void: its request ends, and what its replacement needs is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba_web.accounts.roles import Role
from hocba_web.records.services import replacing
from hocba_web.submission.models import Recall


@dataclass(frozen=True, slots=True)
class Asker:
    """The clerk who asked, in whose name the principal's decision is carried out."""

    user_id: int
    school_id: int
    role: Role = Role.CLERK


def asker_of(recall: Recall) -> Asker:
    """Who asked for it."""
    return Asker(recall.asked_by_id, recall.school_id)


def begin_amendment(recall: Recall, *, at: datetime) -> None:
    """Open what the replacement of a closed record needs; the closed one stays in effect until that is accepted."""
    replacing.begin_amendment(
        actor=asker_of(recall),
        record_id=recall.record_id,
        parts=list(recall.parts),
        reason=recall.reason,
        decision=recall.decision_id,
        at=at,
    )


def end_and_replace(recall: Recall, *, at: datetime) -> None:
    """Inside the transaction that made the record void; the new record gets a new UUID and points at the old one.

    Where only the register was wrong nothing need be opened: the pupil is initialised again as it now says.
    """
    recall.state, recall.ended_at = Recall.State.DONE, at
    recall.save(update_fields=["state", "ended_at"])
    if recall.parts:
        replacing.replace(
            actor=asker_of(recall),
            record_id=recall.record_id,
            parts=list(recall.parts),
            reason=recall.reason,
            decision=recall.decision_id,
            at=at,
        )
