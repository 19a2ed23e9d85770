"""What the register refuses beside the general reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from hocba_web.base.refusals import Refused
from hocba_web.schools.pupil_fields import Value
from hocba_web.schools.selectors.pupils.duplicates import Resembles


@dataclass(frozen=True, slots=True)
class Problem:
    """One field that cannot be stored as it is."""

    name: str
    """Name in `pupil_fields`."""
    code: str
    """Stable code of the message catalogue."""
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""


class DataRefused(Refused):
    """What was typed cannot enter the register; forms show each problem at its field.

    Attributes:
        problems: at least one.
    """

    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__("PUPIL_DATA_REFUSED", where=first.name, source=first.source, count=len(problems))
        self.problems = tuple(problems)


class Conflict(Refused):
    """Somebody else changed the same pupil since the form was opened; nothing was stored.

    Attributes:
        version: what the row stands at now.
        current: all editable values now on file.
        base: for each field that others changed since, the value it had before.
        by: name of whoever changed it last; empty if unknown.
        at: when that was (aware, UTC), or None.
    """

    def __init__(
        self, *, version: int, current: Mapping[str, Value], base: Mapping[str, Value], by: str, at: datetime | None
    ) -> None:
        super().__init__("PUPIL_CHANGED_MEANWHILE", by=by or "–")
        self.version = version
        self.current = current
        self.base = base
        self.by = by
        self.at = at


class MayBeDuplicate(Refused):
    """The child may be on the register already; asked again with `sure`, the service goes on.

    Attributes:
        others: who on file it may be.
    """

    def __init__(self, others: Sequence[Resembles]) -> None:
        super().__init__("PUPIL_MAY_BE_DUPLICATE", count=len(others))
        self.others = tuple(others)
