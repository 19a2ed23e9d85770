"""The door for whole workbooks: many cells of many classes at once, with the same rules as a grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction

from hocba.model import Moment
from hocba_web.assessment.models import EditAct
from hocba_web.assessment.selectors.grid.book import Book, cell_lock, load_books, told
from hocba_web.assessment.selectors.grid.columns import Column, Store
from hocba_web.assessment.selectors.grid.values import accepted
from hocba_web.assessment.selectors.progress.count import all_findings, counts_of
from hocba_web.assessment.selectors.register import classes_of_enrolments, rolls
from hocba_web.assessment.selectors.windows.access import accesses
from hocba_web.assessment.services.grid.writing import put
from hocba_web.assessment.services.progress.recount import follow, hold, keep
from hocba_web.base import clock
from hocba_web.base.refusals import Refused

Grounds = Literal["import", "undo", "seed"]
Value = str | int | None


class CellChange(NamedTuple):
    """One cell of a workbook."""

    enrolment_id: int
    column: str
    """As in the grids: "MATHS.score", "q.HONESTY", "comment_homeroom"."""
    before: Value
    """What the caller saw there; another value by now is left alone."""
    after: Value


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the cells."""

    cells: int
    """How many were changed."""
    passed_over: tuple[tuple[int, str], ...]
    """(enrolment, column) that held something else than `before`."""
    entries: tuple[UUID, ...]
    """Acts in the history, one a class and part."""


@transaction.atomic
def write_many(
    *,
    year_id: int,
    moment: Moment,
    changes: Sequence[CellChange],
    by_user_id: int,
    at: datetime,
    import_run: UUID,
    grounds: Grounds,
    recount: bool = True,
) -> Written:
    """Write cells of one year's classes at one moment, with history and counts; all or nothing.

    The caller has checked the permission of whoever asks, cell by cell (`editable_parts`), and records its own trace.
    Windows are asked here once more, except for a seed.

    Source: Decision 32/QĐ-THPĐ, art. 6(6)(c).

    Args:
        year_id: school year.
        moment: one of the four; what belongs to the year's end goes with YEAR_END.
        changes: a cell at most once.
        by_user_id: account that answers for it.
        at: aware, UTC.
        import_run: what the acts are named after; the same run writes a part once for each of the grounds.
        grounds: why.
        recount: False leaves the counts as they are; the caller then calls `rebuild_progress` for all it wrote.

    Raises:
        Refused: GRID_MALFORMED, a column that the class does not have; PUPIL_NOT_IN_CLASS; PUPIL_LEFT_CLASS,
            PUPIL_NOT_ASSESSED; the codes of cells and of windows; RESULTS_WRITTEN_BEFORE.
    """
    by_class = classes_of_enrolments(year_id, {change.enrolment_id for change in changes})
    lists = rolls(facts.id for facts in by_class)
    class_of = {pupil.enrolment_id: class_id for class_id, pupils in lists.items() for pupil in pupils}
    wanted: dict[int, list[CellChange]] = defaultdict(list)
    for change in changes:
        if change.enrolment_id not in class_of:
            raise Refused("PUPIL_NOT_IN_CLASS", where=str(change.enrolment_id))
        wanted[class_of[change.enrolment_id]].append(change)
    progress = {facts.id: hold(facts, moment, at=at) for facts in by_class}
    books = load_books(by_class, moment, clock.local(at).date(), lists)
    cells, passed_over, acts = 0, [], []
    for class_id, asked in wanted.items():
        book = books[class_id]
        checked = [_checked(book, change) for change in asked]
        if grounds != "seed":
            _require_open(book, checked, at)
        write = []
        for enrolment, column, before, after in checked:
            value = book.value(enrolment, column.id)
            if value not in {before, after}:
                passed_over.append((enrolment, column.id))
            elif value != after:
                write.append((enrolment, column, after))
        acts += _history(book, write, EditAct(kind=grounds, by_id=by_user_id, at=at), import_run)
        put(book, write, by=by_user_id, at=at)
        if recount:
            keep(progress[class_id], counts_of(book, all_findings(book)), at=at)
            follow(book.facts, moment, at=at)
        cells += len(write)
    EditAct.objects.bulk_create(acts)
    return Written(cells, tuple(passed_over), tuple(act.uuid for act in acts))


def _checked(book: Book, change: CellChange) -> tuple[int, Column, str, str]:
    column = book.by_id.get(change.column)
    if column is None or column.store is Store.DERIVED:
        raise Refused("GRID_MALFORMED", where=change.column)
    pupil = book.by_enrolment[change.enrolment_id]
    after = accepted(column, told(change.after))
    lock = cell_lock(book, pupil, column)
    if lock is not None and after != book.value(change.enrolment_id, column.id):
        raise lock
    return change.enrolment_id, column, told(change.before), after


def _require_open(book: Book, checked: Sequence[tuple[int, Column, str, str]], at: datetime) -> None:
    parts = {column.part for _, column, _, _ in checked}
    found = accesses(book.facts, book.moment, sorted(parts), at, hold=True)
    for enrolment, column, _, after in checked:
        access = found[column.part]
        if enrolment in access.locks and book.value(enrolment, column.id) == after:
            continue  # the file says what the record says
        refusal = access.refusal_of(enrolment, f"{book.facts.part_name(column.part)} {book.facts.name}")
        if refusal is not None:
            raise refusal


def _history(book: Book, write: Iterable[tuple[int, Column, str]], like: EditAct, run: UUID) -> list[EditAct]:
    """One act a part, otherwise `like` this one; named after the run, so that a repeat meets itself."""
    parts: dict[str, list[list[object]]] = defaultdict(list)
    for enrolment, column, value in write:
        parts[column.part].append([enrolment, column.id, book.value(enrolment, column.id), value])
    here = f"{book.facts.id}/{book.moment.value}"
    acts = [
        EditAct(
            uuid=uuid5(run, f"{here}/{part}/{like.kind}"),
            school_class_id=book.facts.id,
            period=book.moment.value,
            part=part,
            kind=like.kind,
            changes=changed,
            answer={"import_run": str(run)},
            by_id=like.by_id,
            at=like.at,
        )
        for part, changed in parts.items()
    ]
    if EditAct.objects.filter(uuid__in=[act.uuid for act in acts]).exists():
        raise Refused("RESULTS_WRITTEN_BEFORE", where=book.facts.name)
    return acts
