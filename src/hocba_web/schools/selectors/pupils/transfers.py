"""Requests for transfers of one school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, held_by, require
from hocba_web.base.refusals import Missing
from hocba_web.schools.models import Attachment, Transfer

_MOST_DECIDED = 50


@dataclass(frozen=True, slots=True)
class TransferLine:
    """One request as the list shows it."""

    transfer_id: int
    direction: str
    """in or out"""
    words: str
    pupil_id: int | None
    """None for a child who has not come."""
    name: str
    born: date | None
    class_name: str
    on: date
    other: str
    reason: str
    paper: str
    """Name of the file; empty if none."""
    state: str
    state_words: str
    asked_by: str
    asked_at: datetime
    asked_by_me: bool
    decided_by: str
    decided_at: datetime | None
    answer: str


def transfers_of_school(actor: Actor) -> tuple[list[TransferLine], list[TransferLine]]:
    """Requests that wait, oldest first, and the newest of those that were decided or withdrawn.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    _require_reader(actor)
    rows = Transfer.objects.filter(school_id=actor.school_id).select_related(
        "pupil", "school_class", "evidence", "asked_by", "decided_by"
    )
    waiting = rows.filter(state=Transfer.State.ASKED).order_by("asked_at", "id")
    decided = rows.exclude(state=Transfer.State.ASKED)[:_MOST_DECIDED]
    return [_line(row, actor) for row in waiting], [_line(row, actor) for row in decided]


def paper_of_transfer(actor: Actor, transfer_id: int) -> tuple[Attachment, int | None]:
    """The paper of a request and the pupil it is about, if the pupil is on file.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT.
    """
    _require_reader(actor)
    row = Transfer.objects.filter(school_id=actor.school_id, id=transfer_id).select_related("evidence").first()
    if row is None or row.evidence is None:
        raise Missing("NOT_FOUND_HERE")
    return row.evidence, row.pupil_id


def _require_reader(actor: Actor) -> None:
    if not held_by(actor.role, Action.PUPIL_TRANSFER_APPROVE):
        require(actor, Action.PUPIL_TRANSFER_OUT, Target(school_id=actor.school_id))


def _line(row: Transfer, actor: Actor) -> TransferLine:
    born = row.pupil.born if row.pupil else None
    if born is None and row.details.get("born"):
        born = date.fromisoformat(row.details["born"])
    return TransferLine(
        transfer_id=row.pk,
        direction=row.direction,
        words=row.get_direction_display(),
        pupil_id=row.pupil_id,
        name=row.pupil.name if row.pupil else str(row.details.get("name", "")),
        born=born,
        class_name=row.school_class.name,
        on=row.on,
        other=f"{row.other_school}, {row.other_province}",
        reason=row.reason,
        paper=row.evidence.name if row.evidence else "",
        state=row.state,
        state_words=row.get_state_display(),
        asked_by=row.asked_by.get_full_name(),
        asked_at=row.asked_at,
        asked_by_me=row.asked_by_id == actor.user_id,
        decided_by=row.decided_by.get_full_name() if row.decided_by else "",
        decided_at=row.decided_at,
        answer=row.answer,
    )
