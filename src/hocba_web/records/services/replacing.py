"""After a recall: parts are opened so that another record with a new UUID can take the place of the void one.

Source: Công văn 2088/BGDĐT-GDTH, Phụ lục 1, part III; Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hocba.lifecycle import Role, State
from hocba_web.audit.services import Acting
from hocba_web.base.refusals import Refused
from hocba_web.records.models import Record, Unlocking, UnlockingPart
from hocba_web.records.models.record import VOID_STATES
from hocba_web.records.services.common import SOURCE, require_parts, trace
from hocba_web.records.services.steps import hold_one

_AMENDMENT = "Decision 1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh), art. 21"


@transaction.atomic
def replace(
    *, actor: Acting, record_id: int, parts: Collection[str], reason: str, decision: int | None, at: datetime
) -> Unlocking:
    """Open parts of the pupil of a void record until a new record is initialised.

    The caller has asked for permission and has the decisions that the recall rests on.

    Args:
        actor: in whose name; the clerk or who carries the recall out.
        record_id: a record that was recalled just now.
        parts: subjects (values) of the record, or "homeroom".
        reason: of the recall, in words.
        decision: the paper it rests on (id).
        at: product clock, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: RECORD_NOT_VOID, UNLOCK_NO_PART.
    """
    record = hold_one(record_id)
    if record.state not in VOID_STATES:
        raise Refused("RECORD_NOT_VOID", where=str(record.uuid), source=SOURCE, state=record.stands.label())
    return _opened(actor, record, parts, reason, decision=decision, at=at)


@transaction.atomic
def begin_amendment(
    *, actor: Acting, record_id: int, parts: Collection[str], reason: str, decision: int | None, at: datetime
) -> Unlocking | None:
    """Open parts of the pupil of a closed record, which stays in effect until its replacement is accepted.

    The caller has asked for permission and has the authority's decision; without one nothing changes after closing.

    Source: Decision 1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh), art. 21.

    Args:
        actor: in whose name.
        record_id: a closed record.
        parts: as of `replace`; none where only the register was wrong.
        reason: in words.
        decision: the paper it rests on (id).
        at: product clock, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: RECORD_NOT_CLOSED, RECORD_BEING_AMENDED, UNLOCK_NO_PART.
    """
    record = hold_one(record_id)
    if record.stands is not State.FINALISED:
        raise Refused("RECORD_NOT_CLOSED", where=str(record.uuid), source=_AMENDMENT, state=record.stands.label())
    if record.amending_since is not None:
        raise Refused("RECORD_BEING_AMENDED", where=str(record.uuid), source=_AMENDMENT)
    record.amending_since = at
    record.save(update_fields=["amending_since"])
    return _opened(actor, record, parts, reason, decision=decision, at=at) if parts else None


def _opened(
    actor: Acting, record: Record, parts: Collection[str], reason: str, *, decision: int | None, at: datetime
) -> Unlocking:
    wanted = require_parts(record, parts)
    row = Unlocking.objects.create(
        record=record,
        reason=reason,
        asked_by_id=actor.user_id,
        asked_as=Role.CLERK.value,
        asked_at=at,
        granted=True,
        decided_by_id=actor.user_id,
        decided_at=at,
        executed_by_id=actor.user_id,
        executed_at=at,
        decision_id=decision,
        revision=record.revision,
    )
    UnlockingPart.objects.bulk_create(UnlockingPart(unlocking=row, part=part) for part in wanted)
    trace(actor, "records.replacement.opened", record, at, parts=list(wanted))
    return row
