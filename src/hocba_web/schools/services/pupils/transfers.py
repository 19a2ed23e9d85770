"""Transfers between schools (Circular 28/2020/TT-BGDĐT, art. 36): the registrar asks, the principal decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require, source_of, two_people
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.models import PupilChange, Transfer
from hocba_web.schools.pupil_fields import Value
from hocba_web.schools.selectors.pupils.scope import find_class, find_pupil, require_class
from hocba_web.schools.services import attachments
from hocba_web.schools.services.attachments import Upload
from hocba_web.schools.services.pupils.admission import enrol_new, prepare, require_not_on_file
from hocba_web.schools.services.pupils.checks import require_day, require_reason, too_long
from hocba_web.schools.services.pupils.errors import DataRefused, Problem
from hocba_web.schools.services.pupils.rows import close, reach_on_roll
from hocba_web.schools.services.pupils.terms import status_for

_BASIS = "id_basis"


@transaction.atomic
def transfer_out_ask(
    *,
    actor: Actor,
    pupil_id: int,
    on: date,
    other_school: str,
    other_province: str,
    reason: str,
    evidence: Upload | None,
    at: datetime,
) -> Transfer:
    """Ask the principal to let a pupil go to another school.

    Args:
        actor: the registrar.
        pupil_id: the pupil.
        on: first day on which the pupil is no longer there.
        other_school: the receiving school.
        other_province: where it is.
        reason: in words.
        evidence: the family's application with the receiving school's consent.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: PUPIL_NOT_ON_ROLL, TRANSFER_ALREADY_ASKED, ATTACHMENT_*.
        DataRefused: PUPIL_FIELD_MISSING, PUPIL_REASON_MISSING, PUPIL_EVIDENCE_MISSING, PUPIL_DAY_*.
    """
    pupil, enrolment = reach_on_roll(actor, Action.PUPIL_TRANSFER_OUT, pupil_id)
    if pupil.transfers.filter(state=Transfer.State.ASKED).exists():
        raise Refused("TRANSFER_ALREADY_ASKED", where=enrolment.school_class.name)
    reason = require_reason(reason)
    require_day(on, at=at, not_before=enrolment.joined_on)
    _require_told(other_school, other_province, evidence, Action.PUPIL_TRANSFER_OUT)
    transfer = Transfer.objects.create(
        school_id=pupil.school_id,
        direction=Transfer.Direction.OUT,
        pupil=pupil,
        school_class=enrolment.school_class,
        on=on,
        other_school=other_school.strip(),
        other_province=other_province.strip(),
        reason=reason,
        evidence=attachments.keep(actor=actor, upload=evidence, at=at),
        asked_by_id=actor.user_id,
        asked_at=at,
    )
    _trace(actor, "schools.transfer.asked", transfer, at)
    return transfer


@transaction.atomic
def transfer_in_ask(
    *,
    actor: Actor,
    class_id: int,
    values: Mapping[str, object],
    on: date,
    other_school: str,
    other_province: str,
    reason: str,
    evidence: Upload | None,
    id_basis: str = "",
    sure: bool = False,
    at: datetime,
) -> Transfer:
    """Ask the principal to take a pupil in from another school.

    Args:
        actor: the registrar.
        class_id: the class to enter.
        values: fields of `pupil_fields.EDITABLE`.
        on: first day in the class.
        other_school: the school the pupil comes from.
        other_province: where it is.
        reason: in words.
        evidence: the application, the record so far.
        id_basis: decision by which an ID stands that disagrees with sex or birth year.
        sure: the registrar has looked at the pupils on file who resemble this one.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: ATTACHMENT_*.
        DataRefused: with every field that cannot be stored.
        MayBeDuplicate: PUPIL_MAY_BE_DUPLICATE, unless `sure`.
    """
    school_class = find_class(actor, class_id, lock=True)
    require_class(actor, Action.PUPIL_TRANSFER_IN, school_class)
    reason = require_reason(reason)
    _require_told(other_school, other_province, evidence, Action.PUPIL_TRANSFER_IN)
    prepared = prepare(actor, school_class, values, on=on, id_basis=id_basis, has_paper=True, at=at)
    if not sure:
        require_not_on_file(actor, prepared)
    transfer = Transfer.objects.create(
        school_id=actor.school_id,
        direction=Transfer.Direction.IN,
        school_class=school_class,
        on=on,
        other_school=other_school.strip(),
        other_province=other_province.strip(),
        reason=reason,
        details={**prepared, _BASIS: id_basis.strip()},
        evidence=attachments.keep(actor=actor, upload=evidence, at=at),
        asked_by_id=actor.user_id,
        asked_at=at,
    )
    _trace(actor, "schools.transfer.asked", transfer, at)
    return transfer


@transaction.atomic
def transfer_decide(*, actor: Actor, transfer_id: int, agree: bool, answer: str, at: datetime) -> Transfer:
    """The principal agrees, and the register follows at once, or does not; the decision opens the register for it.

    Args:
        actor: the principal.
        transfer_id: the request.
        agree: yes or no.
        answer: in words; compulsory for a no (Circular 28/2020/TT-BGDĐT, art. 36).
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope; SAME_PERSON.
        Refused: TRANSFER_DECIDED, PUPIL_NOT_ON_ROLL.
        DataRefused: PUPIL_REASON_MISSING; a field of a new pupil that can no longer be stored.
    """
    transfer = _open_request(actor, Action.PUPIL_TRANSFER_APPROVE, transfer_id)
    two_people(transfer.asked_by_id, actor)
    transfer.answer = answer.strip() if agree else require_reason(answer)
    transfer.decided_by_id, transfer.decided_at = actor.user_id, at
    transfer.state = Transfer.State.APPROVED if agree else Transfer.State.REFUSED
    if agree and transfer.direction == Transfer.Direction.OUT:
        _carry_out_leaving(actor, transfer, at)
    elif agree:
        _carry_out_arrival(actor, transfer, at)
    else:
        _forget(transfer)
    transfer.save()
    _trace(actor, "schools.transfer.approved" if agree else "schools.transfer.refused", transfer, at)
    return transfer


@transaction.atomic
def transfer_withdraw(*, actor: Actor, transfer_id: int, at: datetime) -> Transfer:
    """The registrar takes a request back before it is decided.

    Args:
        actor: the registrar.
        transfer_id: the request.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: TRANSFER_DECIDED.
    """
    transfer = _open_request(actor, Action.PUPIL_TRANSFER_OUT, transfer_id)
    transfer.state, transfer.decided_at = Transfer.State.WITHDRAWN, at
    _forget(transfer)
    transfer.save(update_fields=["state", "decided_at", "details"])
    _trace(actor, "schools.transfer.withdrawn", transfer, at)
    return transfer


def _open_request(actor: Actor, action: Action, transfer_id: int) -> Transfer:
    transfer = (
        Transfer.objects.select_for_update(of=("self",))
        .select_related("school_class__year")
        .filter(id=transfer_id, school_id=actor.school_id)
        .first()
    )
    if transfer is None:
        raise Missing("NOT_FOUND_HERE")
    require(actor, action, Target(school_id=transfer.school_id, class_id=transfer.school_class_id))
    if transfer.state != Transfer.State.ASKED:
        raise Refused("TRANSFER_DECIDED", where=transfer.school_class.name, state=transfer.get_state_display())
    return transfer


def _carry_out_leaving(actor: Actor, transfer: Transfer, at: datetime) -> None:
    pupil = find_pupil(actor, transfer.pupil_id or 0, lock=True)
    enrolment = pupil.enrolments.select_related("school_class__year").get(school_class_id=transfer.school_class_id)
    if enrolment.has_left:
        raise Refused("PUPIL_NOT_ON_ROLL", where=pupil.ministry_id)
    close(
        actor=actor,
        pupil=pupil,
        enrolment=enrolment,
        status=status_for("moved", transfer.on, transfer.school_class.year),
        on=transfer.on,
        kind=PupilChange.Kind.MOVED_OUT,
        action="schools.pupil.moved_out",
        reason=transfer.reason,
        evidence=transfer.evidence,
        at=at,
        told=_told(transfer),
    )


def _carry_out_arrival(actor: Actor, transfer: Transfer, at: datetime) -> None:
    school_class = find_class(actor, transfer.school_class_id, lock=True)
    basis = str(transfer.details.get(_BASIS) or "")
    values = prepare(actor, school_class, transfer.details, on=transfer.on, id_basis=basis, has_paper=True, at=at)
    transfer.pupil = enrol_new(
        actor=actor,
        school_class=school_class,
        values=values,
        on=transfer.on,
        status=status_for("arrived", transfer.on, school_class.year),
        kind=PupilChange.Kind.MOVED_IN,
        action="schools.pupil.moved_in",
        reason=transfer.reason,
        id_basis=basis,
        evidence=transfer.evidence,
        at=at,
        told=_told(transfer),
    )


def _forget(transfer: Transfer) -> None:
    """Of a child who did not come the school keeps no more than it needs to explain the answer."""
    transfer.details = {name: transfer.details[name] for name in ("name", "born") if name in transfer.details}


def _require_told(school: str, province: str, evidence: Upload | None, action: Action) -> None:
    problems = [
        Problem(field, "PUPIL_FIELD_MISSING")
        for field, value in (("other_school", school), ("other_province", province))
        if not value.strip()
    ]
    if evidence is None:
        problems.append(Problem("evidence", "PUPIL_EVIDENCE_MISSING", {}, source_of(action)))
    problems += too_long({"other_school": (school.strip(), 200), "other_province": (province.strip(), 80)})
    if problems:
        raise DataRefused(problems)


def _told(transfer: Transfer) -> dict[str, Value]:
    return {"other_school": transfer.other_school, "other_province": transfer.other_province}


def _trace(actor: Actor, action: str, transfer: Transfer, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("transfer", transfer.pk),
        at=at,
        school_id=transfer.school_id,
        pupils=[transfer.pupil_id] if transfer.pupil_id else [],
        details={"direction": transfer.direction, "class": transfer.school_class_id},
    )
