"""A class from "ready" to approved, as its people do it; one record is given back and corrected on the way."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from web.journeys.two_installations.cast import (
    ADMIN,
    CLASS,
    HOMEROOM,
    MUSIC_TEACHER,
    PRINCIPAL,
    PUPILS,
    REGISTRAR,
    RETURNED,
    SUBJECT_TEACHERS,
    Stage,
)

ROW = 1
"""The returned pupil's row in the grid, from 0."""
NOTE = "Nhận xét môn Âm nhạc của em chưa đúng, đề nghị thầy cô xem lại."
BETTER = "Em hát đúng giai điệu và biết gõ đệm theo nhịp."


def class_signed(stage: Stage) -> None:
    """Registrar, six teachers, principal."""
    initialise(stage)
    teachers_sign(stage, PUPILS)
    one_record_is_given_back_and_corrected(stage)
    only_what_changed_is_signed_again(stage)
    approve(stage)


def initialise(stage: Stage) -> None:
    stage.school.be(REGISTRAR).open_class("/hoc-ba/", CLASS)
    stage.school.press("Khởi tạo học bạ")
    expect(stage.school.page.get_by_text("Dự thảo").first).to_be_visible()


def teachers_sign(stage: Stage, pupils: int) -> None:
    """Each confirms once for all; the homeroom teacher's two roles in one."""
    for name in SUBJECT_TEACHERS:
        stage.school.be(name).open_class("/ky-so/", CLASS)
        stage.school.sign(re.compile(r"^Ký \d+"), pupils)
    stage.school.be(HOMEROOM).open_class("/ky-so/", CLASS)
    stage.school.sign(re.compile(r"^Ký \d+"), 2 * pupils)


def approve(stage: Stage, pupils: int = PUPILS) -> None:
    stage.school.be(PRINCIPAL).open_class("/duyet-hoc-ba/", CLASS)
    stage.school.page.get_by_role("link", name="Duyệt và ký cả lớp").click()
    stage.school.sign(re.compile(r"^Ký \d+|^Duyệt và ký"), pupils)


def one_record_is_given_back_and_corrected(stage: Stage) -> None:
    """Principal, admin, teacher, registrar; nobody else's entry is open."""
    school = stage.school
    school.be(PRINCIPAL).open_class("/duyet-hoc-ba/", CLASS)
    school.page.get_by_role("link", name=f"Trả lại {RETURNED}").click()
    school.page.get_by_label("Nghệ thuật (Âm nhạc)").check()
    school.page.locator("main textarea").fill(NOTE)
    school.press("Trả lại")
    school.be(ADMIN).go("/")
    school.page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Mở, hủy học bạ").click()
    school.page.wait_for_load_state()
    school.press(re.compile(rf"^Mở.*{RETURNED}"))
    page = school.be(MUSIC_TEACHER).go("/thong-bao/")
    expect(page.get_by_text(NOTE).first).to_be_visible()
    correct_music(stage, ROW, BETTER)
    locked = page.locator('.slick-row[data-row="0"] > .slick-cell.l3')
    locked.click()
    page.keyboard.type("Sửa trộm")
    page.keyboard.press("Enter")
    expect(locked.locator(".grid-value")).not_to_have_text("Sửa trộm")
    initialise_again(stage, 1)


def correct_music(stage: Stage, row: int, better: str) -> None:
    """The music teacher, who sits there, types another comment into a row that is open."""
    page = stage.school.go(f"/ket-qua/{stage.class_id()}/cn/nghe-thuat-am-nhac/")
    cell = page.locator(f'.slick-row[data-row="{row}"] > .slick-cell.l3')
    cell.click()
    page.keyboard.type(better)
    page.keyboard.press("Enter")
    expect(cell.locator(".grid-value")).to_have_text(better)
    expect(page.get_by_text("Đã lưu").first).to_be_visible()


def initialise_again(stage: Stage, count: int) -> None:
    stage.school.be(REGISTRAR).open_class("/hoc-ba/", CLASS)
    expect(stage.school.page.get_by_role("heading", name=f"Khởi tạo {count} học bạ")).to_be_visible()
    stage.school.press("Khởi tạo học bạ")


def only_what_changed_is_signed_again(stage: Stage) -> None:
    school = stage.school
    for name in (MUSIC_TEACHER, HOMEROOM):
        school.be(name).open_class("/ky-so/", CLASS)
        expect(school.page.get_by_text("1 học sinh, 1 chữ ký")).to_be_visible()
        expect(school.page.get_by_text(BETTER).filter(visible=True).first).to_be_visible()
        school.sign(re.compile(r"^Ký 1"), 1)
