"""What backups ask of the traces, which stand above the ground; filled in `AuditConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Chain = tuple[int, int, str]
"""Number of a chain, its length, its last hash."""


def _no_chains() -> list[Chain]:
    return []


def _no_faults(_chains: list[Chain]) -> list[str]:
    return []


@dataclass(slots=True)
class Ports:
    """The questions; set once at start."""

    before_backup: Callable[[], list[Chain]] = field(default=_no_chains)
    """Traces that a backup is being made; answers the heads of all chains, which the backup will hold."""
    after_restore: Callable[[list[Chain]], list[str]] = field(default=_no_faults)
    """Given those heads: recomputes all chains and answers what does not fit, in Vietnamese; traces the restore."""


ports = Ports()
