"""Values from the law as dated data: each with unit, first day, source and the day a person last checked it.

The files beside this module hold tables of parameters. A table is a parameter if it has a `history`; its name is the
dotted path to it:

    [overall_result.excellent.minimum_score]
    unit = "points, whole, 0-10"
    last_checked = 2026-11-20
    history = [{ from = 2020-10-20, value = 9, source = "Circular 27/2020/TT-BGDĐT, art. 9(2)(a)" }]

Asking for a day before the first entry is an error, not a default.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from hocba.errors import UnknownRule

FOLDERS = ("circular_27_2020", "school_regulation", "sector_database")
"""Where parameters are kept: the circular, the school's regulation and practice, captions of the sector database."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value:
    """What a parameter is worth from a day on."""

    start: date
    """First day it holds."""
    value: object
    source: str
    """Text and article it is taken from."""

    def _checked(self, value: object, kind: type[T]) -> T:
        # bool is an int in Python, and never what a rule with a number means
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise TypeError(f"a parameter of {self.source} is {value!r}, expected {kind.__name__}")
        return value

    def whole(self) -> int:
        """The value as a whole number."""
        return self._checked(self.value, int)

    def text(self) -> str:
        """The value as text."""
        return self._checked(self.value, str)

    def flag(self) -> bool:
        """The value as yes or no."""
        return self._checked(self.value, bool)

    def items(self, kind: type[T]) -> tuple[T, ...]:
        """The value as a list of `kind`."""
        return tuple(self._checked(item, kind) for item in self._checked(self.value, list))

    def table(self, kind: type[T]) -> dict[str, T]:
        """The value as a table whose entries are all of `kind`."""
        return {str(key): self._checked(item, kind) for key, item in self._checked(self.value, dict).items()}

    def lists(self, kind: type[T]) -> dict[str, tuple[T, ...]]:
        """The value as a table of lists of `kind`."""
        return {key: tuple(self._checked(item, kind) for item in row) for key, row in self.table(list).items()}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of the law over time."""

    name: str
    """Dotted, unique in its folder: "overall_result.excellent.minimum_score"."""
    folder: str
    unit: str
    last_checked: date
    """Day on which a person last compared it with its source."""
    history: tuple[Value, ...]
    """Oldest first, never empty."""

    def on(self, day: date) -> Value:
        """What it is worth on `day`.

        Raises:
            UnknownRule: RULE_NOT_IN_FORCE, the day lies before the first entry.
        """
        for value in reversed(self.history):
            if value.start <= day:
                return value
        raise UnknownRule("RULE_NOT_IN_FORCE", where=self.name, day=f"{day:%d/%m/%Y}")

    @property
    def newest(self) -> Value:
        """The latest entry: for captions and wordings, which have no history worth keeping."""
        return self.history[-1]


def _read(folder: str, prefix: str, table: Mapping[str, object]) -> Iterator[Parameter]:
    """Every parameter below `table`."""
    if "history" in table:
        unit, last_checked, history = table["unit"], table["last_checked"], table["history"]
        if not (isinstance(unit, str) and isinstance(last_checked, date) and isinstance(history, list) and history):
            raise TypeError(f"{folder}/{prefix} lacks a unit, the day of its last check or a history")
        values = tuple(Value(start=row["from"], value=row["value"], source=row["source"]) for row in history)
        if [value.start for value in values] != sorted({value.start for value in values}):
            raise ValueError(f"the history of {folder}/{prefix} is not in order of its days")
        yield Parameter(prefix, folder, unit, last_checked, values)
        return
    for name, child in table.items():
        if not isinstance(child, dict):
            raise TypeError(f"{folder}/{prefix}.{name} stands outside a parameter")
        yield from _read(folder, f"{prefix}.{name}" if prefix else name, child)


@cache
def parameters_in(folder: str) -> Mapping[str, Parameter]:
    """Every parameter of one of `FOLDERS`, by name.

    Raises:
        ValueError: two files of the folder define one name, or a history is out of order.
        TypeError: a parameter lacks one of its fields.
    """
    found: dict[str, Parameter] = {}
    for entry in sorted((files(__package__) / folder).iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".toml"):
            continue
        for parameter in _read(folder, "", tomllib.loads(entry.read_text(encoding="utf-8"))):
            if parameter.name in found:
                raise ValueError(f"{folder}/{parameter.name} stands twice, again in {entry.name}")
            found[parameter.name] = parameter
    return found


def circular(name: str) -> Parameter:
    """A parameter of Circular 27/2020/TT-BGDĐT."""
    return parameters_in("circular_27_2020")[name]


def school(name: str) -> Parameter:
    """A parameter of the school's regulation or practice."""
    return parameters_in("school_regulation")[name]


def database(name: str) -> Parameter:
    """A caption or code of the sector database."""
    return parameters_in("sector_database")[name]
