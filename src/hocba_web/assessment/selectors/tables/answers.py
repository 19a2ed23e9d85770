"""What the browser is told: cells, messages, counts, conflicts (docs/formats/grid-protocol.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from hocba.lint import Finding
from hocba.messages import Language
from hocba_web.assessment.models import HomeroomEntry, SubjectResult, TraitResult, YearEnd
from hocba_web.assessment.selectors.grid.book import Book
from hocba_web.assessment.selectors.grid.columns import Column, Store
from hocba_web.assessment.selectors.progress.count import Count, count_of
from hocba_web.assessment.selectors.tables.derived import derived
from hocba_web.base.refusals import Refused, spoken

Pairs = Mapping[int, tuple[tuple[str, Finding], ...]]


@dataclass(slots=True)
class Answer:
    """What became of the cells that are not written."""

    refused: list[tuple[int, str, Refused]] = field(default_factory=list)
    conflicts: list[tuple[int, Column]] = field(default_factory=list)
    same: list[tuple[int, str]] = field(default_factory=list)
    """The value stood there already."""

    def refuse(self, row: int, col: str, refusal: Refused) -> None:
        """Answer one cell with a refusal."""
        self.refused.append((row, col, refusal))


def language() -> Language:
    """The reader's language, of the two the core speaks."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def messages(found: Iterable[Finding]) -> list[dict[str, str]]:
    """Findings as the protocol writes them."""
    tongue = language()
    return [{"s": one.severity.value, "t": one.what(tongue), "next": one.next_step(tongue)} for one in found]


def by_cell(findings: Pairs) -> dict[tuple[int, str], list[Finding]]:
    """Findings by cell."""
    cells: dict[tuple[int, str], list[Finding]] = {}
    for row, pairs in findings.items():
        for col, one in pairs:
            cells.setdefault((row, col), []).append(one)
    return cells


def iso(at: datetime) -> str:
    """An instant as the protocol writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer_of(
    book: Book,
    answer: Answer,
    *,
    written: Sequence[tuple[int, Column, str]],
    shown: Collection[Column],
    findings: Pairs,
    at: datetime,
) -> dict[str, Any]:
    """The answer to one act.

    Args:
        book: with the new values.
        answer: what became of the other cells.
        written: (enrolment, column, value).
        shown: columns of the person's table.
        findings: after the act.
        at: aware.
    """
    found = by_cell(findings)
    answered = {(row, column.id) for row, column, _ in written} | set(answer.same)
    touched = sorted({row for row, _, _ in written})
    return {
        "saved": [_cell(book, row, col, found) for row, col in sorted(answered)],
        "conflicts": _conflicts(book, answer.conflicts),
        "refused": [_refused(book, row, col, refusal) for row, col, refusal in answer.refused],
        "rows": [
            {"row": row, "cells": cells} for row in touched if (cells := _others(book, row, shown, answered, found))
        ],
        "counts": told_count(count_of(book, findings, shown)),
        "at": iso(at),
    }


def told_count(count: Count) -> dict[str, int]:
    """Counts as the protocol writes them."""
    return {"filled": count.filled, "total": count.total, "errors": count.errors}


def _cell(book: Book, row: int, col: str, found: Mapping[tuple[int, str], list[Finding]]) -> dict[str, Any]:
    cell = book.cell(row, col)
    return {"row": row, "col": col, "v": cell.value, "r": cell.rev, "m": messages(found.get((row, col), ()))}


def _refused(book: Book, row: int, col: str, refusal: Refused) -> dict[str, Any]:
    cell, said = book.cell(row, col), spoken(refusal)
    return {
        "row": row,
        "col": col,
        "v": cell.value,
        "r": cell.rev,
        "code": said.code,
        "t": said.what,
        "next": said.next,
    }


def _others(
    book: Book,
    row: int,
    shown: Collection[Column],
    answered: Collection[tuple[int, str]],
    found: Mapping[tuple[int, str], list[Finding]],
) -> dict[str, Any]:
    """Cells of a touched pupil that were not sent: messages, which may hang on those that were; computed ones anew."""
    computed = derived(book, row) if any(column.store is Store.DERIVED for column in shown) else {}
    cells: dict[str, Any] = {}
    for column in shown:
        if (row, column.id) not in answered:
            told: dict[str, Any] = {"m": messages(found.get((row, column.id), ()))}
            cells[column.id] = told | ({"v": computed[column.id]} if column.id in computed else {})
    return cells


def _conflicts(book: Book, conflicts: Sequence[tuple[int, Column]]) -> list[dict[str, Any]]:
    """The other person's value, who they are and when it was."""
    told = []
    for row, column in conflicts:
        cell, (by, at) = book.cell(row, column.id), _last_change(book, row, column)
        told.append(
            {"row": row, "col": column.id, "v": cell.value, "r": cell.rev, "by": by, "at": iso(at) if at else ""}
        )
    return told


def _last_change(book: Book, row: int, column: Column) -> tuple[str, datetime | None]:
    moment = book.moment.value
    rows: QuerySet[Any]
    if column.store is Store.SUBJECT:
        rows = SubjectResult.objects.filter(moment=moment, subject=column.part)
    elif column.store is Store.TRAIT:
        kind, _, trait = column.id.partition(".")
        rows = TraitResult.objects.filter(moment=moment, kind__startswith=kind, trait=trait)
    elif column.store is Store.HOMEROOM:
        rows = HomeroomEntry.objects.filter(moment=moment)
    else:
        rows = YearEnd.objects.all()
    found = rows.filter(enrolment_id=row).values_list("updated_by__full_name", "updated_at").first()
    return (found[0] or "", found[1]) if found else ("", None)
