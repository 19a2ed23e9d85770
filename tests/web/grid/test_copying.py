"""Copying, cutting and pasting blocks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from grid_pages import GridPage
from grids import grid_data, homeroom_columns, subject_columns, wide_columns
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Open = Callable[..., GridPage]
LEVEL, SCORE, COMMENT, BEFORE = range(4)


def test_a_block_from_excel_lands_as_one_act_that_can_be_undone(open_grid: Open) -> None:
    block = 'Hoàn thành tốt\t9,0\t"Em ngoan.\nHọc ""tốt""."\r\nh\t6\t\r\n'
    grid = open_grid().click(0, LEVEL).paste(block)
    grid.shows(0, LEVEL, "T").shows(0, SCORE, "9").shows(1, LEVEL, "H").shows(1, SCORE, "6").saved()
    assert [request["kind"] for request in grid.school.requests] == ["paste"]
    assert grid.school.value(900, "MATHS.comment") == 'Em ngoan.\nHọc "tốt".'
    expect(grid.notice).to_contain_text("Đã dán 5 ô")
    grid.press("Control+z").shows(0, LEVEL, "").shows(1, SCORE, "").saved()
    assert grid.school.value(900, "MATHS.comment") == ""
    assert grid.school.requests[-1]["kind"] == "undo"


def test_letters_of_old_systems_and_words_are_understood(open_grid: Open) -> None:
    grid = open_grid(homeroom_columns()).click(0, 0).paste("\u00d0\r\nĐạt\r\ntốt\r\nCẦN CỐ GẮNG\r\n").saved()
    assert [grid.school.value(900 + i, "DILIGENCE") for i in range(4)] == ["Đ", "Đ", "T", "C"]


def test_cells_that_are_not_valid_stay_in_sight_the_others_are_saved(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).paste("T\r\ngiỏi\r\nC\r\n")
    grid.shows(1, LEVEL, "giỏi").expect_class(1, LEVEL, "is-unsaved")
    expect(grid.notice).to_contain_text("Đã dán 2 ô. 1 ô chưa hợp lệ, chưa được lưu.")
    expect(grid.state).to_contain_text("còn 1 ô chưa lưu được")
    assert [grid.school.value(900 + i, "MATHS.level") for i in range(3)] == ["T", "", "C"]


def test_what_cannot_be_pasted_is_counted(open_grid: Open) -> None:
    data = grid_data(subject_columns(), pupils=3)
    data["rows"][1]["locked"] = "Đã chuyển trường"
    grid = (
        open_grid(rows=data["rows"], pupils=3)
        .click(1, SCORE)
        .paste("5\tEm ngoan\tx\ty\r\n6\tEm chăm\tx\ty\r\n7\t\t\t\r\n")
    )
    expect(grid.notice).to_contain_text("Đã dán 2 ô.")
    expect(grid.notice).to_contain_text("2 ô bỏ qua vì cột không nhập được")
    expect(grid.notice).to_contain_text("2 ô bỏ qua vì học sinh đã khóa")
    expect(grid.notice).to_contain_text("3 ô nằm ngoài bảng")


def test_one_value_fills_the_whole_selection(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown").paste("H").saved()
    assert [grid.school.value(900 + i, "MATHS.level") for i in range(5)] == ["H", "H", "H", "H", ""]


def test_copied_cells_can_be_pasted_here_and_in_excel(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).paste('T\t9\t"Em ngoan.\nHọc tốt."')
    grid.click(0, LEVEL).press("Shift+ArrowRight", "Shift+ArrowRight", "Control+c")
    assert grid.clipboard() == 'T\t9\t"Em ngoan.\nHọc tốt."'
    grid.click(5, LEVEL).press("Control+v").shows(5, SCORE, "9").saved()
    assert grid.school.value(905, "MATHS.comment") == "Em ngoan.\nHọc tốt."


def test_names_can_be_copied_with_the_results(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t").click(0, LEVEL).press("Shift+ArrowLeft", "Control+c")
    assert grid.clipboard() == "Nguyễn Thị Ngọc An\tT"


def test_cutting_copies_and_clears_as_one_act(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t", "h").click(0, LEVEL).press("Shift+ArrowDown", "Control+x")
    assert grid.clipboard() == "T\nH"
    grid.shows(0, LEVEL, "").shows(1, LEVEL, "")
    grid.press("Control+z").shows(0, LEVEL, "T").shows(1, LEVEL, "H")


def test_pasting_into_an_open_editor_is_left_to_the_editor(open_grid: Open) -> None:
    grid = open_grid().click(0, SCORE).press("F2").paste("8")
    grid.press("Enter").shows(0, SCORE, "8")


def test_markup_in_a_comment_is_only_text(open_grid: Open) -> None:
    text = '<img src=x onerror="document.title=1"> =HYPERLINK("x")'
    grid = open_grid().click(0, COMMENT).paste(text).shows(0, COMMENT, text).saved()
    assert grid.school.value(900, "MATHS.comment") == text
    expect(grid.page).to_have_title("Nhập kết quả")


def test_a_whole_class_page_is_one_act_and_one_request(open_grid: Open) -> None:
    block = "\r\n".join("\t".join("T" if i % 2 == 0 else str(row % 11) for i in range(14)) for row in range(36))
    grid = open_grid(wide_columns(), pupils=36).click(0, 0).paste(block).saved()
    assert [len(request["changes"]) for request in grid.school.requests] == [504]
    assert grid.school.value(935, "S6.score") == "2"
