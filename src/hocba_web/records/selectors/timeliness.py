"""Who signed after the planned day of issue: facts of one school year, by class; nothing here is weighed.

Source: Decision 32/QĐ-THPĐ, art. 6(11), art. 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max

from hocba_web.records.models import Signature

_PEOPLE = ("GVBM", "GVCN", "CBQL")


@dataclass(frozen=True, slots=True)
class LateSigning:
    """What one person signed late of one class."""

    user_id: int
    class_id: int
    class_name: str
    slot: str
    """GVBM, GVCN, CBQL."""
    records: int
    at: datetime
    """Of the last of them."""


def late_signings(year_id: int) -> tuple[LateSigning, ...]:
    """Signatures of people after the planned day of issue, by class and name of the slot; one query.

    What was carried over from an earlier revision counts when it was made; a record that was opened and signed again
    has a new planned day.
    """
    rows = (
        Signature.objects.filter(
            revision__record__school_class__year_id=year_id,
            revision__number=F("revision__record__revision"),
            slot__in=_PEOPLE,
            carried_from__isnull=True,
            at__date__gt=F("revision__record__planned_issue_on"),
        )
        .order_by("revision__record__school_class__name", "slot", "by_id")
        .values_list("by_id", "revision__record__school_class_id", "revision__record__school_class__name", "slot")
        .annotate(records=Count("revision__record", distinct=True), last=Max("at"))
    )
    return tuple(LateSigning(*row) for row in rows)
