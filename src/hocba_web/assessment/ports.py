"""What result entry asks of applications above it; each fills its port in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class RecordLock:
    """A pupil's record was initialised: entries of the year's end are closed, whatever the windows say."""

    opened: frozenset[str] = frozenset()
    """Parts that an executed unlocking opens for this pupil, whatever the windows say."""


def _nothing_frozen(_class_id: int) -> Mapping[int, RecordLock]:
    return MappingProxyType({})


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    record_locks: Callable[[int], Mapping[int, RecordLock]] = field(default=_nothing_frozen)
    """By place in a class (id): whose record is initialised, signed or issued; who is not named has no such lock."""


ports = Ports()
