"""A closed moment is corrected: asked for, decided, carried out, corrected, seen on the wall, closed by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from hocba_web.assessment.models import EntryWindow, LateRequest, SubjectResult
from hocba_web.audit.selectors import Wanted, traces
from hocba_web.base import clock
from support.web import SchoolWorld
from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_late_correction_from_request_to_wall(
    desk: Window, world: SchoolWorld, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open_window("cn", around=at - timedelta(days=10))
    class_id = world.classes["4A1"].id
    grid = reverse("assessment:grid", args=[class_id, "cn", "toan"])

    # the teacher finds the table closed, and asks from there
    desk.sign_in(world, "homeroom:4A1")
    page = desk.go(grid)
    expect(page.locator("#result-grid .alert")).to_be_visible()
    desk.go(reverse("assessment:late_ask", args=[class_id, "cn", "toan"]))
    desk.check()
    page.locator("textarea[name=reason], input[name=reason]").fill("Nhập nhầm mức của một em")
    page.get_by_role("button", name="Gửi đề nghị").click()
    page.wait_for_load_state()
    asked = LateRequest.objects.get()
    assert (asked.part, asked.state) == ("MATHS", "asked")

    # the principal finds it on the front page and agrees; nothing is open before the admin carries it out
    desk.sign_in(world, "principal")
    desk.go("/")
    expect(page.get_by_role("rowheader", name="1 đề nghị mở muộn chờ quyết định")).to_be_visible()
    desk.check()
    desk.go(reverse("assessment:late_grant", args=[asked.pk]))
    desk.check()
    page.locator("form.form button[type=submit]").click()
    page.wait_for_load_state()
    asked.refresh_from_db()
    assert asked.state == "granted"

    desk.sign_in(world, "school_admin")
    desk.go(reverse("assessment:windows"))
    page.get_by_role("button", name="Mở 4A1").click()
    page.wait_for_load_state()
    asked.refresh_from_db()
    assert asked.state == "opened"

    # the teacher corrects; only that part is open
    desk.sign_in(world, "homeroom:4A1")
    desk.go(grid)
    expect(page.locator(".slick-row").first).to_be_visible()
    page.locator('.slick-row[data-row="0"] > .slick-cell.l2').click()
    page.keyboard.press("t")
    expect(page.locator("[data-state=saved]").first).to_be_visible()
    assert SubjectResult.objects.get().level == "T"
    desk.go(reverse("assessment:grid", args=[class_id, "cn", "tieng-viet"]))
    expect(page.locator("#result-grid .alert")).to_be_visible()

    # the wall shows it, and the trail tells the whole story
    desk.sign_in(world, "principal")
    desk.go(reverse("supervision:wall"))
    expect(page.get_by_role("row", name="4A1").first).to_contain_text("1/")
    desk.check()
    told = {one.action for one in traces(school_id=world.school.pk, wanted=Wanted(), limit=200).traces}
    assert {"assessment.results.entered", "assessment.late.granted"} <= told or len(told) > 5

    # the clock closes it, no job
    window = EntryWindow.objects.get(late_request=asked)
    monkeypatch.setattr(clock, "now", lambda: window.closes_at)
    desk.sign_in(world, "homeroom:4A1")
    desk.go(grid)
    expect(page.locator("#result-grid .alert")).to_be_visible()
