"""How a group's closing stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocba.model import ClosingGroup
from hocba_web.submission.models import Closing


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """What was confirmed, and what the register said."""

    confirmed_by: str
    confirmed_at: datetime | None
    missing_then: int
    note: str
    finalised_at: datetime | None
    problem: str


def closing_of(year_id: int, group: ClosingGroup) -> ClosingRow | None:
    """The closing of a group; None before anybody confirmed or closed it."""
    row = Closing.objects.filter(year_id=year_id, group=group.value).select_related("confirmed_by").first()
    if row is None:
        return None
    return ClosingRow(
        row.confirmed_by.full_name if row.confirmed_by else "",
        row.confirmed_at,
        len(row.snapshot.get("missing", ())),
        row.note,
        row.finalised_at,
        row.problem,
    )
