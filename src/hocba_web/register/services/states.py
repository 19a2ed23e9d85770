"""What becomes of an accepted record: reported, recalled, superseded. Its content never changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hocba.transparency import Kind
from hocba_web.audit import services as audit
from hocba_web.audit.services import Acting
from hocba_web.base.refusals import Missing, Refused
from hocba_web.register.models import Number
from hocba_web.register.services import logged

State = Number.State
CLOSED = "Decision 32/QĐ-THPĐ, chapter I art. 5(6)(a)"


def reported(uuids: Collection[UUID], at: datetime) -> int:
    """Note that the ministry's warehouse took these records (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b)).

    Args:
        uuids: those already noted are passed over.
        at: product clock, aware, UTC.

    Returns:
        How many were noted now.
    """
    asked = Number.objects.filter(uuid__in=list(uuids), reported_at=None)
    with transaction.atomic():  # locked in the order in which codes are told and groups closed
        found = list(asked.select_for_update().order_by("uuid").values_list("uuid", flat=True))
        return Number.objects.filter(uuid__in=found).update(reported_at=at)


def recalled(uuid: UUID, *, at: datetime, actor: Acting | None) -> Number:
    """Make a current record void; its number is never used again. Inside the transaction that decides it.

    Args:
        uuid: of a record that is current and not finalised.
        at: product clock, aware, UTC.
        actor: who decided; None: the ministry's answer, a rule of a rehearsal.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: GATEWAY_RECALL_CLOSED, RECORD_NOT_CURRENT.
    """
    number = _locked(uuid)
    if number.finalised_at is not None:
        raise Refused("GATEWAY_RECALL_CLOSED", source=CLOSED)
    number.state, number.recalled_at = State.RECALLED, at
    number.save(update_fields=["state", "recalled_at"])
    _tell(Kind.RECALLED, number, at, actor)
    return number


def supersede(uuid: UUID, successor: UUID, *, at: datetime, actor: Acting | None = None) -> Number:
    """Another record stands in place of this finalised one from now. Inside the transaction that accepts the other.

    Args:
        uuid: of a record that is current.
        successor: of the record that stands in its place.
        at: product clock, aware, UTC.
        actor: who decided; None: the decision is the permit under which the successor is accepted.

    Raises:
        Missing: NOT_FOUND_HERE.
        Refused: RECORD_NOT_CURRENT.
    """
    number = _locked(uuid)
    number.state, number.superseded_at, number.successor = State.SUPERSEDED, at, successor
    number.save(update_fields=["state", "superseded_at", "successor"])
    _tell(Kind.SUPERSEDED, number, at, actor)
    return number


def _locked(uuid: UUID) -> Number:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a record's state changes in the transaction that decides it")
    number = Number.objects.select_for_update(of=("self",)).select_related("school").filter(uuid=uuid).first()
    if number is None:
        raise Missing("NOT_FOUND_HERE")
    if number.state != State.CURRENT:
        raise Refused("RECORD_NOT_CURRENT", state=number.get_state_display())
    return number


def _tell(kind: Kind, number: Number, at: datetime, actor: Acting | None) -> None:
    logged.became(kind, number, at)
    audit.record(
        actor=actor,
        action=f"register.record.{kind.value}",
        subject=("record", number.uuid),
        at=at,
        school_id=number.school_id,
    )
