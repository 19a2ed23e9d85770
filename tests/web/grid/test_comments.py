"""Comments: the large editor and the bank."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from grid_pages import GridPage
from grids import grid_data, subject_columns
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

Open = Callable[..., GridPage]
LEVEL, SCORE, COMMENT, BEFORE = range(4)


def box(grid: GridPage) -> Locator:
    return grid.page.locator(".grid-textbox textarea")


def test_typing_opens_the_editor_and_enter_saves(open_grid: Open) -> None:
    grid = open_grid().click(0, COMMENT)
    grid.page.keyboard.type("Em ngoan")
    expect(box(grid)).to_be_focused()
    expect(grid.page.locator(".grid-textbox__count")).to_have_text("8/120 ký tự")
    grid.press("Shift+Enter")
    grid.page.keyboard.type("Học tốt")
    grid.press("Enter").expect_active(1, COMMENT).shows(0, COMMENT, "Em ngoan\nHọc tốt").saved()
    assert grid.school.value(900, "MATHS.comment") == "Em ngoan\nHọc tốt"


def test_escape_changes_nothing(open_grid: Open) -> None:
    grid = open_grid().click(0, COMMENT).paste("Em ngoan")
    grid.press("F2")
    expect(box(grid)).to_have_value("Em ngoan")
    grid.page.keyboard.type(" và chăm")
    grid.press("Escape").shows(0, COMMENT, "Em ngoan").expect_active(0, COMMENT)


def test_a_comment_that_is_too_long_is_counted_kept_and_not_sent(open_grid: Open) -> None:
    grid = open_grid().click(0, COMMENT).press("F2")
    box(grid).fill("ấ" * 121)
    expect(grid.page.locator(".grid-textbox__count")).to_have_text("121/120 ký tự – dài quá 1")
    expect(box(grid)).to_have_attribute("aria-invalid", "true")
    grid.press("Enter").shows(0, COMMENT, "ấ" * 121).expect_class(0, COMMENT, "is-unsaved")
    assert grid.school.requests == []


def test_clicking_elsewhere_keeps_the_comment(open_grid: Open) -> None:
    grid = open_grid().click(0, COMMENT)
    grid.page.keyboard.type("Em ngoan")
    grid.click(6, LEVEL).expect_active(6, LEVEL).shows(0, COMMENT, "Em ngoan").saved()


def test_a_sentence_of_the_bank_is_found_without_tone_marks_and_inserted(open_grid: Open) -> None:
    grid = open_grid().click(0, COMMENT).press("Alt+b")
    bank = grid.page.get_by_role("dialog", name="Ngân hàng nhận xét")
    expect(bank.get_by_role("listitem")).to_have_count(3)
    grid.page.keyboard.type("phep chia")
    expect(bank.get_by_role("listitem")).to_have_count(1)
    grid.press("ArrowDown", "Enter")
    grid.shows(0, COMMENT, "Em hoàn thành yêu cầu, cần rèn thêm phép chia.").expect_active(0, COMMENT).saved()
    assert grid.school.requests[-1]["kind"] == "bank"


def test_the_bank_begins_with_the_level_of_the_pupil(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t").click(0, COMMENT).press("Alt+b")
    bank = grid.page.get_by_role("dialog", name="Ngân hàng nhận xét")
    expect(bank.get_by_role("listitem")).to_have_count(1)
    expect(bank).to_contain_text("Em nắm chắc kiến thức")
    bank.get_by_label("Mức đạt").select_option("")
    expect(bank.get_by_role("listitem")).to_have_count(3)


def test_a_sentence_goes_into_all_selected_comments_as_one_act(open_grid: Open) -> None:
    grid = open_grid().click(1, COMMENT).paste("Em ngoan.").click(0, COMMENT)
    grid.press("Shift+ArrowDown", "Shift+ArrowDown", "Alt+b")
    grid.page.get_by_role("button", name="Em cần cố gắng").click()
    grid.shows(0, COMMENT, "Em cần cố gắng nhiều hơn trong giờ học.")
    grid.shows(1, COMMENT, "Em ngoan. Em cần cố gắng nhiều hơn trong giờ học.").saved()
    assert len(grid.school.requests[-1]["changes"]) == 3
    grid.press("Control+z").shows(0, COMMENT, "").shows(1, COMMENT, "Em ngoan.")


def test_a_written_comment_goes_into_all_selected_cells(open_grid: Open) -> None:
    grid = open_grid().click(0, COMMENT).press("Shift+ArrowDown", "F2")
    grid.page.keyboard.type("Em ngoan.")
    grid.page.get_by_role("button", name="Chèn nhanh cho 2 ô đang chọn").click()
    grid.shows(0, COMMENT, "Em ngoan.").shows(1, COMMENT, "Em ngoan.").saved()


def test_inside_the_editor_a_sentence_lands_where_one_writes(open_grid: Open) -> None:
    grid = open_grid().click(0, COMMENT)
    grid.page.keyboard.type("Em ngoan.")
    grid.press("Alt+b")
    grid.page.get_by_role("button", name="Em nắm chắc").click()
    expect(box(grid)).to_be_focused()
    expect(box(grid)).to_have_value("Em ngoan. Em nắm chắc kiến thức, tính toán nhanh.")


def test_a_comment_is_kept_in_ones_own_bank(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t").click(0, COMMENT)
    grid.page.keyboard.type("Em tính nhẩm rất nhanh.")
    grid.press("Alt+b")
    bank = grid.page.get_by_role("dialog", name="Ngân hàng nhận xét")
    bank.get_by_role("button", name="Lưu vào ngân hàng của tôi").click()
    expect(bank).to_contain_text("Đã lưu vào ngân hàng của thầy/cô.")
    assert grid.school.bank_posts == [{"text": "Em tính nhẩm rất nhanh.", "level": "T"}]


def test_a_bank_that_cannot_be_reached_says_so(open_grid: Open) -> None:
    grid = open_grid().click(0, COMMENT)
    grid.window.context.set_offline(True)
    grid.press("Alt+b")
    expect(grid.page.get_by_role("dialog")).to_contain_text("Chưa tải được ngân hàng nhận xét")


def test_a_text_that_is_only_shown_opens_in_full(open_grid: Open) -> None:
    data = grid_data(subject_columns())
    data["rows"][0]["cells"]["MATHS.before"]["v"] = "Đạt mọi yêu cầu của học kì I, điểm kiểm tra 9, nhận xét tốt."
    grid = open_grid(rows=data["rows"]).click(0, BEFORE)
    expect(grid.tip).to_contain_text("nhận xét tốt.")
    grid.press("F2")
    expect(box(grid)).to_have_value("Đạt mọi yêu cầu của học kì I, điểm kiểm tra 9, nhận xét tốt.")
    expect(box(grid)).to_have_attribute("readonly", "")
    grid.press("Enter").expect_active(1, BEFORE)
    assert grid.school.requests == []


def test_a_closed_comment_can_be_read_in_full(open_grid: Open) -> None:
    grid = open_grid(editable=False, closed_reason="Đã khóa.").click(0, COMMENT).press("F2")
    expect(box(grid)).to_have_attribute("readonly", "")
    expect(grid.page.get_by_role("button", name="Lưu", exact=True)).to_be_hidden()
    grid.press("Escape").expect_active(0, COMMENT)
