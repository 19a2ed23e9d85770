"""What records ask of applications above them; each fills its port in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hocba_web.base.refusals import Refused


def _allowed(_void_record_id: int) -> Refused | None:
    return None


def _nothing_waits(_record_id: int) -> bool:
    return False


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    replacement_allowed: Callable[[int], Refused | None] = field(default=_allowed)
    """Why a void record (id) may not be replaced by a new one now; None if it may."""
    signing_now: Callable[[int], bool] = field(default=_nothing_waits)
    """Whether somebody's signature of a record (id) is on its way: then it is not unlocked under their hand."""


ports = Ports()
