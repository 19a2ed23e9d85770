"""Windows on the grid's own small server; nothing of Django is needed for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from grid_pages import GridPage
from grid_server import GridServer, School
from grids import grid_data, subject_columns
from playwright.sync_api import Browser

from support.web.browser import DESK, PHONE, opened


class Opener:
    """Opens pages on servers of their own; all are closed at the end of the test."""

    def __init__(self, chromium: Browser, stack: ExitStack) -> None:
        self._chromium = chromium
        self._stack = stack

    def __call__(
        self, columns: list[dict[str, Any]] | None = None, *, phone: bool = False, ready: bool = True, **data: object
    ) -> GridPage:
        """A window with the grid, on a desk unless `phone`."""
        school = School(grid_data(columns or subject_columns(), **data))  # type: ignore[arg-type]  # passed through
        server = self._stack.enter_context(GridServer(school).running())
        options = (
            {"has_touch": True, "is_mobile": True} if phone else {"permissions": ["clipboard-read", "clipboard-write"]}
        )
        windows = opened(self._chromium, server.url, PHONE if phone else DESK, **options)
        window = next(windows)
        self._stack.callback(lambda: next(windows, None))
        return GridPage(window, school).open(ready=ready)


@pytest.fixture
def open_grid(chromium: Browser) -> Iterator[Callable[..., GridPage]]:
    """A function that opens a grid."""
    with ExitStack() as stack:
        yield Opener(chromium, stack)
