"""The parts of the grid that know no page, tested where they run: in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from grid_server import GridServer, School
from grids import grid_data, subject_columns
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_FILES = sorted(path.name for path in (Path(__file__).parent / "unit").glob("*.test.js"))


@pytest.mark.parametrize("name", _FILES)
def test_module(chromium: Browser, name: str) -> None:
    with GridServer(School(grid_data(subject_columns()))).running() as server:
        page = chromium.new_page()
        page.goto(f"{server.url}/blank")
        result = page.evaluate(
            f"import('/unit/{name}').then(() => import('/unit/harness.js')).then(harness => harness.run())"
        )
        page.close()
    assert result["failed"] == []
    assert result["names"], "no test ran"
