"""What the register asks of applications above it; `assessment` fills the ports in `AppConfig.ready`.

The defaults are safe: nothing may be changed, nothing hangs on an enrolment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from hocba_web.schools.models import SchoolClass


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether the register of a class may be changed at an instant."""

    is_open: bool
    closes_at: datetime | None = None
    """Aware, UTC: when the window that is open ends."""
    opens_at: datetime | None = None
    """Aware, UTC: when the next known one begins; only while closed."""


CLOSED = OpenState(is_open=False)


def _closed(_school_class: SchoolClass, _at: datetime) -> OpenState:
    return CLOSED


def _nothing_hangs_on_it(_old: int, _new: int, _at: datetime) -> None:
    return None


def _nobody_counts(_class_ids: Collection[int], _at: datetime) -> None:
    return None


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    register_open: Callable[[SchoolClass, datetime], OpenState] = field(default=_closed)
    """Is the register of this class open at this instant (Decision 32/QĐ-THPĐ, art. 6(6)(c))?"""
    enrolment_moved: Callable[[int, int, datetime], None] = field(default=_nothing_hangs_on_it)
    """A pupil changed class within the year: (old enrolment, new enrolment, instant); inside the same transaction."""
    roll_changed: Callable[[Collection[int], datetime], None] = field(default=_nobody_counts)
    """Who is in these classes (ids), or who of them is assessed, has changed; inside the same transaction."""


ports = Ports()
