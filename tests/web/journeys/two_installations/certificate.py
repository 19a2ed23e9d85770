"""The school's certificate: sent when it was declared, refused, declared again with the missing paper, approved."""

from __future__ import annotations

from playwright.sync_api import expect

from hocba.adapters.demo_pki.tree import PASSWORD
from web.journeys.two_installations.cast import ADMIN, CLERK, DECIDER, INTAKE, OTHER_DECIDER, Stage

WHY = "Giấy đăng ký của trường chưa có dấu."


def refused_then_approved(stage: Stage) -> None:
    """Two officers say no, two say yes; the school hears both."""
    office, school = stage.office, stage.school
    office.be(INTAKE).until("/so/chung-thu/", lambda page: page.locator("main tbody a").count() == 1)
    propose(stage, "Không phê duyệt", WHY)
    stage.picture(office, "01-chung-thu-de-xuat")
    office.be(DECIDER).go("/so/chung-thu/")
    decide(stage, "Không phê duyệt", WHY)
    school.be(CLERK).go("/nop-hoc-ba/giao-dich/")
    school.press("Hỏi kết quả ngay")
    school.be(ADMIN).until("/chung-thu-so/truong/", lambda page: WHY in page.locator("main").inner_text())
    stage.picture(school, "02-chung-thu-bi-tu-choi")

    office.be(INTAKE).go("/so/chung-thu/?muc=refused")
    propose(stage, "Phê duyệt", "Trường đã gửi giấy đăng ký có dấu.")
    office.be(OTHER_DECIDER).go("/so/chung-thu/")
    decide(stage, "Phê duyệt")
    declare_again(stage)
    school.until("/chung-thu-so/truong/", lambda page: page.get_by_text("Đang dùng").count() > 0)


def propose(stage: Stage, answer: str, note: str) -> None:
    """The intake officer opens the only one of the list and puts it before those who decide."""
    page = stage.office.page
    page.locator("main tbody a").first.click()
    page.get_by_label(answer, exact=True).check()
    page.locator("main textarea").fill(note)
    stage.office.press("Chuyển người quyết định")
    expect(page.get_by_text("Đã chuyển người quyết định.")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi quyết định")).to_have_count(0)


def decide(stage: Stage, answered: str, why: str = "") -> None:
    """A deciding officer opens the first that waits and decides."""
    stage.office.page.locator("main tbody a").first.click()
    answer(stage, answered, why)


def answer(stage: Stage, answered: str, why: str = "") -> None:
    """Decide what the page shows."""
    page = stage.office.page
    page.get_by_label(answered, exact=True).check()
    page.get_by_label("Ý kiến").fill(why)
    stage.office.press("Ghi quyết định")
    expect(page.get_by_role("button", name="Ghi quyết định")).to_have_count(0)


def declare_again(stage: Stage) -> None:
    """The admin declares the same certificate once more."""
    school = stage.school
    page = school.be(ADMIN).go("/chung-thu-so/them/organisation/tep/")
    page.locator("main input[type=file]").set_input_files(stage.site.trust.parent / "people" / "school-seal.p12")
    page.locator("main input[type=password]").fill(PASSWORD)
    school.press("Đăng ký")
    expect(page.get_by_text("Đã khai báo chứng thư số của trường")).to_be_visible()
