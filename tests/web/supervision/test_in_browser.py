"""Pages of supervision in Chromium, at a desk and on a phone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from hocba.model import Moment
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.base import clock
from hocba_web.supervision.services.checks import start_check
from hocba_web.supervision.services.reminders import remind_late
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from web.supervision.conftest import as_inspector, inspection_of

if TYPE_CHECKING:
    from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_is_clean_at_a_desk_and_on_a_phone(
    world: SchoolWorld, desk: Window, phone: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    world.open_window(around=NOW - timedelta(days=2))
    rebuild_progress(world.year.pk, at=NOW)
    remind_late(actor=actor_for(world, "principal"), moment=Moment.YEAR_END, at=NOW)
    opened = inspection_of(world, NOW)
    check = start_check(
        actor=actor_for(world, "principal"),
        moment=Moment.YEAR_END,
        class_ids=[world.classes["4A1"].pk],
        subject="Nhận xét môn học",
        per_class=2,
        at=NOW,
    )
    person = world.person("english").pk
    paths = (
        "/",
        "/tien-do/?thoi-diem=cn",
        "/thong-bao/",
        "/thanh-tra/",
        "/thanh-tra/mo/",
        f"/thanh-tra/{opened.inspection.pk}/",
        f"/thanh-tra/{opened.inspection.pk}/ket-thuc/",
        "/kiem-tra/",
        "/kiem-tra/moi/",
        f"/kiem-tra/{check.pk}/",
        "/kiem-tra/cho-toi/",
        "/chap-hanh/",
        f"/chap-hanh/{person}/",
    )
    for window in (desk, phone):
        window.sign_in(world, "principal")
        for path in paths:
            window.go(path)
            window.check()


def test_reminding_asks_first_and_a_pupil_is_ticked_off_by_keyboard(
    world: SchoolWorld, desk: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    world.open_window(around=NOW - timedelta(days=2))
    rebuild_progress(world.year.pk, at=NOW)
    desk.sign_in(world, "principal")
    page = desk.go("/tien-do/?thoi-diem=cn")
    page.get_by_role("button", name="Nhắc tất cả người trễ").click()
    page.get_by_role("dialog").get_by_role("button", name="Gửi nhắc việc").click()
    page.get_by_text("Đã nhắc 3 người").wait_for()
    page = desk.go("/kiem-tra/moi/")
    page.get_by_label("Nội dung kiểm tra").fill("Nhận xét môn Toán")
    page.get_by_label("Số học sinh mỗi lớp").fill("1")
    page.get_by_label("4A1").check()
    page.get_by_role("button", name="Rút mẫu").press("Enter")
    page.get_by_role("button", name="Đạt").press("Enter")
    page.get_by_text("1/1").first.wait_for()


def test_what_an_inspector_sees_is_clean_and_says_how_long(
    world: SchoolWorld, desk: Window, phone: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    opened = inspection_of(world, NOW, classes=("4A1",))
    for window in (desk, phone):
        client = as_inspector(Client(), opened)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        window.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": window.base}])
        page = window.go("/")
        page.get_by_text("Đang xem theo đợt kiểm tra").wait_for()
        page.get_by_text("08:00 27/05/2026").wait_for()
        window.check()
        window.picture(tmp_path / f"inspector-{window.page.viewport_size}.png", full=True)
        page = window.go("/lop/")
        assert page.get_by_text("4A1").count()
        assert not page.get_by_text("4A2").count()
        window.check()
