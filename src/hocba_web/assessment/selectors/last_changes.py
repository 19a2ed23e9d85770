"""Who last changed a cell: what explains why an import cannot be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hocba.model import Moment
from hocba_web.assessment.models import EditAct


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last act on a cell."""

    by: str
    at: datetime


def last_changes(class_ids: Iterable[int], moment: Moment, *, since: datetime) -> dict[tuple[int, str], LastChange]:
    """The last act on each cell (enrolment id, column) since an instant, aware."""
    acts = EditAct.objects.filter(school_class_id__in=list(class_ids), period=moment.value, at__gte=since)
    found: dict[tuple[int, str], LastChange] = {}
    for act in acts.select_related("by").order_by("at", "id"):
        for row, column, *_ in act.changes:
            found[row, column] = LastChange(act.by.get_full_name(), act.at)
    return found
