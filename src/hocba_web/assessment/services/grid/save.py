"""One act in a grid: all of it checked, cell by cell, in one transaction with its history, counts and trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import EditAct
from hocba_web.assessment.parts import HOMEROOM, SEVERAL, subject_of
from hocba_web.assessment.selectors.grid.book import Book, cell_lock, load_book
from hocba_web.assessment.selectors.grid.columns import Column, Store
from hocba_web.assessment.selectors.grid.sheets import sheet_named
from hocba_web.assessment.selectors.grid.values import accepted
from hocba_web.assessment.selectors.progress.count import all_findings, counts_of
from hocba_web.assessment.selectors.register import ClassFacts, class_facts
from hocba_web.assessment.selectors.tables.answers import Answer, answer_of
from hocba_web.assessment.selectors.windows.access import Access, accesses
from hocba_web.assessment.services.grid.writing import put
from hocba_web.assessment.services.progress.recount import follow, hold, keep
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Refused

KINDS = frozenset({"type", "paste", "fill", "clear", "bank", "undo", "redo", "proposal"})
MOST_CHANGES = 5000
_ENTRY = {HOMEROOM: Action.RESULTS_ENTER_HOMEROOM}
_BY_COLUMN = {
    "overall": Action.OVERALL_DECIDE,
    "award_year_end": Action.AWARDS_ENTER,
    "award_ad_hoc": Action.AWARDS_ENTER,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of an act, as the browser sent it."""

    row: int
    """Enrolment."""
    col: str
    value: object
    base: int
    """Revision that the person saw."""


def save_act(
    *,
    actor: Actor,
    class_id: int,
    moment: Moment,
    act: UUID,
    kind: str,
    changes: Sequence[Change],
    at: datetime,
    slug: str = "",
) -> dict[str, Any]:
    """Take one act of a person's grid: keep what may be kept, answer cell by cell for the rest.

    The same act again changes nothing and gets its first answer, word for word.

    Source: Decision 32/QĐ-THPĐ, art. 6(6)(c), art. 7(2), art. 9(1); Circular 27/2020/TT-BGDĐT, art. 7.

    Args:
        actor: who enters.
        class_id: a class of the actor's school.
        moment: one of the four.
        act: made by the browser.
        kind: one of `KINDS`.
        changes: a cell at most once.
        at: aware, UTC; when the request came.
        slug: the table that the act was made in; empty if in none.

    Returns:
        The answer of docs/formats/grid-protocol.md.

    Raises:
        Refused: GRID_MALFORMED; the code of the window, PART_COMPLETED or PART_SIGNED if nothing of the act may be
            entered now.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE: a cell of a part that is not the actor's; GRID_ACT_REUSED.
        Missing: NOT_FOUND_HERE, a class of another school.
    """
    facts = class_facts(class_id, actor.school_id)
    _require_shape(kind, changes)
    with transaction.atomic():
        held = hold(facts, moment, at=at, act=act)
        if held.seen:
            return _told_before(actor, facts, moment, act)
        book = load_book(facts, moment, clock.local(at).date())
        shown = sheet_named(actor, facts, moment, slug).columns(book.columns) if slug else book.columns
        table = {column.id: column for column in shown}
        columns = {change.col: _column(table, change.col) for change in changes}
        _require_rights(actor, facts, columns.values())
        parts = {column.part for column in columns.values()}
        access = accesses(facts, moment, sorted(parts), at, marks=held.marks, hold=True)
        _require_any_open(facts, access)
        answer = Answer()
        accept = [_judged(book, access, columns[change.col], change, answer) for change in changes]
        written = [one for one in accept if one is not None]
        before = {(one[0], one[1].id): book.value(one[0], one[1].id) for one in written}
        put(book, written, by=actor.user_id, at=at)
        findings = all_findings(book)
        keep(held, counts_of(book, findings), at=at)
        if any(column.kind == "level" for _, column, _ in written):
            follow(facts, moment, at=at)
        told = answer_of(book, answer, written=written, shown=shown, findings=findings, at=at)
        part = next(iter(parts)) if len(parts) == 1 else SEVERAL
        EditAct.objects.create(
            uuid=act,
            school_class_id=facts.id,
            period=moment.value,
            part=part,
            kind=kind,
            changes=[[row, column.id, before[row, column.id], value] for row, column, value in written],
            answer=told,
            by_id=actor.user_id,
            at=at,
        )
        if written:
            audit.record(
                actor=actor,
                action="assessment.results.entered",
                subject=("class", facts.id),
                at=at,
                school_id=facts.school_id,
                pupils={book.by_enrolment[row].pupil_id for row, _, _ in written},
                details={
                    "class": facts.name,
                    "period": moment.value,
                    "part": part,
                    "kind": kind,
                    "cells": len(written),
                    "act": str(act),
                },
            )
    return told


def _require_shape(kind: str, changes: Sequence[Change]) -> None:
    cells = {(change.row, change.col) for change in changes}
    if kind not in KINDS or not 0 < len(changes) <= MOST_CHANGES or len(cells) != len(changes):
        raise Refused("GRID_MALFORMED")


def _told_before(actor: Actor, facts: ClassFacts, moment: Moment, act: UUID) -> dict[str, Any]:
    """The answer that this act got when it came first."""
    row = EditAct.objects.get(uuid=act)
    if (row.by_id, row.school_class_id, row.period) != (actor.user_id, facts.id, moment.value):
        raise Forbidden("GRID_ACT_REUSED")
    answer: dict[str, Any] = row.answer
    return answer


def _column(table: Mapping[str, Column], name: str) -> Column:
    column = table.get(name)
    if column is None or column.store is Store.DERIVED:
        raise Refused("GRID_MALFORMED", where=name)
    return column


def _require_rights(actor: Actor, facts: ClassFacts, columns: Iterable[Column]) -> None:
    asked = {
        (_BY_COLUMN.get(column.id) or _ENTRY.get(column.part, Action.RESULTS_ENTER_SUBJECT), column.part)
        for column in columns
    }
    for action, part in asked:
        require(actor, action, Target(school_id=facts.school_id, class_id=facts.id, subject=subject_of(part)))


def _require_any_open(facts: ClassFacts, access: dict[str, Access]) -> None:
    refusals = [one.refusal_of_all(facts.part_name(part)) for part, one in access.items()]
    for refusal in refusals:
        if refusal is None:
            return
    if refusals and refusals[0] is not None:
        raise refusals[0]


def _judged(
    book: Book, access: dict[str, Access], column: Column, change: Change, answer: Answer
) -> tuple[int, Column, str] | None:
    """What to write for a change; None if its cell is answered already."""
    pupil = book.by_enrolment.get(change.row)
    if pupil is None:
        answer.refuse(change.row, column.id, Refused("PUPIL_NOT_IN_CLASS"))
        return None
    closed = access[column.part].refusal_of(change.row, book.facts.part_name(column.part))
    refusal = closed or cell_lock(book, pupil, column)
    if refusal is not None:
        answer.refuse(change.row, column.id, refusal)
        return None
    try:
        value = accepted(column, change.value)
    except Refused as unfit:
        answer.refuse(change.row, column.id, unfit)
        return None
    cell = book.cell(change.row, column.id)
    if value == cell.value:
        answer.same.append((change.row, column.id))
        return None
    if change.base != cell.rev:
        answer.conflicts.append((change.row, column))
        return None
    return change.row, column, value
