"""Saving by itself, whatever happens to the connection, the session and the tab."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from grid_pages import GridPage
from grids import grid_data, subject_columns
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Open = Callable[..., GridPage]
LEVEL, SCORE, COMMENT = range(3)


def test_requests_go_one_at_a_time_in_order(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.gate.clear()
    grid.click(0, LEVEL).press("t")
    expect(grid.state).to_contain_text("Đang lưu…")
    grid.click(0, LEVEL).press("h").click(0, LEVEL).paste("C")
    assert len(grid.school.requests) == 1
    grid.school.gate.set()
    grid.saved().shows(0, LEVEL, "C")
    sent = [
        (request["kind"], request["changes"][0]["value"], request["changes"][0]["base"])
        for request in grid.school.requests
    ]
    assert sent == [("type", "T", 0), ("type", "H", 1), ("paste", "C", 2)]
    assert grid.school.value(900, "MATHS.level") == "C"


def test_without_a_connection_everything_waits_and_goes_when_it_is_back(open_grid: Open) -> None:
    grid = open_grid()
    grid.window.context.set_offline(True)
    grid.click(0, LEVEL).press("t", "h", "c")
    expect(grid.state).to_contain_text("Mất kết nối – còn 3 ô chưa lưu, sẽ tự gửi lại")
    assert grid.kept_records() == 1
    grid.press("t")
    expect(grid.state).to_contain_text("còn 4 ô chưa lưu")
    grid.window.context.set_offline(False)
    grid.saved()
    assert [grid.school.value(900 + i, "MATHS.level") for i in range(4)] == ["T", "H", "C", "T"]
    assert grid.kept_records() == 0


def test_a_lost_answer_does_not_double_the_act(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault, grid.school.fault_times = "lost", 1
    grid.click(0, LEVEL).press("t").saved()
    acts = [request["act"] for request in grid.school.requests]
    assert len(acts) == 2
    assert acts[0] == acts[1]
    assert grid.school.cell(900, "MATHS.level")["r"] == 1
    assert grid.panel.is_hidden()


def test_a_server_that_is_down_is_asked_again(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault, grid.school.fault_times = "down", 1
    grid.click(0, LEVEL).press("t").saved()
    assert grid.school.value(900, "MATHS.level") == "T"
    assert [line[:3] for line in grid.window.complaints] == ["503"]
    grid.window.complaints.clear()


def test_a_closed_tab_loses_nothing(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault = "lost"
    grid.click(0, LEVEL).press("t", "h", "x")
    expect(grid.state).to_contain_text("Mất kết nối")
    grid.school.fault = ""
    grid.page.close(run_before_unload=False)
    later = grid.another_tab()
    expect(later.notice).to_contain_text("Đã lấy lại 3 ô")
    later.shows(0, LEVEL, "T").shows(2, LEVEL, "x").saved()
    assert grid.school.value(901, "MATHS.level") == "H"
    assert len({request["act"] for request in grid.school.requests}) == 1
    later.click(2, LEVEL).press("c")
    expect(later.state).not_to_contain_text("chưa lưu được")
    expect(later.state).to_have_attribute("data-state", "saved")
    assert later.kept_records() == 0


def test_another_person_at_the_same_computer_sees_and_sends_nothing(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault = "lost"
    grid.click(0, LEVEL).press("t")
    expect(grid.state).to_contain_text("Mất kết nối")
    grid.page.close(run_before_unload=False)
    grid.school.fault = ""
    grid.school.edit_elsewhere(900, "MATHS.level", "")
    grid.school.data["user"] = "u99"
    sent = len(grid.school.requests)
    other = grid.another_tab().click(1, SCORE)
    other.page.keyboard.type("5")
    other.press("Enter").saved().shows(0, LEVEL, "")
    assert all(request["user"] == "u99" for request in grid.school.requests[sent:])
    assert other.kept_records() == 1  # the first person's, waiting for them


def test_an_expired_session_keeps_everything_and_goes_on_after_a_new_login(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault = "expired"
    grid.click(0, LEVEL).press("t", "h")
    expect(grid.state).to_contain_text(
        "Phiên đăng nhập đã hết – đăng nhập lại ở thẻ mới, dữ liệu vẫn giữ (2 ô chưa lưu)"
    )
    expect(grid.state.get_by_role("link", name="Đăng nhập ở thẻ mới")).to_have_attribute("href", "/login")
    asked = len(grid.school.requests)
    grid.press("c")
    expect(grid.state).to_contain_text("3 ô chưa lưu")
    assert len(grid.school.requests) == asked
    # A new login has a new token; coming back to the tab notices it.
    grid.school.fault, grid.school.data["csrf"] = "", "token-2"
    grid.page.evaluate("window.dispatchEvent(new Event('focus'))")
    grid.saved()
    assert [grid.school.value(900 + i, "MATHS.level") for i in range(3)] == ["T", "H", "C"]


def test_after_a_login_as_somebody_else_nothing_is_sent(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault = "expired"
    grid.click(0, LEVEL).press("t")
    expect(grid.state).to_contain_text("Phiên đăng nhập đã hết")
    grid.school.fault, grid.school.data["user"] = "", "u99"
    sent = len(grid.school.requests)
    grid.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(grid.state).to_contain_text("tài khoản khác – 1 ô chưa lưu")
    assert len(grid.school.requests) == sent
    assert grid.kept_records() == 1


def test_a_stale_token_is_renewed_without_a_word(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.data["csrf"] = "token-2"
    grid.click(0, LEVEL).press("t").saved()
    assert grid.school.value(900, "MATHS.level") == "T"


def test_a_window_that_closed_keeps_the_entries_in_sight(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault = "closed"
    grid.school.data |= {"editable": False, "closed_reason": "Đã hết hạn nhập lúc 17:00."}
    grid.click(0, LEVEL).press("t").shows(0, LEVEL, "T").expect_class(0, LEVEL, "is-unsaved")
    expect(grid.page.locator(".alert")).to_contain_text("Đã hết hạn nhập lúc 17:00.")
    expect(grid.state).to_contain_text("còn 1 ô chưa lưu được")
    grid.page.get_by_role("button", name="Cần xem lại").click()
    expect(grid.panel).to_contain_text("Thời gian nhập đã hết lúc 17:00. Đề nghị mở lại.")
    # Opened again by the principal: the entry is sent without typing it once more.
    grid.school.fault = ""
    grid.school.data |= {"editable": True, "closed_reason": ""}
    grid.page.reload()
    expect(grid.notice).to_contain_text("1 ô")
    grid.page.get_by_role("button", name="Cần xem lại").click()
    grid.panel.get_by_role("button", name="Gửi lại các ô này").click()
    grid.saved()
    assert grid.school.value(900, "MATHS.level") == "T"
    assert grid.kept_records() == 0


def test_a_value_the_server_refuses_stays_with_its_reason(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.refuse_values = {"H"}
    grid.click(0, LEVEL).press("t", "h").saved().shows(1, LEVEL, "H").expect_class(1, LEVEL, "is-unsaved")
    grid.page.get_by_role("button", name="Cần xem lại").click()
    expect(grid.panel).to_contain_text("Máy chủ không nhận giá trị này. Nhập giá trị khác.")
    grid.panel.get_by_role("button", name="Bỏ, lấy lại giá trị đã lưu").click()
    grid.shows(1, LEVEL, "").expect_active(1, LEVEL)
    assert grid.kept_records() == 0


def test_coming_back_to_the_tab_shows_what_others_saved(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.edit_elsewhere(902, "MATHS.level", "H")
    grid.page.clock.install()
    grid.open()
    grid.school.edit_elsewhere(903, "MATHS.level", "C")
    grid.page.clock.fast_forward(31_000)
    grid.page.evaluate("window.dispatchEvent(new Event('focus'))")
    grid.page.clock.run_for(100)
    grid.shows(3, LEVEL, "C").shows(2, LEVEL, "H")


def test_leaving_the_page_with_unsaved_entries_asks_first(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.gate.clear()
    grid.click(0, LEVEL).press("t")
    asked: list[str] = []
    grid.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    grid.page.close(run_before_unload=True)
    expect(grid.state).to_contain_text("Đang lưu…")
    grid.page.wait_for_timeout(0)
    assert asked == ["beforeunload"]


def test_leaving_after_everything_is_saved_asks_nothing(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).press("t").saved()
    asked: list[str] = []
    grid.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    grid.page.reload()
    grid.shows(0, LEVEL, "T")
    assert asked == []


def test_a_second_tab_sees_what_the_first_saved(open_grid: Open) -> None:
    first = open_grid()
    second = first.another_tab()
    first.page.bring_to_front()
    first.click(0, LEVEL).press("t").saved()
    second.shows(0, LEVEL, "T")
    # And goes on from there without a conflict.
    second.page.bring_to_front()
    second.click(0, LEVEL).press("h").saved()
    first.shows(0, LEVEL, "H")
    assert first.panel.is_hidden()
    assert second.panel.is_hidden()


def test_a_second_tab_leaves_the_first_ones_waiting_entries_alone(open_grid: Open) -> None:
    first = open_grid()
    first.school.fault = "lost"
    first.click(0, SCORE)
    first.page.keyboard.type("9")
    first.press("Enter")
    expect(first.state).to_contain_text("Mất kết nối")
    second = first.another_tab()
    second.click(3, LEVEL).press("t")
    expect(second.state).to_contain_text("còn 1 ô chưa lưu")
    assert second.kept_records() == 2


def test_entries_for_a_pupil_who_left_meanwhile_are_told(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault = "lost"
    grid.click(3, LEVEL).press("t")
    expect(grid.state).to_contain_text("Mất kết nối")
    grid.page.close(run_before_unload=False)
    grid.school.fault = ""
    grid.school.answers.clear()
    del grid.school.data["rows"][3]
    later = grid.another_tab()
    expect(later.notice).to_contain_text("1 ô đã nhập cho học sinh không còn trong bảng này nên không lưu được.")


def test_a_grid_that_is_gone_keeps_the_entries_and_does_not_ask_for_ever(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault = "gone"
    grid.click(0, LEVEL).press("t").expect_class(0, LEVEL, "is-unsaved")
    expect(grid.cell(0, LEVEL)).to_have_accessible_description(
        "Chưa lưu: Máy chủ chưa xác nhận ô này. Bấm “Gửi lại các ô này”."
    )
    assert len(grid.school.requests) == 1


def test_a_redirect_to_the_login_page_is_an_expired_session(open_grid: Open) -> None:
    grid = open_grid()
    grid.school.fault = "redirect"
    grid.click(0, LEVEL).press("t")
    expect(grid.state).to_contain_text("Phiên đăng nhập đã hết")
    assert grid.kept_records() == 1


def test_many_entries_that_cannot_be_kept_are_dropped_together_after_asking(open_grid: Open) -> None:
    grid = open_grid().click(0, LEVEL).paste("giỏi\r\nkhá\r\nT")
    grid.page.get_by_role("button", name="Cần xem lại").click()
    grid.panel.get_by_role("button", name="Bỏ tất cả").click()
    grid.shows(0, LEVEL, "giỏi")
    grid.panel.get_by_role("button", name="Bỏ 2 ô chưa lưu và lấy lại giá trị đã lưu?").click()
    grid.shows(0, LEVEL, "").shows(1, LEVEL, "").shows(2, LEVEL, "T")


def test_a_new_list_of_pupils_is_told(open_grid: Open) -> None:
    grid = open_grid()
    del grid.school.data["rows"][3]
    grid.page.evaluate("new BroadcastChannel('hocba.grid:u12:c34-cn-MATHS').postMessage({type: 'saved'})")
    expect(grid.page.locator(".alert")).to_contain_text("Danh sách học sinh của lớp vừa thay đổi.")
    expect(grid.page.get_by_role("button", name="Tải lại trang")).to_be_visible()


def test_a_browser_that_keeps_nothing_says_so(open_grid: Open) -> None:
    grid = open_grid(ready=False)
    grid.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    grid.open()
    grid.school.gate.clear()
    grid.click(0, LEVEL).press("t")
    expect(grid.state).to_contain_text("xin đừng đóng thẻ này khi chưa lưu xong")
    grid.school.gate.set()
    grid.saved()


def test_messages_of_the_lint_come_and_go_with_saving(open_grid: Open) -> None:
    data = grid_data(subject_columns())
    grid = open_grid(rows=data["rows"]).click(0, LEVEL).press("t").click(0, SCORE)
    grid.page.keyboard.type("3")
    grid.press("Enter").expect_class(0, SCORE, "is-error")
    expect(grid.page.locator(".grid-bar__sums")).to_contain_text("1 lỗi")
    expect(grid.cell(0, SCORE)).to_have_accessible_description(
        "Lỗi: Điểm dưới 5 nhưng mức đạt là T. Xem lại điểm hoặc mức đạt."
    )
    grid.cell(0, SCORE).hover()
    expect(grid.tip).to_contain_text("Điểm dưới 5 nhưng mức đạt là T.")
    grid.page.get_by_role("button", name="Cần xem lại (1)").click()
    grid.panel.get_by_role("button", name="Nguyễn Thị Ngọc An – Toán, Điểm KTĐK").click()
    grid.expect_active(0, SCORE)
    grid.click(0, LEVEL).press("c").saved()
    expect(grid.page.locator(".grid-bar__sums")).not_to_contain_text("lỗi")
    expect(grid.panel).to_contain_text("Không còn gì cần xem lại")
