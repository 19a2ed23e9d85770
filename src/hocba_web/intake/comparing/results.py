"""Differences in results: cell by cell, each in the part of the class that somebody answers for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit
from hocba_web.accounts.roles import Role
from hocba_web.assessment.parts import HOMEROOM, subject_of
from hocba_web.assessment.selectors.grid.book import Book, load_books, pupil_lock
from hocba_web.assessment.selectors.grid.columns import Column, columns_of
from hocba_web.assessment.selectors.grid.values import accepted
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, classes_of_year, rolls
from hocba_web.assessment.selectors.windows.access import Access, accesses
from hocba_web.base.clock import local
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.intake.comparing.items import Cell, Comparison, Item, why
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.reading import KnownSchool, Reading, Refusal
from hocba_web.intake.reading.reading import Subject
from hocba_web.schools.selectors.rows import Row

_BY_COLUMN = {
    "overall": Action.OVERALL_DECIDE,
    "award_year_end": Action.AWARDS_ENTER,
    "award_ad_hoc": Action.AWARDS_ENTER,
}


def compare_results(reading: Reading, known: KnownSchool, actor: Actor, at: datetime) -> Comparison:
    """What the cells of a workbook would change in the grids of its classes at its moment."""
    moment = reading.moment or Moment.YEAR_END
    classes = _classes(reading, known)
    lists = rolls(classes)
    books = load_books(classes.values(), moment, local(at).date(), lists)
    desks = {class_id: _Desk(books[class_id], actor, at) for class_id in classes}
    items = [
        desks[known.places[code].class_id].item(code, known.places[code].enrolment_id, row, reading.subjects[code])
        for code, row in reading.rows.items()
    ]
    silent = reading.kind is FileKind.COMMENTS
    told = {known.places[code].enrolment_id for code in reading.rows}
    for class_id, pupils in lists.items():
        items += [
            Item(str(pupil.enrolment_id), Subject(pupil.name, classes[class_id].name), is_missing=True)
            for pupil in pupils
            if pupil.enrolment_id not in told and books[class_id].owes(pupil) and not (silent and pupil.not_assessed)
        ]
    return Comparison(items, _nothing_left(items))


def _classes(reading: Reading, known: KnownSchool) -> dict[int, ClassFacts]:
    ids = {known.places[code].class_id for code in reading.rows}
    return {facts.id: facts for facts in classes_of_year(known.year.id, ids)}


def _nothing_left(items: list[Item]) -> Refusal | None:
    """The reason why nothing can be taken, where one reason stands before every cell that differs."""
    cells = [cell for item in items for cell in item.cells]
    if not cells or any(cell.blocked is None for cell in cells):
        return None
    codes = {cell.blocked.code for cell in cells if cell.blocked}
    return cells[0].blocked if len(codes) == 1 else None


@dataclass(frozen=True, slots=True)
class _Right:
    """Whether a part's cells are this person's to write from a file."""

    refusal: Refusal | None


class _Desk:
    """One class: its book, and what this person may write in it."""

    def __init__(self, book: Book, actor: Actor, at: datetime) -> None:
        self.book = book
        self.actor = actor
        self.access: dict[str, Access] = accesses(book.facts, book.moment, book.facts.parts, at)
        self.rights: dict[str, _Right] = {}

    def item(self, code: str, enrolment_id: int, row: Row, about: Subject) -> Item:
        """The differences of one pupil."""
        pupil = self.book.by_enrolment[enrolment_id]
        found = [cell for column, value in row.items() if (cell := self._cell(pupil, column, str(value))) is not None]
        is_new = not any(self.book.value(enrolment_id, column) for column in row)
        return Item(code, about, found, is_new=is_new)

    def _cell(self, pupil: RollPupil, name: str, value: str) -> Cell | None:
        """One cell, if it says something else than what was entered."""
        column = self.book.by_id.get(name)
        before = self.book.value(pupil.enrolment_id, name)
        if column is None:
            reason = Refusal("INTAKE_COLUMN_NOT_TAKEN", {"class_name": self.book.facts.name})
            return Cell(name, before, value, reason)
        try:
            kept = accepted(column, value)
        except Refused as refused:
            return Cell(name, before, value, why(refused))
        if kept in ("", before):
            return None
        lock = pupil_lock(self.book, pupil, column.part) or (
            "PUPIL_NOT_ASSESSED" if pupil.not_assessed and column.of_results else ""
        )
        return Cell(name, before, kept, Refusal(lock) if lock else self._refusal(pupil, column))

    def _refusal(self, pupil: RollPupil, column: Column) -> Refusal | None:
        """Permission first, then an initialised record, the window, a mark of completion."""
        not_permitted = self._right(column).refusal
        if not_permitted is not None:
            return not_permitted
        refused = self.access[column.part].refusal_of(pupil.enrolment_id, self.book.facts.part_name(column.part))
        return why(refused) if refused is not None else None

    def _right(self, column: Column) -> _Right:
        action = _action(column)
        key = f"{column.part}/{action.value}"
        if key not in self.rights:
            self.rights[key] = _Right(self._not_permitted(column.part, action))
        return self.rights[key]

    def _not_permitted(self, part: str, action: Action) -> Refusal | None:
        name = self.book.facts.part_name(part)
        if not may_import(self.actor, self.book.facts, part, action):
            return Refusal("INTAKE_PART_NOT_YOURS", {"part": name, "class_name": self.book.facts.name})
        return None


def _action(column: Column) -> Action:
    if column.part == HOMEROOM:
        return _BY_COLUMN.get(column.id, Action.RESULTS_ENTER_HOMEROOM)
    return Action.RESULTS_ENTER_SUBJECT


def require_columns(actor: Actor, facts: ClassFacts, moment: Moment, names: Iterable[str]) -> None:
    """Refuse unless somebody may take all these columns of a class from a file.

    Raises:
        Forbidden: INTAKE_PART_NOT_YOURS.
    """
    columns = {column.id: column for column in columns_of(facts, moment)}
    for name in names:
        column = columns.get(name)
        if column is not None and not may_import(actor, facts, column.part, _action(column)):
            part = facts.part_name(column.part)
            raise Forbidden("INTAKE_PART_NOT_YOURS", where=facts.name, part=part, class_name=facts.name)


def may_import(actor: Actor, facts: ClassFacts, part: str, action: Action) -> bool:
    """Whether somebody may take results of a part from a file: the registrar for the school, teachers their own.

    Teachers import what they may type, no more.
    """
    target = Target(school_id=facts.school_id, class_id=facts.id, subject=subject_of(part))
    if actor.role is Role.REGISTRAR:
        return allowed(actor, Action.RESULTS_IMPORT, target)
    reached = class_limit(actor, Action.RESULTS_IMPORT)
    return (reached is None or facts.id in reached) and allowed(actor, action, target)
