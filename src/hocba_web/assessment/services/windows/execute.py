"""The admin carries out what the principal decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.assessment.models import EntryWindow
from hocba_web.assessment.services.windows.common import trace
from hocba_web.base.refusals import Missing, Refused


@transaction.atomic
def execute_windows(*, actor: Actor, batch: UUID, at: datetime, real_at: datetime) -> list[EntryWindow]:
    """Carry out openings that were decided together.

    Source: Decision 32/QĐ-THPĐ, art. 10(b).

    Args:
        actor: the admin, with a fresh second factor; not who decided.
        batch: from `decide_windows`.
        at: aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: WINDOW_EXECUTED_BEFORE, WINDOW_WITHDRAWN, WINDOW_OVER, WINDOW_OF_LATE_REQUEST.
    """
    require(actor, Action.WINDOW_EXECUTE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    rows = list(
        EntryWindow.objects.select_for_update(of=("self",))
        .filter(batch=batch, year__school_id=actor.school_id)
        .order_by("id")
    )
    if not rows:
        raise Missing("NOT_FOUND_HERE")
    for row in rows:
        two_people(row.decided_by_id, actor)
    if any(hasattr(row, "late_request") for row in rows):
        raise Refused("WINDOW_OF_LATE_REQUEST")
    executed(actor, rows, at)
    trace(actor, "assessment.window.executed", rows, at)
    return rows


def executed(actor: Actor, rows: list[EntryWindow], at: datetime) -> None:
    """Mark locked windows as carried out.

    Raises:
        Refused: WINDOW_EXECUTED_BEFORE, WINDOW_WITHDRAWN, WINDOW_OVER.
    """
    for row in rows:
        if row.executed_at is not None:
            raise Refused("WINDOW_EXECUTED_BEFORE")
        if row.ended_at is not None:
            raise Refused("WINDOW_WITHDRAWN")
        if row.closes_at <= at:
            raise Refused("WINDOW_OVER")
        row.executed_by_id = actor.user_id
        row.executed_at = at
        row.save(update_fields=["executed_by", "executed_at"])
