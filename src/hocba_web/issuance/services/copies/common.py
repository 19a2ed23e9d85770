"""What every act on a copy asks first."""

from __future__ import annotations

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.models import Copy

SOURCE = "Decree 30/2020/NĐ-CP, art. 25 to 27"


def require_copies(actor: Actor) -> None:
    """Refuse whoever does not make copies at this school.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.CERTIFIED_COPY, Target(school_id=actor.school_id))


def hold_copy(actor: Actor, copy_id: int, version: int) -> Copy:
    """A copy of the actor's school, locked until the transaction ends, as the page showed it.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: COPY_CHANGED_MEANWHILE.
    """
    row = Copy.objects.select_for_update().filter(id=copy_id, school_id=actor.school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    if row.version != version:
        raise Refused("COPY_CHANGED_MEANWHILE", where=row.symbol)
    row.version += 1
    return row
