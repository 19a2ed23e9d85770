"""The one door that says whether a part of a class may be changed at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import connection
from django.db.models import Q

from hocba.model import Moment
from hocba_web.assessment.models import EntryWindow
from hocba_web.assessment.selectors.register import ClassFacts

_SHARED = """
    SELECT * FROM assessment_entrywindow
    WHERE year_id = %s AND period = %s AND (grade IS NULL OR grade = %s)
      AND (school_class_id IS NULL OR school_class_id = %s)
    FOR SHARE
"""
"""Ending a window waits for saves under way; saves never wait for each other. SQLite needs none of it: there a
transaction that writes is the only one."""


class Closed(Enum):
    """Why nothing may be entered; the value is the code of the refusal."""

    NOT_DECIDED = "WINDOW_NOT_DECIDED"
    NOT_EXECUTED = "WINDOW_NOT_EXECUTED"
    NOT_YET = "WINDOW_NOT_YET"
    ENDED = "WINDOW_ENDED"


@dataclass(frozen=True, slots=True)
class WindowState:
    """What the windows say of one part at one instant."""

    closed: Closed | None
    """None: open."""
    opens_at: datetime | None = None
    """Of the window that counts; aware, UTC."""
    closes_at: datetime | None = None
    """End of the latest opening that is open now, or of the one that ended last."""
    window_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether entries may be changed."""
        return self.closed is None


def window_state(facts: ClassFacts, period: str, part: str, at: datetime, *, hold: bool = False) -> WindowState:
    """Whether a part of a class may be changed at an instant; asked inside the transaction of every write.

    Source: Decision 32/QĐ-THPĐ, art. 6(6)(c), art. 10(b): open means decided by the principal, executed by the admin,
    not ended early, and `opens_at <= at < closes_at`.

    Args:
        facts: the class.
        period: a value of `Period`.
        part: a subject's value or "homeroom"; for the register and supplementary assessment any part.
        at: aware; the time of the request.
        hold: keep the window from being ended until this transaction is over.
    """
    return window_states(facts, period, [part], at, hold=hold)[part]


def window_states(
    facts: ClassFacts, period: str, parts: Iterable[str], at: datetime, *, hold: bool = False
) -> Mapping[str, WindowState]:
    """The same for several parts of a class, in one query."""
    scope = (facts.year_id, period, facts.grade, facts.id)
    if hold and connection.vendor == "postgresql":
        rows = list(EntryWindow.objects.raw(_SHARED, scope))
    else:
        rows = list(
            EntryWindow.objects.filter(
                Q(grade__isnull=True) | Q(grade=facts.grade),
                Q(school_class__isnull=True) | Q(school_class_id=facts.id),
                year_id=facts.year_id,
                period=period,
            )
        )
    return {part: state_of([row for row in rows if row.part in {"", part}], at) for part in parts}


def state_of(rows: Iterable[EntryWindow], at: datetime) -> WindowState:
    """What windows that all cover the same part say of it; the reason nearest to being open is told."""
    best: tuple[int, float, WindowState] | None = None
    for row in rows:
        state = _state(row, at)
        rank = (_NEARNESS[state.closed], _closeness(state, at))
        if best is None or rank > best[:2]:
            best = (*rank, state)
    return best[2] if best else WindowState(Closed.NOT_DECIDED)


def covers(row: EntryWindow, facts: ClassFacts) -> bool:
    """Whether a window of the class's year reaches the class, in whole or in part."""
    return row.school_class_id in {None, facts.id} and row.grade in {None, facts.grade}


def ends_at(row: EntryWindow) -> datetime:
    """The instant from which a window is shut, whatever was planned."""
    return row.closes_at if row.ended_at is None else min(row.ended_at, row.closes_at)


def _state(row: EntryWindow, at: datetime) -> WindowState:
    end = ends_at(row)
    if at >= end:
        closed = Closed.ENDED if row.executed_at is not None else Closed.NOT_DECIDED
    elif row.executed_at is None:
        closed = Closed.NOT_EXECUTED
    elif at < row.opens_at:
        closed = Closed.NOT_YET
    else:
        closed = None
    return WindowState(closed, row.opens_at, end, row.id)


_NEARNESS = {None: 4, Closed.NOT_EXECUTED: 3, Closed.NOT_YET: 2, Closed.ENDED: 1, Closed.NOT_DECIDED: 0}


def _closeness(state: WindowState, at: datetime) -> float:
    """Among windows of one kind: the one open longest, the next to open, the last to have ended."""
    if state.opens_at is None or state.closes_at is None:
        return 0.0
    if state.closed is Closed.NOT_YET:
        return -(state.opens_at - at).total_seconds()
    return (state.closes_at - at).total_seconds()


def windows_of(year_id: int) -> tuple[EntryWindow, ...]:
    """All windows of a school year's four moments: read once where a page asks several questions of them."""
    return tuple(EntryWindow.objects.filter(year_id=year_id, period__in=[moment.value for moment in Moment]))


def nearest_moment(year_id: int, at: datetime, windows: Iterable[EntryWindow] | None = None) -> Moment:
    """The moment people mean now: one that is open, else the last that was, else the next, else the first.

    Args:
        year_id: school year.
        at: aware, UTC.
        windows: what `windows_of` gave, where it was read already.
    """
    rows: dict[str, list[EntryWindow]] = {moment.value: [] for moment in Moment}
    for row in windows_of(year_id) if windows is None else windows:
        rows[row.period].append(row)
    ranked = [(_ORDER[state_of(found, at).closed], index, value) for index, (value, found) in enumerate(rows.items())]
    best = max(ranked, key=lambda one: (one[0], one[1] if one[0] != _ORDER[Closed.NOT_YET] else -one[1]))
    return Moment(best[2]) if best[0] else Moment.MID1


_ORDER = {None: 4, Closed.ENDED: 3, Closed.NOT_EXECUTED: 2, Closed.NOT_YET: 1, Closed.NOT_DECIDED: 0}
