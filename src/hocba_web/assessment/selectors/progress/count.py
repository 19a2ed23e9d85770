"""Counting a book: what is there, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hocba.lint import Finding
from hocba_web.assessment.selectors.grid.book import Book
from hocba_web.assessment.selectors.grid.columns import Column
from hocba_web.assessment.selectors.lint.findings import findings_of, roster_of


@dataclass(slots=True)
class Count:
    """One part of one class at one moment."""

    filled: int = 0
    total: int = 0
    """Compulsory entries."""
    errors: int = 0
    warnings: int = 0


Findings = Mapping[int, tuple[tuple[str, Finding], ...]]
"""Enrolment -> (column, finding)."""


def all_findings(book: Book) -> Findings:
    """What the checks say of every pupil of a class."""
    roster = roster_of(book)
    return {pupil.enrolment_id: findings_of(book, pupil, roster) for pupil in book.pupils}


def counts_of(book: Book, findings: Findings) -> dict[str, Count]:
    """Counts of every part of the class, in the order of its parts."""
    counts = {part: Count() for part in book.facts.parts}
    _count(book, findings, [(column, counts[column.part]) for column in book.columns])
    return counts


def count_of(book: Book, findings: Findings, columns: Iterable[Column]) -> Count:
    """Counts of some columns together: of one table of the class."""
    count = Count()
    _count(book, findings, [(column, count) for column in columns])
    return count


def _count(book: Book, findings: Findings, where: list[tuple[Column, Count]]) -> None:
    compulsory = [(column, count) for column, count in where if column.required]
    by_id = {column.id: count for column, count in where}
    for pupil in book.pupils:
        for column, count in compulsory:
            if book.required(pupil, column):
                count.total += 1
                count.filled += bool(book.value(pupil.enrolment_id, column.id))
    for found in findings.values():
        for column_id, one in found:
            if column_id not in by_id:
                continue
            if one.is_error:
                by_id[column_id].errors += 1
            else:
                by_id[column_id].warnings += 1
