"""What signing asks of applications above it; each fills its port in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


def _nobody_told(_certificate_id: int) -> None:
    return


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    certificate_declared: Callable[[int], None] = field(default=_nobody_told)
    """The school's certificate (number) waits for the authority's approval; called in the declaring transaction."""


ports = Ports()
