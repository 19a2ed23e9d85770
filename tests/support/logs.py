"""A log of a few leaves in memory, with log and witness keys: for receipts and what is wrong with them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hocba.transparency import (
    KeyKind,
    Kind,
    NoteKey,
    checkpoint_text,
    cosign,
    grow,
    inclusion_proof,
    leaf_bytes,
    leaf_hash,
    new_key,
    note_of,
    root_of,
    with_lines,
)

ORIGIN = "so.example.vn/nhat-ky"


def key_of(name: str, kind: KeyKind) -> NoteKey:
    """The same key in every run."""
    return new_key(name, kind, lambda count: hashlib.sha256(f"{name}{kind}".encode()).digest()[:count])


LOG = key_of(ORIGIN, KeyKind.LOG)
WITNESS = key_of("chung-kien.example.vn", KeyKind.WITNESS)


@dataclass
class SmallLog:
    """Leaves and what can be proven of them."""

    leaves: list[bytes] = field(default_factory=list)

    def add(self, kind: Kind, subject: str, facts: Mapping[str, str], at: datetime) -> int:
        """One more leaf; its index."""
        salt = hashlib.sha256(f"{len(self.leaves)}".encode()).digest()[:16]
        self.leaves.append(leaf_bytes(kind, subject, facts, at, salt))
        return len(self.leaves) - 1

    def fetch(self, places: Any) -> dict[Any, bytes]:
        """Stored hashes."""
        nodes = {(level, index): one for level, index, one in grow(0, {}, [leaf_hash(leaf) for leaf in self.leaves])}
        return {place: nodes[place] for place in places}

    def note(
        self, *, witnessed_at: datetime | None, log: NoteKey = LOG, witnesses: Sequence[NoteKey] = (WITNESS,)
    ) -> str:
        """The checkpoint over all leaves."""
        size = len(self.leaves)
        text = checkpoint_text(log.name, size, root_of(size, self.fetch))
        lines = [cosign(text, one, witnessed_at) for one in witnesses] if witnessed_at else []
        return with_lines(note_of(text, log), lines)

    def member(self, index: int, note: str) -> dict[str, Any]:
        """What a receipt holds of the log."""
        size = len(self.leaves)
        proof = inclusion_proof(index, size, self.fetch)
        return {
            "leaf": base64.urlsafe_b64encode(self.leaves[index]).decode().rstrip("="),
            "index": index,
            "size": size,
            "proof": [base64.b64encode(one).decode() for one in proof],
            "checkpoint": note,
        }
