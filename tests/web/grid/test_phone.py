"""On a phone: one pupil at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from grid_pages import GridPage
from grids import homeroom_columns
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Open = Callable[..., GridPage]


def test_one_pupil_is_entered_and_saved_and_the_next_follows(open_grid: Open) -> None:
    grid = open_grid(phone=True)
    page = grid.page
    expect(page.locator(".grid-table")).to_be_hidden()
    page.locator(".grid-choice", has_text="T").first.tap()
    page.get_by_label("Điểm KTĐK").fill("9")
    page.get_by_role("button", name="Học sinh sau").last.tap()
    expect(page.get_by_role("combobox", name="Học sinh")).to_have_value("1")
    grid.saved()
    assert grid.school.value(900, "MATHS.level") == "T"
    assert grid.school.value(900, "MATHS.score") == "9"
    page.get_by_role("button", name="Học sinh trước").first.tap()
    expect(page.get_by_label("Điểm KTĐK")).to_have_value("9")


def test_what_cannot_be_kept_stays_with_its_reason(open_grid: Open) -> None:
    grid = open_grid(phone=True)
    grid.page.get_by_label("Điểm KTĐK").fill("8,5")
    grid.page.get_by_label("Điểm KTĐK").blur()
    expect(grid.page.locator(".grid-phone__messages").nth(1)).to_contain_text("Điểm bài kiểm tra là số nguyên")
    expect(grid.page.get_by_label("Điểm KTĐK")).to_have_value("8,5")
    assert grid.school.requests == []


def test_a_conflict_is_settled_on_the_spot(open_grid: Open) -> None:
    grid = open_grid(phone=True)
    grid.school.edit_elsewhere(900, "MATHS.level", "H")
    grid.page.locator(".grid-choice", has_text="T").first.tap()
    grid.page.locator(".grid-phone").get_by_role("button", name="Lấy của người kia: H").tap()
    expect(grid.page.get_by_role("radio", name="H Hoàn thành")).to_be_checked()


def test_a_comment_from_the_bank(open_grid: Open) -> None:
    grid = open_grid(phone=True)
    grid.page.get_by_role("button", name="Ngân hàng nhận xét").tap()
    grid.page.get_by_role("button", name="Em nắm chắc").tap()
    expect(grid.page.get_by_role("textbox", name="Nhận xét")).to_have_value("Em nắm chắc kiến thức, tính toán nhanh.")
    grid.saved()


def test_every_kind_of_field_is_there_and_clean(open_grid: Open) -> None:
    grid = open_grid(homeroom_columns(), phone=True)
    assert grid.window.violations() == []
    grid.window.check()
    page = grid.page
    page.get_by_role("radio", name="Đ Đạt").first.check(force=True)
    page.get_by_label("Số buổi nghỉ").fill("2")
    page.get_by_label("Chiều cao (cm)").fill("131,5")
    page.get_by_label("Kết quả").select_option("HTXS")
    page.get_by_label("Thư khen").check()
    grid.saved()
    values = {name: cell["v"] for name, cell in grid.school.data["rows"][0]["cells"].items()}
    assert values == {
        "DILIGENCE": "Đ",
        "HONESTY": "",
        "ABSENT": "2",
        "HEIGHT": "131.5",
        "OVERALL": "HTXS",
        "AWARD": "x",
    }


def test_a_closed_page_is_for_reading(open_grid: Open) -> None:
    grid = open_grid(phone=True, editable=False, closed_reason="Đã khóa.")
    expect(grid.page.get_by_role("radio")).to_have_count(0)
    assert grid.window.violations() == []
    grid.window.check()
