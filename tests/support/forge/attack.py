"""One tampered file, and what must stop it."""

from __future__ import annotations

from dataclasses import dataclass

FAILED, UNDECIDED = "TOTAL_FAILED", "INDETERMINATE"


@dataclass(frozen=True)
class Attack:
    """One tampered file."""

    name: str
    data: bytes
    base: str
    """The golden file it starts from."""
    reason: str
    code: str
    """The check that must not pass."""
    indication: str = FAILED
    trust: str = "trust"
    """Folder of the vectors with anchors and status data; empty for none."""


def swap(data: bytes, old: str, new: str) -> bytes:
    """Replace the first of a text, which must stand there."""
    before, after = old.encode(), new.encode()
    assert before in data, old
    return data.replace(before, after, 1)
