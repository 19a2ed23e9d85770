"""Before a key is asked long after the confirmation: whether its owner may still sign what they confirmed.

A batch waits for its owner as long as they like. Meanwhile an appointment may have ended, another teacher may have
taken over, the register may say something else; what `batches.start` asked is then asked again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hocba.errors import HocbaError
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, source_of
from hocba_web.base.clock import local
from hocba_web.base.refusals import Forbidden
from hocba_web.schools.selectors.capacities import capacities_of
from hocba_web.signatures import kinds
from hocba_web.signatures.models import Batch
from hocba_web.signatures.selectors.batches import GOING_ON, piece_of
from hocba_web.signatures.services.queue import leases
from hocba_web.signatures.services.queue.preparing import FRESH_FOR


def may_still(batch: Batch, actor: Actor, *, at: datetime, real_at: datetime) -> bool:
    """Whether the batch may go on; if not, it is stopped with the reason.

    Args:
        batch: the actor's own.
        actor: its owner, in whatever capacity they act now; judged is the one in which they confirmed.
        at: product clock, aware, UTC.
        real_at: the machine's time: what was confirmed within `FRESH_FOR` is not asked again.
    """
    if batch.state != Batch.State.OPEN or real_at - batch.real_at <= FRESH_FOR:
        return True
    items = batch.items.filter(state__in=GOING_ON).defer("to_be_signed", "value")
    pieces = [piece_of(item) for item in items]
    try:
        if pieces:
            kinds.kind_of(batch.kind).require(_as_confirmed(batch, actor, at), pieces, at=at)
    except HocbaError as error:
        leases.stop_whole(batch, error, at=at)
        batch.refresh_from_db(fields=["state", "stopped_code", "stopped_params"])
        return False
    return True


def _as_confirmed(batch: Batch, actor: Actor, at: datetime) -> Actor:
    """The owner in the capacity of the confirmation, as it is today.

    Raises:
        Forbidden: NO_CAPACITY, they no longer hold it.
    """
    held = capacities_of(batch.owner_id, local(at).date())
    now = next((one for one in held if one.key == batch.capacity and one.school_id == batch.school_id), None)
    if now is None:
        raise Forbidden("NO_CAPACITY", source=source_of(Action.CERTIFICATE_OWN))
    return replace(
        actor,
        role=now.role,
        capacity=now.key,
        staff_id=now.staff_id,
        homeroom_of=now.homeroom_of,
        teaches=now.teaches,
        signs_for_head=now.signs_for_head,
    )
