"""What every command shares: language, plain or pretty output, progress, errors as one line.

Long work shows a bar on a terminal and stays silent in a pipe, so that scripts read only results.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
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


def language() -> Language:
    """Vietnamese, unless HOCBA_LANG says "en"."""
    return "en" if os.environ.get("HOCBA_LANG", "").lower().startswith("en") else "vi"


def sentence(code: str, **params: object) -> str:
    """What a code says and what to do next, in the user's language."""
    return text(code, params, language=language())


def explain(error: HocbaError) -> str:
    """One line for an error: place, sentence, next step, code, and the article where one stands behind it."""
    place = f"{error.where}: " if error.where else ""
    source = error.params.get("source")
    article = f" ({citation(str(source), language())})" if source else ""
    return f"{place}{text(error.code, error.params, language=language())} [{error.code}]{article}"


def complain(line: str) -> None:
    """One line on stderr."""
    print(line, file=sys.stderr)


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
