"""A teacher marks a part of a class "Hoàn thành"; its entries are closed until the mark is taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import CompletionMark, ReadyMark
from hocba_web.assessment.parts import HOMEROOM, subject_of
from hocba_web.assessment.selectors.grid.book import load_book
from hocba_web.assessment.selectors.progress.gaps import Gap, gaps_of
from hocba_web.assessment.selectors.register import ClassFacts, class_facts
from hocba_web.assessment.selectors.windows.access import accesses
from hocba_web.assessment.services.progress.recount import hold
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused

SOURCE = "Decision 32/QĐ-THPĐ, art. 7(2), art. 9(1)"


class NotComplete(Refused):
    """Something is missing or wrong; `gaps` says what and where."""

    def __init__(self, name: str, gaps: tuple[Gap, ...]) -> None:
        empty = sum(gap.finding is None for gap in gaps)
        super().__init__("PART_INCOMPLETE", source=SOURCE, part=name, empty=empty, errors=len(gaps) - empty)
        self.gaps = gaps


@transaction.atomic
def mark_complete(*, actor: Actor, class_id: int, moment: Moment, part: str, at: datetime) -> CompletionMark:
    """Say that one's part of a class is complete; also after the window, for nothing is changed by it.

    Source: Decision 32/QĐ-THPĐ, art. 7(2), art. 9(1).

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        NotComplete: PART_INCOMPLETE, with every empty compulsory cell and every error.
        Refused: PART_COMPLETED, somebody has marked it already.
    """
    facts = _facts(actor, class_id, part)
    hold(facts, moment, at=at)
    standing = _standing(facts, moment, part)
    if standing is not None:
        when = f"{clock.local(standing.at):%H:%M %d/%m/%Y}"
        name = facts.part_name(part)
        raise Refused("PART_COMPLETED", where=part, source=SOURCE, part=name, by=standing.by.full_name, at=when)
    gaps = gaps_of(load_book(facts, moment, clock.local(at).date()), part)
    if gaps:
        raise NotComplete(facts.part_name(part), gaps)
    mark = CompletionMark.objects.create(
        school_class_id=facts.id, moment=moment.value, part=part, by_id=actor.user_id, at=at
    )
    _trace(actor, "assessment.part.completed", facts, mark, at)
    return mark


@transaction.atomic
def withdraw_complete(*, actor: Actor, class_id: int, moment: Moment, part: str, at: datetime) -> CompletionMark:
    """Take the mark back while the window is open, to correct; the class is then not ready either.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: PART_NOT_COMPLETED, PART_SIGNED, the code of the closed window.
    """
    facts = _facts(actor, class_id, part)
    hold(facts, moment, at=at)
    mark = _standing(facts, moment, part)
    if mark is None:
        raise Refused("PART_NOT_COMPLETED", where=part, part=facts.part_name(part))
    access = accesses(facts, moment, [part], at, marks={}, hold=True)[part]
    closed = access.refusal(facts.part_name(part))
    if closed is not None:
        raise closed
    mark.withdrawn_by_id = actor.user_id
    mark.withdrawn_at = at
    mark.save(update_fields=["withdrawn_by", "withdrawn_at"])
    ReadyMark.objects.filter(school_class_id=facts.id, moment=moment.value, withdrawn_at__isnull=True).update(
        withdrawn_by_id=actor.user_id, withdrawn_at=at
    )
    _trace(actor, "assessment.part.reopened", facts, mark, at)
    return mark


def _facts(actor: Actor, class_id: int, part: str) -> ClassFacts:
    facts = class_facts(class_id, actor.school_id)
    if part not in facts.parts:
        raise Missing("NOT_FOUND_HERE")
    action = Action.COMPLETE_MARK_HOMEROOM if part == HOMEROOM else Action.COMPLETE_MARK_SUBJECT
    require(actor, action, Target(school_id=facts.school_id, class_id=facts.id, subject=subject_of(part)))
    return facts


def _standing(facts: ClassFacts, moment: Moment, part: str) -> CompletionMark | None:
    return (
        CompletionMark.objects.filter(
            school_class_id=facts.id, moment=moment.value, part=part, withdrawn_at__isnull=True
        )
        .select_related("by")
        .first()
    )


def _trace(actor: Actor, action: str, facts: ClassFacts, mark: CompletionMark, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("class", facts.id),
        at=at,
        school_id=facts.school_id,
        details={"class": facts.name, "period": mark.moment, "part": mark.part},
    )
