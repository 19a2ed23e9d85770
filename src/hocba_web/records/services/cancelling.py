"""A record is given up before issue, by two people: one asks, the principal agrees.

Source: convention of the project; Decision 32/QĐ-THPĐ, chapter I art. 5(6).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as Acts
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.accounts.roles import Role
from hocba_web.assessment.services.windows.common import reason_of
from hocba_web.base.refusals import Missing, Refused
from hocba_web.records.models import Cancellation, Record, Unlocking
from hocba_web.records.ports import ports
from hocba_web.records.services.common import held, holders, require_before_issue, tell, trace
from hocba_web.records.services.initialise import role_of
from hocba_web.records.services.steps import take

SOURCE = "Decision 32/QĐ-THPĐ, chapter I art. 5(6)(b)"


@transaction.atomic
def request(*, actor: Actor, record_id: int, reason: str, at: datetime) -> Cancellation:
    """Ask that a record be given up, for example of a pupil who has moved away.

    Args:
        actor: homeroom teacher of the class, registrar or clerk.
        record_id: a record of the actor's school that is initialised and not issued.
        reason: 1 to 500 signs.
        at: product clock, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: RECORD_NOT_BEFORE_ISSUE, CANCEL_ASKED_BEFORE, REASON_NEEDED, REASON_TOO_LONG.
    """
    record = held(actor, record_id)
    target = Target(school_id=record.school_id, class_id=record.school_class_id)
    require(actor, Action.RECORD_CANCEL_REQUEST, target)
    require_before_issue(record)
    why = reason_of(reason)
    if Cancellation.objects.filter(record=record, granted__isnull=True).exists():
        raise Refused("CANCEL_ASKED_BEFORE", where=str(record.uuid), source=SOURCE)
    row = Cancellation.objects.create(
        record=record, reason=why, asked_by_id=actor.user_id, asked_as=role_of(actor).value, asked_at=at
    )
    trace(actor, "records.cancellation.requested", record, at)
    tell(holders(record, Role.PRINCIPAL, at), "records.cancellation.requested", record, "Có đề nghị hủy học bạ")
    return row


@transaction.atomic
def decide(
    *, actor: Actor, cancellation_id: int, granted: bool, answer: str, at: datetime, real_at: datetime
) -> Cancellation:
    """Agree, and the record is void; or not, and nothing changes.

    Args:
        actor: the principal, with a fresh second factor; not who asked.
        cancellation_id: of the actor's school.
        granted: whether the record is given up.
        answer: to who asked; needed where it is not granted.
        at: product clock, aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: CANCEL_DECIDED, RECORD_NOT_BEFORE_ISSUE, SIGNATURE_UNDER_WAY, REASON_NEEDED, REASON_TOO_LONG.
    """
    require(actor, Action.RECORD_CANCEL_APPROVE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    record, row = _held(actor, cancellation_id)
    two_people(row.asked_by_id, actor)
    if row.granted is not None:
        raise Refused("CANCEL_DECIDED", source=SOURCE)
    row.answer = reason_of(answer, "answer") if answer.strip() or not granted else ""
    row.granted, row.decided_by_id, row.decided_at = granted, actor.user_id, at
    row.save(update_fields=["granted", "answer", "decided_by", "decided_at"])
    if granted:
        _cancel(actor, record, row, at=at)
    trace(actor, "records.cancellation.granted" if granted else "records.cancellation.refused", record, at)
    what = "Hiệu trưởng đồng ý hủy học bạ" if granted else "Hiệu trưởng không đồng ý hủy học bạ"
    kind = "records.cancellation.granted" if granted else "records.cancellation.refused"
    tell([row.asked_by_id], kind, record, f"{what} – {row.answer}" if row.answer else what)
    return row


def _cancel(actor: Actor, record: Record, row: Cancellation, *, at: datetime) -> None:
    require_before_issue(record)
    if ports.signing_now(record.id):
        raise Refused("SIGNATURE_UNDER_WAY", where=str(record.uuid))
    take(
        record,
        Event.CANCEL,
        role=Acts(row.asked_as),
        actor=actor,
        at=at,
        facts={Guard.REASON_GIVEN, Guard.SECOND_PERSON_AGREED},
        reason=row.reason,
        by=row.asked_by_id,
    )
    # What was asked of a record that is no more falls with it.
    Unlocking.objects.filter(record=record, settled_at__isnull=True).update(settled_at=at)


def _held(actor: Actor, cancellation_id: int) -> tuple[Record, Cancellation]:
    found = Cancellation.objects.filter(id=cancellation_id, record__school_id=actor.school_id)
    record_id = found.values_list("record_id", flat=True).first()
    if record_id is None:
        raise Missing("NOT_FOUND_HERE")
    record = held(actor, record_id)
    return record, Cancellation.objects.select_for_update(of=("self",)).get(id=cancellation_id)
