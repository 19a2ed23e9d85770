"""The homeroom teacher takes over what the rules propose, for pupils not decided yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from hocba.errors import IncompleteYear
from hocba.model import Moment
from hocba.regulation import award_due, award_title, overall_result
from hocba_web.accounts.actor import Actor
from hocba_web.assessment.selectors.grid.book import Book, load_book
from hocba_web.assessment.selectors.grid.columns import Section
from hocba_web.assessment.selectors.lint.findings import results_of, year_of
from hocba_web.assessment.selectors.register import RollPupil, class_facts
from hocba_web.assessment.services.grid.save import Change, save_act
from hocba_web.base import clock
from hocba_web.base.refusals import Refused


@transaction.atomic
def accept_proposals(*, actor: Actor, class_id: int, at: datetime) -> dict[str, Any]:
    """Decide as proposed wherever nothing is decided; what was decided stays, and so does every award given.

    Source: Circular 27/2020/TT-BGDĐT, art. 9(2)(a), art. 13(1)(a).

    Args:
        actor: the homeroom teacher.
        class_id: their class.
        at: aware, UTC.

    Returns:
        The answer of the act.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: PROPOSALS_NONE, and what `save_act` refuses.
    """
    facts = class_facts(class_id, actor.school_id)
    book = load_book(facts, Moment.YEAR_END, clock.local(at).date())
    changes = [change for pupil in book.pupils if book.owes(pupil) for change in _proposed(book, pupil)]
    if not changes:
        raise Refused("PROPOSALS_NONE", source="Circular 27/2020/TT-BGDĐT, art. 9(2)(a)")
    return save_act(
        actor=actor,
        class_id=class_id,
        moment=Moment.YEAR_END,
        slug=Section.YEAR.value,
        act=uuid4(),
        kind="proposal",
        changes=changes,
        at=at,
    )


def _proposed(book: Book, pupil: RollPupil) -> list[Change]:
    if pupil.not_assessed or book.value(pupil.enrolment_id, "overall"):
        return []
    try:
        overall = overall_result(year_of(book, pupil, results_of(book, pupil)), book.facts.rules)
    except IncompleteYear:
        return []
    one = pupil.enrolment_id
    found = [Change(one, "overall", overall.value, book.cell(one, "overall").rev)]
    due = award_due(overall, book.facts.rules)
    if due is not None and not book.value(one, "award_year_end"):
        found.append(Change(one, "award_year_end", award_title(due), book.cell(one, "award_year_end").rev))
    return found
