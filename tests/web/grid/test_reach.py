"""For everybody: assistive technology, keyboards, small windows, phones, paper, English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from grid_pages import GridPage
from grids import grid_data, homeroom_columns, subject_columns, wide_columns
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

Open = Callable[..., GridPage]
LEVEL, SCORE, COMMENT = range(3)


def clean(grid: GridPage) -> None:
    """Nothing for axe-core, nothing sticking out sideways."""
    assert grid.window.violations() == []
    grid.window.check()


def with_trouble(open_grid: Open, **more: object) -> GridPage:
    """A grid with everything in it: messages, a locked pupil, notes, an entry not valid, a conflict."""
    data = grid_data(subject_columns(), pupils=12)
    data["rows"][4]["cells"]["MATHS.score"]["m"] = [
        {"s": "warning", "t": "Điểm thấp hơn hẳn học kì I.", "next": "Xem lại."}
    ]
    data["rows"][5] |= {"locked": "Đã chuyển trường", "note": "Khuyết tật: đánh giá theo kế hoạch riêng"}
    grid = open_grid(rows=data["rows"], **more)
    grid.school.edit_elsewhere(900, "MATHS.level", "H")
    return grid


def test_axe_finds_nothing_in_any_state(open_grid: Open) -> None:
    grid = with_trouble(open_grid)
    clean(grid)
    grid.click(0, LEVEL).press("t", "x").expect_class(0, LEVEL, "is-conflict")
    expect(grid.panel).to_be_visible()
    clean(grid)
    grid.click(2, SCORE).press("F2")
    clean(grid)
    grid.press("Escape").click(2, COMMENT).press("F2")
    clean(grid)
    grid.press("Alt+b")
    expect(grid.page.get_by_role("dialog", name="Ngân hàng nhận xét").get_by_role("listitem").first).to_be_visible()
    clean(grid)


def test_axe_finds_nothing_in_a_closed_grid_and_in_the_help(open_grid: Open) -> None:
    grid = open_grid(wide_columns(), pupils=36, editable=False, closed_reason="Đã khóa.")
    clean(grid)
    grid.page.get_by_role("button", name="Phím tắt").click()
    clean(grid)


def test_roles_and_places_are_those_of_one_table(open_grid: Open) -> None:
    grid = open_grid()
    table = grid.page.get_by_role("grid", name="Lớp 4A1 – Toán – Cuối năm")
    expect(table).to_have_attribute("aria-rowcount", "14")
    expect(table).to_have_attribute("aria-colcount", "6")
    expect(table.get_by_role("row")).to_have_count(14)
    expect(table.get_by_role("columnheader", name="Mức đạt")).to_have_attribute("aria-colindex", "3")
    row = table.get_by_role("row").nth(3)
    expect(row).to_have_attribute("aria-rowindex", "4")
    expect(row.get_by_role("rowheader")).to_contain_text("Trần Hoàng Hân")
    expect(row.get_by_role("gridcell")).to_have_count(5)
    assert grid.page.evaluate("document.querySelectorAll('.grid-table [tabindex=\"0\"]').length") == 1


def test_what_happens_is_said_aloud(open_grid: Open) -> None:
    grid = with_trouble(open_grid)
    live = grid.page.locator("#result-grid > .visually-hidden[role=status]")
    grid.click(1, LEVEL).press("t")
    expect(live).to_contain_text("Đã lưu")
    grid.click(0, LEVEL).press("t")
    expect(live).to_contain_text("Có ô hai người cùng sửa. Bấm F6")
    grid.click(3, LEVEL).press("x")
    expect(live).to_contain_text("1 ô chưa hợp lệ")
    grid.window.context.set_offline(True)
    grid.click(4, LEVEL).press("t")
    expect(live).to_contain_text("Mất kết nối")


def test_a_message_is_read_with_its_cell(open_grid: Open) -> None:
    grid = with_trouble(open_grid)
    cell = grid.cell(4, SCORE)
    expect(cell).to_have_accessible_description("Lời nhắc: Điểm thấp hơn hẳn học kì I. Xem lại.")
    grid.click(4, SCORE)
    expect(grid.tip).to_contain_text("Điểm thấp hơn hẳn học kì I.")
    grid.press("Escape")
    expect(grid.tip).to_be_hidden()


def test_number_and_name_stay_in_sight(open_grid: Open) -> None:
    columns = [entry | {"width": 120} for entry in wide_columns() + homeroom_columns()]
    grid = open_grid(columns, pupils=36).click(0, 0).press("End")
    name = grid.page.locator('.slick-row[data-row="0"] > .slick-cell.grid-who')
    expect(name).to_be_in_viewport(ratio=1)
    grid.press(*["ArrowLeft"] * 12)
    cell = box_of(grid.page.locator(".slick-cell:focus"))
    assert cell["x"] >= box_of(name)["x"] + box_of(name)["width"] - 1


def test_every_pupil_is_in_the_page(open_grid: Open) -> None:
    grid = open_grid(wide_columns(), pupils=45)
    expect(grid.page.get_by_role("rowheader")).to_have_count(45)
    grid.click(0, 0).press("Control+End", "Control+Home").expect_active(0, 0)
    expect(grid.page.get_by_role("rowheader")).to_have_count(45)


def test_fourteen_columns_fit_a_laptop_beside_the_navigation(open_grid: Open) -> None:
    grid = open_grid(wide_columns(), pupils=36)
    grid.page.set_viewport_size({"width": 1366 - 232, "height": 768})
    expect(grid.cell(0, 13)).to_be_in_viewport(ratio=1)
    clean(grid)


def test_the_grid_is_as_high_as_the_window_leaves(open_grid: Open) -> None:
    grid = open_grid(wide_columns(), pupils=36)
    assert grid.page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    grid.click(0, 0).press("Control+End").expect_active(35, 13)
    expect(grid.cell(35, 13)).to_be_in_viewport(ratio=1)


def box_of(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None
    return dict(found)


def test_english_pages_speak_english(open_grid: Open) -> None:
    grid = open_grid(lang="en").click(0, LEVEL).press("x")
    expect(grid.page.get_by_role("button", name="Undo")).to_be_visible()
    expect(grid.tip).to_contain_text("The level of a subject is T, H or C.")


def test_on_paper_it_is_a_plain_table(open_grid: Open) -> None:
    grid = open_grid(homeroom_columns()).click(0, 0).press("t").click(0, 3)
    grid.page.keyboard.type("131,5")
    grid.press("Enter").saved()
    grid.page.emulate_media(media="print")
    table = grid.page.locator(".grid-print table")
    expect(table).to_be_visible()
    expect(grid.page.locator(".grid-table")).to_be_hidden()
    expect(table.locator("tbody tr")).to_have_count(12)
    expect(table.locator("tbody tr").first).to_contain_text("131,5")
    expect(table.locator("thead")).to_contain_text("Phẩm chất")
    grid.page.emulate_media(media="screen")
    expect(grid.page.locator(".grid-table")).to_be_visible()
