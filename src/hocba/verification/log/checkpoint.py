"""Checkpoints: signed by a log that is trusted, cosigned with time by a witness that is trusted (C2SP)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hocba.verification.log.merkle import HASH_BYTES
from hocba.verification.log.note import LogFault, Note, read_note
from hocba.verification.log.vkey import LOG, WITNESS, VerifierKey

_LINES = 3
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint's text says."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class SeenCheckpoint:
    """A checkpoint whose log is trusted."""

    checkpoint: Checkpoint
    witnessed_at: datetime | None
    """When more than half of the trusted witnesses that cosigned had seen it, UTC: no single one of several makes it
    older. None: no witness that is trusted."""
    witness: str
    """Name of the witness that gave that time; empty without one."""
    cosigners: tuple[str, ...]
    """Names of the trusted witnesses that cosigned; who holds several keys is one witness."""

    @property
    def witnesses(self) -> int:
        """How many trusted witnesses cosigned."""
        return len(self.cosigners)


def read_checkpoint(text: str) -> Checkpoint:
    """Read the three lines; extension lines are refused, because nobody could audit them.

    Raises:
        LogFault: LOG_CHECKPOINT_MALFORMED.
    """
    lines = text.split("\n")
    if len(lines) != _LINES + 1 or lines[-1] or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise LogFault("LOG_CHECKPOINT_MALFORMED")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError):
        raise LogFault("LOG_CHECKPOINT_MALFORMED") from None
    if len(root) != HASH_BYTES or base64.b64encode(root).decode("ascii") != lines[2]:
        raise LogFault("LOG_CHECKPOINT_MALFORMED")
    return Checkpoint(lines[0], int(lines[1]), root)


def verify_checkpoint(note: str, keys: Iterable[VerifierKey]) -> SeenCheckpoint:
    """A checkpoint of a log that is trusted.

    Args:
        note: the whole note.
        keys: trusted keys of logs and witnesses; lines of other keys are passed over.

    Raises:
        LogFault: LOG_NOTE_MALFORMED, LOG_CHECKPOINT_MALFORMED, LOG_CHECKPOINT_NOT_SIGNED (of a log that is not
            trusted), LOG_CHECKPOINT_FORGED (of a trusted log and not signed by it; a witness's line does not fit).
    """
    taken = read_note(note)
    checkpoint = read_checkpoint(taken.text)
    keys = tuple(keys)
    logs = [key for key in keys if key.kind == LOG and key.name == checkpoint.origin]
    if not any(_log_signed(taken, key) for key in logs):
        raise LogFault("LOG_CHECKPOINT_FORGED" if logs else "LOG_CHECKPOINT_NOT_SIGNED")
    seen: dict[str, datetime] = {}
    for key in keys:
        if key.kind == WITNESS:
            for moment in _cosigned(taken, key):
                seen[key.name] = min(moment, seen.get(key.name, moment))
    if not seen:
        return SeenCheckpoint(checkpoint, None, "", ())
    decisive = sorted(seen, key=seen.__getitem__)[len(seen) // 2]
    return SeenCheckpoint(checkpoint, seen[decisive], decisive, tuple(seen))


def _log_signed(note: Note, key: VerifierKey) -> bool:
    lines = [line for line in note.lines if (line.name, line.key_id) == (key.name, key.key_id)]
    if not all(key.signed(note.text, line.value) for line in lines):
        raise LogFault("LOG_CHECKPOINT_FORGED")
    return bool(lines)


def _cosigned(note: Note, key: VerifierKey) -> list[datetime]:
    moments = []
    for line in note.lines:
        if (line.name, line.key_id) == (key.name, key.key_id):
            moment = key.cosigned(note.text, line.value)
            if moment is None:
                raise LogFault("LOG_CHECKPOINT_FORGED")
            moments.append(moment)
    return moments
