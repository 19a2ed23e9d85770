"""Entries of a record not yet issued are opened again: asked, decided by the principal, carried out by the admin.

Source: Decision 32/QĐ-THPĐ, art. 6(6)(c) and art. 10(b).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from hocba.lifecycle import Event, Guard
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.accounts.roles import Role
from hocba_web.assessment.services.windows.common import decision_for, reason_of
from hocba_web.base.refusals import Missing, Refused
from hocba_web.records.models import Record, Return, Unlocking, UnlockingPart
from hocba_web.records.ports import ports
from hocba_web.records.selectors.parts import named_in
from hocba_web.records.services.common import (
    SOURCE,
    held,
    holders,
    require_before_issue,
    require_parts,
    subject_or_none,
    tell,
    trace,
)
from hocba_web.records.services.initialise import role_of
from hocba_web.records.services.steps import take
from hocba_web.schools.selectors.signers import staff_by_personal_id


@transaction.atomic
def request(*, actor: Actor, record_id: int, parts: Collection[str], reason: str, at: datetime) -> Unlocking:
    """Ask that parts of a record be opened again.

    Args:
        actor: the teacher of each part, the homeroom teacher for the own class, registrar or clerk.
        record_id: a record of the actor's school that is initialised and not issued.
        parts: subjects (values) of the record, or "homeroom", which includes the pupil's personal data.
        reason: what is wrong, 1 to 500 signs.
        at: product clock, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: RECORD_NOT_BEFORE_ISSUE, UNLOCK_NO_PART, UNLOCK_ASKED_BEFORE, REASON_NEEDED, REASON_TOO_LONG.
    """
    record = held(actor, record_id)
    wanted = require_parts(record, parts)
    for part in wanted:
        target = Target(school_id=record.school_id, class_id=record.school_class_id, subject=subject_or_none(part))
        require(actor, Action.RECORD_UNLOCK_REQUEST, target)
    require_before_issue(record)
    why = reason_of(reason)
    row = begin(record, actor, wanted, why, at=at)
    trace(actor, "records.unlocking.requested", record, at, parts=list(wanted))
    tell(holders(record, Role.PRINCIPAL, at), "records.unlocking.requested", record, "Có đề nghị mở học bạ", wanted)
    return row


def begin(record: Record, actor: Actor, parts: Collection[str], reason: str, *, at: datetime) -> Unlocking:
    """A request that waits; the record is held.

    Raises:
        Refused: UNLOCK_ASKED_BEFORE.
    """
    if open_unlocking(record) is not None:
        raise Refused("UNLOCK_ASKED_BEFORE", where=str(record.uuid), source=SOURCE)
    row = Unlocking.objects.create(
        record=record,
        reason=reason,
        asked_by_id=actor.user_id,
        asked_as=role_of(actor).value,
        asked_at=at,
        revision=record.revision,
    )
    UnlockingPart.objects.bulk_create(UnlockingPart(unlocking=row, part=part) for part in parts)
    return row


def open_unlocking(record: Record) -> Unlocking | None:
    """What is asked, granted or carried out of a record and not settled."""
    return Unlocking.objects.filter(record=record, settled_at__isnull=True).exclude(granted=False).first()


@transaction.atomic
def withdraw(*, actor: Actor, unlocking_id: int, at: datetime) -> Unlocking:
    """Take back one's own request before it is decided.

    Raises:
        Missing: NOT_FOUND_HERE, also for somebody else's.
        Refused: UNLOCK_DECIDED.
    """
    record, row = _held(actor, unlocking_id)
    if row.asked_by_id != actor.user_id:
        raise Missing("NOT_FOUND_HERE")
    _require_waiting(row)
    _decide(row, actor, granted=False, answer="", decision=None, at=at)
    trace(actor, "records.unlocking.withdrawn", record, at)
    return row


@transaction.atomic
def decide(
    *,
    actor: Actor,
    unlocking_id: int,
    granted: bool,
    answer: str,
    at: datetime,
    real_at: datetime,
    number: str = "",
    dated: date | None = None,
) -> Unlocking:
    """The principal decides; a granted unlocking is then carried out by the admin.

    Args:
        actor: the principal, with a fresh second factor; not who asked.
        unlocking_id: of the actor's school.
        granted: whether the parts are opened.
        answer: to who asked; needed where it is not granted.
        at: product clock, aware, UTC.
        real_at: the machine's time, aware, UTC.
        number: of a decision on paper; may be empty.
        dated: its day.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: UNLOCK_DECIDED, RECORD_NOT_BEFORE_ISSUE, REASON_NEEDED, REASON_TOO_LONG, DECISION_*.
    """
    require(actor, Action.RECORD_UNLOCK_DECIDE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    record, row = _held(actor, unlocking_id)
    two_people(row.asked_by_id, actor)
    _require_waiting(row)
    if granted:
        require_before_issue(record)
    said = reason_of(answer, "answer") if answer.strip() or not granted else ""
    paper = decision_for(actor, number, dated, row.reason, at) if granted else None
    _decide(row, actor, granted=granted, answer=said, decision=paper, at=at)
    trace(actor, "records.unlocking.granted" if granted else "records.unlocking.refused", record, at)
    if granted:
        tell([row.asked_by_id], "records.unlocking.granted", record, "Hiệu trưởng đồng ý mở học bạ")
        tell(holders(record, Role.SCHOOL_ADMIN, at), "records.unlocking.granted", record, "Có quyết định chờ mở")
    else:
        what = "Hiệu trưởng không đồng ý mở học bạ"
        tell([row.asked_by_id], "records.unlocking.refused", record, f"{what} – {said}")
    return row


@transaction.atomic
def execute(*, actor: Actor, unlocking_id: int, at: datetime, real_at: datetime) -> Record:
    """Carry out a granted unlocking: the parts are open for this pupil until the record is initialised again.

    Subject teachers' signatures whose part does not change will stand; those of homeroom teacher and head will not.

    Source: Decision 32/QĐ-THPĐ, art. 10(b).

    Args:
        actor: the admin, with a fresh second factor; neither who asked nor who decided.
        unlocking_id: of the actor's school.
        at: product clock, aware, UTC.
        real_at: the machine's time, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Refused: UNLOCK_NOT_GRANTED, UNLOCK_EXECUTED, RECORD_NOT_BEFORE_ISSUE, SIGNATURE_UNDER_WAY.
    """
    require(actor, Action.RECORD_UNLOCK_EXECUTE, Target(school_id=actor.school_id))
    fresh(actor, at=real_at)
    record, row = _held(actor, unlocking_id)
    if not row.granted or row.decided_by_id is None or row.settled_at is not None:
        raise Refused("UNLOCK_NOT_GRANTED", source=SOURCE)
    if row.executed_at is not None:
        raise Refused("UNLOCK_EXECUTED", source=SOURCE)
    two_people(row.asked_by_id, actor)
    two_people(row.decided_by_id, actor)
    require_before_issue(record)
    if ports.signing_now(record.id):
        raise Refused("SIGNATURE_UNDER_WAY", where=str(record.uuid))
    parts = parts_opened(row)
    take(
        record,
        Event.UNLOCK,
        role=role_of(actor),
        actor=actor,
        at=at,
        facts={Guard.PRINCIPAL_DECIDED, Guard.REASON_GIVEN},
        reason=row.reason,
        decision=row.decision_id,
        details={"parts": list(parts)},
    )
    row.executed_by_id, row.executed_at = actor.user_id, at
    row.save(update_fields=["executed_by", "executed_at"])
    concerned = [row.asked_by_id, *_teachers(record, parts)]
    tell(concerned, "records.unlocking.executed", record, "Đã mở học bạ để sửa", parts)
    return record


@transaction.atomic
def corrected(*, actor: Actor, unlocking_id: int, part: str, at: datetime) -> UnlockingPart:
    """Whoever answers for an opened part says that it is corrected; once all are, the registrar is told.

    Args:
        actor: the teacher of the part, or the homeroom teacher of the class.
        unlocking_id: one that is carried out and not settled.
        part: one of its parts.
        at: product clock, aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: UNLOCK_NOT_OPEN.
    """
    record, row = _held(actor, unlocking_id)
    found = UnlockingPart.objects.filter(unlocking=row, part=part).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    target = Target(school_id=record.school_id, class_id=record.school_class_id, subject=subject_or_none(part))
    require(actor, Action.RECORD_UNLOCK_REQUEST, target)
    if row.executed_at is None or row.settled_at is not None:
        raise Refused("UNLOCK_NOT_OPEN", where=str(record.uuid), source=SOURCE)
    if found.done_at is not None:
        return found
    found.done_by_id, found.done_at = actor.user_id, at
    found.save(update_fields=["done_by", "done_at"])
    trace(actor, "records.unlocking.corrected", record, at, part=part)
    if not UnlockingPart.objects.filter(unlocking=row, done_at__isnull=True).exists():
        people = holders(record, Role.REGISTRAR, at) | holders(record, Role.CLERK, at)
        tell(people, "records.unlocking.corrected", record, "Đã sửa xong, chờ khởi tạo lại")
    return found


def parts_opened(row: Unlocking) -> tuple[str, ...]:
    """The parts that an unlocking names."""
    return tuple(UnlockingPart.objects.filter(unlocking=row).order_by("id").values_list("part", flat=True))


def _teachers(record: Record, parts: Collection[str]) -> list[int | None]:
    """Accounts of those who answer for parts: their teachers and the homeroom teacher, who signs anew in any case."""
    named = named_in(record.id)
    wanted = {one.personal_id for one in named if one.slot == "GVCN" or set(one.subjects) & set(parts)}
    return [one.user_id for one in staff_by_personal_id(record.school_id, wanted).values()]


def _held(actor: Actor, unlocking_id: int) -> tuple[Record, Unlocking]:
    """An unlocking of the actor's school, its record first, as everybody locks them."""
    found = Unlocking.objects.filter(id=unlocking_id, record__school_id=actor.school_id)
    record_id = found.values_list("record_id", flat=True).first()
    if record_id is None:
        raise Missing("NOT_FOUND_HERE")
    record = held(actor, record_id)
    return record, Unlocking.objects.select_for_update(of=("self",)).get(id=unlocking_id)


def _require_waiting(row: Unlocking) -> None:
    if row.granted is not None or row.settled_at is not None:
        raise Refused("UNLOCK_DECIDED", source=SOURCE)


def _decide(  # the columns of a decision
    row: Unlocking, actor: Actor, *, granted: bool, answer: str, decision: int | None, at: datetime
) -> None:
    row.granted, row.answer, row.decision_id = granted, answer, decision
    row.decided_by_id, row.decided_at = actor.user_id, at
    if not granted:
        Return.objects.filter(unlocking=row, settled_at__isnull=True).update(settled_at=at)
    row.save(update_fields=["granted", "answer", "decision", "decided_by", "decided_at"])
