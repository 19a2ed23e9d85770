"""What issuance asks of applications above it; each of those fills its port in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class CodeState(Enum):
    """How a record's confirmation code stands."""

    NONE = "none"
    """The register has not sent one yet."""
    READY = "ready"
    """It can be handed out, once."""
    GIVEN = "given"
    """It was handed out and is kept nowhere any more; another can be asked for."""
    ASKED = "asked"
    """Another was asked for and has not come yet."""


def _no_code(_record_id: int) -> str | None:
    return None


def _no_states(record_ids: Iterable[int]) -> Mapping[int, CodeState]:
    return dict.fromkeys(record_ids, CodeState.NONE)


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    confirmation_code: Callable[[int], str | None] = field(default=_no_code)
    """Take out the confirmation code of a record (id), inside the caller's transaction: once that is committed the code
    is kept nowhere. None where there is none to hand out."""
    code_states: Callable[[Iterable[int]], Mapping[int, CodeState]] = field(default=_no_states)
    """How the codes of some records (ids) stand; a few queries however many they are."""


ports = Ports()
