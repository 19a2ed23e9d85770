"""What result entry asks of applications above it; each fills its port in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


def _nothing_signed(_class_id: int, _period: str) -> frozenset[str]:
    return frozenset()


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    signed_parts: Callable[[int, str], frozenset[str]] = field(default=_nothing_signed)
    """Parts of a class (id) at a period that somebody has signed: locked even inside an open window, until unlocked."""


ports = Ports()
