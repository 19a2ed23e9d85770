"""What one officer prepares and another decides (Decision 32/QĐ-THPĐ, chapter I art. 5(1)).

Used for certificates, recalls, closing and permits; what follows from a decision is the business of its own service,
in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, require, require_other
from hocba_web.register.models import Prepared, School

Kind = Prepared.Kind
State = Prepared.State
_PREPARES = {
    Kind.CERTIFICATE: Act.CERTIFICATE_PREPARE,
    Kind.RECALL: Act.RECALL_PREPARE,
    Kind.CLOSING: Act.CLOSING_PREPARE,
    Kind.PERMIT: Act.PERMIT_PREPARE,
}
_DECIDES = {
    Kind.CERTIFICATE: Act.CERTIFICATE_DECIDE,
    Kind.RECALL: Act.RECALL_DECIDE,
    Kind.CLOSING: Act.CLOSING_DECIDE,
    Kind.PERMIT: Act.PERMIT_DECIDE,
}
_TEXT = 500


def file(
    officer: Officer,
    *,
    kind: Prepared.Kind,
    subject: str,
    details: Mapping[str, object],
    school: School | None = None,
    area_code: str = "",
    note: str,
    at: datetime,
) -> Prepared:
    """Put something before those who decide.

    Args:
        officer: who prepares it.
        kind: what is to be decided; the officer must have its act.
        subject: number of what is decided about, at most 64 signs; a thing waits once at a time.
        details: what the decision says, as JSON.
        school: the school concerned; its area counts.
        area_code: where several schools are concerned; empty: the whole province.
        note: what the officer wrote, for those who decide.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT.
        Missing: NOT_FOUND_HERE, outside the officer's areas.
        Refused: PREPARED_ALREADY.
    """
    area = school.area_code if school else area_code
    require(officer, _PREPARES[kind], area_code=area)
    try:
        with transaction.atomic():
            row = Prepared.objects.create(
                kind=kind,
                subject=subject,
                details=dict(details),
                school=school,
                area_code=area,
                note=note.strip()[:_TEXT],
                prepared_by_id=officer.user_id,
                prepared_at=at,
            )
            _trace(officer, row, "filed", at)
    except IntegrityError:
        raise Refused("PREPARED_ALREADY") from None
    return row


def take(officer: Officer, public_id: UUID, *, kind: Prepared.Kind) -> Prepared:
    """Lock what waits, for the officer who decides it; inside the transaction that decides.

    Args:
        officer: who decides; never who prepared it.
        public_id: of what was prepared.
        kind: what the caller decides about; something else under that number is not there.

    Raises:
        Forbidden: OFFICER_NEEDED, OFFICER_MAY_NOT, OFFICER_PREPARED_IT.
        Missing: NOT_FOUND_HERE.
        Refused: PREPARED_DECIDED.
    """
    row = Prepared.objects.select_for_update().filter(public_id=public_id, kind=kind).first()
    require(officer, _DECIDES[kind], area_code=row.area_code if row else None)
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    _require_waiting(row)
    require_other(officer, row.prepared_by_id)
    return row


def settle(row: Prepared, officer: Officer, *, agree: bool, answer: str, at: datetime) -> None:
    """Note the decision about what was taken; in the same transaction.

    Args:
        row: as `take` locked it.
        officer: who decides.
        agree: what was decided.
        answer: in the officer's words, at most 500 signs.
        at: product clock, aware, UTC.
    """
    row.state = State.AGREED if agree else State.REFUSED
    row.decided_by_id, row.decided_at, row.answer = officer.user_id, at, answer.strip()[:_TEXT]
    row.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    _trace(officer, row, "agreed" if agree else "refused", at)


def withdraw(officer: Officer, public_id: UUID, *, at: datetime) -> Prepared:
    """Take back what waits; only who prepared it can.

    Args:
        officer: who prepared it.
        public_id: of what was prepared.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: OFFICER_NEEDED, PREPARED_NOT_YOURS.
        Missing: NOT_FOUND_HERE.
        Refused: PREPARED_DECIDED.
    """
    with transaction.atomic():
        row = Prepared.objects.select_for_update().filter(public_id=public_id).first()
        if row is None or not officer.covers(row.area_code):
            raise Missing("NOT_FOUND_HERE")
        if row.prepared_by_id != officer.user_id:
            raise Forbidden("PREPARED_NOT_YOURS")
        _require_waiting(row)
        row.state, row.decided_at = State.WITHDRAWN, at
        row.save(update_fields=["state", "decided_at"])
        _trace(officer, row, "withdrawn", at)
    return row


def _require_waiting(row: Prepared) -> None:
    if row.state != State.WAITING:
        raise Refused("PREPARED_DECIDED", state=row.get_state_display())


def _trace(officer: Officer, row: Prepared, what: str, at: datetime) -> None:
    audit.record(
        actor=officer,
        action=f"register.prepared.{what}",
        subject=("prepared", row.pk),
        at=at,
        school_id=row.school_id,
        details={"kind": str(row.kind), "subject": row.subject},
    )
