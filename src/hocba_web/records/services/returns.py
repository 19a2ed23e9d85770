"""Whoever approves gives a record back, with a note to the person whose part it is.

Source: Decision 32/QĐ-THPĐ, art. 6(9).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require
from hocba_web.accounts.roles import Role
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.services.windows.common import reason_of
from hocba_web.base.refusals import Refused
from hocba_web.records.models import Record, Return, Unlocking, UnlockingPart
from hocba_web.records.selectors.parts import named_in
from hocba_web.records.services.common import (
    SOURCE,
    held,
    holders,
    require_before_issue,
    require_parts,
    tell,
    trace,
)
from hocba_web.records.services.unlocking import begin, open_unlocking
from hocba_web.schools.selectors.signers import Signer, staff_by_personal_id


@transaction.atomic
def give_back(*, actor: Actor, record_id: int, part: str, note: str, at: datetime, real_at: datetime) -> Return:
    """Give a record back for one part.

    Where the principal does it, that is the decision to unlock, and the admin carries it out at once; where a deputy
    does who may sign for the principal, the principal decides on the unlocking first (art. 6(6)(c)). A further part of
    a record that is given back already joins the same unlocking.

    Args:
        actor: the principal or an authorised deputy, with a fresh second factor.
        record_id: a record of the actor's school that is initialised and not issued.
        part: a subject (value) of the record, or "homeroom".
        note: what is wrong, 1 to 500 signs; the person concerned and the admin read it.
        at: product clock, aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: RECORD_NOT_BEFORE_ISSUE, UNLOCK_NO_PART, UNLOCK_ASKED_BEFORE, RETURN_NOBODY, REASON_NEEDED,
            REASON_TOO_LONG.
    """
    require(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    record = held(actor, record_id)
    require_before_issue(record)
    require_parts(record, [part])
    why = reason_of(note, "note")
    person = _answers_for(record, part)
    unlocking = _unlocking(record, actor, part, why, at=at)
    row = Return.objects.create(
        record=record,
        revision=record.revision,
        part=part,
        to_staff_id=person.staff_id,
        note=why,
        by_id=actor.user_id,
        at=at,
        unlocking=unlocking,
    )
    trace(actor, "records.return.given", record, at, part=part, granted=unlocking.granted is True)
    what = "Học bạ được trả lại"
    tell([person.user_id], "records.return.given", record, f"{what} – {why}", [part])
    if unlocking.granted:
        tell(holders(record, Role.SCHOOL_ADMIN, at), "records.unlocking.granted", record, "Có quyết định chờ mở")
    else:
        asked = "Có đề nghị mở học bạ"
        tell(holders(record, Role.PRINCIPAL, at), "records.unlocking.requested", record, asked, [part])
    return row


def _unlocking(record: Record, actor: Actor, part: str, why: str, *, at: datetime) -> Unlocking:
    """The unlocking that the note leads to; one that this kind of person gave back already takes the part too."""
    standing = open_unlocking(record)
    decides = actor.role is Role.PRINCIPAL
    if standing is None:
        row = begin(record, actor, [part], why, at=at)
        if decides:
            row.granted, row.decided_by_id, row.decided_at = True, actor.user_id, at
            row.save(update_fields=["granted", "decided_by", "decided_at"])
        return row
    joins = Return.objects.filter(unlocking=standing).exists() and (standing.granted is True) is decides
    if not joins:
        raise Refused("UNLOCK_ASKED_BEFORE", where=str(record.uuid), source=SOURCE)
    UnlockingPart.objects.get_or_create(unlocking=standing, part=part)
    return standing


def _answers_for(record: Record, part: str) -> Signer:
    """The person whom the record names for a part.

    Raises:
        Refused: RETURN_NOBODY, nobody on the staff list.
    """
    wanted = next(
        one.personal_id
        for one in named_in(record.id)
        if (one.slot == "GVCN" if part == HOMEROOM else part in one.subjects)
    )
    found = staff_by_personal_id(record.school_id, [wanted]).get(wanted)
    if found is None:
        raise Refused("RETURN_NOBODY", where=part, source="Decision 32/QĐ-THPĐ, art. 6(9)")
    return found
