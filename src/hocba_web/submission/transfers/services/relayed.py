"""Transfers through the authority's register, where the school has an account at its gateway (docs/formats/relay.md).

Nothing of it is kept here: the register says how far each transfer is. Whoever repeats a step after a lost answer finds
it done. Source: Circular 28/2020/TT-BGDĐT, art. 36(2); Decision 32/QĐ-THPĐ, chapter I art. 5(4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from hocba.exchange.messages import (
    AddDocument,
    Answer,
    AnswerTransfer,
    AskTransfer,
    AskTransfers,
    CollectTransfer,
    Identity,
    Request,
    Role,
    TransferFile,
    TransferRow,
    TransferState,
    WithdrawTransfer,
)
from hocba.exchange.ports import Gateway
from hocba.model import SchoolYear
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.services.attachments import Upload
from hocba_web.submission.gateway import gateway as the_gateway
from hocba_web.submission.models import Arrival, Departure, GatewayAccount
from hocba_web.submission.selectors.years import current_year
from hocba_web.submission.services import store
from hocba_web.submission.services.account import login_of, require_account
from hocba_web.submission.transfers.assembling import SOURCE
from hocba_web.submission.transfers.dossier.manifest import RECEIPTS
from hocba_web.submission.transfers.services import departures, dossiers
from hocba_web.submission.transfers.services.arrivals import held, trace

AnswerT = TypeVar("AnswerT", bound=Answer)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_PERSONAL_ID = re.compile(r"[0-9]{12}", re.ASCII)
_COPY = "-ban-trich.pdf"
"""The authority's own copy: a paper, as nobody's record is sealed by it."""
_OPEN = (Arrival.State.AGREED, Arrival.State.RECEIVED)


def enabled(school_id: int) -> bool:
    """Whether the school can reach the register."""
    return bool(settings.GATEWAY_URL) and GatewayAccount.objects.filter(school_id=school_id).exists()


def application_of(arrival_id: int) -> str:
    """The number under which an arrival is known to the register."""
    return f"DXC-{arrival_id}"


@dataclass(frozen=True, slots=True)
class Listed:
    """The school's transfers as the register has them now."""

    coming: tuple[TransferRow, ...]
    going: tuple[TransferRow, ...]


def listed(school_id: int, gateway: Gateway | None = None) -> Listed:
    """Ask the register; whoever shows it traces it.

    Args:
        school_id: the school.
        gateway: the authority's; by default the one of the settings.

    Raises:
        Refused: GATEWAY_NOT_CONFIGURED, RELAY_REFUSED.
        GatewayFailed: it cannot be asked now.
    """
    rows = _send(AskTransfers, school_id, gateway).rows
    return Listed(
        tuple(row for row in rows if row.role is Role.RECEIVING), tuple(row for row in rows if row.role is Role.HOLDING)
    )


def ask(*, actor: Actor, arrival_id: int, number: str, at: datetime, gateway: Gateway | None = None) -> None:
    """Ask for the records of a child whom the principal agreed to take in.

    Args:
        actor: the registrar.
        arrival_id: which child.
        number: personal ID of the child, or look-up UUID of one of its records, as typed.
        at: product clock, aware, UTC.
        gateway: the authority's; by default the one of the settings.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: ARRIVAL_NOT_AGREED, RELAY_NUMBER, GATEWAY_NOT_CONFIGURED, RELAY_REFUSED.
        GatewayFailed: nobody knows whether it arrived; asking again is safe.
    """
    arrival = held(actor, Action.PUPIL_TRANSFER_IN, arrival_id, _OPEN, "ARRIVAL_NOT_AGREED")
    typed = number.strip().lower()
    whose: dict[str, Any] = {"uuid": UUID(typed)} if _UUID.fullmatch(typed) else {"pupil": _identity(arrival, typed)}
    _send(
        AskTransfer,
        actor.school_id,
        gateway,
        application=application_of(arrival.pk),
        applied_on=arrival.applied_on,
        grade=arrival.grade,
        **whose,
    )
    with transaction.atomic():
        trace(actor, "submission.relay.asked", arrival, at)


def withdraw(*, actor: Actor, number: UUID, at: datetime, gateway: Gateway | None = None) -> None:
    """No longer ask.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: GATEWAY_NOT_CONFIGURED, RELAY_REFUSED.
        GatewayFailed: as of `ask`.
    """
    require(actor, Action.PUPIL_TRANSFER_IN, Target(school_id=actor.school_id))
    _send(WithdrawTransfer, actor.school_id, gateway, number=number)
    _trace(actor, "submission.relay.withdrawn", number, at)


def collect(
    *, actor: Actor, number: UUID, at: datetime, real_at: datetime, gateway: Gateway | None = None
) -> tuple[int, dossiers.Brought]:
    """Take what was released, verify each file as one that the family brings, and keep it with the arrival.

    Args:
        actor: the registrar.
        number: of the transfer.
        at: product clock, aware, UTC.
        real_at: the machine's clock: certificates are judged by it.
        gateway: the authority's; by default the one of the settings.

    Returns:
        The arrival, and what came of the files.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE, the transfer is no arrival of this school.
        Refused: ARRIVAL_NOT_AGREED, GATEWAY_NOT_CONFIGURED, RELAY_REFUSED, DOSSIER_*.
        GatewayFailed: it cannot be asked now.
    """
    require(actor, Action.PUPIL_TRANSFER_IN, Target(school_id=actor.school_id))
    row = _row(listed(actor.school_id, gateway).coming, number)
    prefix, _, digits = row.application.partition("-")
    if prefix != "DXC" or not digits.isascii() or not digits.isdigit():
        raise Missing("NOT_FOUND_HERE")
    arrival = held(actor, Action.PUPIL_TRANSFER_IN, int(digits), _OPEN, "ARRIVAL_NOT_AGREED")
    found = _send(CollectTransfer, actor.school_id, gateway, number=number)
    papers = [one for one in found.files if one.name.endswith(_COPY)]
    signed = [one for one in found.files if one not in papers]
    brought = dossiers.bring(
        actor=actor,
        arrival_id=arrival.pk,
        files=[_upload(one) for one in signed],
        papers=[_upload(one) for one in papers],
        at=at,
        real_at=real_at,
    )
    with transaction.atomic():
        trace(actor, "submission.relay.collected", arrival, at)
    return arrival.pk, brought


def release(*, actor: Actor, number: UUID, at: datetime, gateway: Gateway | None = None) -> None:
    """The principal lets the register hand the records on; the dossier here is handed over with it.

    Args:
        actor: the principal of the school that holds the pupil.
        number: of the transfer.
        at: product clock, aware, UTC.
        gateway: the authority's; by default the one of the settings.

    Raises:
        Forbidden: ROLE_MAY_NOT, anybody but the principal.
        Missing: NOT_FOUND_HERE.
        Refused: RELAY_NO_DOSSIER, the pupil was not let go here, or the dossier is not signed and sealed;
            GATEWAY_NOT_CONFIGURED, RELAY_REFUSED, what handing over refuses.
        GatewayFailed: as of `ask`.
    """
    require(actor, Action.PUPIL_TRANSFER_APPROVE, Target(school_id=actor.school_id))
    row = _row(listed(actor.school_id, gateway).going, number)
    departure = _departure(actor.school_id, row)
    if departure.state == Departure.State.SEALED:
        departure = departures.hand_over(
            actor=actor,
            departure_id=departure.pk,
            document=departure.document,
            receiver=row.other_name or row.other_code,
            at=at,
        )
    if departure.sha256:
        document = store.get(departure.sha256)
        _send(AddDocument, actor.school_id, gateway, number=number, document=document)
    _send(AnswerTransfer, actor.school_id, gateway, number=number, release=True, decided_by=_name(actor))
    _trace(actor, "submission.relay.released", number, at, pupils=[departure.pupil_id])


def refuse(*, actor: Actor, number: UUID, reason: str, at: datetime, gateway: Gateway | None = None) -> None:
    """The principal does not let the pupil go.

    Raises:
        Forbidden: ROLE_MAY_NOT, anybody but the principal.
        Refused: TRANSFER_REASON, GATEWAY_NOT_CONFIGURED, RELAY_REFUSED.
        GatewayFailed: as of `ask`.
    """
    require(actor, Action.PUPIL_TRANSFER_APPROVE, Target(school_id=actor.school_id))
    told = reason.strip()[:500]
    if not told:
        raise Refused("TRANSFER_REASON", where="reason", source=SOURCE)
    _send(AnswerTransfer, actor.school_id, gateway, number=number, release=False, decided_by=_name(actor), reason=told)
    _trace(actor, "submission.relay.refused", number, at)


def _send(kind: type[Request[AnswerT]], school_id: int, gateway: Gateway | None, **members: Any) -> AnswerT:  # noqa: ANN401  # members of the request
    request = kind(
        login=login_of(require_account(school_id)),
        school_year=SchoolYear(current_year(school_id).first),
        message_id=str(uuid4()),
        **members,
    )
    answer = (gateway or the_gateway()).send(request)
    if answer.refused:
        said = answer.error_description or answer.error
        raise Refused("RELAY_REFUSED", source=SOURCE, answer=answer.error, said=said)
    return answer


def _identity(arrival: Arrival, typed: str) -> Identity:
    if not _PERSONAL_ID.fullmatch(typed):
        raise Refused("RELAY_NUMBER", where="number")
    return Identity(typed, arrival.name, arrival.born)


def _row(rows: Iterable[TransferRow], number: UUID) -> TransferRow:
    found = next((row for row in rows if row.number == number), None)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _departure(school_id: int, row: TransferRow) -> Departure:
    ready = (Departure.State.SEALED, Departure.State.HANDED_OVER)
    found = None
    if row.pupil is not None and row.state is TransferState.ASKED:
        mine = Departure.objects.filter(school_id=school_id, pupil__personal_id=row.pupil.personal_id, state__in=ready)
        found = mine.order_by("-id").first()
    if found is None:
        raise Refused("RELAY_NO_DOSSIER", source=SOURCE)
    return found


def _upload(one: TransferFile) -> Upload:
    """A receipt stands in its folder under its record's UUID, as in a dossier of ours."""
    if one.media == "receipt":
        return Upload(f"{RECEIPTS}{one.name.partition('-')[2]}", one.content)
    return Upload(one.name, one.content)


def _name(actor: Actor) -> str:
    return actor.name[:150] or "–"


def _trace(actor: Actor, action: str, number: UUID, at: datetime, *, pupils: Iterable[int] = ()) -> None:
    with transaction.atomic():
        audit.record(
            actor=actor,
            action=action,
            subject=("transfer", number),
            at=at,
            school_id=actor.school_id,
            pupils=pupils,
            details={"transfer": str(number)},
        )
