"""Who marked late, asked to open late, took a mark back: facts of one school year for the principal's report.

Source: Decision 32/QĐ-THPĐ, art. 6(11), art. 13. Facts only: nothing here is weighed or ordered by person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hocba_web.assessment.models import CompletionMark, EntryWindow, LateRequest
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year
from hocba_web.assessment.selectors.windows.state import ends_at


@dataclass(frozen=True, slots=True)
class Act:
    """Something one person did about one part of one class."""

    user_id: int
    class_id: int
    class_name: str
    period: str
    """Value of `Period`."""
    part: str
    """In words."""
    at: datetime
    """Aware, UTC."""
    due: datetime | None = None
    """Until when it was due; None where that is not the question."""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Acts of a year, the oldest first."""

    late_marks: tuple[Act, ...]
    """First "Hoàn thành" of a part after its last regular window had closed."""
    late_requests: tuple[Act, ...]
    """Requests to open late, withdrawn ones aside."""
    corrections: tuple[Act, ...]
    """A "Hoàn thành" taken back to correct entries."""


def timeliness(year_id: int) -> Timeliness:
    """The facts of a school year, in four queries.

    Args:
        year_id: a year of the reader's school.
    """
    facts = {one.id: one for one in classes_of_year(year_id)}
    regular = list(EntryWindow.objects.filter(year_id=year_id, executed_at__isnull=False, late_request__isnull=True))
    late: list[Act] = []
    corrections: list[Act] = []
    seen: set[tuple[int, str, str]] = set()
    for mark in CompletionMark.objects.filter(school_class__year_id=year_id).order_by("at", "id"):
        here = facts[mark.school_class_id]
        key = (mark.school_class_id, mark.moment, mark.part)
        due = _due(regular, here, mark.moment, mark.part)
        if key not in seen and due is not None and mark.at >= due:
            late.append(_act(here, mark.by_id, key[1:], mark.at, due))
        seen.add(key)
        if mark.withdrawn_at is not None and mark.withdrawn_by_id is not None:
            corrections.append(_act(here, mark.withdrawn_by_id, key[1:], mark.withdrawn_at))
    requests = LateRequest.objects.filter(school_class__year_id=year_id).exclude(state=LateRequest.State.WITHDRAWN)
    asked = [
        _act(facts[row.school_class_id], row.asked_by_id, (row.period, row.part), row.asked_at)
        for row in requests.order_by("asked_at", "id")
    ]
    return Timeliness(tuple(late), tuple(asked), tuple(corrections))


def by_person(acts: Iterable[Act]) -> dict[int, list[Act]]:
    """The same, by account."""
    found: dict[int, list[Act]] = defaultdict(list)
    for one in acts:
        found[one.user_id].append(one)
    return found


def _due(windows: Iterable[EntryWindow], facts: ClassFacts, period: str, part: str) -> datetime | None:
    """When the last regular window that reached a part closed; the later one where it was prolonged."""
    ends = [
        ends_at(row)
        for row in windows
        if row.period == period
        and row.school_class_id in {None, facts.id}
        and row.grade in {None, facts.grade}
        and row.part in {"", part}
    ]
    return max(ends, default=None)


def _act(facts: ClassFacts, user_id: int, what: tuple[str, str], at: datetime, due: datetime | None = None) -> Act:
    period, part = what
    return Act(user_id, facts.id, facts.name, period, facts.part_name(part), at, due)
