"""Children who come: applied for, answered, placed (Circular 28/2020/TT-BGDĐT, art. 36(2)).

The register's own request (`schools.services.pupils.transfer_in_ask`) is made when the child is to be placed; what
follows from the principal's decision there is done here, whoever pressed which button.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hocba.model import StudyYear
from hocba.regulation.working_days import due
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require, two_people
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.audit.services import Acting
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import fold
from hocba_web.schools.selectors.pupils.scope import enrolment_now, find_pupil
from hocba_web.schools.selectors.pupils.transfer_facts import transfer_facts
from hocba_web.schools.selectors.signers import signers_of
from hocba_web.schools.services import attachments
from hocba_web.schools.services.attachments import Upload
from hocba_web.schools.services.pupils import transfer_decide, transfer_in_ask
from hocba_web.schools.services.pupils.prior_years import inherit_years
from hocba_web.submission.models import Arrival
from hocba_web.submission.transfers.assembling import SOURCE
from hocba_web.submission.transfers.inheriting import newest_record
from hocba_web.submission.transfers.notices import tell_roles, tell_users

State = Arrival.State


@dataclass(frozen=True, slots=True)
class Child:
    """Who is to come, as the family's application says."""

    name: str
    born: date
    grade: int
    other_school: str
    other_province: str
    reason: str
    applied_on: date
    paper_only: bool = False
    """The other school has no digital records."""


@transaction.atomic
def apply(*, actor: Actor, child: Child, application: Upload | None, at: datetime) -> Arrival:
    """Note the parents' application; from its day the principal has three working days to answer.

    Args:
        actor: the registrar.
        child: who.
        application: the application itself; compulsory.
        at: product clock, aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: ARRIVAL_FIELD_MISSING, ARRIVAL_NO_APPLICATION, ARRIVAL_DAY, ARRIVAL_KNOWN, ATTACHMENT_*.
    """
    require(actor, Action.PUPIL_TRANSFER_IN, Target(school_id=actor.school_id))
    today = local(at).date()
    for where, value in (
        ("name", child.name),
        ("other_school", child.other_school),
        ("other_province", child.other_province),
        ("reason", child.reason),
    ):
        if not value.strip():
            raise Refused("ARRIVAL_FIELD_MISSING", where=where, source=SOURCE)
    if application is None:
        raise Refused("ARRIVAL_NO_APPLICATION", where="application", source=SOURCE)
    if child.applied_on > today:
        raise Refused("ARRIVAL_DAY", where="applied_on", since="–")
    same = Arrival.objects.filter(school_id=actor.school_id, name=child.name.strip(), born=child.born)
    if same.exclude(state__in=Arrival.ENDED).exists():
        raise Refused("ARRIVAL_KNOWN", where="name", source=SOURCE)
    paper = attachments.store(
        actor=actor, school_id=actor.school_id, name=application.name, content=application.content, at=at
    )
    arrival = Arrival.objects.create(
        school_id=actor.school_id,
        name=child.name.strip()[:150],
        born=child.born,
        grade=child.grade,
        other_school=child.other_school.strip()[:200],
        other_province=child.other_province.strip()[:80],
        reason=child.reason.strip()[:500],
        paper_only=child.paper_only,
        application=paper,
        applied_on=child.applied_on,
        answer_due=due(child.applied_on),
        asked_by_id=actor.user_id,
        asked_at=at,
    )
    trace(actor, "submission.arrival.asked", arrival, at)
    text = f"Có đơn xin chuyển đến khối {child.grade}, chờ hiệu trưởng trả lời. Hạn {arrival.answer_due:%d/%m/%Y}."
    tell_roles(actor.school_id, [Role.PRINCIPAL], "submission.transfer.turn", text, at)
    return arrival


@transaction.atomic
def answer(*, actor: Actor, arrival_id: int, agree: bool, answer: str, at: datetime) -> Arrival:
    """The receiving principal's answer; a no needs its reason.

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        Missing: NOT_FOUND_HERE.
        Refused: ARRIVAL_ANSWERED, ARRIVAL_REASON_MISSING.
    """
    arrival = held(actor, Action.PUPIL_TRANSFER_APPROVE, arrival_id, (State.ASKED,), "ARRIVAL_ANSWERED", lock=True)
    two_people(arrival.asked_by_id, actor)
    if not agree and not answer.strip():
        raise Refused("ARRIVAL_REASON_MISSING", where="answer", source=SOURCE)
    arrival.state = State.AGREED if agree else State.REFUSED
    arrival.answered_by_id, arrival.answered_at, arrival.answer = actor.user_id, at, answer.strip()[:500]
    arrival.ended_at = None if agree else at
    arrival.save()
    trace(actor, "submission.arrival.agreed" if agree else "submission.arrival.refused", arrival, at)
    words = "đồng ý tiếp nhận" if agree else "không đồng ý tiếp nhận"
    text = f"Hiệu trưởng {words} một học sinh xin chuyển đến khối {arrival.grade}. Báo cho gia đình."
    tell_users([arrival.asked_by_id], "submission.transfer.answered", text)
    return arrival


@transaction.atomic
def withdraw(*, actor: Actor, arrival_id: int, at: datetime) -> Arrival:
    """The family takes the application back.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: ARRIVAL_ENDED.
    """
    open_states = (State.ASKED, State.AGREED, State.RECEIVED)
    arrival = held(actor, Action.PUPIL_TRANSFER_IN, arrival_id, open_states, "ARRIVAL_ENDED", lock=True)
    arrival.state, arrival.ended_at = State.WITHDRAWN, at
    arrival.save(update_fields=["state", "ended_at"])
    trace(actor, "submission.arrival.withdrawn", arrival, at)
    return arrival


@transaction.atomic
def propose(
    *,
    actor: Actor,
    arrival_id: int,
    class_id: int,
    values: Mapping[str, object],
    on: date,
    reason: str,
    id_basis: str = "",
    sure: bool = False,
    at: datetime,
) -> Arrival:
    """Ask the principal to place the child in a class, with what the register will hold.

    Args:
        actor: the registrar.
        arrival_id: whose dossier was received.
        class_id: the class.
        values: fields of `pupil_fields.EDITABLE`; identity as the verified record tells it.
        on: first day in the class.
        reason: in words.
        id_basis: decision by which an ID stands that disagrees with sex or birth year.
        sure: the registrar has looked at the pupils on file who resemble this one.
        at: product clock, aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: DOSSIER_NOT_RECEIVED, DOSSIER_OTHER_PUPIL, ATTACHMENT_*.
        DataRefused, MayBeDuplicate: as `transfer_in_ask`.
    """
    arrival = held(actor, Action.PUPIL_TRANSFER_IN, arrival_id, (State.RECEIVED,), "DOSSIER_NOT_RECEIVED", lock=True)
    signed = set(arrival.files.filter(kept=True).exclude(personal_id="").values_list("personal_id", flat=True))
    typed = str(values.get("personal_id") or "")
    if signed and typed and typed not in signed:
        raise Refused("DOSSIER_OTHER_PUPIL", where="personal_id", source=SOURCE)
    paper = arrival.application
    transfer = transfer_in_ask(
        actor=actor,
        class_id=class_id,
        values=values,
        on=on,
        other_school=arrival.other_school,
        other_province=arrival.other_province,
        reason=reason,
        evidence=Upload(paper.name, attachments.content(paper)),
        id_basis=id_basis,
        sure=sure,
        at=at,
    )
    arrival.transfer_id, arrival.state = transfer.pk, State.PROPOSED
    arrival.save(update_fields=["transfer", "state"])
    trace(actor, "submission.arrival.proposed", arrival, at)
    return arrival


@transaction.atomic
def join(*, actor: Actor, arrival_id: int, pupil_id: int, at: datetime) -> Arrival:
    """The child was a pupil here before and was taken back ("Tiếp nhận học lại"): the dossier joins that pupil.

    Args:
        actor: the registrar.
        arrival_id: whose dossier was received.
        pupil_id: who is on the roll again.
        at: product clock, aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: DOSSIER_NOT_RECEIVED, DOSSIER_OTHER_PUPIL, PUPIL_NOT_ON_ROLL.
    """
    arrival = held(actor, Action.PUPIL_TRANSFER_IN, arrival_id, (State.RECEIVED,), "DOSSIER_NOT_RECEIVED", lock=True)
    pupil = find_pupil(actor, pupil_id, lock=True)
    signed = set(arrival.files.filter(kept=True).exclude(personal_id="").values_list("personal_id", flat=True))
    same = fold(pupil.name) == fold(arrival.name) and pupil.born == arrival.born
    if not same or (signed and pupil.personal_id and pupil.personal_id not in signed):
        raise Refused("DOSSIER_OTHER_PUPIL", where="pupil", source=SOURCE)
    place = enrolment_now(pupil)
    if place is None or place.has_left:
        raise Refused("PUPIL_NOT_ON_ROLL", where=pupil.ministry_id)
    school_class = place.school_class
    _placed(arrival, pupil.pk, school_class.year_id, school_class.pk, school_class.name, actor=actor, at=at)
    return arrival


@transaction.atomic
def decide_placing(*, actor: Actor, arrival_id: int, agree: bool, answer: str, at: datetime) -> Arrival:
    """The principal places the child, or sends the proposal back.

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        Missing: NOT_FOUND_HERE.
        Refused: ARRIVAL_NOT_PROPOSED, TRANSFER_DECIDED.
        DataRefused: PUPIL_REASON_MISSING; a field that can no longer be stored.
    """
    arrival = held(
        actor, Action.PUPIL_TRANSFER_APPROVE, arrival_id, (State.PROPOSED,), "ARRIVAL_NOT_PROPOSED", lock=True
    )
    transfer_decide(actor=actor, transfer_id=arrival.transfer_id or 0, agree=agree, answer=answer, at=at)
    follow(arrival, actor=actor, at=at)
    return arrival


def follow(arrival: Arrival, *, actor: Acting | None, at: datetime) -> bool:
    """Do what the principal's decision about a proposal means for the arrival; in the caller's transaction.

    Args:
        arrival: held, PROPOSED.
        actor: who decided; None for the clockwork, which follows decisions made on the register's page.
        at: product clock, aware, UTC.

    Returns:
        Whether there was a decision.
    """
    transfer = transfer_facts(arrival.school_id, arrival.transfer_id or 0)
    if transfer.state == "asked":
        return False
    if transfer.state != "approved" or transfer.pupil_id is None:
        arrival.state, arrival.transfer = State.RECEIVED, None
        arrival.save(update_fields=["state", "transfer"])
        trace(actor, "submission.arrival.reopened", arrival, at)
        return True
    _placed(arrival, transfer.pupil_id, transfer.year_id, transfer.class_id, transfer.class_name, actor=actor, at=at)
    return True


def _placed(
    arrival: Arrival,
    pupil_id: int,
    year_id: int,
    class_id: int,
    class_name: str,
    *,
    actor: Acting | None,
    at: datetime,
) -> None:
    """The child is a pupil now: the dossier is theirs, earlier years stand in their history, teachers know of it."""
    arrival.pupil_id, arrival.state, arrival.ended_at = pupil_id, State.PLACED, at
    arrival.save(update_fields=["pupil", "state", "ended_at"])
    trace(actor, "submission.arrival.placed", arrival, at)
    record = newest_record(arrival)
    lines: tuple[StudyYear, ...] = record.history if record is not None else ()
    if lines:
        inherit_years(pupil_id=pupil_id, school_id=arrival.school_id, lines=lines, actor=actor, at=at)
    homeroom = signers_of(year_id, [class_id], local(at).date()).get((class_id, None), ())
    text = f"Một học sinh chuyển đến lớp {class_name}; kết quả của trường cũ xem ở trang học sinh."
    tell_users([arrival.asked_by_id, *(one.user_id for one in homeroom)], "submission.transfer.placed", text)


def held(
    actor: Actor, action: Action, arrival_id: int, states: Collection[State], code: str, *, lock: bool = False
) -> Arrival:
    """An arrival of the actor's school, in one of some states.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE, another school's.
        Refused: `code`, it is in another state.
    """
    require(actor, action, Target(school_id=actor.school_id))
    rows = Arrival.objects.select_for_update(of=("self",)) if lock else Arrival.objects
    arrival = rows.select_related("application").filter(id=arrival_id, school_id=actor.school_id).first()
    if arrival is None:
        raise Missing("NOT_FOUND_HERE")
    if arrival.state not in states:
        raise Refused(code, where=str(arrival.pk), source=SOURCE, state=arrival.get_state_display())
    return arrival


def trace(actor: Acting | None, action: str, arrival: Arrival, at: datetime) -> None:
    """One entry in the trail about one arrival."""
    audit.record(
        actor=actor,
        action=action,
        subject=("arrival", arrival.pk),
        at=at,
        school_id=arrival.school_id,
        pupils=[arrival.pupil_id] if arrival.pupil_id else [],
    )
