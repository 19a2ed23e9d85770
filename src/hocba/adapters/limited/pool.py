"""Children that wait to be asked: as many as threads ask at once, never more than a bound."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hocba.adapters.limited.child import Child, Limits, place_of


class Pool:
    """Lends children to threads. A process that was forked gets children of its own.

    Args:
        limits: of each child.
        most: children at once; who comes then waits.
    """

    def __init__(self, limits: Limits | None = None, *, most: int = 4) -> None:
        self._limits = limits or Limits()
        self._most = most
        self._begin()
        atexit.register(self.close)

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._idle: list[Child] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(self._most)

    @contextmanager
    def child(self, trust: Path | None) -> Iterator[Child]:
        """One child for the length of a block, that may read this folder of anchors and status data."""
        if self._owner != os.getpid():
            self._begin()  # the children are the parent's: they are not ours to ask or to end
        with self._places:
            with self._lock:
                found = self._idle.pop() if self._idle else None
            if found is None or not found.usable or found.place != place_of(trust):
                if found is not None:
                    found.kill()
                found = Child(self._limits, trust)
            try:
                yield found
            finally:
                if found.usable:
                    with self._lock:
                        self._idle.append(found)
                else:
                    found.kill()

    def close(self) -> None:
        """End the children that wait."""
        if self._owner != os.getpid():
            return
        with self._lock:
            waiting, self._idle = self._idle, []
        for child in waiting:
            child.kill()
