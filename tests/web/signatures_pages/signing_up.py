"""Signing one's turn without a browser."""

from __future__ import annotations

from datetime import datetime

from hocba_web.accounts.actor import Actor
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.selectors.desk import turns
from hocba_web.signatures.selectors.sheet import sheet
from support.web.acting import actor_for
from support.web.school import SchoolWorld
from support.web.signing import sign_batch


def pieces_of(actor: Actor, class_id: int | None = None) -> list[Piece]:
    """Everything that somebody could sign now, as the page shows it."""
    return [piece for one in sheet(actor, turns(actor, class_id)) for row in one.rows for piece in row.pieces]


def sign_turn(world: SchoolWorld, who: str, class_name: str, *, at: datetime) -> None:
    """Somebody signs all that waits for them in a class."""
    actor = actor_for(world, who, at=at)
    certificate = Certificate.objects.get(staff_id=actor.staff_id, state=Certificate.State.ACTIVE)
    state = sign_batch(
        world, who, "slot", pieces_of(actor, world.classes[class_name].id), certificate.id, role=actor.role, at=at
    )
    assert state.state == "done", state
