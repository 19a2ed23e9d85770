"""Who is late: parts not complete although their window has closed, or closes within a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.progress import ClassState
from hocba_web.schools.selectors.teaching import assignments


@dataclass(frozen=True, slots=True)
class Late:
    """One part whose teacher is late."""

    class_id: int
    class_name: str
    part: str
    part_name: str
    teacher: str
    user_id: int | None
    missing: int
    errors: int
    since: datetime
    """When the window closed; aware, UTC."""


def late_parts(year_id: int, states: Iterable[ClassState], on: date) -> tuple[Late, ...]:
    """Parts that are open no longer and not marked complete, by class and part; one query.

    Args:
        year_id: the school year.
        states: from `wall`.
        on: the day in Vietnam, for who teaches.
    """
    teachers = {
        (one.class_id, HOMEROOM if one.subject is None else one.subject.value): one for one in assignments(year_id, on)
    }
    found = []
    for state in states:
        for part in state.parts:
            closed = part.window.closes_at
            if part.completed_at is not None or part.window.is_open or closed is None or not part.total:
                continue
            teacher = teachers.get((state.facts.id, part.part))
            found.append(
                Late(
                    state.facts.id,
                    state.facts.name,
                    part.part,
                    part.name,
                    teacher.staff_name if teacher else "",
                    teacher.user_id if teacher else None,
                    part.missing,
                    part.errors,
                    closed,
                )
            )
    return tuple(found)
