"""What a benchmark run says: a machine, named by size alone, and rows of figures."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import Literal

Judged = Literal["ratio_at_least", "ratio_at_most", "ours_at_most", "shown"]


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine, named by cores and memory only."""

    cores: int
    memory_gib: float

    @classmethod
    def here(cls) -> Machine:
        """This machine; cores are those this process may use."""
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return cls(len(os.sched_getaffinity(0)), round(pages / 2**30, 1))


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of ours beside a peer's."""

    name: str
    what: str
    ours: float
    """In `unit`."""
    peer: float | None
    """In `unit`; None where nothing stands beside ours."""
    peer_name: str | None
    unit: str
    ratio: float | None
    """Peer / ours where more is better, ours / peer where the peer is a floor (see `judged`)."""
    bar: float | None
    """What must be reached; None for a figure that is only shown."""
    goal: float | None
    judged: Judged
    """What the bar is held against."""

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached; None without a bar."""
        return self._meets(self.bar)

    @property
    def goal_reached(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        return self._meets(self.goal)

    def _meets(self, limit: float | None) -> bool | None:
        if limit is None or self.judged == "shown":
            return None
        if self.judged == "ours_at_most":
            return self.ours <= limit
        if self.ratio is None:
            return None
        return self.ratio >= limit if self.judged == "ratio_at_least" else self.ratio <= limit

    def as_json(self) -> dict[str, object]:
        """The keys that the command line promises."""
        fields = asdict(self)
        del fields["judged"]
        return {key: _rounded(value) for key, value in fields.items()}


@dataclass(frozen=True, slots=True)
class BenchReport:
    """One run."""

    machine: Machine
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, object]:
        """`{machine, rows}`."""
        return {"machine": asdict(self.machine), "rows": [row.as_json() for row in self.rows]}

    @property
    def missed(self) -> tuple[Row, ...]:
        """Rows whose bar is not reached."""
        return tuple(row for row in self.rows if row.reached is False)


def faster(name: str, what: str, ours: float, peer: tuple[str, float], *, bar: float, goal: float) -> Row:
    """A row where the ratio says how many times less CPU ours takes; times in milliseconds."""
    peer_name, peer_ms = peer
    return Row(name, what, ours, peer_ms, peer_name, "ms CPU", peer_ms / ours, bar, goal, "ratio_at_least")


def over_floor(name: str, what: str, ours: float, floor: tuple[str, float], *, bar: float, goal: float) -> Row:
    """A row where the ratio says how far ours is above what nobody can avoid; times in milliseconds."""
    floor_name, floor_ms = floor
    return Row(name, what, ours, floor_ms, floor_name, "ms CPU", ours / floor_ms, bar, goal, "ratio_at_most")


def _rounded(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value
