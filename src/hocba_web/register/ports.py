"""What the register asks of applications above it; filled in their `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


def _nobody(_uuid: UUID, _reason: str, _at: datetime) -> None:
    """No way to the ministry: the recall waits until somebody brings its answer."""


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    recall_reported: Callable[[UUID, str, datetime], None] = field(default=_nobody)
    """Asks the ministry for the recall of a record that was reported to it: UUID, the school's reason, product clock.

    Called in the transaction in which an officer agrees; the answer comes back through
    `services.recalls.ministry_answered`.
    """


ports = Ports()
