"""Numbered, dated decisions of the principal, and their scans."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import Decision, School
from hocba_web.schools.services.attachments import Upload, keep
from hocba_web.schools.services.dates import day_of

DecisionKind = Decision.Kind
"""What is decided; for applications that give decisions without knowing the table."""
_LONGEST_NUMBER = 40
_LONGEST_SUMMARY = 500
RECORDING = (Action.APPOINTMENT_PREPARE, Action.APPOINTMENT_APPROVE, Action.ASSIGNMENT_PROPOSE)
"""Who may do one of these may enter a decision made on paper."""


@transaction.atomic
def give(
    *,
    actor: Actor,
    kind: Decision.Kind,
    number: str,
    dated: date,
    summary: str,
    at: datetime,
    upload: Upload | None = None,
) -> Decision:
    """The decision that an act rests on, for services whose permission is checked already.

    One that the register holds under this number and day is taken again, so that several acts can rest on one decision.

    Args:
        actor: who decides; a principal becomes its author.
        kind: what is decided.
        number: "15/QĐ-THPĐ".
        dated: its day, not in the future.
        summary: for the register; ignored for one that is there already.
        at: aware, UTC.
        upload: its scan, if there is one.

    Raises:
        Refused: DECISION_NUMBER_NEEDED, DECISION_IN_FUTURE, DECISION_NUMBER_TAKEN (another day or kind), ATTACHMENT_*.
    """
    number = clean(number)
    if not number or len(number) > _LONGEST_NUMBER:
        raise Refused("DECISION_NUMBER_NEEDED", where="number", longest=_LONGEST_NUMBER)
    if dated > day_of(at):
        raise Refused("DECISION_IN_FUTURE", where="dated", dated=f"{dated:%d/%m/%Y}")
    # Numbers run within a calendar year; two who enter the same one wait for each other here.
    School.objects.select_for_update().get(id=actor.school_id)
    known = _numbered(actor.school_id, number, dated.year)
    if known is not None:
        if (known.dated, known.kind) != (dated, kind.value):
            raise Refused("DECISION_NUMBER_TAKEN", where="number", number=number, dated=f"{known.dated:%d/%m/%Y}")
        if known.decided_by_id is None and actor.role is Role.PRINCIPAL:
            known.decided_by_id = actor.user_id
            known.save(update_fields=["decided_by"])
        return known
    row = Decision.objects.create(
        school_id=actor.school_id,
        kind=kind,
        number=number,
        dated=dated,
        summary=clean(summary)[:_LONGEST_SUMMARY],
        attachment=keep(actor=actor, upload=upload, at=at),
        decided_by_id=actor.user_id if actor.role is Role.PRINCIPAL else None,
        recorded_at=at,
    )
    audit.record(
        actor=actor,
        action="schools.decision.recorded",
        subject=("decision", row.id),
        at=at,
        school_id=actor.school_id,
        details={"kind": kind.value, "scan": row.attachment_id is not None},
    )
    return row


@transaction.atomic
def record_decision(
    *,
    actor: Actor,
    kind: Decision.Kind,
    number: str,
    dated: date,
    summary: str,
    at: datetime,
    upload: Upload | None = None,
) -> Decision:
    """Enter a decision into the register. Arguments as of `give`.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: as of `give`; DECISION_SUMMARY_NEEDED.
    """
    _may_record(actor)
    if not clean(summary):
        raise Refused("DECISION_SUMMARY_NEEDED", where="summary")
    taken = _numbered(actor.school_id, clean(number), dated.year)
    if taken is not None:
        raise Refused("DECISION_NUMBER_TAKEN", where="number", number=number, dated=f"{taken.dated:%d/%m/%Y}")
    return give(actor=actor, kind=kind, number=number, dated=dated, summary=summary, at=at, upload=upload)


@transaction.atomic
def attach_scan(*, actor: Actor, decision_id: int, upload: Upload, at: datetime) -> Decision:
    """Add the scan of a decision that has none; a scan is never replaced.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: DECISION_HAS_SCAN, ATTACHMENT_*.
    """
    _may_record(actor)
    row = Decision.objects.select_for_update().filter(school_id=actor.school_id, id=decision_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    if row.attachment_id is not None:
        raise Refused("DECISION_HAS_SCAN", number=row.number)
    row.attachment = keep(actor=actor, upload=upload, at=at)
    row.save(update_fields=["attachment"])
    audit.record(
        actor=actor,
        action="schools.decision.scan_added",
        subject=("decision", row.id),
        at=at,
        school_id=actor.school_id,
    )
    return row


def _numbered(school_id: int, number: str, year: int) -> Decision | None:
    """The decision with a number in a calendar year; case does not count, which SQLite cannot say of "Đ"."""
    rows = Decision.objects.filter(school_id=school_id, dated__year=year)
    return next((row for row in rows if row.number.casefold() == number.casefold()), None)


def _may_record(actor: Actor) -> None:
    target = Target(school_id=actor.school_id)
    if not any(allowed(actor, action, target) for action in RECORDING):
        require(actor, RECORDING[0], target)
