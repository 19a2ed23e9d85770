"""What the register asks of applications above it; filled in their `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


def _nobody(_uuid: UUID, _reason: str, _at: datetime) -> None:
    """No way to the ministry: the recall waits until somebody brings its answer."""


def _none(_school_year: int, _before: datetime) -> Collection[int]:
    """Nothing is received here that is judged later."""
    return ()


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    recall_reported: Callable[[UUID, str, datetime], None] = field(default=_nobody)
    """Asks the ministry for the recall of a record that was reported to it: UUID, the school's reason, product clock.

    Called in the transaction in which an officer agrees; the answer comes back through
    `services.recalls.ministry_answered`.
    """
    judging: Callable[[int, datetime], Collection[int]] = field(default=_none)
    """Schools (register's numbers) of which something received before that moment is not judged yet: school year,
    product clock. Their groups are closed when it is: what came in time is not late because judging takes its time.
    """


ports = Ports()
