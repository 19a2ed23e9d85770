"""Rows that an installed extra brings (`hocba.bench`): the web application measures its own pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import cast

from hocba_cli.bench.report import Row


def extra_rows(*, quick: bool) -> list[Row]:
    """What the extras measured; nothing where none is installed.

    Args:
        quick: fewer rounds.
    """
    if find_spec("django") is None:
        return []
    found: list[Row] = []
    for entry in entry_points(group="hocba.bench"):
        measure = cast("Callable[..., Sequence[Row]]", entry.load())
        found += measure(quick=quick)
    return found
