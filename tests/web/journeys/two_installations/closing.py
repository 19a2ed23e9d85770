"""Reports to the ministry, and the closing of both groups by two officers."""

from __future__ import annotations

from playwright.sync_api import expect

from web.journeys.two_installations import certificate, sending
from web.journeys.two_installations.cast import CLERK, DECIDER, INTAKE, PRINCIPAL, Stage

NEIGHBOURS = 12
"""Records of the other school of the demo, which the register holds from the beginning."""
SCHOOL_NAME = "Trường Tiểu học Phương Đông"


def reported(stage: Stage, records: int) -> None:
    """An officer has everything listed, signed and sent; the warehouse's simulator takes it all."""
    office = stage.office
    page = office.be(INTAKE).go("/so/bo/")
    office.press("Gửi ngay")  # before anything else, the Sở's own certificate is sent to the warehouse
    office.until("/so/bo/", lambda page: page.locator("main").get_by_text("Bộ đã phê duyệt").count() > 0)
    while "Chờ gửi\n0 học bạ" not in page.locator("main").inner_text():
        office.press("Gửi ngay")  # a list holds five hundred
        office.go("/so/bo/")
    everything = f"Kho đã nhận\n{records + NEIGHBOURS} học bạ"
    office.until("/so/bo/", lambda page: everything in page.locator("main").inner_text())
    stage.picture(office, "09-bao-cao-bo")


def closed(stage: Stage, group: str, decision: str) -> None:
    """Prepared by one officer, decided by another; the school's principal confirms and sees that it is closed.

    Args:
        stage: the running demo.
        group: "15/6" or "15/8".
        decision: number and day of the authority's decision.
    """
    office, school = stage.office, stage.school
    page = office.be(INTAKE).go("/so/chot/moi/")
    page.get_by_label(f"Đợt {group}").check()
    page.get_by_label("Phạm vi").select_option(label=SCHOOL_NAME)
    page.get_by_label("Số và ngày quyết định").fill(decision)
    office.press("Chuyển người quyết định")
    expect(page.get_by_role("button", name="Ghi quyết định")).to_have_count(0)
    case = page.url.removeprefix(stage.site.gateway)
    office.be(DECIDER).go(case)
    certificate.answer(stage, "Đồng ý")
    expect(page.get_by_text("Đã chốt. Dữ liệu của đợt không thay đổi nữa.")).to_be_visible()
    stage.picture(office, f"10-chot-{group.replace('/', '-')}")

    school.be(PRINCIPAL).go("/nop-hoc-ba/")
    number = ("15/6", "15/8").index(group)
    school.page.get_by_role("link", name="Xem để chốt").nth(number).click()
    school.page.wait_for_load_state()
    address = school.page.url.removeprefix(stage.site.url)
    school.page.locator("main textarea").fill("Đã đối chiếu với danh sách lớp.")
    school.press("Xác nhận chốt")
    school.until(address, lambda page: page.locator("main").get_by_text("Sở đã chốt lúc").count() > 0)
    stage.picture(school, f"11-truong-thay-da-chot-{group.replace('/', '-')}")


def nothing_more_enters(stage: Stage, pupil: str) -> None:
    """A record of a closed group cannot be recalled any more: it holds."""
    school = stage.school.be(CLERK)
    page = school.go(f"/thu-hoi/hoc-ba/{sending.number_of(stage, pupil)}/")
    expect(page.get_by_role("button", name="Trình hiệu trưởng")).to_have_count(0)
    stage.picture(school, "12-da-chot-khong-thu-hoi")
