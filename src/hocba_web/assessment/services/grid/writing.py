"""From cells of a book to rows of the database: one statement a table, whatever the number of cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Manager

from hocba.model import Quality
from hocba_web.assessment.models import HomeroomEntry, SubjectResult, TraitResult, YearEnd
from hocba_web.assessment.selectors.grid.book import HOMEROOM_FIELDS, YEAR_END_FIELDS, Book, Cell
from hocba_web.assessment.selectors.grid.columns import Column, Store
from hocba_web.assessment.selectors.grid.values import stored

BATCH = 500


def put(book: Book, changes: Iterable[tuple[int, Column, str]], *, by: int | None, at: datetime) -> None:
    """Write values into the book and its tables; each changed cell counts one revision more.

    Args:
        book: loaded in this transaction; afterwards it holds the new values.
        changes: (enrolment id, column, accepted value); a cell at most once.
        by: account.
        at: aware, UTC.
    """
    touched: dict[Store, dict[tuple[int, str], Column]] = defaultdict(dict)
    for enrolment, column, value in changes:
        old = book.cell(enrolment, column.id)
        book.cells[enrolment, column.id] = Cell(value, old.rev + 1)
        touched[column.store][enrolment, _row_of(column)] = column
    stamp = {"updated_by_id": by, "updated_at": at}
    if rows := touched[Store.SUBJECT]:
        _upsert(
            SubjectResult.objects,
            [_subject_row(book, enrolment, column) | stamp for (enrolment, _), column in rows.items()],
            ["enrolment", "moment", "subject"],
            ["level", "score", "comment"],
        )
    if rows := touched[Store.TRAIT]:
        _upsert(
            TraitResult.objects,
            [_trait_row(book, enrolment, column) | stamp for (enrolment, _), column in rows.items()],
            ["enrolment", "moment", "kind", "trait"],
            ["level"],
        )
    if rows := touched[Store.HOMEROOM]:
        here = {"moment": book.moment.value}
        fields = [name for name in HOMEROOM_FIELDS if name in book.by_id]
        _upsert(
            HomeroomEntry.objects,
            [_row(book, enrolment, fields) | here | stamp for enrolment, _ in rows],
            ["enrolment", "moment"],
            fields,
        )
    if rows := touched[Store.YEAR_END]:
        _upsert(
            YearEnd.objects,
            [_row(book, enrolment, YEAR_END_FIELDS) | stamp for enrolment, _ in rows],
            ["enrolment"],
            list(YEAR_END_FIELDS),
        )


def _row_of(column: Column) -> str:
    """What tells a column's row among those of one pupil in its table."""
    return column.id.rpartition(".")[0] if column.store is Store.SUBJECT else column.id * (column.store is Store.TRAIT)


def _subject_row(book: Book, enrolment: int, column: Column) -> dict[str, object]:
    subject = column.part
    cells = {name: book.cell(enrolment, f"{subject}.{name}") for name in ("level", "score", "comment")}
    return {
        "enrolment_id": enrolment,
        "moment": book.moment.value,
        "subject": subject,
        "level": cells["level"].value,
        "score": int(cells["score"].value) if cells["score"].value else None,
        "comment": cells["comment"].value,
        "revs": {name: cell.rev for name, cell in cells.items() if cell.rev},
    }


def _trait_row(book: Book, enrolment: int, column: Column) -> dict[str, object]:
    cell = book.cell(enrolment, column.id)
    quality = isinstance(column.of, Quality)
    return {
        "enrolment_id": enrolment,
        "moment": book.moment.value,
        "kind": TraitResult.Kind.QUALITY if quality else TraitResult.Kind.COMPETENCY,
        "trait": column.id.partition(".")[2],
        "level": cell.value,
        "revs": {"level": cell.rev},
    }


def _row(book: Book, enrolment: int, fields: Iterable[str]) -> dict[str, object]:
    cells = {name: book.cell(enrolment, name) for name in fields}
    values = {name: stored(book.by_id[name], cell.value) for name, cell in cells.items()}
    return {
        "enrolment_id": enrolment,
        **values,
        "revs": {name: cell.rev for name, cell in cells.items() if cell.rev},
    }


def _upsert(table: Manager[Any], rows: list[dict[str, object]], unique: list[str], fields: list[str]) -> None:
    table.bulk_create(
        (table.model(**row) for row in rows),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=[*fields, "revs", "updated_by", "updated_at"],
    )
