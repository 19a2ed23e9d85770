"""What a manager was shown, kept so that the next look shows what changed since (Decision 32/QĐ-THPĐ, art. 6(9))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.issuance.models import Seen
from hocba_web.records.selectors.standing import Standing


@transaction.atomic
def mark_seen(*, actor: Actor, records: Iterable[Standing], at: datetime) -> None:
    """Note which revisions somebody was shown; once each.

    Args:
        actor: principal or authorised deputy.
        records: those shown; records of other schools are passed over.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=actor.school_id))
    here = [one for one in records if one.school_id == actor.school_id]
    Seen.objects.bulk_create(
        (Seen(record_id=one.record_id, user_id=actor.user_id, revision=one.revision, at=at) for one in here),
        ignore_conflicts=True,
    )
