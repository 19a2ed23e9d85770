"""How far every class of a year is at one moment: what dashboards show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from django.db.models import Q

from hocba.model import Moment
from hocba_web.assessment.models import CompletionMark, EntryWindow, Progress, ReadyMark
from hocba_web.assessment.selectors.register import ClassFacts, classes_of_year
from hocba_web.assessment.selectors.windows.state import WindowState, covers, state_of, windows_of


class Stage(Enum):
    """How far a class is at a moment."""

    EMPTY = "empty"
    """Nothing entered."""
    ENTERING = "entering"
    """Some compulsory entries are there."""
    ENTERED = "entered"
    """All of them are."""
    CHECKED = "checked"
    """Every part is marked "Hoàn thành" by its teacher."""
    READY = "ready"
    """The homeroom teacher has marked the class ready."""


@dataclass(frozen=True, slots=True)
class PartState:
    """One part of one class."""

    part: str
    name: str
    filled: int
    total: int
    errors: int
    warnings: int
    completed_at: datetime | None
    """When it was marked "Hoàn thành"; None if no mark stands."""
    completed_by: str
    window: WindowState

    @property
    def is_full(self) -> bool:
        """Whether every compulsory entry is there."""
        return self.total > 0 and self.filled == self.total

    @property
    def missing(self) -> int:
        """Compulsory entries that are not there."""
        return self.total - self.filled


@dataclass(frozen=True, slots=True)
class ClassState:
    """One class at one moment."""

    facts: ClassFacts
    parts: tuple[PartState, ...]
    """In the order of the form, the homeroom teacher's last; empty counts where nothing was ever counted."""
    ready_at: datetime | None
    ready_by: str
    stage: Stage = field(default=Stage.EMPTY)

    @property
    def filled(self) -> int:
        """Compulsory entries that are there."""
        return sum(part.filled for part in self.parts)

    @property
    def total(self) -> int:
        """Compulsory entries."""
        return sum(part.total for part in self.parts)

    @property
    def errors(self) -> int:
        """Errors of the checks."""
        return sum(part.errors for part in self.parts)

    @property
    def warnings(self) -> int:
        """Warnings of the checks."""
        return sum(part.warnings for part in self.parts)

    @property
    def completed(self) -> int:
        """Parts marked "Hoàn thành"."""
        return sum(part.completed_at is not None for part in self.parts)

    @property
    def closes_at(self) -> datetime | None:
        """The latest instant at which one of its open parts closes; None if nothing is open."""
        ends = [part.window.closes_at for part in self.parts if part.window.is_open and part.window.closes_at]
        return max(ends, default=None)


_COUNTS = ("filled", "total", "errors", "warnings")


@dataclass(slots=True)
class _Rows:
    """What the tables say of many classes."""

    counts: dict[tuple[int, str], tuple[int, int, int, int]] = field(default_factory=dict)
    marks: dict[tuple[int, str], tuple[datetime, str]] = field(default_factory=dict)
    ready: dict[int, tuple[datetime, str]] = field(default_factory=dict)


def wall(
    year_id: int,
    moment: Moment,
    at: datetime,
    class_ids: Collection[int] | None = None,
    windows: Iterable[EntryWindow] | None = None,
) -> list[ClassState]:
    """Every class of a year, or the named ones, in five queries.

    Args:
        year_id: school year.
        moment: one of the four.
        at: aware, UTC: what is open then.
        class_ids: only these.
        windows: what `windows_of` gave, where it was read already (four queries then).
    """
    classes = classes_of_year(year_id, class_ids)
    here = {"school_class__year_id": year_id, "moment": moment.value}
    only = Q() if class_ids is None else Q(school_class_id__in=list(class_ids))
    rows = _Rows()
    counted = Progress.objects.filter(only, **here)
    for class_id, part, *counts in counted.values_list("school_class_id", "part", *_COUNTS):
        rows.counts[class_id, part] = (counts[0], counts[1], counts[2], counts[3])
    marked = CompletionMark.objects.filter(only, withdrawn_at__isnull=True, **here)
    for class_id, part, when, who in marked.values_list("school_class_id", "part", "at", "by__full_name"):
        rows.marks[class_id, part] = (when, who)
    ready = ReadyMark.objects.filter(only, withdrawn_at__isnull=True, **here)
    for class_id, when, who in ready.values_list("school_class_id", "at", "by__full_name"):
        rows.ready[class_id] = (when, who)
    found = windows_of(year_id) if windows is None else windows
    here_and_now = [row for row in found if row.period == moment.value]
    return [_state(facts, rows, _of_class(here_and_now, facts), at) for facts in classes]


def class_state(facts: ClassFacts, moment: Moment, at: datetime) -> ClassState:
    """One class at one moment."""
    return wall(facts.year_id, moment, at, [facts.id])[0]


def _of_class(windows: Iterable[EntryWindow], facts: ClassFacts) -> dict[str, list[EntryWindow]]:
    """Windows that reach a class, by part; "" those that open everything."""
    found: dict[str, list[EntryWindow]] = defaultdict(list)
    for row in windows:
        if covers(row, facts):
            found[row.part].append(row)
    return found


def _state(facts: ClassFacts, rows: _Rows, windows: Mapping[str, list[EntryWindow]], at: datetime) -> ClassState:
    parts = []
    for part in facts.parts:
        filled, total, errors, warnings = rows.counts.get((facts.id, part), (0, 0, 0, 0))
        completed_at, completed_by = rows.marks.get((facts.id, part), (None, ""))
        parts.append(
            PartState(
                part=part,
                name=facts.part_name(part),
                filled=filled,
                total=total,
                errors=errors,
                warnings=warnings,
                completed_at=completed_at,
                completed_by=completed_by,
                window=state_of([*windows.get("", ()), *windows.get(part, ())], at),
            )
        )
    ready_at, ready_by = rows.ready.get(facts.id, (None, ""))
    return ClassState(facts, tuple(parts), ready_at, ready_by, _stage(parts, ready=ready_at is not None))


def _stage(parts: list[PartState], *, ready: bool) -> Stage:
    if ready:
        return Stage.READY
    if all(part.completed_at is not None for part in parts):
        return Stage.CHECKED
    owed = [part for part in parts if part.total]
    if owed and all(part.is_full for part in owed):
        return Stage.ENTERED
    return Stage.ENTERING if any(part.filled for part in parts) else Stage.EMPTY
