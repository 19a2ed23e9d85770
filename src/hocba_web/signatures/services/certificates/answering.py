"""What the authority answered about the school's certificate (exchange types 3 and 4). Called by `submission`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.services.certificates import storing

State = Certificate.State


@transaction.atomic
def mark_approved(*, certificate_id: int, at: datetime) -> None:
    """Put the school's certificate into use, in the place of the one before it. Twice changes nothing.

    Raises:
        Missing: NOT_FOUND_HERE, no such certificate of a school waits or was answered.
    """
    row = _waiting(certificate_id)
    if row.state != State.PENDING:
        return
    storing.replace_earlier(row, at=at)
    row.state, row.answered_at, row.answer = State.ACTIVE, at, ""
    row.save(update_fields=["state", "answered_at", "answer"])
    _trace("signatures.certificate.approved", row, at)


@transaction.atomic
def mark_refused(*, certificate_id: int, at: datetime, answer: str) -> None:
    """The authority said no; the one in use stays. Twice changes nothing.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = _waiting(certificate_id)
    if row.state != State.PENDING:
        return
    storing.end(row, State.REFUSED, at=at, reason="")
    row.answered_at, row.answer = at, answer[:500]
    row.save(update_fields=["answered_at", "answer"])
    _trace("signatures.certificate.refused", row, at)


def _waiting(certificate_id: int) -> Certificate:
    found = Certificate.objects.select_for_update().filter(id=certificate_id, holder=Certificate.Holder.ORGANISATION)
    row = found.first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row


def _trace(action: str, row: Certificate, at: datetime) -> None:
    audit.record(
        actor=None,
        action=action,
        subject=("certificate", row.id),
        at=at,
        school_id=row.school_id,
        details={"serial": row.serial},
    )
