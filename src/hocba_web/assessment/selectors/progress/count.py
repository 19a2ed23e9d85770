"""Counting a book: what is there, what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hocba.lint import Finding
from hocba_web.assessment.selectors.grid.book import Book
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


def refreshed(book: Book, findings: Findings, rows: Collection[int]) -> Findings:
    """The findings after entries of some pupils changed."""
    roster = roster_of(book)
    return {**findings, **{row: findings_of(book, book.by_enrolment[row], roster) for row in rows}}


def counts_of(book: Book, findings: Findings) -> dict[str, Count]:
    """Counts of every part of the class, in the order of its parts."""
    counts = {part: Count() for part in book.facts.parts}
    compulsory = [column for column in book.columns if column.required]
    for pupil in book.pupils:
        for column in compulsory:
            if book.required(pupil, column):
                count = counts[column.part]
                count.total += 1
                count.filled += (pupil.enrolment_id, column.id) in book.cells and bool(
                    book.cells[pupil.enrolment_id, column.id].value
                )
    for found in findings.values():
        for column_id, one in found:
            count = counts[book.by_id[column_id].part]
            if one.is_error:
                count.errors += 1
            else:
                count.warnings += 1
    return counts
