"""Dated decisions that let something in after closing: late records of a group, or the amendment of one record.

Off unless decided; prepared by one officer, decided by another, revocable. A finalised record is never changed: an
amendment is another record that stands in its place (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d),
chapter I art. 5(6)(a)).
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hocba.adapters.clock import VIETNAM
from hocba.model import ClosingGroup
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require
from hocba_web.register.models import Number, Permit, Prepared, School
from hocba_web.register.services import prepared


def prepare_late_intake(
    officer: Officer,
    *,
    school_id: int,
    school_year: int,
    group: ClosingGroup,
    decision: str,
    valid: tuple[date, date],
    note: str,
    at: datetime,
) -> Prepared:
    """Put before those who decide that a school may send records of a closed group.

    Args:
        officer: who prepares it.
        school_id: of the register's school.
        school_year: the year in which the school year begins.
        group: 15/6 or 15/8.
        decision: number and date of the decision.
        valid: first and last day in Vietnam; both count.
        note: for those who decide.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: PERMIT_DECISION_NEEDED, PERMIT_DAYS_WRONG, PREPARED_ALREADY.
    """
    require(officer, Act.PERMIT_PREPARE)
    school = School.objects.filter(id=school_id).first()
    if school is None:
        raise Missing("NOT_FOUND_HERE")
    return _file(officer, Permit.Kind.LATE_INTAKE, school, (school_year, group.value, None), decision, valid, note, at)


def prepare_amendment(
    officer: Officer,
    *,
    uuid: UUID,
    decision: str,
    valid: tuple[date, date],
    note: str,
    at: datetime,
    school_id: int | None = None,
) -> Prepared:
    """Put before those who decide that a finalised record may be replaced by another.

    Args:
        officer: who prepares it.
        uuid: of the record; it must be current and closed.
        school_id: of the register's school that may send the record in its place: the one that the pupil had moved to
            before the year was over; None: the school whose record it is.
        decision: number and date of the decision.
        valid: first and last day in Vietnam; both count.
        note: for those who decide.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: PERMIT_RECORD_NOT_CLOSED, PERMIT_DECISION_NEEDED, PERMIT_DAYS_WRONG, PREPARED_ALREADY.
    """
    require(officer, Act.PERMIT_PREPARE)
    number = Number.objects.select_related("school").filter(uuid=uuid).first()
    if number is None or not officer.covers(number.school.area_code):
        raise Missing("NOT_FOUND_HERE")
    _require_replaceable(number)
    school = number.school if school_id is None else School.objects.filter(id=school_id).first()
    if school is None or not officer.covers(school.area_code):
        raise Missing("NOT_FOUND_HERE")
    about = (number.school_year, number.group, uuid)
    return _file(officer, Permit.Kind.AMENDMENT, school, about, decision, valid, note, at)


def decide(officer: Officer, public_id: UUID, *, agree: bool, answer: str, at: datetime) -> Permit | None:
    """Agree to a permit, or refuse it.

    Args:
        officer: who decides; never who prepared it.
        public_id: of what was prepared.
        agree: it holds from its first day on.
        answer: what the officer wrote.
        at: product clock, aware, UTC.

    Returns:
        The permit; None if it was refused.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT, OFFICER_PREPARED_IT.
        Missing: NOT_FOUND_HERE.
        Refused: PREPARED_DECIDED, PERMIT_DAYS_WRONG (its days are over), PERMIT_RECORD_NOT_CLOSED.
    """
    with transaction.atomic():
        row = prepared.take(officer, public_id, kind=Prepared.Kind.PERMIT)
        prepared.settle(row, officer, agree=agree, answer=answer, at=at)
        if not agree:
            return None
        told = row.details
        days = date.fromisoformat(told["from"]), date.fromisoformat(told["until"])
        _require_days(days, at)
        uuid = UUID(told["uuid"]) if told["uuid"] else None
        if uuid is not None:
            _require_replaceable(Number.objects.get(uuid=uuid))
        return Permit.objects.create(
            kind=told["permit"],
            school_id=told["school"],
            school_year=told["school_year"],
            group=told["group"],
            uuid=uuid,
            decision=told["decision"],
            valid_from=days[0],
            valid_until=days[1],
            prepared=row,
        )


def revoke(officer: Officer, permit_id: int, *, at: datetime) -> Permit:
    """End a permit now; what came in under it stays.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE, also one that is revoked already.
    """
    with transaction.atomic():
        found = Permit.objects.select_for_update(of=("self",)).select_related("school").filter(id=permit_id).first()
        require(officer, Act.PERMIT_DECIDE, area_code=found.school.area_code if found else None)
        if found is None or found.revoked_at is not None:
            raise Missing("NOT_FOUND_HERE")
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
        audit.record(
            actor=officer,
            action="register.permit.revoked",
            subject=("permit", found.pk),
            at=at,
            school_id=found.school_id,
            details={"kind": str(found.kind)},
        )
    return found


def _file(  # noqa: PLR0917  # the two doors above name every argument
    officer: Officer,
    kind: Permit.Kind,
    school: School,
    about: tuple[int, str, UUID | None],
    decision: str,
    valid: tuple[date, date],
    note: str,
    at: datetime,
) -> Prepared:
    decision = decision.strip()[:150]
    if not decision:
        raise Refused("PERMIT_DECISION_NEEDED")
    _require_days(valid, at)
    year, group, uuid = about
    return prepared.file(
        officer,
        kind=Prepared.Kind.PERMIT,
        subject=str(uuid) if uuid else f"{school.code}:{year}:{group}",
        details={
            "permit": kind.value,
            "school": school.pk,
            "school_year": year,
            "group": group,
            "uuid": str(uuid) if uuid else None,
            "decision": decision,
            "from": valid[0].isoformat(),
            "until": valid[1].isoformat(),
        },
        school=school,
        note=note,
        at=at,
    )


def _require_days(valid: tuple[date, date], at: datetime) -> None:
    if valid[1] < valid[0] or valid[1] < at.astimezone(VIETNAM).date():
        raise Refused("PERMIT_DAYS_WRONG")


def _require_replaceable(number: Number) -> None:
    if number.state != Number.State.CURRENT or number.finalised_at is None:
        raise Refused("PERMIT_RECORD_NOT_CLOSED")
