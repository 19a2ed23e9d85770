"""What stands between a part and "Hoàn thành": empty compulsory cells and errors of the checks."""

from __future__ import annotations

from dataclasses import dataclass

from hocba.lint import Finding
from hocba_web.assessment.selectors.grid.book import Book
from hocba_web.assessment.selectors.grid.columns import Column
from hocba_web.assessment.selectors.progress.count import all_findings
from hocba_web.assessment.selectors.register import RollPupil


@dataclass(frozen=True, slots=True)
class Gap:
    """One cell that keeps a part from being complete."""

    pupil: RollPupil
    column: Column
    finding: Finding | None
    """None: nothing was entered."""


def gaps_of(book: Book, part: str) -> tuple[Gap, ...]:
    """Empty compulsory cells of a part and its errors, pupil by pupil in the order of the list."""
    columns = [column for column in book.columns if column.part == part]
    names = {column.id for column in columns}
    findings = all_findings(book)
    found = []
    for pupil in book.pupils:
        found += [
            Gap(pupil, column, None)
            for column in columns
            if book.required(pupil, column) and not book.value(pupil.enrolment_id, column.id)
        ]
        found += [
            Gap(pupil, book.by_id[name], one)
            for name, one in findings[pupil.enrolment_id]
            if one.is_error and name in names
        ]
    return tuple(found)
