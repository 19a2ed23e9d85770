"""What a witness answers: it cosigns only what grew out of what it cosigned before (C2SP tlog-witness)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hocba.adapters.files import write_whole
from hocba.errors import UsageError
from hocba.transparency import KeyKind, NoteKey, cosign
from hocba.verification.log import Checkpoint, LogFault, VerifierKey, consistent, read_checkpoint, read_note
from hocba.verification.log.vkey import LOG

MOST_BYTES = 65_536
_MOST_HASHES = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")
_STATE = "hocba-witness-1"
EMPTY_ROOT = hashlib.sha256().digest()
"""Root of a tree without leaves."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and body of an answer."""

    status: int
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


class Memory:
    """The last checkpoint of each log, in a file that is replaced whole and is on the disk before anybody hears of it.

    A witness that forgot must not begin anew by itself: with the same key it would cosign a fork of what it saw.

    Raises:
        UsageError: WITNESS_STATE_MISSING, WITNESS_STATE_UNREADABLE.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._known = _remembered(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise UsageError("WITNESS_STATE_MISSING", where=str(path)) from None
        except (OSError, ValueError, LogFault) as error:
            raise UsageError("WITNESS_STATE_UNREADABLE", where=str(path)) from error

    @classmethod
    def begin(cls, path: Path, origins: Iterable[str]) -> Memory:
        """The memory with logs of which it knows nothing yet: a new file, or new logs in the one there is.

        Args:
            path: of the file.
            origins: names of the logs.

        Raises:
            UsageError: WITNESS_STATE_UNREADABLE; WITNESS_REMEMBERS (it knows all of them).
        """
        known = Memory(path)._known if path.exists() else {}  # noqa: SLF001  # its own class
        fresh = {origin: Checkpoint(origin, 0, EMPTY_ROOT) for origin in origins if origin not in known}
        if not fresh:
            raise UsageError("WITNESS_REMEMBERS", where=str(path))
        _write(path, known | fresh)
        return cls(path)

    def last(self, origin: str) -> Checkpoint | None:
        """The last one cosigned; of a log that just began, that of the empty tree. None: it never heard of it."""
        return self._known.get(origin)

    def keep(self, checkpoint: Checkpoint) -> None:
        """Remember one, durably.

        Raises:
            OSError: the disk is full or away; what was known is still known.
        """
        known = self._known | {checkpoint.origin: checkpoint}
        _write(self._path, known)
        self._known = known


class Witness:
    """Cosigns checkpoints of the logs it knows.

    Args:
        key: of kind WITNESS.
        logs: keys of the logs.
        memory: what it cosigned last.
        now: the real time.

    Raises:
        UsageError: LOG_KEY_UNREADABLE, LOG_VKEY_UNREADABLE: keys of the wrong kind; WITNESS_LOG_NEW: a log that the
            memory does not hold.
    """

    def __init__(
        self, key: NoteKey, logs: Mapping[str, VerifierKey], memory: Memory, now: Callable[[], datetime]
    ) -> None:
        if key.kind is not KeyKind.WITNESS:
            raise UsageError("LOG_KEY_UNREADABLE")
        if any(log.kind != LOG for log in logs.values()):
            raise UsageError("LOG_VKEY_UNREADABLE", detail="")
        fresh = [name for name in logs if memory.last(name) is None]
        if fresh:
            raise UsageError("WITNESS_LOG_NEW", log=", ".join(fresh))
        self._key, self._logs, self._memory, self._now = key, logs, memory, now
        self._turn = threading.Lock()

    def add_checkpoint(self, body: bytes) -> Reply:
        """The one call: an old size, a proof, a checkpoint.

        Raises:
            OSError: the memory cannot be written; nothing was cosigned.
        """
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
        last = self._memory.last(checkpoint.origin) or Checkpoint(checkpoint.origin, 0, EMPTY_ROOT)
        if old != last.size or (old == checkpoint.size and last.root != checkpoint.root):
            return Reply(409, f"{last.size}\n", "text/x.tlog.size")
        fits = consistent(old=old, old_root=last.root, new=checkpoint.size, new_root=checkpoint.root, proof=proof)
        if not fits:
            return Reply(422, "not consistent\n")
        self._memory.keep(checkpoint)
        return Reply(200, cosign(text, self._key, self._now()))


def _remembered(text: str) -> dict[str, Checkpoint]:
    name, *rest = text.split("\n\n")
    if name != _STATE or not rest:
        raise ValueError(name)
    found = {one.origin: one for one in (read_checkpoint(part.rstrip("\n") + "\n") for part in rest)}
    if len(found) != len(rest):
        raise ValueError("a log twice")
    return found


def _write(path: Path, known: Mapping[str, Checkpoint]) -> None:
    texts = [f"{one.origin}\n{one.size}\n{base64.b64encode(one.root).decode('ascii')}" for one in known.values()]
    write_whole(path, ("\n\n".join([_STATE, *texts]) + "\n").encode(), durable=True)


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
