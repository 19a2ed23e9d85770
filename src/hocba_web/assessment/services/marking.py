"""Marks of moments that were finished before the school used the system, for seeds and first imports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hocba.model import Moment
from hocba_web.assessment.models import CompletionMark, Progress, ReadyMark
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.base import clock
from hocba_web.schools.selectors.teaching import assignments


@transaction.atomic
def mark_finished(
    *, year_id: int, moments: Collection[Moment], at: datetime, class_ids: Collection[int] | None = None
) -> int:
    """Mark every part that is full and free of errors as its teacher's, and classes all of whose parts are as ready.

    Asked is nobody: people mark through `mark_complete` and `mark_ready`.

    Args:
        year_id: the year.
        moments: which moments.
        at: aware, UTC; when the marks are said to have been set.
        class_ids: only these classes; None for all.

    Returns:
        How many classes became ready, summed over the moments.
    """
    teachers = {
        (one.class_id, HOMEROOM if one.subject is None else one.subject.value): one.user_id
        for one in assignments(year_id, clock.local(at).date())
    }
    rows = Progress.objects.filter(school_class__year_id=year_id, moment__in=[moment.value for moment in moments])
    if class_ids is not None:
        rows = rows.filter(school_class_id__in=class_ids)
    marks, unready, seen = [], set(), set()
    for row in rows:
        place = (row.school_class_id, row.moment)
        by = teachers.get((row.school_class_id, row.part))
        seen.add(place)
        if by is None or row.errors or not row.total or row.filled < row.total:
            unready.add(place)
            continue
        marks.append(
            CompletionMark(school_class_id=row.school_class_id, moment=row.moment, part=row.part, by_id=by, at=at)
        )
    CompletionMark.objects.bulk_create(marks)
    ready = [
        ReadyMark(school_class_id=class_id, moment=moment, by_id=by, at=at)
        for class_id, moment in sorted(seen - unready)
        if (by := teachers[class_id, HOMEROOM]) is not None
    ]
    ReadyMark.objects.bulk_create(ready)
    return len(ready)
