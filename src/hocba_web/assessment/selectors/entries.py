"""Entries of whole years as flat cells, for workbooks: what stands there now, and where one may write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.assessment.selectors.grid.book import load_books
from hocba_web.assessment.selectors.grid.columns import Column, columns_of
from hocba_web.assessment.selectors.grid.sheets import entry_action, may
from hocba_web.assessment.selectors.register import class_facts, classes_of_year, rolls
from hocba_web.assessment.selectors.windows.access import Access, accesses
from hocba_web.base import clock


@dataclass(frozen=True, slots=True)
class Editable:
    """Whether somebody may write a part of a class now."""

    permitted: bool
    """By the matrix: the part is the actor's own."""
    access: Access
    """Windows, marks, signatures; `access.refusal(name)` says why not."""

    @property
    def is_open(self) -> bool:
        """Both."""
        return self.permitted and self.access.is_open


def entries(
    *, year_id: int, moment: Moment, at: datetime, class_ids: Iterable[int] | None = None
) -> dict[int, dict[str, str]]:
    """Every cell that holds something, by enrolment and column, in a fixed number of queries.

    Args:
        year_id: school year.
        moment: one of the four; YEAR_END brings overall result and awards too.
        at: aware, UTC.
        class_ids: only these classes.
    """
    classes = classes_of_year(year_id, class_ids)
    lists = rolls(facts.id for facts in classes)
    found: dict[int, dict[str, str]] = {pupil.enrolment_id: {} for pupils in lists.values() for pupil in pupils}
    for book in load_books(classes, moment, clock.local(at).date(), lists).values():
        for (enrolment, column), cell in book.cells.items():
            if cell.value:
                found[enrolment][column] = cell.value
    return found


def columns_of_class(class_id: int, school_id: int, moment: Moment) -> tuple[Column, ...]:
    """The columns a class has at a moment.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    return columns_of(class_facts(class_id, school_id), moment)


def editable_parts(actor: Actor, class_id: int, moment: Moment, at: datetime) -> dict[str, Editable]:
    """What somebody may write in a class at an instant, part by part.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    facts = class_facts(class_id, actor.school_id)
    found = accesses(facts, moment, facts.parts, at)
    return {part: Editable(may(actor, entry_action(part), facts, part), found[part]) for part in facts.parts}
