"""Counts of every part of a class, written in the transaction that changes an entry; or all of them anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery, Value

from hocba.model import Moment
from hocba_web.assessment.models import CompletionMark, EditAct, Progress
from hocba_web.assessment.selectors.grid.book import Book, load_books
from hocba_web.assessment.selectors.progress.count import Count, all_findings, counts_of
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, classes_of_year, rolls
from hocba_web.base import clock

_COUNTED = ("filled", "total", "errors", "warnings")


@dataclass(frozen=True, slots=True)
class Held:
    """A class at a moment, held by one writer."""

    rows: Mapping[str, Progress]
    """Counts by part."""
    marks: Mapping[str, tuple[datetime, str]]
    """Standing "Hoàn thành" marks by part: when, who."""
    seen: bool
    """Whether the act asked about was taken before."""


def hold(facts: ClassFacts, moment: Moment, *, at: datetime, act: UUID | None = None) -> Held:
    """The counts of a class at a moment, locked until the transaction ends: writers of one class queue here.

    Missing rows are made.

    Args:
        facts: the class.
        moment: one of the four.
        at: aware, UTC.
        act: asked about under the lock, so that the same act sent twice at once is one.
    """
    rows = _held(facts.id, moment, act)
    if set(rows) != set(facts.parts):
        Progress.objects.bulk_create(
            (
                Progress(school_class_id=facts.id, moment=moment.value, part=part, updated_at=at)
                for part in facts.parts
                if part not in rows
            ),
            ignore_conflicts=True,
        )
        rows = _held(facts.id, moment, act)
    marks = {part: (row.completed_at, row.completed_by) for part, row in rows.items() if row.completed_at is not None}
    return Held(rows, marks, any(row.seen for row in rows.values()))


def _held(class_id: int, moment: Moment, act: UUID | None) -> dict[str, Any]:
    """Rows with what else has to be known under the lock, in one query."""
    mark = CompletionMark.objects.filter(
        school_class_id=class_id, moment=moment.value, part=OuterRef("part"), withdrawn_at__isnull=True
    )
    rows = (
        Progress.objects.select_for_update(of=("self",))
        .filter(school_class_id=class_id, moment=moment.value)
        .annotate(
            completed_at=Subquery(mark.values("at")[:1]),
            completed_by=Subquery(mark.values("by__full_name")[:1]),
            seen=Exists(EditAct.objects.filter(uuid=act)) if act else Value(value=False),
        )
        .order_by("id")
    )
    return {row.part: row for row in rows}


def keep(held: Held, counts: Mapping[str, Count], *, at: datetime) -> None:
    """Write the counts that changed."""
    changed = []
    for part, count in counts.items():
        row = held.rows[part]
        if any(getattr(row, name) != getattr(count, name) for name in _COUNTED):
            for name in _COUNTED:
                setattr(row, name, getattr(count, name))
            row.updated_at = at
            changed.append(row)
    if changed:
        Progress.objects.bulk_update(changed, [*_COUNTED, "updated_at"])


def follow(facts: ClassFacts, moment: Moment, *, at: datetime) -> None:
    """Count the end of the year anew after levels of the first term changed, for a fall is measured from them."""
    if moment is not Moment.END1:
        return
    if Progress.objects.filter(school_class_id=facts.id, moment=Moment.YEAR_END.value).exists():
        rebuild_progress(facts.year_id, [Moment.YEAR_END], at=at, class_ids=[facts.id])


def rebuild_progress(
    year_id: int, moments: Iterable[Moment] = tuple(Moment), *, at: datetime, class_ids: Iterable[int] | None = None
) -> int:
    """Count classes of a year anew, after imports, seeds and changes of class lists.

    Args:
        year_id: the school year.
        moments: which of the four.
        at: aware, UTC.
        class_ids: only these classes; None for all.

    Returns:
        How many parts were counted.
    """
    classes = classes_of_year(year_id, class_ids)
    lists = rolls(facts.id for facts in classes)
    today = clock.local(at).date()
    return sum(_rebuilt(classes, moment, today, lists, at) for moment in moments)


@transaction.atomic
def _rebuilt(
    classes: list[ClassFacts], moment: Moment, today: date, lists: Mapping[int, tuple[RollPupil, ...]], at: datetime
) -> int:
    # Whoever enters meanwhile waits, so that no older count overwrites a newer one.
    list(Progress.objects.select_for_update().filter(school_class_id__in=lists, moment=moment.value).order_by("id"))
    books = load_books(classes, moment, today, lists)
    rows = [
        Progress(
            school_class_id=class_id,
            moment=moment.value,
            part=part,
            updated_at=at,
            **{name: getattr(count, name) for name in _COUNTED},
        )
        for class_id, book in books.items()
        for part, count in _counted(book).items()
    ]
    Progress.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["school_class", "moment", "part"],
        update_fields=[*_COUNTED, "updated_at"],
    )
    return len(rows)


def _counted(book: Book) -> dict[str, Count]:
    return counts_of(book, all_findings(book))
