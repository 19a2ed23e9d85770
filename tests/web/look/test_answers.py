"""What the page does with answers of the server: refusals, an ended session, failures. Nothing typed is ever lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from hocba_web.base.refusals import Spoken
from support.web.browser import Window

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
REFUSAL = Spoken(code="WINDOW_CLOSED", where="Lớp 3A", source="Điều 7", what="Cửa sổ đã đóng.", next="Gửi đề nghị.")


def _ask(window: Window, *, status: int = 200, body: str = "", headers: dict[str, str] | None = None) -> Page:
    """Send a request from the page with htmx; the server answers so."""
    page = window.go("/index.html")
    page.get_by_label("Số quyết định").fill("12/QĐ-TH")
    page.route(
        "**/answer/", lambda route: route.fulfill(status=status, body=body, content_type="text/html", headers=headers)
    )
    page.evaluate("htmx.ajax('POST', '/answer/', {target: '#id_note', swap: 'outerHTML'})")
    return page


def _typed(page: Page) -> str:
    return page.get_by_label("Số quyết định").input_value()


def test_a_refusal_is_shown_above_the_page(laptop: Window) -> None:
    body = render_to_string("components/refusal.html", {"refusal": REFUSAL})
    page = _ask(laptop, status=409, body=body)
    dialog = page.get_by_role("dialog", name="Không thực hiện được")
    dialog.wait_for()
    assert "Cửa sổ đã đóng." in dialog.inner_text()
    assert "Gửi đề nghị." in dialog.inner_text()
    assert laptop.violations() == []
    dialog.get_by_role("button", name="Đã hiểu").click()
    assert page.locator("#id_note").count() == 1
    assert _typed(page) == "12/QĐ-TH"
    laptop.complaints.clear()  # htmx writes every 4xx to the console


def test_an_ended_session_asks_to_log_in_elsewhere(laptop: Window) -> None:
    page = _ask(laptop, status=401)
    dialog = page.get_by_role("dialog", name="Phiên làm việc đã hết")
    dialog.wait_for()
    login = dialog.get_by_role("link", name="Đăng nhập ở thẻ mới")
    assert login.get_attribute("target") == "_blank"
    assert laptop.violations() == []
    assert _typed(page) == "12/QĐ-TH"
    laptop.complaints.clear()


def test_a_form_with_errors_takes_its_place(laptop: Window) -> None:
    page = _ask(laptop, status=422, body='<div id="fresh" data-focus tabindex="-1">Chưa lưu được</div>')
    page.locator("#fresh:focus").wait_for()
    assert page.locator("#id_note").count() == 0


def test_a_failure_is_said_and_the_page_stays(laptop: Window) -> None:
    page = _ask(laptop, status=503, body="<html>gateway</html>")
    page.get_by_role("status").filter(has_text="Máy chủ chưa trả lời được").wait_for()
    assert page.locator("#id_note").count() == 1
    assert _typed(page) == "12/QĐ-TH"
    laptop.complaints.clear()


def test_a_lost_connection_is_said_and_the_page_stays(laptop: Window) -> None:
    page = laptop.go("/index.html")
    page.get_by_label("Số quyết định").fill("12/QĐ-TH")
    page.context.set_offline(offline=True)
    page.evaluate("htmx.ajax('POST', '/answer/', {target: '#id_note'}).catch(() => undefined)")
    page.get_by_role("status").filter(has_text="Mất kết nối").wait_for()
    assert _typed(page) == "12/QĐ-TH"
    laptop.complaints.clear()


def test_the_server_can_send_a_short_message(laptop: Window) -> None:
    trigger = json.dumps({"toast": {"text": "Saved 34", "kind": "done"}})
    page = _ask(laptop, body='<textarea id="id_note"></textarea>', headers={"HX-Trigger": trigger})
    page.get_by_role("status").filter(has_text="Saved 34").wait_for()


def test_the_token_of_the_cookie_goes_along(laptop: Window) -> None:
    laptop.context.add_cookies([{"name": settings.CSRF_COOKIE_NAME, "value": "fresh-token", "url": laptop.base}])
    page = laptop.go("/index.html")
    page.route("**/answer/", lambda route: route.fulfill(status=204))
    with page.expect_request("**/answer/") as sent:
        page.evaluate("htmx.ajax('POST', '/answer/', {target: '#id_note'})")
    assert sent.value.headers["x-csrftoken"] == "fresh-token"


def test_nothing_of_the_page_is_kept_in_the_browser(laptop: Window) -> None:
    page = _ask(laptop, body='<textarea id="id_note"></textarea>', headers={"HX-Push-Url": "/other/"})
    page.wait_for_url("**/other/")
    assert page.evaluate("[localStorage.length, sessionStorage.getItem('htmx-history-cache')]") == [0, None]
