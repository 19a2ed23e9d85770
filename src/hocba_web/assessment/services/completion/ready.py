"""The homeroom teacher marks a class ready: every part complete, nothing wrong, personal data reviewed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import ReadyMark
from hocba_web.assessment.selectors.progress.wall import class_state
from hocba_web.assessment.selectors.register import ClassFacts, class_facts, is_reviewed
from hocba_web.assessment.services.progress.recount import hold
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused

SOURCE = "Decision 32/QĐ-THPĐ, art. 7(2)-(3)"


class NotReady(Refused):
    """A part is not complete, or has an error; `parts` names them."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        super().__init__("CLASS_NOT_READY", source=SOURCE, parts="; ".join(parts), count=len(parts))
        self.parts = parts


@transaction.atomic
def mark_ready(*, actor: Actor, class_id: int, moment: Moment, at: datetime) -> ReadyMark:
    """Say that a class is ready at a moment.

    Source: Decision 32/QĐ-THPĐ, art. 7(2)-(3); at the end of the year also art. 7(1): the review of personal data.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        NotReady: CLASS_NOT_READY, with the parts that are not complete or have errors.
        Refused: CLASS_NOT_REVIEWED, CLASS_READY.
    """
    facts = _facts(actor, class_id)
    hold(facts, moment, at=at)
    state = class_state(facts, moment, at)
    if state.ready_at is not None:
        raise Refused("CLASS_READY", by=state.ready_by, at=f"{clock.local(state.ready_at):%H:%M %d/%m/%Y}")
    unfinished = tuple(part.name for part in state.parts if part.completed_at is None or part.errors or part.missing)
    if unfinished:
        raise NotReady(unfinished)
    if moment is Moment.YEAR_END and not is_reviewed(facts.id):
        raise Refused("CLASS_NOT_REVIEWED", source="Decision 32/QĐ-THPĐ, art. 7(1)", class_name=facts.name)
    mark = ReadyMark.objects.create(school_class_id=facts.id, moment=moment.value, by_id=actor.user_id, at=at)
    _trace(actor, "assessment.class.ready", facts, moment, at)
    return mark


@transaction.atomic
def withdraw_ready(*, actor: Actor, class_id: int, moment: Moment, at: datetime) -> ReadyMark:
    """Take the mark back.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: CLASS_NOT_MARKED.
    """
    facts = _facts(actor, class_id)
    hold(facts, moment, at=at)
    mark = ReadyMark.objects.filter(school_class_id=facts.id, moment=moment.value, withdrawn_at__isnull=True).first()
    if mark is None:
        raise Refused("CLASS_NOT_MARKED", class_name=facts.name)
    mark.withdrawn_by_id = actor.user_id
    mark.withdrawn_at = at
    mark.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _trace(actor, "assessment.class.unready", facts, moment, at)
    return mark


def _facts(actor: Actor, class_id: int) -> ClassFacts:
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.COMPLETE_MARK_HOMEROOM, Target(school_id=facts.school_id, class_id=facts.id))
    return facts


def _trace(actor: Actor, action: str, facts: ClassFacts, moment: Moment, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("class", facts.id),
        at=at,
        school_id=facts.school_id,
        details={"class": facts.name, "period": moment.value},
    )
