"""A copy is made void; its number stays in the register."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.issuance.models import Copy
from hocba_web.issuance.services.copies.common import SOURCE, hold_copy, require_copies


@transaction.atomic
def void(*, actor: Actor, copy_id: int, version: int, reason: str, at: datetime) -> None:
    """Make a registered copy void, with a reason: misprinted, not fetched, made of a record that was recalled.

    Args:
        actor: clerk or principal.
        copy_id: which.
        version: as the page showed it.
        reason: in words.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: COPY_CHANGED_MEANWHILE, COPY_NOT_REGISTERED, COPY_REASON_MISSING.
    """
    require_copies(actor)
    row = hold_copy(actor, copy_id, version)
    if row.state not in {Copy.State.REGISTERED, Copy.State.SEALED}:
        raise Refused("COPY_NOT_REGISTERED", where=row.symbol, source=SOURCE)
    if not clean(reason):
        raise Refused("COPY_REASON_MISSING", where="reason")
    row.state = Copy.State.VOID
    row.void_by_id, row.void_at, row.void_reason = actor.user_id, at, clean(reason)
    row.save()
    audit.record(
        actor=actor,
        action="issuance.copy.voided",
        subject=("copy", row.id),
        at=at,
        school_id=actor.school_id,
        pupils=[row.pupil_id],
        details={"symbol": row.symbol},
    )
