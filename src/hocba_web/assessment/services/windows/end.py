"""The principal closes before the time, or takes a decision back that nobody has carried out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.assessment.models import EntryWindow
from hocba_web.assessment.services.windows.common import reason_of, trace
from hocba_web.base.refusals import Missing, Refused


@transaction.atomic
def end_early(
    *, actor: Actor, window_ids: Collection[int], reason: str, at: datetime, real_at: datetime
) -> list[EntryWindow]:
    """Shut windows at once; saves under way come first, later ones are refused.

    Source: Decision 32/QĐ-THPĐ, art. 6(6)(c).

    Args:
        actor: the principal, with a fresh second factor.
        window_ids: windows of the actor's school.
        reason: why.
        at: aware, UTC; from this instant nothing may be entered by these windows.
        real_at: the machine's time, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: WINDOW_OVER, WINDOW_WITHDRAWN, REASON_NEEDED, REASON_TOO_LONG.
    """
    require(actor, Action.WINDOW_DECIDE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    why = reason_of(reason)
    rows = list(
        EntryWindow.objects.select_for_update(of=("self",))
        .filter(id__in=list(window_ids), year__school_id=actor.school_id)
        .order_by("id")
    )
    if not rows or len(rows) != len(set(window_ids)):
        raise Missing("NOT_FOUND_HERE")
    for row in rows:
        if row.ended_at is not None:
            raise Refused("WINDOW_WITHDRAWN")
        if row.closes_at <= at:
            raise Refused("WINDOW_OVER")
        row.ended_at = at
        row.end_decided_by_id = actor.user_id
        row.end_reason = why
        row.save(update_fields=["ended_at", "end_decided_by", "end_reason"])
    trace(actor, "assessment.window.ended", rows, at)
    return rows
