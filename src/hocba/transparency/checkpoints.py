"""Checkpoints and who signs them: the log (signed-note), witnesses with time (cosignature/v1). Source: C2SP."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from hocba.transparency.keys import NoteKey


class Cosigner(Protocol):
    """Whoever can cosign: a `NoteKey` of kind WITNESS."""

    @property
    def name(self) -> str:
        """Of the witness."""

    @property
    def key_id(self) -> bytes:
        """Four bytes."""

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature."""


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The three lines of a checkpoint (tlog-checkpoint)."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode('ascii')}\n"


def note_of(text: str, key: NoteKey) -> str:
    """A note of a text, signed by the log."""
    return with_lines(f"{text}\n", [_line(key.name, key.key_id, key.sign(text.encode()))])


def with_lines(note: str, lines: Iterable[str]) -> str:
    """A note with more signature lines."""
    return note + "".join(lines)


def cosign(text: str, witness: Cosigner, at: datetime) -> str:
    """A signature line: that the witness saw this checkpoint, consistent with all before, at this time.

    Args:
        text: of the checkpoint, without signatures.
        witness: its key.
        at: the witness's own real time; aware, whole seconds count.
    """
    moment = int(at.timestamp())
    value = witness.sign(f"cosignature/v1\ntime {moment}\n{text}".encode())
    return _line(witness.name, witness.key_id, struct.pack(">Q", moment) + value)


def _line(name: str, key_id: bytes, value: bytes) -> str:
    return f"— {name} {base64.b64encode(key_id + value).decode('ascii')}\n"
