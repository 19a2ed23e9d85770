"""What a person does with a grid and sees of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from grid_server import School
    from playwright.sync_api import Page

    from support.web.browser import Window

LEAD = 2
"""Columns before the data: number and name."""


class GridPage:
    """One tab with a grid."""

    def __init__(self, window: Window, school: School | None, page: Page | None = None) -> None:
        self.window = window
        self.school = school  # None on the real pages
        self.page = page or window.page

    def open(self, *, ready: bool = True) -> GridPage:
        """Load the page; `ready` waits for the wide grid or the phone's form."""
        self.page.goto(self.window.base + "/")
        if ready:
            expect(self.page.locator(".slick-cell:visible, .grid-phone__form:visible").first).to_be_visible()
        return self

    def another_tab(self) -> GridPage:
        """A second tab of the same person."""
        page = self.window.context.new_page()
        self.window.watch(page)
        return GridPage(self.window, self.school, page).open()

    def cell(self, row: int, column: int) -> Locator:
        """The cell of the `row`th pupil and the `column`th data column, from 0."""
        return self.page.locator(f'.slick-row[data-row="{row}"] > .slick-cell.l{column + LEAD}')

    def click(self, row: int, column: int) -> GridPage:
        self.cell(row, column).click()
        return self

    def press(self, *keys: str) -> GridPage:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def paste(self, text: str) -> GridPage:
        """What Ctrl+V brings after copying `text` elsewhere."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        return self.press("Control+V")

    def clipboard(self) -> str:
        return str(self.page.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")

    def value_of(self, row: int, column: int) -> str:
        """The value shown in a cell."""
        return self.cell(row, column).locator(".grid-value").inner_text()

    def shows(self, row: int, column: int, value: str) -> GridPage:
        """The cell shows exactly this."""
        expect(self.cell(row, column).locator(".grid-value")).to_have_text(value)
        return self

    def saved(self) -> GridPage:
        """Everything is with the server."""
        expect(self.state).to_contain_text("Đã lưu lúc")
        return self

    @property
    def state(self) -> Locator:
        return self.page.locator(".grid-state")

    @property
    def notice(self) -> Locator:
        return self.page.locator(".grid-notice")

    @property
    def panel(self) -> Locator:
        return self.page.locator("#grid-panel")

    @property
    def tip(self) -> Locator:
        return self.page.locator(".grid-tip")

    def expect_active(self, row: int, column: int) -> GridPage:
        """The focus is on this cell."""
        expect(self.cell(row, column)).to_be_focused()
        return self

    def expect_class(self, row: int, column: int, name: str) -> GridPage:
        expect(self.cell(row, column)).to_have_class(re.compile(rf"\b{name}\b"))
        return self

    def kept_records(self) -> int:
        """Records of unsaved entries in the browser's storage."""
        return int(
            self.page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('hocba.grid.')).length")
        )
