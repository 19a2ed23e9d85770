"""Handing records to families: files, prints, and the confirmation code on a slip of its own.

Nothing leaves the school without its line in the log; a void record leaves it to nobody.
Source: Decision 32/QĐ-THPĐ, chapter I art. 5(1)(d), chapter I art. 5(1)(f), chapter I art. 5(2)(b).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.issuance.models import HandOut
from hocba_web.issuance.ports import ports
from hocba_web.issuance.selectors.copies import find_copy
from hocba_web.issuance.selectors.held import Held, find
from hocba_web.schools.services.attachments import Upload, keep

_MANY_RECORDS = frozenset({HandOut.Kind.FILES, HandOut.Kind.PRINT, HandOut.Kind.BOOK})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who fetches something, as the log names them."""

    name: str
    relation: str
    """A value of `HandOut.Relation`."""
    purpose: str
    signed_for: bool
    """They signed the office's register; nothing is handed over without."""


def require_office(actor: Actor) -> None:
    """Refuse whoever does not hand records out at this school.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.HAND_OUT, Target(school_id=actor.school_id))


@transaction.atomic
def hand_out(
    *,
    actor: Actor,
    pupil_id: int,
    kind: str,
    record_ids: Sequence[int],
    recipient: Recipient,
    at: datetime,
    receipt: Upload | None = None,
) -> int:
    """Note that records are handed to somebody who signed for them; the files themselves are fetched afterwards.

    Args:
        actor: the clerk.
        pupil_id: whose records.
        kind: FILES, PRINT or BOOK of `HandOut.Kind`.
        record_ids: which, all this pupil's.
        recipient: who fetches them.
        at: product clock, aware, UTC.
        receipt: a picture of the signed page, where the school keeps one.

    Returns:
        Number of the line in the log.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: HAND_OUT_NOTHING_CHOSEN, HAND_OUT_NOT_SIGNED_FOR, HAND_OUT_RECIPIENT_MISSING, RECORD_IS_VOID,
            RECALL_IS_ASKED, HAND_OUT_NOT_ACCEPTED, and what attachments refuse.
    """
    require_office(actor)
    if kind not in _MANY_RECORDS:
        raise Missing("NOT_FOUND_HERE")
    records = _records(actor, pupil_id, record_ids)
    for record in records:
        record.require_handable()
    return _note(actor, pupil_id, kind, records, recipient=recipient, at=at, receipt=receipt)


@transaction.atomic
def hand_out_code(*, actor: Actor, record_id: int, recipient: Recipient, at: datetime) -> tuple[Held, str, int]:
    """Take out a record's confirmation code, to be printed on its slip and kept nowhere.

    Returns:
        The record, the code, and the number of the line in the log.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: CODE_NOT_HERE, none came yet or it was handed out before; and as `hand_out`.
    """
    require_office(actor)
    (record,) = find(actor.school_id, [record_id])
    record.require_handable()
    number = _note(actor, record.pupil_id, HandOut.Kind.SLIP, [record], recipient=recipient, at=at)
    code = ports.confirmation_code(record_id)
    if not code:
        raise Refused("CODE_NOT_HERE", where=record.where, source="Decision 32/QĐ-THPĐ, art. 2(8)")
    return record, code, number


@transaction.atomic
def hand_out_copy(*, actor: Actor, copy_id: int, recipient: Recipient, at: datetime) -> int:
    """Note that a registered copy was fetched.

    Returns:
        Number of the line in the log.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: COPY_NOT_FINISHED, COPY_IS_VOID, and as `hand_out`.
    """
    require_office(actor)
    copy = find_copy(actor.school_id, copy_id)
    copy.require_finished()
    records = find(actor.school_id, copy.record_ids)
    for record in records:
        if record.void:
            record.require_handable()
    return _note(actor, copy.pupil_id, HandOut.Kind.COPY, records, recipient=recipient, at=at, copy_id=copy_id)


def _records(actor: Actor, pupil_id: int, record_ids: Sequence[int]) -> tuple[Held, ...]:
    if not record_ids:
        raise Refused("HAND_OUT_NOTHING_CHOSEN", where="records")
    found = find(actor.school_id, record_ids)
    if any(record.pupil_id != pupil_id for record in found):
        raise Missing("NOT_FOUND_HERE")
    return found


def _note(
    actor: Actor,
    pupil_id: int,
    kind: str,
    records: Sequence[Held],
    *,
    recipient: Recipient,
    at: datetime,
    receipt: Upload | None = None,
    copy_id: int | None = None,
) -> int:
    name, purpose = clean(recipient.name), clean(recipient.purpose)
    if not name or not purpose or recipient.relation not in HandOut.Relation.values:
        raise Refused("HAND_OUT_RECIPIENT_MISSING", where="recipient")
    if not recipient.signed_for:
        raise Refused("HAND_OUT_NOT_SIGNED_FOR", where="signed_for")
    row = HandOut.objects.create(
        school_id=actor.school_id,
        pupil_id=pupil_id,
        kind=kind,
        copy_id=copy_id,
        relation=recipient.relation,
        recipient=name,
        purpose=purpose,
        receipt=keep(actor=actor, upload=receipt, at=at),
        by_id=actor.user_id,
        at=at,
    )
    row.records.set([record.record_id for record in records])
    audit.record(
        actor=actor,
        action=f"issuance.{HandOut.Kind(kind).value}.handed_out",
        subject=("hand_out", row.id),
        at=at,
        school_id=actor.school_id,
        pupils=[pupil_id],
        details={"relation": recipient.relation, "records": len(records)},
    )
    return row.id
