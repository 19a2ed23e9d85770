"""Every component in Chromium, under the content security policy of the settings: axe-core, keyboard, both sizes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.web.browser import PHONE, Window, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_clean_on_a_laptop(laptop: Window, tmp_path: Path) -> None:
    laptop.go("/index.html")
    laptop.check()
    laptop.picture(tmp_path / "laptop.png", full=True)


def test_clean_on_a_phone(handset: Window, tmp_path: Path) -> None:
    page = handset.go("/index.html")
    handset.check()
    small = page.evaluate(
        """[...document.querySelectorAll('a.btn, button, .nav__item, summary')]
             .filter((part) => part.offsetParent && part.getBoundingClientRect().height < 24)
             .map((part) => part.outerHTML.slice(0, 80))"""
    )
    assert small == []
    handset.picture(tmp_path / "phone.png", full=True)


def test_our_font_draws_vietnamese(laptop: Window) -> None:
    page = laptop.go("/index.html")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('600 15px \"Be Vietnam Pro\"', 'Ưữộ'))")
    loaded = page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').length")
    assert loaded >= 2


def test_errors_take_the_focus_and_lead_to_their_fields(laptop: Window) -> None:
    page = laptop.go("/index.html")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Lí do mở lại").click()
    assert page.evaluate("document.activeElement.id") == "id_reason"
    field = page.get_by_label("Lí do mở lại")
    described = str(field.get_attribute("aria-describedby")).split()
    assert "Cần điền" in page.locator(f"#{described[-1]}").inner_text()


def test_a_dialog_opens_and_closes_and_gives_the_focus_back(laptop: Window) -> None:
    page = laptop.go("/index.html")
    opener = page.get_by_role("button", name="Mở cửa sổ nhập")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Mở cửa sổ nhập muộn")
    assert dialog.is_visible()
    assert laptop.violations() == []
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert opener.evaluate("(part) => part === document.activeElement")


def test_a_confirmation_holds_the_form_until_yes(laptop: Window) -> None:
    page = laptop.go("/index.html")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_role("button", name="Bỏ thay đổi").click()
    dialog = page.get_by_role("dialog", name="Thầy/cô chắc chắn chứ?")
    assert "Bỏ các thay đổi vừa nhập?" in dialog.inner_text()
    assert laptop.violations() == []
    dialog.get_by_role("button", name="Thôi, quay lại").click()
    assert "POST" not in sent
    page.get_by_role("button", name="Bỏ thay đổi").click()
    with page.expect_request(lambda request: request.method == "POST"):
        dialog.get_by_role("button", name="Đồng ý").click()
    # The folder's server knows no POST; that answer is no fault of the page.
    laptop.complaints.clear()


def test_a_form_is_sent_once(laptop: Window) -> None:
    page = laptop.go("/index.html")
    sent: list[str] = []
    # An answer without content leaves the page where it is, as a slow server would.
    page.route("**/*", lambda route: (sent.append(route.request.method), route.fulfill(status=204)))
    page.get_by_role("button", name="Lưu").dblclick()
    page.get_by_role("button", name="Lưu").click()
    assert sent.count("POST") == 1


def test_unsaved_changes_are_asked_about(laptop: Window) -> None:
    page = laptop.go("/index.html")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Số quyết định").fill("12/QĐ-TH")
    page.reload()
    assert asked == ["beforeunload"]


def test_the_drawer_on_a_phone(handset: Window) -> None:
    page = handset.go("/index.html")
    nav = page.get_by_role("navigation", name="Danh mục chính")
    assert not nav.is_visible()
    page.get_by_role("button", name="Mở danh mục").tap()
    assert nav.is_visible()
    assert page.locator("#main").get_attribute("inert") is not None
    assert handset.violations() == []
    page.keyboard.press("Escape")
    assert not nav.is_visible()
    assert page.locator("#main").get_attribute("inert") is None


def test_rows_are_cards_on_a_phone_and_stay_a_table_for_readers(handset: Window) -> None:
    page = handset.go("/index.html")
    table = page.get_by_role("table", name="Học sinh lớp 3A")
    row = table.get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").inner_text().strip() == "Nguyễn Ngọc Ánh"
    assert row.get_by_role("cell").nth(1).get_attribute("data-label") == "Mức đạt"


def test_the_navigation_works_without_scripts(chromium: Browser, site: str) -> None:
    for window in opened(chromium, site, PHONE, java_script_enabled=False):
        page = window.go("/index.html")
        page.get_by_label("Mở danh mục").click()
        assert page.get_by_role("link", name="Khóa sổ").is_visible()


def test_paper_holds_the_content_alone(laptop: Window, tmp_path: Path) -> None:
    page = laptop.go("/index.html")
    page.emulate_media(media="print")
    assert not page.locator(".topbar").is_visible()
    assert not page.locator("#nav").is_visible()
    assert page.locator(".print-head").is_visible()
    assert page.get_by_role("table", name="Học sinh lớp 3A").is_visible()
    laptop.picture(tmp_path / "paper.png", full=True)


def test_a_message_comes_and_can_be_closed(laptop: Window) -> None:
    page = laptop.go("/index.html")
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('toast', {detail: {text: 'Chưa lưu <b>được</b>', kind: 'error'}}))"
    )
    message = page.get_by_role("status").filter(has_text="Chưa lưu <b>được</b>")
    assert message.is_visible()
    assert laptop.violations() == []
    page.get_by_role("button", name="Đóng", exact=True).click()
    assert page.locator(".toast").count() == 0
