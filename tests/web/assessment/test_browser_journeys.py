"""Journeys in Chromium: a late correction through three people, a class brought to "sẵn sàng", every page looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from hocba.model import Moment
from hocba.regulation import rules_for
from hocba_web.assessment.models import CommentSentence, EntryWindow, LateRequest, SubjectResult, TraitResult, YearEnd
from support.web import SchoolWorld
from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEAD = 2


def cell(page: Page, row: int, column: int):
    """A data cell of the grid, from 0."""
    return page.locator(f'.slick-row[data-row="{row}"] > .slick-cell.l{column + LEAD}')


def saved(page: Page) -> None:
    expect(page.locator(".grid-state")).to_contain_text("Đã lưu lúc")


def homeroom(world: SchoolWorld) -> str:
    return f"homeroom:{world.classes['4A1'].id}"


def test_a_late_correction(desk: Window, world: SchoolWorld, at: datetime) -> None:
    world.open_window(around=at - timedelta(days=10))
    grid = f"/ket-qua/{world.classes['4A1'].id}/cn/toan/"
    desk.sign_in(world, "homeroom:4A1", capacity=homeroom(world))
    page = desk.go(grid)
    expect(page.locator("#result-grid .alert")).to_contain_text("đã khóa nhập")
    page.get_by_role("link", name="Xin mở để sửa").click()
    page.get_by_label("Cần sửa gì, vì sao").fill("Nhập nhầm mức của một em")
    desk.check()
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.locator("main")).to_contain_text("Chờ hiệu trưởng quyết định")

    desk.sign_in(world, "principal")
    page = desk.go("/khoa-mo/")
    desk.check()
    page.get_by_role("link", name="Đồng ý").first.click()
    page.get_by_label("Mở đến").fill("2026-05-26T17:00")
    desk.check()
    page.get_by_role("button", name="Đồng ý mở").click()
    expect(page.locator("main")).to_contain_text("Chờ quản trị hệ thống mở")
    assert EntryWindow.objects.filter(executed_at=None).count() == 1

    desk.sign_in(world, "school_admin")
    page = desk.go("/khoa-mo/")
    page.get_by_role("button", name="Mở").first.click()
    expect(page.locator("main")).to_contain_text("Đã mở theo quyết định")
    desk.check()
    assert LateRequest.objects.get().state == LateRequest.State.OPENED

    desk.sign_in(world, "homeroom:4A1", capacity=homeroom(world))
    page = desk.go(grid)
    cell(page, 0, 0).click()
    page.keyboard.press("h")
    saved(page)
    assert SubjectResult.objects.get().level == "H"


def test_from_gaps_to_complete_and_back(desk: Window, world: SchoolWorld, at: datetime) -> None:
    world.open_window()
    desk.sign_in(world, "homeroom:4A1", capacity=homeroom(world))
    page = desk.go(f"/ket-qua/{world.classes['4A1'].id}/cn/dao-duc/")
    cell(page, 0, 0).click()
    page.keyboard.press("t")
    saved(page)
    page.get_by_role("button", name="Hoàn thành", exact=True).click()
    expect(page.locator("main")).to_contain_text("còn 2 ô chưa nhập")
    desk.check()
    page.get_by_role("link", name="Mở bảng").first.click()
    cell(page, 1, 0).click()
    page.keyboard.press("h")
    page.keyboard.press("h")
    saved(page)
    page.get_by_role("button", name="Hoàn thành", exact=True).click()
    expect(page.locator("#result-grid .alert")).to_contain_text("đã đánh dấu hoàn thành")
    desk.check()
    page.get_by_role("button", name="Gỡ dấu hoàn thành").click()
    cell(page, 2, 0).click()
    page.keyboard.press("t")
    saved(page)
    assert list(SubjectResult.objects.order_by("enrolment__number").values_list("level", flat=True)) == ["T", "H", "T"]


def test_a_sentence_of_the_bank_into_several_cells(desk: Window, world: SchoolWorld, at: datetime) -> None:
    world.open_window()
    owner = world.staff["homeroom:4A1"].user
    CommentSentence.objects.create(
        school=world.school, owner=owner, topic="homeroom", text="Em chăm ngoan, học tốt, giúp đỡ bạn."
    )
    desk.sign_in(world, "homeroom:4A1", capacity=homeroom(world))
    page = desk.go(f"/ket-qua/{world.classes['4A1'].id}/cn/nhan-xet/")
    cell(page, 0, 3).click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Alt+b")
    page.get_by_text("Em chăm ngoan, học tốt, giúp đỡ bạn.").first.click()
    saved(page)
    rows = [one.homeroom_entries.get().comment_homeroom for one in world.enrolments["4A1"][:2]]
    assert rows == ["Em chăm ngoan, học tốt, giúp đỡ bạn."] * 2


def test_the_year_is_decided_as_proposed(desk: Window, world: SchoolWorld, at: datetime) -> None:
    world.open_window()
    _full_year(world, at)
    desk.sign_in(world, "homeroom:4A1", capacity=homeroom(world))
    page = desk.go(f"/ket-qua/{world.classes['4A1'].id}/cn/tong-ket/")
    expect(cell(page, 0, 0)).to_contain_text("Hoàn thành")
    desk.check()
    page.get_by_role("button", name="Nhận đề xuất").click()
    page.locator("dialog[open]").get_by_role("button", name="Nhận đề xuất").click()
    expect(page.locator("main")).to_contain_text("Đã nhận đề xuất cho 6 ô")
    assert set(YearEnd.objects.values_list("overall", "award_year_end")) == {("HTXS", "Học sinh Xuất sắc")}
    cell(page, 0, 2).dblclick()
    expect(page.locator(".grid-textbox")).to_be_visible()


def _full_year(world: SchoolWorld, at: datetime) -> None:
    rules = rules_for(4, world.year.value)
    tested = rules.tested(Moment.YEAR_END)
    for pupil in world.enrolments["4A1"]:
        common = {"enrolment": pupil, "moment": "cn", "level": "T", "updated_at": at}
        for subject in rules.subjects:
            SubjectResult.objects.create(subject=subject.value, score=9 if subject in tested else None, **common)
        for kind, traits in (("quality", rules.qualities), ("competency", rules.competencies)):
            for trait in traits:
                TraitResult.objects.create(kind=kind, trait=trait.value, **common)


PAGES = (
    ("homeroom:4A1", "/ket-qua/"),
    ("homeroom:4A1", "/ket-qua/{id}/cn/"),
    ("homeroom:4A1", "/ket-qua/{id}/cn/cac-mon/"),
    ("homeroom:4A1", "/ket-qua/{id}/cn/pham-chat-nang-luc/"),
    ("homeroom:4A1", "/ket-qua/{id}/cn/chuyen-can-suc-khoe/"),
    ("homeroom:4A1", "/ket-qua/{id}/cn/toan/lich-su/"),
    ("homeroom:4A1", "/ket-qua/{id}/cn/kiem-tra-lai/toan/"),
    ("homeroom:4A1", "/ket-qua/ngan-hang/"),
    ("principal", "/ket-qua/"),
    ("principal", "/khoa-mo/"),
    ("principal", "/khoa-mo/quyet-dinh/"),
    ("school_admin", "/khoa-mo/"),
    ("clerk", "/ket-qua/{id}/cn/toan/"),
)


def test_every_page_is_clean_at_both_sizes(
    desk: Window, phone: Window, world: SchoolWorld, at: datetime, enter
) -> None:
    world.open_window()
    enter({(0, "MATHS.level"): "T", (0, "MATHS.score"): "3", (0, "MATHS.comment"): "Em tính nhanh, đúng."})
    LateRequest.objects.create(
        school_class=world.classes["4A1"],
        period="gk1",
        part="MATHS",
        reason="Nhập nhầm",
        asked_by=world.staff["homeroom:4A1"].user,
        asked_at=at,
    )
    for window in (desk, phone):
        signed_in = ""
        for key, path in PAGES:
            if key != signed_in:
                window.sign_in(world, key, capacity=homeroom(world) if key.startswith("homeroom") else None)
                signed_in = key
            window.go(path.format(id=world.classes["4A1"].id))
            window.check()
