"""The parent's end: one child process, asked again and again, killed at the first oddity."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from hocba import errors
from hocba.adapters.limited import landlock, wire

_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
"""Nothing of ours: no address of a database, no secret."""
_SET_DUMPABLE = 4
_MODULE = "hocba.adapters.limited.working"
AnswerT = TypeVar("AnswerT")
_REFUSALS: Mapping[str, type[errors.HocbaError]] = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.HocbaError)
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take."""

    memory: int = 1536 * 1024 * 1024
    """Bytes of address space; a full package of 10 MB encoded needs a third of it."""
    cpu_seconds: int = 90
    """Of the processor, a question; a full package needs some ten."""
    wall_seconds: float = 150
    """Until an answer must be there; shorter than a judge's lease."""
    questions: int = 200
    """Then the child is replaced: whatever it gathered is gone."""


class ChildLost(Exception):
    """The child ended, was too slow or answered oddly; it is gone, the next one is new. Says nothing of the file."""


class TrustMoved(Exception):
    """Anchors or status data changed between the caller's look at them and the child's; look and ask again."""


class Child:
    """One child; for one thread at a time. Of our files it reads the anchors and status data it was made for."""

    def __init__(self, limits: Limits, trust: Path | None = None) -> None:
        self._limits = limits
        self._asked = 0
        self.place = place_of(trust)
        if not landlock.version():
            _hide()
        told = str(trust.absolute()) if trust else ""
        command = [sys.executable, "-I", "-m", _MODULE, str(limits.memory), str(limits.cpu_seconds), told]
        self._process = subprocess.Popen(  # noqa: S603  # our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        if sys.platform == "linux":  # before it has read anything of ours, too
            with suppress(ProcessLookupError):
                resource.prlimit(self._process.pid, resource.RLIMIT_AS, (limits.memory, limits.memory))

    @property
    def usable(self) -> bool:
        """Whether it may be asked once more."""
        return self._asked < self._limits.questions and self._process.poll() is None

    def ask(self, kind: type[AnswerT], question: Mapping[str, object], *parts: bytes) -> AnswerT:
        """Ask one question.

        Args:
            kind: the type that the answer must have.
            question: `do` and what goes with it.
            parts: byte strings that go with it.

        Raises:
            ChildLost: see there.
            HocbaError: what the core refused, of its own class.
        """
        self._asked += 1
        watch = threading.Timer(self._limits.wall_seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            return self._answered(kind, question, parts)
        except (OSError, EOFError, wire.Odd) as error:
            self.kill()
            raise ChildLost(type(error).__name__) from None
        except BaseException as error:
            if not isinstance(error, errors.HocbaError):
                self.kill()  # an answer that nobody read would be taken for the next one
            raise
        finally:
            watch.cancel()

    def _answered(self, kind: type[AnswerT], question: Mapping[str, object], parts: tuple[bytes, ...]) -> AnswerT:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EOFError
        wire.ask(stdin, question, parts)
        body, given = wire.receive(stdout)
        if not isinstance(body, list) or not body:
            raise wire.Odd("answer")
        if body[0] == "done" and len(body) == 2:  # noqa: PLR2004  # the word and the answer
            found: AnswerT = wire.read(kind, body[1], given)
            return found
        word, name, code, where, params = wire.read(_Refused, ["_Refused", *body], given).values()
        if word != "refused" or name not in _REFUSALS:
            raise wire.Odd("refusal")
        raise _REFUSALS[name](code, where=where, **params)

    def kill(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not written yet has no reader
                    continue


@dataclass(frozen=True, slots=True)
class _Refused:
    word: str
    name: str
    code: str
    where: str
    params: Mapping[str, object]

    def values(self) -> tuple[str, str, str, str, Mapping[str, object]]:
        """All of it."""
        return self.word, self.name, self.code, self.where, self.params


def place_of(trust: Path | None) -> tuple[str, int, int]:
    """What a child may read of ours: another folder under the same name is another place."""
    if trust is None or not trust.exists():
        return "", 0, 0
    found = trust.stat()
    return str(trust.absolute()), found.st_dev, found.st_ino


def _hide() -> None:
    """Where the kernel cannot fence files: at least nobody reads this process's environment and memory under /proc."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def state_of(folder: Path | None) -> str:
    """A text that changes when the files of a folder (or the one file) do."""
    if folder is None:
        return ""
    if not folder.is_dir():
        known = folder.stat() if folder.is_file() else None
        return repr([(folder.name, known.st_mtime_ns, known.st_size)] if known else [])
    with os.scandir(folder) as entries:  # a province may keep thousands of answers there
        found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
    return repr(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))


def question(do: str, *, trust: Path | None, at: datetime, proof: datetime | None = None) -> dict[str, object]:
    """What every question says: what to do, whom to trust, when."""
    return {
        "do": do,
        "trust": str(trust.absolute()) if trust else "",
        "state": state_of(trust),
        "at": at.isoformat(),
        "proof": proof.isoformat() if proof else None,
    }
