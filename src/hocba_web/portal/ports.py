"""What the portal asks of applications beside it; filled by whoever stands above both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


class Call(Protocol):
    """One answer that a procedure's system got about a record, as its family sees it."""

    @property
    def at(self) -> datetime:
        """Aware, UTC."""

    @property
    def client(self) -> str:
        """Which body."""

    @property
    def purpose(self) -> str:
        """What for, in words."""

    @property
    def fields(self) -> tuple[str, ...]:
        """What it was told, in words."""


@dataclass(slots=True)
class Ports:
    """Functions of other applications, with defaults that know nothing."""

    calls_of: Callable[[UUID], Sequence[Call]] = lambda _uuid: ()
    """Answers about a record, newest first."""


ports = Ports()
