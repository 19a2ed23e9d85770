"""The principal decides on giving up a record (Decision 32/QĐ-THPĐ, art. 6(10))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as LifeRole
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, fresh, require, two_people
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.records.selectors.standing import of_records
from hocba_web.records.services import steps
from hocba_web.schools.services.appointments.decisions import DecisionKind, give
from hocba_web.schools.services.attachments import Upload
from hocba_web.submission.models import PackageLine, Recall
from hocba_web.submission.services.outbox.answers.notices import tell_recall
from hocba_web.submission.services.packages.dropping import drop_record, hold_package_of
from hocba_web.submission.services.recalls.asking import way_of
from hocba_web.submission.services.recalls.ending import asker_of, begin_amendment, end_and_replace

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Paper:
    """The decision that the principal's answer rests on."""

    number: str
    dated: date
    scan: Upload | None = None


@transaction.atomic
def grant(*, actor: Actor, recall_id: int, paper: Paper, at: datetime, real_at: datetime) -> Recall:
    """Agree. A record that the authority does not have is void at once; for another the clerk signs a list.

    Args:
        actor: the principal; not who asked.
        recall_id: the request.
        paper: number and day of the decision.
        at: product clock, aware, UTC.
        real_at: the machine's clock, for the second factor.

    Raises:
        Forbidden: ROLE_MAY_NOT, SAME_PERSON.
        FreshFactorNeeded: FRESH_FACTOR_NEEDED.
        Missing: NOT_FOUND_HERE.
        Refused: RECALL_DECIDED_ALREADY, RECALL_WAY_CHANGED, ATTACHMENT_*, and what a decision is
            refused for.
    """
    recall = _waiting(actor, recall_id, real_at)
    (found,) = of_records([recall.record_id])
    hold_package_of(recall.record_id)  # before the record, as who signs or sends a package does
    record = steps.hold_one(recall.record_id)
    way, _permit = way_of(actor.school_id, found, at)
    if way != recall.way or record.stands is not found.state:
        raise Refused("RECALL_WAY_CHANGED", where=str(found.uuid), state=record.stands.label())
    decision = give(
        actor=actor,
        kind=DecisionKind.OTHER,
        number=paper.number,
        dated=paper.dated,
        summary=f"Thu hồi học bạ {found.uuid}",
        at=at,
        upload=paper.scan,
    )
    recall.decided_by_id, recall.decided_at, recall.decision = actor.user_id, at, decision
    recall.state = Recall.State.GRANTED
    recall.save(update_fields=["decided_by", "decided_at", "decision", "state"])
    _trace(actor, recall, found.pupil_id, granted=True, at=at)
    if way == Recall.Way.AMEND:
        begin_amendment(recall, at=at)
    elif way == Recall.Way.WITHDRAW:
        drop_record(recall.record_id, user_id=actor.user_id, reason=recall.reason, at=at)
        steps.take(
            record,
            Event.WITHDRAW,
            role=LifeRole.CLERK,
            actor=asker_of(recall),
            at=at,
            facts=frozenset({Guard.PRINCIPAL_DECIDED, Guard.REASON_GIVEN}),
            reason=recall.reason,
            decision=decision.id,
        )
        end_and_replace(recall, at=at)
    tell_recall(recall)
    return recall


@transaction.atomic
def deny(*, actor: Actor, recall_id: int, answer: str, at: datetime, real_at: datetime) -> Recall:
    """Do not agree; the record stays as it is.

    Raises:
        Forbidden, FreshFactorNeeded, Missing: as `grant`.
        Refused: RECALL_DECIDED_ALREADY, REASON_NEEDED.
    """
    recall = _waiting(actor, recall_id, real_at)
    told = clean(answer)[:_LONGEST]
    if not told:
        raise Refused("REASON_NEEDED", where="answer")
    recall.decided_by_id, recall.decided_at, recall.answer = actor.user_id, at, told
    recall.state, recall.ended_at = Recall.State.DENIED, at
    recall.save(update_fields=["decided_by", "decided_at", "answer", "state", "ended_at"])
    # A refused record whose withdrawal was denied must be settled in another way.
    lines = PackageLine.objects.filter(record_id=recall.record_id, way=PackageLine.Way.WITHDRAW)
    lines.update(way="", settled_by=None, settled_at=None)
    (found,) = of_records([recall.record_id])
    _trace(actor, recall, found.pupil_id, granted=False, at=at)
    tell_recall(recall)
    return recall


def _waiting(actor: Actor, recall_id: int, real_at: datetime) -> Recall:
    recall = Recall.objects.select_for_update().filter(school_id=actor.school_id, id=recall_id).first()
    amends = recall is not None and recall.way == Recall.Way.AMEND
    require(
        actor,
        Action.AMENDMENT_APPROVE if amends else Action.RECALL_APPROVE,
        Target(school_id=actor.school_id),
    )
    if recall is None:
        raise Missing("NOT_FOUND_HERE")
    fresh(actor, at=real_at)
    two_people(recall.asked_by_id, actor)
    if recall.state != Recall.State.ASKED:
        raise Refused("RECALL_DECIDED_ALREADY", state=recall.get_state_display())
    return recall


def _trace(actor: Actor, recall: Recall, pupil_id: int, *, granted: bool, at: datetime) -> None:
    audit.record(
        actor=actor,
        action="submission.recall.granted" if granted else "submission.recall.denied",
        subject=("recall", recall.id),
        at=at,
        school_id=actor.school_id,
        pupils=[pupil_id],
        details={"way": recall.way, "decision": recall.decision.number if recall.decision else ""},
    )
