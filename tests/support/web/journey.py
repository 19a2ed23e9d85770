"""One browser at which different people of the demo sit down, one after another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from hocba.adapters.demo_pki.tree import PASSWORD
from support.web.browser import DESK, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PATIENCE = 120_000
"""Milliseconds; two cores are shared with other tests."""


class Journey:
    """A window on one side of the demo."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page: Page = window.page
        self.page.set_default_timeout(PATIENCE)

    def be(self, name: str) -> Journey:
        """Enter a role by the demo's one click, second factor included."""
        self.go(f"/thu-nghiem/?q={name}")
        self.page.get_by_role("button", name=f"Vào vai {name}").first.click()
        self.page.wait_for_load_state()
        return self

    def go(self, path: str) -> Page:
        """Open an address of this side."""
        return self.window.go(path)

    def press(self, name: str | re.Pattern[str]) -> Page:
        """A button of the page and the question that it may ask; returns once the next page is there."""
        self.page.evaluate("window.left = false")
        self.page.locator("main").get_by_role("button", name=name).first.click()
        if self._asked_or_left() == "asked":
            self.page.locator("dialog[open] .btn--primary").click()
            while self._asked_or_left() == "asked":
                self.page.wait_for_timeout(100)
        self.page.wait_for_load_state()
        return self.page

    def _asked_or_left(self) -> str:
        """Whether the page asks whether one is sure, or another page came; waits until it is one of them.

        By the debugger's door: the content security policy forbids the page to evaluate texts.
        """
        look = "window.left === undefined ? 'left' : document.querySelector('dialog[open]') ? 'asked' : ''"
        for _ in range(PATIENCE // 100):
            try:
                if found := str(self.page.evaluate(look)):
                    return found
            except PlaywrightError:  # the page went away while it was asked
                continue
            self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing happened on {self.page.url}")

    def sign(self, button: str | re.Pattern[str], count: int, *, patience: int = PATIENCE) -> None:
        """Confirm with that button, unlock the key once, and wait until every signature is verified and kept."""
        self.press(button)
        self.page.wait_for_url("**/ky-so/dot/*/")
        self.page.locator("#secret:visible").fill(PASSWORD)
        self.page.press("#secret", "Enter")
        expect(self.page.get_by_text(f"Đã ký xong {count}/{count}").first).to_be_visible(timeout=patience)

    def open_class(self, section: str, name: str) -> None:
        """The page of a class within a section."""
        self.go(section)
        self.page.locator("main").get_by_role("link", name=re.compile(rf"\b{name}\b")).first.click()
        self.page.wait_for_load_state()

    def until(self, path: str, holds: Callable[[Page], bool], *, every: int = 1000, patience: int = PATIENCE) -> Page:
        """Open a page again and again until it shows what is to come; what the servers do by themselves takes a while.

        Args:
            path: address of this side.
            holds: whether the page shows it.
            every: milliseconds between two looks.
            patience: milliseconds.
        """
        for _ in range(patience // every):
            if holds(self.go(path)):
                return self.page
            self.page.wait_for_timeout(every)
        raise AssertionError(f"{self.page.url} does not show it: {self.page.locator('main').inner_text()}")

    def clock(self, at: str) -> None:
        """Set the demo's clock, for both sides: 2026-06-12T08:00, Vietnamese time."""
        self.go("/thu-nghiem/")
        self.page.locator("#at").fill(at)
        self.press("Đặt đồng hồ")


def sitting_down(chromium: Browser, base: str, **options: object) -> Iterator[Journey]:
    """A window of its own on one side; fails at its end for what the browser complained about."""
    context = chromium.new_context(
        viewport=DESK,  # type: ignore[arg-type]  # a size
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        **options,  # type: ignore[arg-type]  # passed through
    )
    window = Window(context, base)
    yield Journey(window)
    context.close()
    assert window.complaints == []
