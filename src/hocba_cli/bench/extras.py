"""Rows that an installed extra brings (`hocba.bench`): the web application measures its own pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from hocba.errors import UsageError
from hocba_cli.bench.report import Row


def extra_rows(*, quick: bool) -> list[Row]:
    """What the extras measured; nothing where none is installed.

    Args:
        quick: fewer rounds.
    """
    return _rows(quick=quick)


def national_rows(folder: Path, *, quick: bool) -> list[Row]:
    """A national day at the authority's side, nothing else.

    Args:
        folder: where what is made beforehand is kept from run to run.
        quick: of a small size.

    Raises:
        UsageError: BENCH_NO_POSTGRESQL.
    """
    if find_spec("django") is None or not os.environ.get("HOCBA_DATABASE"):
        raise UsageError("BENCH_NO_POSTGRESQL")
    return _rows(quick=quick, national=folder)


def _rows(**how: object) -> list[Row]:
    if find_spec("django") is None:
        return []
    found: list[Row] = []
    for entry in entry_points(group="hocba.bench"):
        measure = cast("Callable[..., Sequence[Row]]", entry.load())
        found += measure(**how)
    return found
