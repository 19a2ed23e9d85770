"""The dossier of a pupil who goes: prepared by the registrar, signed by the head, sealed, handed over by the principal.

Source: Circular 28/2020/TT-BGDĐT, art. 36(2); after Decision 1789/QĐ-SGDĐT, art. 22.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.db import transaction

from hocba.errors import InvalidValue
from hocba.model import Absences, Manager
from hocba.regulation.working_days import due
from hocba.signing import handover as signing
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.audit.services import ActingAtSchool
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.selectors import held
from hocba_web.schools.selectors.pupils.transfer_facts import TransferFacts, transfer_facts
from hocba_web.schools.selectors.signers import managers_of
from hocba_web.schools.services import attachments
from hocba_web.schools.services.attachments import Upload
from hocba_web.submission.models import Departure
from hocba_web.submission.services import store
from hocba_web.submission.transfers.assembling import SOURCE, Leaving, handover_of, is_mid_year, leaving
from hocba_web.submission.transfers.dossier.packing import packed
from hocba_web.submission.transfers.notices import tell_roles, tell_users

State = Departure.State


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the registrar puts together."""

    materials: str
    """Textbooks used and how far the programme has gone."""
    absences: Absences
    """Half-days so far."""
    plan: Upload | None = None
    """The individual education plan; compulsory for a pupil who has one."""
    paper_only: bool = False
    """The receiving school takes no digital records."""
    manager_staff_id: int | None = None
    """Who signs as head; None: the principal."""


@transaction.atomic
def prepare(*, actor: Actor, transfer_id: int, given: Preparation, at: datetime) -> Departure:
    """Put the dossier together; again as often as wanted until it is handed over, each time a new document.

    Args:
        actor: the registrar.
        transfer_id: an outgoing transfer that the principal approved on the parents' application.
        given: what only people know.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: DEPARTURE_NOT_RELEASED, DEPARTURE_NO_APPLICATION, DEPARTURE_HANDED_OVER, DEPARTURE_MATERIALS_MISSING,
            DEPARTURE_PLAN_MISSING, DEPARTURE_NO_MANAGER, HANDOVER_*, ATTACHMENT_*.
    """
    transfer = transfer_facts(actor.school_id, transfer_id, lock=True)
    require(actor, Action.PUPIL_TRANSFER_OUT, Target(school_id=actor.school_id, class_id=transfer.class_id))
    _require_released(transfer)
    row = Departure.objects.select_for_update().filter(transfer_id=transfer_id).first()
    if row is not None and row.state == State.HANDED_OVER:
        raise Refused("DEPARTURE_HANDED_OVER", where=transfer.class_name, source=SOURCE)
    if not given.materials.strip():
        raise Refused("DEPARTURE_MATERIALS_MISSING", where="materials", source=SOURCE)
    found = leaving(transfer)
    if row is None:
        row = Departure(
            school_id=actor.school_id,
            transfer_id=transfer_id,
            pupil_id=found.pupil.pk,
            due=due(local(transfer.asked_at).date()),
            document=0,
        )
    row.plan = attachments.keep(actor=actor, upload=given.plan, at=at) or row.plan
    if found.pupil.individual_plan and row.plan is None:
        raise Refused("DEPARTURE_PLAN_MISSING", where="plan", source=SOURCE)
    row.materials, row.paper_only = given.materials.strip()[:2000], given.paper_only
    row.document += 1
    row.signed_by_id = row.signed_at = row.sealed_by_id = row.sealed_at = None
    row.evidence, row.prepared_by_id, row.prepared_at = [], actor.user_id, at
    _write_document(row, transfer, found, given, at)
    row.state = State.PREPARED if row.uuid else State.SEALED
    row.save()
    _trace(actor, "submission.departure.prepared", row, at, document=row.document, class_name=transfer.class_name)
    whose = [Role.PRINCIPAL, Role.VICE_PRINCIPAL] if row.uuid else [Role.PRINCIPAL]
    _tell(row, transfer, whose, "Hồ sơ chuyển trường đã lập, chờ hiệu trưởng", at)
    return row


@transaction.atomic
def keep_signature(
    *,
    departure_id: int,
    document: int,
    signed: bytes,
    sealed: bool,
    evidence: Sequence[str],
    by: ActingAtSchool,
    at: datetime,
) -> None:
    """Keep the hand-over document with one more signature; the queue has verified it and asked what they may.

    Args:
        departure_id: which.
        document: as it was when it was confirmed.
        signed: the whole file.
        sealed: whether it is the school's seal, after the head's signature.
        evidence: SHA-256 of the status evidence by which the certificate was judged.
        by: who confirmed.
        at: time of the signature, aware, UTC.

    Raises:
        Refused: SHOWN_OUTDATED, the dossier was prepared anew meanwhile.
        OSError: the storage cannot take the file; nothing changed then.
    """
    row = Departure.objects.select_for_update().get(id=departure_id, school_id=by.school_id)
    if row.document != document or row.state != (State.HEAD_SIGNED if sealed else State.PREPARED):
        raise Refused("SHOWN_OUTDATED", where=str(departure_id))
    row.sha256 = store.put(signed)
    row.evidence = [*row.evidence, *(one for one in evidence if one not in row.evidence)]
    if sealed:
        row.state, row.sealed_by_id, row.sealed_at = State.SEALED, by.user_id, at
    else:
        row.state, row.signed_by_id, row.signed_at = State.HEAD_SIGNED, by.user_id, at
    row.save()
    action = "submission.departure.sealed" if sealed else "submission.departure.head_signed"
    _trace(by, action, row, at, sha256=row.sha256[:16])
    transfer = transfer_facts(row.school_id, row.transfer_id)
    if sealed:
        _tell(row, transfer, [Role.PRINCIPAL], "Phiếu bàn giao đã đóng dấu, chờ hiệu trưởng giao hồ sơ", at)
    else:
        _tell(row, transfer, [Role.CLERK], "Phiếu bàn giao kết quả chờ đóng dấu", at)


@transaction.atomic
def hand_over(*, actor: Actor, departure_id: int, document: int, receiver: str, at: datetime) -> Departure:
    """The principal hands the dossier over; from then on it is one fixed file.

    Args:
        actor: the principal of the school that holds it, nobody else.
        departure_id: which.
        document: the preparation that the principal saw.
        receiver: who takes it.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT, anybody but the principal.
        Missing: NOT_FOUND_HERE, another school's.
        Refused: DEPARTURE_CHANGED_MEANWHILE, DEPARTURE_HANDED_OVER, HANDOVER_NOT_SEALED, DEPARTURE_RECEIVER_MISSING,
            DOSSIER_RECORD_PENDING, FILE_DAMAGED.
        OSError: the storage cannot take it; nothing changed then.
    """
    require(actor, Action.PUPIL_TRANSFER_APPROVE, Target(school_id=actor.school_id))
    row = Departure.objects.select_for_update().filter(id=departure_id, school_id=actor.school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    transfer = transfer_facts(actor.school_id, row.transfer_id)
    if row.state == State.HANDED_OVER:
        raise Refused("DEPARTURE_HANDED_OVER", where=transfer.class_name, source=SOURCE)
    if row.document != document:
        raise Refused("DEPARTURE_CHANGED_MEANWHILE", where=transfer.class_name)
    if row.state != State.SEALED:
        raise Refused("HANDOVER_NOT_SEALED", where=transfer.class_name, source=SOURCE)
    if not receiver.strip():
        raise Refused("DEPARTURE_RECEIVER_MISSING", where="receiver", source=SOURCE)
    row.receiver = receiver.strip()[:150]
    row.archive = store.put(packed(row, transfer, at))
    row.state, row.handed_by_id, row.handed_at = State.HANDED_OVER, actor.user_id, at
    row.save()
    _trace(actor, "submission.departure.handed_over", row, at, sha256=row.archive[:16])
    tell_users([row.prepared_by_id], "submission.transfer.handed_over", _about(transfer, "Đã giao hồ sơ chuyển trường"))
    return row


def _require_released(transfer: TransferFacts) -> None:
    if transfer.direction != "out":
        raise Missing("NOT_FOUND_HERE")
    if transfer.state != "approved":
        raise Refused("DEPARTURE_NOT_RELEASED", where=transfer.class_name, source=SOURCE)
    if transfer.evidence is None:
        raise Refused("DEPARTURE_NO_APPLICATION", where=transfer.class_name, source=SOURCE)


def _write_document(row: Departure, transfer: TransferFacts, found: Leaving, given: Preparation, at: datetime) -> None:
    """A new hand-over document where the year runs and has no record of its own."""
    issued = any(
        one.class_id == transfer.class_id and not one.void for one in held.of_pupil(row.school_id, found.pupil.pk)
    )
    if issued or not is_mid_year(transfer):
        row.uuid, row.data_digest, row.sha256 = None, "", ""
        return
    uuid, day = uuid4(), local(at).date()
    try:
        handover = handover_of(
            transfer,
            found,
            uuid=uuid,
            manager=_manager(row.school_id, given.manager_staff_id, at),
            absences=given.absences,
            evidence=found.pupil.disability if found.pupil.not_assessed or found.pupil.individual_plan else "",
            today=day,
        )
    except InvalidValue as error:
        raise Refused(error.code, where=error.where, source=SOURCE, **error.params) from error
    draft = signing.draft_of(handover)
    row.uuid, row.data_digest = uuid, sha256(draft.region.data).hexdigest()
    row.sha256 = store.put(draft.data)


def _manager(school_id: int, staff_id: int | None, at: datetime) -> Manager:
    known = managers_of(school_id, local(at).date())
    found = known.get(staff_id) if staff_id is not None else next(iter(known.values()), None)
    if found is None:
        raise Refused("DEPARTURE_NO_MANAGER", where="manager", source=SOURCE)
    return found


def _tell(row: Departure, transfer: TransferFacts, roles: Sequence[Role], what: str, at: datetime) -> None:
    tell_roles(
        row.school_id, roles, "submission.transfer.turn", f"{_about(transfer, what)} Hạn {row.due:%d/%m/%Y}.", at
    )


def _about(transfer: TransferFacts, what: str) -> str:
    return f"{what}: học sinh lớp {transfer.class_name} chuyển đi."


def _trace(actor: ActingAtSchool, action: str, row: Departure, at: datetime, **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("departure", row.pk),
        at=at,
        school_id=row.school_id,
        pupils=[row.pupil_id],
        details=details,
    )
