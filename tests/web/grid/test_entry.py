"""Entering by keyboard, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from grid_pages import GridPage
from grids import grid_data, homeroom_columns, subject_columns
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Open = Callable[..., GridPage]
LEVEL, SCORE, COMMENT, BEFORE = range(4)


def test_letters_set_levels_and_go_down(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t", "H", "c")
    grid.expect_active(3, LEVEL).saved()
    assert [grid.school.value(900 + i, "MATHS.level") for i in range(4)] == ["T", "H", "C", ""]


def test_fast_letters_become_few_requests(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press(*"ththththth").saved()
    assert len(grid.school.requests) < 4
    assert [grid.school.value(900 + i, "MATHS.level") for i in range(10)] == list("THTHTHTHTH")


def test_a_wrong_letter_stays_in_sight_with_its_reason(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("x")
    grid.shows(0, LEVEL, "x").expect_class(0, LEVEL, "is-unsaved").expect_active(0, LEVEL)
    expect(grid.cell(0, LEVEL)).to_have_attribute("aria-invalid", "true")
    expect(grid.tip).to_contain_text("chỉ gồm T, H, C")
    expect(grid.state).to_contain_text("còn 1 ô chưa lưu được")
    assert grid.school.requests == []


def test_d_is_the_vietnamese_letter_in_qualities(open_grid: Open) -> None:
    grid = open_grid(homeroom_columns()).click(0, 0).press("d", "t", "c").saved()
    assert [grid.school.value(900 + i, "DILIGENCE") for i in range(3)] == ["Đ", "T", "C"]


def test_an_input_method_that_rewrites_d_sets_one_cell(open_grid: Open) -> None:
    grid = open_grid(homeroom_columns()).click(0, 0)
    # Typing "dd" with Telex: d, then Backspace and đ at once from the input method.
    grid.page.evaluate(
        """() => {
          for (const key of ["d", "Backspace", "đ"])
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
        }"""
    )
    grid.expect_active(1, 0).saved().shows(0, 0, "Đ").shows(1, 0, "")


def test_backspace_alone_clears(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t", "ArrowUp", "Backspace").shows(0, LEVEL, "").saved()
    assert grid.school.value(900, "MATHS.level") == ""


def test_arrows_tab_enter_home_and_end(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL)
    grid.press("ArrowDown", "ArrowRight").expect_active(1, SCORE)
    grid.press("Tab", "Tab").expect_active(1, BEFORE)
    grid.press("Tab").expect_active(2, LEVEL)
    grid.press("Shift+Tab").expect_active(1, BEFORE)
    grid.press("Enter").expect_active(2, BEFORE)
    grid.press("Shift+Enter").expect_active(1, BEFORE)
    grid.press("Home").expect_active(1, LEVEL)
    grid.press("End").expect_active(1, BEFORE)
    grid.press("Control+Home").expect_active(0, LEVEL)
    grid.press("Control+End").expect_active(11, BEFORE)


def test_typing_over_a_score_replaces_it_and_enter_goes_down(open_grid: Open) -> None:
    grid = open_grid().click(0, SCORE)
    grid.page.keyboard.type("10")
    grid.press("Enter").expect_active(1, SCORE).shows(0, SCORE, "10")
    grid.press("ArrowUp")
    grid.page.keyboard.type("7,0")
    grid.press("Tab").shows(0, SCORE, "7").expect_active(0, COMMENT).saved()
    assert grid.school.value(900, "MATHS.score") == "7"


def test_escape_gives_the_old_value_back(open_grid: Open) -> None:
    grid = open_grid().click(0, SCORE)
    grid.page.keyboard.type("8")
    grid.press("Enter", "ArrowUp", "F2")
    grid.page.keyboard.type("9")
    grid.press("Escape").shows(0, SCORE, "8").expect_active(0, SCORE)


def test_a_half_point_is_kept_in_sight_and_not_sent(open_grid: Open) -> None:
    grid = open_grid().click(0, SCORE)
    grid.page.keyboard.type("8,5")
    grid.press("Enter").shows(0, SCORE, "8,5").expect_class(0, SCORE, "is-unsaved")
    assert grid.school.requests == []


def test_clicking_elsewhere_keeps_what_was_typed(open_grid: Open) -> None:
    grid = open_grid().click(0, SCORE)
    grid.page.keyboard.type("6")
    grid.click(4, LEVEL).shows(0, SCORE, "6").expect_active(4, LEVEL).saved()


def test_f2_in_a_level_opens_the_list(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("F2")
    editor = grid.cell(0, LEVEL).locator("select")
    expect(editor).to_be_focused()
    editor.select_option("H")
    grid.press("Enter").shows(0, LEVEL, "H").saved()


def test_double_click_edits(open_grid: Open) -> None:
    grid = open_grid()
    grid.cell(2, SCORE).dblclick()
    expect(grid.cell(2, SCORE).locator("input")).to_be_focused()


def test_every_kind_of_column_takes_its_own_entries(open_grid: Open) -> None:
    grid = open_grid(homeroom_columns()).click(0, 2)
    grid.page.keyboard.type("3")
    grid.press("Tab")
    grid.page.keyboard.type("132,5")
    grid.press("Tab", "F2")
    grid.cell(0, 4).locator("select").select_option("HTXS")
    grid.press("Tab", "x").shows(0, 5, "✓").saved()
    assert grid.school.value(900, "ABSENT") == "3"
    assert grid.school.value(900, "HEIGHT") == "132.5"
    assert grid.school.value(900, "OVERALL") == "HTXS"
    assert grid.school.value(900, "AWARD") == "x"
    grid.shows(0, 3, "132,5").press("Space").shows(0, 5, "")


def test_delete_clears_the_selection_as_one_act(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t", "t", "t").saved()
    grid.click(0, LEVEL).press("Shift+ArrowDown", "Shift+ArrowDown", "Delete")
    expect(grid.notice).to_contain_text("Đã xóa 3 ô")
    grid.saved()
    assert grid.school.requests[-1]["kind"] == "clear"
    grid.press("Control+z")
    for row in range(3):
        grid.shows(row, LEVEL, "T")


def test_fill_down_from_the_top_of_the_selection_and_from_the_cell_above(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("h").click(0, LEVEL)
    grid.press("Shift+ArrowDown", "Shift+ArrowDown", "Control+d").shows(1, LEVEL, "H").shows(2, LEVEL, "H")
    grid.click(3, LEVEL).press("Control+d").shows(3, LEVEL, "H").saved()
    assert grid.school.requests[-1]["kind"] == "fill"


def test_dragging_selects_a_block(open_grid: Open) -> None:
    grid = open_grid()
    grid.cell(1, LEVEL).hover()
    grid.page.mouse.down()
    grid.cell(3, SCORE).hover()
    grid.page.mouse.up()
    expect(grid.page.locator('.slick-cell[aria-selected="true"]')).to_have_count(6)
    grid.expect_active(1, LEVEL)


def test_undo_and_redo_go_one_act_at_a_time_through_saving(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t", "h").saved()
    grid.press("Control+z").shows(1, LEVEL, "").shows(0, LEVEL, "T").saved()
    expect(grid.page.locator(".grid-state")).to_have_attribute("data-state", "saved")
    grid.press("Control+z").shows(0, LEVEL, "")
    grid.press("Control+y").shows(0, LEVEL, "T").saved()
    assert grid.school.value(900, "MATHS.level") == "T"
    assert grid.school.value(901, "MATHS.level") == ""
    assert {request["kind"] for request in grid.school.requests} == {"type", "undo", "redo"}


def test_nothing_left_to_undo_is_said(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("Control+z")
    expect(grid.page.locator('[role="status"]', has_text="Không còn thao tác để hoàn tác")).to_be_attached()


def test_read_only_columns_and_locked_pupils_take_nothing_and_say_why(open_grid: Open) -> None:
    data = grid_data(subject_columns())
    data["rows"][1]["locked"] = "Đã chuyển trường ngày 02/03/2026"
    grid = open_grid(rows=data["rows"])
    grid.click(0, BEFORE).press("5").shows(0, BEFORE, "")
    expect(grid.notice).to_contain_text("chỉ để xem")
    grid.click(1, LEVEL).press("t").shows(1, LEVEL, "")
    expect(grid.notice).to_contain_text("Đã chuyển trường")
    expect(grid.cell(1, LEVEL)).to_have_attribute("aria-readonly", "true")
    assert grid.school.requests == []


def test_a_closed_grid_says_why_and_takes_nothing(open_grid: Open) -> None:
    grid = open_grid(editable=False, closed_reason="Thời gian nhập đã hết ngày 20/05/2026.")
    expect(grid.page.locator(".alert")).to_contain_text("Thời gian nhập đã hết ngày 20/05/2026.")
    grid.click(0, LEVEL).press("t").shows(0, LEVEL, "")
    expect(grid.page.get_by_role("button", name="Hoàn tác")).to_be_hidden()


def test_the_grid_can_be_left_and_entered_by_tab(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("Escape", "Shift+Tab")
    expect(grid.page.locator(".slick-cell:focus")).to_have_count(0)
    grid.press("Tab").expect_active(0, LEVEL)
