"""What every command shares: language, plain or pretty output, progress, errors as one line.

Long work shows a bar on a terminal and stays silent in a pipe, so that scripts read only results.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hocba.errors import HocbaError
from hocba.messages import Language, text
from hocba.regulation import citation

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_INDETERMINATE = 2
EXIT_USAGE = 3

_OS_TROUBLES = {
    errno.ENOENT: "CLI_FILE_NOT_FOUND",
    errno.EISDIR: "CLI_IS_A_FOLDER",
    errno.EEXIST: "CLI_NOT_A_FOLDER",
    errno.ENOTDIR: "CLI_NOT_A_FOLDER",
    errno.EACCES: "CLI_OS_DENIED",
    errno.EPERM: "CLI_OS_DENIED",
    errno.EROFS: "CLI_OS_DENIED",
    errno.ENOSPC: "CLI_OS_FULL",
    errno.EDQUOT: "CLI_OS_FULL",
    errno.ENAMETOOLONG: "CLI_OS_NAME_TOO_LONG",
    errno.EADDRINUSE: "CLI_OS_PORT_TAKEN",
    errno.EADDRNOTAVAIL: "CLI_OS_PORT_TAKEN",
}


def language() -> Language:
    """Vietnamese, unless HOCBA_LANG says "en"."""
    return "en" if os.environ.get("HOCBA_LANG", "").lower().startswith("en") else "vi"


def sentence(code: str, **params: object) -> str:
    """What a code says and what to do next, in the user's language."""
    return text(code, params, language=language())


class ToldError(Exception):
    """The command cannot go on, and why has been said."""


def explain(error: HocbaError, file: str = "") -> str:
    """One line for an error: file and place, sentence, next step, code, and the article where one stands behind it."""
    said = text(error.code, {"where": error.where, **error.params}, language=language())
    places = [file, "" if error.where == file or error.where in said else error.where]
    source = error.params.get("source")
    article = f" ({citation(str(source), language())})" if source else ""
    return ": ".join([*filter(None, places), f"{said} [{error.code}]{article}"])


def os_trouble(error: OSError, file: str = "") -> str:
    """One line for what the operating system refused: file, why, next step."""
    place = file or str(error.filename or "")
    code = _OS_TROUBLES.get(error.errno or 0, "CLI_OS_ERROR")
    said = sentence(code, detail=error.strerror or type(error).__name__)
    return f"{place}: {said} [{code}]" if place else f"{said} [{code}]"


def shown(line: str) -> str:
    """A line as it may go to a terminal: a name in a file or certificate cannot move the cursor or begin a new line."""
    if line.isprintable():
        return line
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "\ufffd" for sign in line)


def say(lines: Iterable[str]) -> None:
    """Lines on stdout."""
    print("\n".join(map(shown, lines)))


def complain(line: str) -> None:
    """One line on stderr."""
    print(shown(line), file=sys.stderr)


def console() -> Console:
    """A console for tables; width and colour follow the terminal, plain text in a pipe."""
    return Console(soft_wrap=not sys.stdout.isatty(), highlight=False)


class Step(Protocol):
    """Call it once for every finished item."""

    def __call__(self, done: int = 1) -> None:
        """Count `done` more items."""
        ...


def _silent(done: int = 1) -> None:
    """No terminal, no bar."""
    del done


@contextmanager
def progress(title: str, total: int) -> Iterator[Step]:
    """A bar on stderr if that is a terminal; nothing otherwise."""
    if not sys.stderr.isatty():
        yield _silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done=1: bar.advance(task, done)
