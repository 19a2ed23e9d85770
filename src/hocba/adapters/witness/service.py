"""What a witness answers: it cosigns only what grew out of what it cosigned before (C2SP tlog-witness)."""

from __future__ import annotations

import base64
import binascii
import os
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hocba.errors import UsageError
from hocba.transparency import KeyKind, NoteKey, cosign
from hocba.verification.log import Checkpoint, LogFault, VerifierKey, consistent, read_checkpoint, read_note
from hocba.verification.log.vkey import LOG

MOST_BYTES = 65_536
_MOST_HASHES = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")
_STATE = "hocba-witness-1"


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and body of an answer."""

    status: int
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


class Memory:
    """The last checkpoint of each log, in a file that is replaced whole and is on the disk before anybody hears of it.

    Raises:
        UsageError: WITNESS_STATE_UNREADABLE; a witness that forgot must not begin anew by itself.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Checkpoint] = {}
        if path.exists():
            try:
                self._known = _remembered(path.read_text(encoding="utf-8"))
            except (OSError, ValueError, LogFault) as error:
                raise UsageError("WITNESS_STATE_UNREADABLE", where=str(path)) from error

    def last(self, origin: str) -> Checkpoint | None:
        """The last one cosigned."""
        return self._known.get(origin)

    def keep(self, checkpoint: Checkpoint) -> None:
        """Remember one, durably."""
        known = self._known | {checkpoint.origin: checkpoint}
        texts = [f"{one.origin}\n{one.size}\n{base64.b64encode(one.root).decode('ascii')}" for one in known.values()]
        fresh = self._path.with_name(self._path.name + ".part")
        with fresh.open("w", encoding="utf-8") as stream:
            stream.write("\n\n".join([_STATE, *texts]) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._known = known


class Witness:
    """Cosigns checkpoints of the logs it knows.

    Args:
        key: of kind WITNESS.
        logs: keys of the logs.
        memory: what it cosigned last.
        now: the real time.

    Raises:
        UsageError: LOG_KEY_UNREADABLE, LOG_VKEY_UNREADABLE: keys of the wrong kind.
    """

    def __init__(
        self, key: NoteKey, logs: Mapping[str, VerifierKey], memory: Memory, now: Callable[[], datetime]
    ) -> None:
        if key.kind is not KeyKind.WITNESS:
            raise UsageError("LOG_KEY_UNREADABLE")
        if any(log.kind != LOG for log in logs.values()):
            raise UsageError("LOG_VKEY_UNREADABLE", detail="")
        self._key, self._logs, self._memory, self._now = key, logs, memory, now
        self._turn = threading.Lock()

    def add_checkpoint(self, body: bytes) -> Reply:
        """The one call: an old size, a proof, a checkpoint."""
        try:
            old, proof, note_text = _request(body)
            note = read_note(note_text)
            checkpoint = read_checkpoint(note.text)
        except (LogFault, ValueError):
            return Reply(400, "malformed\n")
        log = self._logs.get(checkpoint.origin)
        if log is None:
            return Reply(404, "unknown log\n")
        lines = [line for line in note.lines if (line.name, line.key_id) == (log.name, log.key_id)]
        if not any(log.signed(note.text, line.value) for line in lines):
            return Reply(403, "not signed by the log\n")
        if old > checkpoint.size:
            return Reply(400, "old size is larger\n")
        with self._turn:
            return self._judge(old, proof, checkpoint, note.text)

    def _judge(self, old: int, proof: list[bytes], checkpoint: Checkpoint, text: str) -> Reply:
        last = self._memory.last(checkpoint.origin)
        known = last.size if last else 0
        if old != known:
            return Reply(409, f"{known}\n", "text/x.tlog.size")
        if old == checkpoint.size and last is not None and last.root != checkpoint.root:
            return Reply(409, f"{known}\n", "text/x.tlog.size")
        old_root = last.root if last else _EMPTY
        fits = consistent(old=old, old_root=old_root, new=checkpoint.size, new_root=checkpoint.root, proof=proof)
        if not fits:
            return Reply(422, "not consistent\n")
        self._memory.keep(checkpoint)
        return Reply(200, cosign(text, self._key, self._now()))


_EMPTY = bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
"""Root of a tree without leaves."""


def _remembered(text: str) -> dict[str, Checkpoint]:
    name, *rest = text.split("\n\n")
    if name != _STATE or not rest:
        raise ValueError(name)
    found = [read_checkpoint(part.rstrip("\n") + "\n") for part in rest]
    return {one.origin: one for one in found}


def _request(body: bytes) -> tuple[int, list[bytes], str]:
    """Take a request apart.

    Raises:
        ValueError: not of this form.
    """
    head, gap, note = body.decode("utf-8").partition("\n\n")
    first, *lines = head.split("\n")
    match = _OLD.fullmatch(first)
    if not gap or match is None or len(lines) > _MOST_HASHES:
        raise ValueError("not a request")
    return int(match[1]), [_hash(line) for line in lines], note


def _hash(line: str) -> bytes:
    try:
        return base64.b64decode(line, validate=True)
    except binascii.Error:
        raise ValueError("not a hash") from None
