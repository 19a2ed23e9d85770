"""Who owes what: parts not marked complete, while their window is open and after it closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hocba.model import Moment
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.progress import ClassState, PartState
from hocba_web.base import clock
from hocba_web.schools.selectors.teaching import assignments


@dataclass(frozen=True, slots=True)
class Late:
    """One part that its teacher owes."""

    class_id: int
    class_name: str
    part: str
    part_name: str
    teacher: str
    user_id: int | None
    missing: int
    errors: int
    since: datetime
    """When the window closed, or will close; aware, UTC."""

    def topic(self, moment: Moment) -> str:
        """What reminders of it are filed under."""
        return f"{self.class_id}/{moment.value}/{self.part}"

    @property
    def words(self) -> str:
        """Class and part: "3A1 – Toán"."""
        return f"{self.class_name} – {self.part_name}"

    @property
    def last_day(self) -> date:
        """The last day, in Vietnam, on which it could, or can, be entered."""
        return clock.local(self.since - timedelta(seconds=1)).date()


def late_parts(year_id: int, states: Iterable[ClassState], on: date) -> tuple[Late, ...]:
    """Parts that are open no longer and not marked complete, by class and part; a few queries however many.

    Args:
        year_id: the school year.
        states: from `wall`.
        on: the day in Vietnam, for who teaches.
    """
    return _parts(year_id, states, on, lambda part: not part.window.is_open)


def due_parts(year_id: int, states: Iterable[ClassState], on: date) -> tuple[Late, ...]:
    """Parts that are open and not marked complete; arguments as of `late_parts`."""
    return _parts(year_id, states, on, lambda part: part.window.is_open)


def owed_parts(year_id: int, states: Iterable[ClassState], on: date) -> tuple[Late, ...]:
    """Both together."""
    return _parts(year_id, states, on, lambda _part: True)


def _parts(
    year_id: int, states: Iterable[ClassState], on: date, wanted: Callable[[PartState], bool]
) -> tuple[Late, ...]:
    owed = [
        (state.facts, part, part.window.closes_at)
        for state in states
        for part in state.parts
        if part.completed_at is None and part.total and part.window.closes_at is not None and wanted(part)
    ]
    if not owed:
        return ()
    # A substitute stands behind the teacher they stand in for, so the substitute is who owes it.
    teachers = {
        (one.class_id, HOMEROOM if one.subject is None else one.subject.value): one for one in assignments(year_id, on)
    }
    found = []
    for facts, part, closes_at in owed:
        teacher = teachers.get((facts.id, part.part))
        found.append(
            Late(
                facts.id,
                facts.name,
                part.part,
                part.name,
                teacher.staff_name if teacher else "",
                teacher.user_id if teacher else None,
                part.missing,
                part.errors,
                closes_at,
            )
        )
    return tuple(found)
