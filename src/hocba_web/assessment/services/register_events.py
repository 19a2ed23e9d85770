"""What the register sets off here: a pupil changed class, a class list changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Manager

from hocba.model import Moment
from hocba_web.assessment.models import HomeroomEntry, Progress, SubjectResult, TraitResult, YearEnd
from hocba_web.assessment.selectors.register import places_of
from hocba_web.assessment.services.progress.recount import rebuild_progress


@transaction.atomic
def carry_results(old_enrolment: int, new_enrolment: int, at: datetime) -> None:
    """A pupil changed class within the year: what was entered so far goes along; the old class keeps its own.

    Args:
        old_enrolment: the place that ended.
        new_enrolment: the place that began; what it holds already stays.
        at: aware, UTC.
    """
    for table in (SubjectResult.objects, TraitResult.objects, HomeroomEntry.objects, YearEnd.objects):
        _copy(table, old_enrolment, new_enrolment)
    recount_classes({class_id for class_id, _ in places_of([old_enrolment, new_enrolment])}, at)


def _copy(table: Manager[Any], old_enrolment: int, new_enrolment: int) -> None:
    rows = list(table.filter(enrolment_id=old_enrolment))
    for row in rows:
        row.pk = None
        row.enrolment_id = new_enrolment
    table.bulk_create(rows, ignore_conflicts=True)


def recount_classes(class_ids: Collection[int], at: datetime) -> None:
    """Class lists changed: count the moments that anything was counted of."""
    counted = Progress.objects.filter(school_class_id__in=list(class_ids)).values_list(
        "school_class__year_id", "moment", "school_class_id"
    )
    wanted: dict[tuple[int, str], set[int]] = {}
    for year_id, moment, class_id in counted.distinct():
        wanted.setdefault((year_id, moment), set()).add(class_id)
    for (year_id, moment), classes in wanted.items():
        rebuild_progress(year_id, [Moment(moment)], at=at, class_ids=classes)
