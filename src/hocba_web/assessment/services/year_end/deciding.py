"""The homeroom teacher decides the overall result, awards, and what the school confirms of pupils not assessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import YearEnd
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.grid.book import load_book
from hocba_web.assessment.selectors.register import class_facts, roll
from hocba_web.assessment.selectors.windows.access import accesses
from hocba_web.assessment.services.grid import Change, save_act
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused

COLUMNS = ("overall", "award_year_end", "award_ad_hoc")


def decide_year(*, actor: Actor, class_id: int, values: Mapping[int, Mapping[str, str]], at: datetime) -> int:
    """Write overall results and awards through the same door as the grid: windows, history, counts and trace are its.

    Args:
        actor: the homeroom teacher.
        class_id: a class of the actor's school.
        values: enrolment -> column of `COLUMNS` -> value; "" takes one away.
        at: aware, UTC.

    Returns:
        How many cells were written.

    Raises:
        Missing: NOT_FOUND_HERE, a class of another school, a pupil of another class.
        Forbidden, Refused: as of `save_act`; YEAR_END_CELL with what the grid says of a cell it will not take;
            YEAR_END_CHANGED, somebody changed it at the same time.
    """
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.OVERALL_DECIDE, Target(school_id=facts.school_id, class_id=facts.id))
    book = load_book(facts, Moment.YEAR_END, clock.local(at).date())
    if not set(values) <= set(book.by_enrolment):
        raise Missing("NOT_FOUND_HERE")
    changes = [
        Change(enrolment, column, value, book.cell(enrolment, column).rev)
        for enrolment, row in values.items()
        for column, value in row.items()
        if column in COLUMNS and value != book.value(enrolment, column)
    ]
    if not changes:
        return 0
    with transaction.atomic():
        answer = save_act(
            actor=actor, class_id=class_id, moment=Moment.YEAR_END, act=uuid4(), kind="type", changes=changes, at=at
        )
        _require_all(answer)
    return len(changes)


def _require_all(answer: Mapping[str, Any]) -> None:
    """A form is taken whole or not at all."""
    for one in answer["refused"]:
        raise Refused("YEAR_END_CELL", where=one["col"], said=one["t"], todo=one["next"])
    for one in answer["conflicts"]:
        raise Refused("YEAR_END_CHANGED", where=one["col"], by=one["by"])


@transaction.atomic
def confirm_not_assessed(
    *, actor: Actor, class_id: int, enrolment_id: int, completed: bool, promoted: bool, at: datetime
) -> YearEnd:
    """What the school confirms of a pupil with a disability who is not assessed: completion and promotion.

    Source: Circular 27/2020/TT-BGDĐT, art. 8.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: PUPIL_IS_ASSESSED; COMPLETED_NOT_PROMOTED; the code of the window, PART_COMPLETED, PART_SIGNED.
    """
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.OVERALL_DECIDE, Target(school_id=facts.school_id, class_id=facts.id))
    pupil = next((one for one in roll(facts.id) if one.enrolment_id == enrolment_id), None)
    if pupil is None or pupil.has_left(clock.local(at).date()):
        raise Missing("NOT_FOUND_HERE")
    if not pupil.not_assessed:
        raise Refused("PUPIL_IS_ASSESSED", where="completed", source="Circular 27/2020/TT-BGDĐT, art. 8")
    if completed and not promoted:
        raise Refused("COMPLETED_NOT_PROMOTED", where="promoted", source="Circular 27/2020/TT-BGDĐT, art. 11(1)")
    access = accesses(facts, Moment.YEAR_END, [HOMEROOM], at, hold=True)[HOMEROOM]
    refusal = access.refusal_of(enrolment_id, facts.part_name(HOMEROOM))
    if refusal is not None:
        raise refusal
    row, _ = YearEnd.objects.update_or_create(
        enrolment_id=enrolment_id,
        defaults={
            "not_assessed_completed": completed,
            "not_assessed_promoted": promoted,
            "decided_by_id": actor.user_id,
            "decided_at": at,
            "updated_by_id": actor.user_id,
            "updated_at": at,
        },
    )
    audit.record(
        actor=actor,
        action="assessment.year_end.confirmed",
        subject=("class", facts.id),
        at=at,
        school_id=facts.school_id,
        pupils=[pupil.pupil_id],
        details={"class": facts.name, "completed": completed, "promoted": promoted},
    )
    return row
