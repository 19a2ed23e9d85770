"""Guides and training in a real browser: readable on a laptop and a phone, accessible, reachable from every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hocba_web.base import clock
from hocba_web.support.selectors.guides import guides
from hocba_web.support.services.training_school import build_training_school

if TYPE_CHECKING:
    from support.web import SchoolWorld
    from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_guides_hold_on_a_laptop(desk: Window) -> None:
    for path in ["/huong-dan/", *(one.url for one in guides())]:
        desk.go(path)
        desk.check()


def test_guides_hold_on_a_phone(phone: Window) -> None:
    for path in ["/huong-dan/", *(one.url for one in guides())]:
        phone.go(path)
        phone.check()


def test_help_of_a_page_opens_its_own_section(desk: Window, world: SchoolWorld) -> None:
    desk.sign_in(world, "principal")
    page = desk.go("/khoa-mo/")
    page.locator(".topbar a[href*='/huong-dan/']").click()
    page.wait_for_url("**/huong-dan/hieu-truong/#khoa-mo")
    assert page.locator("#khoa-mo").inner_text() == "Khóa, mở"
    assert page.locator("#khoa-mo").bounding_box()["y"] < 768  # type: ignore[index]  # it is on the page


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_training_school_by_clicks(request: pytest.FixtureRequest, world: SchoolWorld, size: str) -> None:
    window: Window = request.getfixturevalue(size)
    build_training_school(at=clock.now(), real_at=clock.real_now())
    window.sign_in(world, "homeroom:4A1")
    page = window.go("/tap-huan/")
    window.check()
    page.locator("main button", has_text="Giáo viên chủ nhiệm").click()
    page.wait_for_url("**/")
    page = window.go("/tap-huan/")
    window.check()
    page.get_by_role("button", name="Đã làm xong").first.click()
    page.get_by_text("Đã ghi nhận").first.wait_for()
    page.get_by_role("button", name="Về trường thật").click()
    page.get_by_text("Bài thực hành").first.wait_for()


def test_who_has_read_and_practised(desk: Window, world: SchoolWorld) -> None:
    desk.sign_in(world, "principal")
    desk.go("/tap-huan/moi-nguoi/")
    desk.check()
