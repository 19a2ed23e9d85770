"""Two people in one cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from grid_pages import GridPage
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Open = Callable[..., GridPage]
LEVEL, SCORE, COMMENT = range(3)


def met(open_grid: Open) -> GridPage:
    """The first pupil's level: T typed here, H saved by somebody else meanwhile."""
    grid = open_grid()
    grid.school.edit_elsewhere(900, "MATHS.level", "H")
    grid.click(0, LEVEL).press("t").expect_class(0, LEVEL, "is-conflict")
    return grid


def test_both_values_are_shown_in_the_cell_and_beside_it(open_grid: Open) -> None:
    grid = met(open_grid)
    expect(grid.cell(0, LEVEL).locator(".grid-mine")).to_have_text("T")
    expect(grid.cell(0, LEVEL).locator(".grid-theirs")).to_have_text("H")
    expect(grid.panel).to_be_visible()
    expect(grid.panel).to_contain_text("Hai người cùng sửa")
    expect(grid.panel).to_contain_text("Trần Thị B, lúc 14:05 25/05/2026")
    assert grid.school.value(900, "MATHS.level") == "H"


def test_mine_can_be_kept(open_grid: Open) -> None:
    grid = met(open_grid)
    grid.panel.get_by_role("button", name="Giữ của tôi").click()
    grid.shows(0, LEVEL, "T").saved().expect_active(0, LEVEL)
    expect(grid.cell(0, LEVEL)).not_to_have_attribute("aria-invalid", "true")
    assert grid.school.value(900, "MATHS.level") == "T"


def test_theirs_can_be_taken(open_grid: Open) -> None:
    grid = met(open_grid)
    sent = len(grid.school.requests)
    grid.panel.get_by_role("button", name="Lấy của người kia").click()
    grid.shows(0, LEVEL, "H")
    expect(grid.panel).to_contain_text("Không còn gì cần xem lại")
    assert len(grid.school.requests) == sent
    assert grid.kept_records() == 0


def test_the_panel_is_reached_and_left_by_keyboard(open_grid: Open) -> None:
    grid = met(open_grid).press("F6")
    expect(grid.panel).to_be_focused()
    grid.press("Tab", "Tab")
    expect(grid.panel.get_by_role("button", name="Nguyễn Thị Ngọc An")).to_be_focused()
    grid.press("Enter").expect_active(0, LEVEL)
    grid.press("F6", "Escape")
    expect(grid.panel).to_be_hidden()


def test_undoing_an_entry_in_conflict_takes_the_others_value(open_grid: Open) -> None:
    grid = met(open_grid).press("Control+z").shows(0, LEVEL, "H")
    expect(grid.panel).to_contain_text("Không còn gì cần xem lại")


def test_other_cells_of_the_act_are_saved(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.edit_elsewhere(901, "MATHS.level", "H")
    grid.click(0, LEVEL).paste("T\r\nT\r\nT").expect_class(1, LEVEL, "is-conflict")
    assert [grid.school.value(900 + i, "MATHS.level") for i in range(3)] == ["T", "H", "T"]


def test_a_conflict_elsewhere_does_not_disturb_what_is_being_typed(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.edit_elsewhere(900, "MATHS.level", "H")
    grid.school.gate.clear()
    grid.click(0, LEVEL).press("t")
    expect(grid.state).to_contain_text("Đang lưu…")
    grid.click(3, SCORE)
    grid.page.keyboard.type("1")
    grid.school.gate.set()
    expect(grid.panel).to_be_visible()
    grid.page.keyboard.type("0")
    grid.press("Enter").shows(3, SCORE, "10").saved()
