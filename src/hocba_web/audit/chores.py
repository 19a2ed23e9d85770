"""What every tick does for traces."""

from __future__ import annotations

from datetime import datetime

from hocba_web.audit import checkpoints, sequencer
from hocba_web.audit.verification import verify
from hocba_web.base import clock


def sequence(at: datetime) -> int:  # noqa: ARG001  # chaining does not depend on the hour
    """Chain every entry that waits; how many."""
    return sequencer.sequence_all()


def checkpoint(at: datetime) -> int:  # noqa: ARG001  # checkpoints carry the machine's time
    """Once a day, keep the heads of all chains in the database and in a file; how many."""
    now = clock.real_now()
    path = checkpoints.folder() / f"{clock.local(now):%Y-%m-%d}.json"
    if path.exists():
        return 0
    found = checkpoints.keep(at=now)
    checkpoints.write(path, found, at=now)
    return len(found)


def faults() -> int:
    """Recompute every chain; how many places do not fit."""
    return len(verify(now=clock.real_now()).faults)
