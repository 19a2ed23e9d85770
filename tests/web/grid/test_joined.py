"""The grid on the real pages: a teacher's class, through the school's own checks."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse
from grid_pages import GridPage
from playwright.sync_api import expect

from hocba_web.assessment.models import EditAct, SubjectResult
from support.web import SchoolWorld
from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEVEL, SCORE, COMMENT = range(3)


def opened(window: Window, world: SchoolWorld) -> GridPage:
    window.sign_in(world, "homeroom:4A1")
    window.go(reverse("assessment:grid", args=[world.classes["4A1"].id, "cn", "toan"]))
    grid = GridPage(window, None)
    expect(grid.page.locator(".slick-cell:visible, .grid-phone__form:visible").first).to_be_visible()
    return grid


def test_a_teacher_enters_pastes_and_undoes(desk: Window, world: SchoolWorld, at: datetime) -> None:
    world.open_window("cn")
    grid = opened(desk, world)
    desk.check()
    grid.click(0, LEVEL).press("t", "h").saved()
    grid.click(0, SCORE)
    grid.page.keyboard.type("9")
    grid.press("Enter").saved()
    first, second = (SubjectResult.objects.get(enrolment=enrolment) for enrolment in world.enrolments["4A1"][:2])
    assert (first.level, first.score, second.level) == ("T", 9, "H")
    grid.press("Control+z").shows(0, SCORE, "")
    expect(grid.state).to_have_attribute("data-state", "saved")
    first.refresh_from_db()
    assert first.score is None
    assert list(EditAct.objects.order_by("id").values_list("kind", flat=True))[-1] == "undo"
    desk.check()


def test_outside_the_window_nothing_can_be_typed(desk: Window, world: SchoolWorld, at: datetime) -> None:
    grid = opened(desk, world)
    desk.check()
    grid.click(0, LEVEL).press("t").shows(0, LEVEL, "")
    expect(grid.page.locator("#result-grid .alert")).to_be_visible()
    assert not SubjectResult.objects.exists()


def test_a_window_that_is_withdrawn_keeps_what_was_typed_in_sight(
    desk: Window, world: SchoolWorld, at: datetime
) -> None:
    window = world.open_window("cn")
    grid = opened(desk, world)
    window.delete()
    grid.click(0, LEVEL).press("t").shows(0, LEVEL, "T").expect_class(0, LEVEL, "is-unsaved")
    expect(grid.page.locator("#result-grid .alert")).to_contain_text("Bảng này chỉ để xem")
    assert grid.kept_records() == 1
    assert not SubjectResult.objects.exists()


def test_after_the_session_ended_the_entries_wait(desk: Window, world: SchoolWorld, at: datetime) -> None:
    world.open_window("cn")
    grid = opened(desk, world)
    cookies = desk.context.cookies()
    desk.context.clear_cookies()
    grid.click(0, LEVEL).press("t")
    expect(grid.state).to_contain_text("Phiên đăng nhập đã hết")
    desk.context.add_cookies(cookies)
    grid.page.evaluate("window.dispatchEvent(new Event('focus'))")
    grid.saved()
    assert SubjectResult.objects.get().level == "T"


def test_on_a_phone(phone: Window, world: SchoolWorld, at: datetime) -> None:
    world.open_window("cn")
    grid = opened(phone, world)
    phone.check()
    grid.page.locator(".grid-choice", has_text="T").first.tap()
    grid.saved()
    assert SubjectResult.objects.get().level == "T"
