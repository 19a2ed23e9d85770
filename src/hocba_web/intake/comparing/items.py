"""Differences, row by row and cell by cell."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from hocba_web.base.refusals import Refused
from hocba_web.intake.reading import Refusal
from hocba_web.intake.reading.reading import Subject
from hocba_web.schools.selectors.rows import Row, Value
from hocba_web.schools.services.bulk import Change


class State(Enum):
    """What applying the file does to a row."""

    NEW = "new"
    CHANGED = "changed"
    BLOCKED = "blocked"
    """It differs, but nothing of it may be taken from this file."""
    SAME = "same"
    MISSING = "missing"
    """On file and not in the workbook; never deleted."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field that differs."""

    field: str
    before: Value
    after: Value
    blocked: Refusal | None = None
    """Why it is not taken; None if it is."""

    def as_json(self) -> list[Any]:
        """As stored."""
        why = [self.blocked.code, dict(self.blocked.params)] if self.blocked else None
        return [self.field, self.before, self.after, why]


@dataclass(slots=True)
class Item:
    """One row of the workbook, or one on file that the workbook lacks."""

    key: str
    about: Subject
    cells: list[Cell] = field(default_factory=list)
    is_new: bool = False
    """There is no such row on file, or nothing in it."""
    makes_row: bool = False
    """Applying makes a row, undoing removes it."""
    is_missing: bool = False
    notes: list[Refusal] = field(default_factory=list)
    """What somebody should look at; it stops nothing."""

    @property
    def taken(self) -> list[Cell]:
        """The cells that applying changes."""
        return [cell for cell in self.cells if cell.blocked is None]

    @property
    def state(self) -> State:
        """What applying does to the row."""
        if self.is_missing:
            return State.MISSING
        if not self.cells:
            return State.SAME
        if not self.taken:
            return State.BLOCKED
        return State.NEW if self.is_new else State.CHANGED

    def change(self) -> Change:
        """What is to be written."""
        after = {cell.field: cell.after for cell in self.taken}
        if self.makes_row:
            return Change(self.key, None, after)
        return Change(self.key, {cell.field: cell.before for cell in self.taken}, after)

    def as_json(self) -> dict[str, Any]:
        """As stored for the preview page."""
        return {
            "key": self.key,
            "name": self.about.name,
            "class": self.about.class_name,
            "place": self.about.place,
            "state": self.state.value,
            "cells": [cell.as_json() for cell in self.cells],
            "notes": [[one.code, dict(one.params)] for one in self.notes],
        }


@dataclass(slots=True)
class Comparison:
    """All differences of one workbook."""

    items: list[Item] = field(default_factory=list)
    refusal: Refusal | None = None
    """Why nothing of the file can be taken now."""

    @property
    def changes(self) -> list[Change]:
        """What applying writes."""
        return [item.change() for item in self.items if item.taken]

    @property
    def digest(self) -> str:
        """What a person has seen: the same differences have the same digest, whatever else went on."""
        told = [item.as_json() for item in self.items if item.cells]
        refused = [self.refusal.code] if self.refusal else []
        text = json.dumps([told, refused], ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """As stored: the rows that differ or are missing, and counts of all."""
        states = Counter(item.state for item in self.items)
        by_class: dict[str, Counter[State]] = {}
        for item in self.items:
            by_class.setdefault(item.about.class_name, Counter())[item.state] += 1
        return {
            "digest": self.digest,
            "refusal": [self.refusal.code, dict(self.refusal.params)] if self.refusal else None,
            "counts": {state.value: states[state] for state in State},
            "classes": {
                name: {state.value: count for state, count in counts.items()} for name, counts in by_class.items()
            },
            "cells": sum(len(item.taken) for item in self.items),
            "items": [item.as_json() for item in self.items if item.state is not State.SAME or item.notes],
        }


def why(said: Refused) -> Refusal:
    """A refusal of a service as the reason of a cell."""
    return Refusal(said.code, {**said.params})


def refused(reason: Refusal, where: str = "") -> Refused:
    """The reverse of `why`: what a service raises."""
    params: dict[str, Any] = {name: value for name, value in reason.params.items() if name != "where"}
    return Refused(reason.code, where=where, **params)


def differing(file: Row, on_file: Row) -> Iterator[Cell]:
    """Fields of a workbook's row that say something else than what is on file; an empty cell says nothing."""
    for name, value in file.items():
        before = on_file.get(name)
        if value not in ("", None) and value != before:
            yield Cell(name, before, value)


def blocked(cells: Iterable[Cell], reasons: Mapping[str, Refusal]) -> list[Cell]:
    """The cells, those of some fields with the reason why they are not taken."""
    return [
        Cell(cell.field, cell.before, cell.after, reasons[cell.field]) if cell.field in reasons else cell
        for cell in cells
    ]
