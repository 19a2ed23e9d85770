"""Debian's Chromium for tests: a window on the live server, what it complained about, and axe-core.

Fixtures `desk` (1366x768) and `phone` (390x844) hand out a `Window`; a test that uses them is marked `browser`.
Whatever the page writes to the console as an error (scripts, content security policy), a script or style that is not
there, and any answer of 500 and above fail the test at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from support.web.acting import logged_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

    from support.web.school import SchoolWorld

AXE = Path(__file__).parent / "axe" / "axe.min.js"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
_BAD, _BROKEN = 400, 500


class Window:
    """One browser window with its own cookies."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context = context
        self.base = base
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.watch(self.page)

    def watch(self, page: Page) -> None:
        """Note what goes wrong in this page (for further tabs of the same window)."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("response", self._answered)

    def sign_in(self, world: SchoolWorld, key: str, *, capacity: str | None = None) -> None:
        """Be somebody of the school, second factor just checked."""
        client = logged_in(Client(), world, key, capacity=capacity)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.base}])

    def go(self, path: str) -> Page:
        """Open an address of the site and wait until its scripts have run."""
        self.page.goto(f"{self.base}{path}", wait_until="load")
        return self.page

    def check(self) -> None:
        """The page as it stands is clean under axe-core and nothing sticks out sideways."""
        assert self.violations() == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the window"

    def violations(self) -> list[str]:
        """What axe-core finds, a line each (WCAG 2.2 A and AA and its own good practice)."""
        if not self.page.evaluate("'axe' in window"):
            # By the debugger's door, so that the page's content security policy need not allow it.
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{self.page.url} {one['id']}: {one['help']}: {node['html'][:200]} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    def picture(self, target: Path, *, full: bool = False) -> Path:
        """A picture of the page, for people to look at."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(target), full_page=full)
        return target

    def _heard(self, message: ConsoleMessage) -> None:
        # Answers of 4xx are part of many tests; those of files and of 5xx are caught below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        missing_file = response.status >= _BAD and "/static/" in response.url
        if missing_file or response.status >= _BROKEN:
            self.complaints.append(f"{response.status}: {response.url}")


def opened(chromium: Browser, base: str, size: dict[str, int], **options: object) -> Iterator[Window]:
    """A window on `base`, closed afterwards; fails for what it complained about."""
    context = chromium.new_context(viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)  # type: ignore[arg-type]  # passed through
    window = Window(context, base)
    yield window
    context.close()
    assert window.complaints == []


@pytest.fixture
def desk(chromium: Browser, live_server: object) -> Iterator[Window]:
    """A laptop's window on the live server."""
    yield from opened(chromium, str(live_server), DESK)


@pytest.fixture
def phone(chromium: Browser, live_server: object) -> Iterator[Window]:
    """A phone's window on the live server."""
    yield from opened(chromium, str(live_server), PHONE, has_touch=True, is_mobile=True)
