"""The whole school sealed, packed, sent; two records refused, each corrected where it was wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from web.journeys.two_installations.cast import (
    AUGUST,
    CLASS,
    CLERK,
    ENTERED_WRONG,
    JUNE,
    LISTED_WRONG,
    PRINCIPAL,
    REGISTRAR,
    Stage,
)
from web.journeys.two_installations.roster import import_roster

if TYPE_CHECKING:
    from playwright.sync_api import Page

RIGHT_BIRTH = "2016-02-12"
"""Of the pupil whom the school has entered wrongly."""
SUMMER = "2026-08-05T08:00"
SCHOOL_PATIENCE = 600_000
"""Milliseconds for the work on a whole school, where the machine is busy with other tests."""
ACCEPTED, REFUSED = 6, 7
"""Columns of the list of packages."""


def seal(stage: Stage, records: int) -> None:
    """The clerk seals all that the principal approved: the XML, then the PDF that carries it."""
    stage.school.be(CLERK).go("/phat-hanh/dong-dau/")
    button = f"Đóng dấu cả {records} học bạ"
    stage.school.sign(button, 2 * records, patience=SCHOOL_PATIENCE)


def send(stage: Stage) -> None:
    """Clerk packs, principal approves, clerk signs the lists with the school's certificate and sends."""
    school = stage.school
    school.be(CLERK).go("/nop-hoc-ba/goi/")
    school.press(re.compile("^Đóng gói"))
    school.be(PRINCIPAL).go("/nop-hoc-ba/goi/")
    packages = school.page.locator("main input[name=package]").count()
    school.press("Duyệt các gói đã chọn")
    school.be(CLERK).go("/nop-hoc-ba/goi/")
    school.sign("Ký danh sách các gói đã chọn", packages)
    school.go("/nop-hoc-ba/goi/")
    school.press("Gửi các gói đã chọn")


def until_judged(stage: Stage, accepted: int, refused: int) -> None:
    """Until every record of all packages has its answer, and these are the answers."""

    def answered(page: Page) -> bool:
        found = [_total(page, column) for column in (ACCEPTED, REFUSED)]
        assert found[1] <= refused, page.locator("main").inner_text()
        return found == [accepted, refused]

    stage.school.be(CLERK).until("/nop-hoc-ba/goi/", answered, patience=SCHOOL_PATIENCE)


def _total(page: Page, column: int) -> int:
    cells = page.locator(f"main table:has(th:nth-child(7)) tbody tr td:nth-child({column})")
    return sum(int(text) for text in cells.all_inner_texts())


def whole_school_sent(stage: Stage) -> None:
    """Everything of the group of June but two records is accepted."""
    import_roster(stage, {LISTED_WRONG: "13/03/2016", ENTERED_WRONG: "12/02/2016"})
    seal(stage, JUNE)
    send(stage)
    until_judged(stage, JUNE - 2, 2)
    stage.picture(stage.school, "03-goi-da-gui")


def summer_sent(stage: Stage) -> None:
    """In August: records of pupils who were assessed again, sealed on their planned day and sent by the same way."""
    stage.school.clock(SUMMER)
    seal(stage, AUGUST)
    send(stage)
    until_judged(stage, JUNE + 1 + AUGUST, 2)


def refusals_corrected(stage: Stage) -> None:
    """What the database had wrong goes again unchanged; what the school had wrong is withdrawn and made anew."""
    school = stage.school
    page = school.be(CLERK).go("/nop-hoc-ba/tu-choi/")
    expect(page.get_by_text(LISTED_WRONG).first).to_be_visible()
    expect(page.get_by_text(ENTERED_WRONG).first).to_be_visible()
    stage.picture(school, "04-bi-tu-choi")
    import_roster(stage, {ENTERED_WRONG: "12/02/2016"})
    page.get_by_label(f"Gửi lại học bạ của {LISTED_WRONG}").check()
    school.press(re.compile("^Đã sửa ở cơ sở dữ liệu ngành"))

    page = school.go("/nop-hoc-ba/tu-choi/")
    page.locator("main tr", has_text=ENTERED_WRONG).get_by_role("link", name="Rút để lập mới").click()
    page.locator("main textarea").fill("Ngày sinh của em nhập sai.")
    school.press("Trình hiệu trưởng")
    granted(stage)
    correct_birth(stage)


def granted(stage: Stage) -> None:
    """The principal agrees to the request that waits, by a decision."""
    school = stage.school
    page = school.be(PRINCIPAL).go("/thu-hoi/")
    page.locator("main tbody a").first.click()
    page.get_by_label("Số quyết định").fill("51/QĐ-THPĐ")
    page.get_by_label("Ngày quyết định").fill("2026-05-25")
    school.press("Đồng ý thu hồi")


def correct_birth(stage: Stage) -> None:
    """The registrar corrects the birth date by the pupil's birth certificate."""
    school = stage.school
    page = school.be(REGISTRAR).go(f"/tim/?q={ENTERED_WRONG}")
    page.locator("main").get_by_role("link", name=ENTERED_WRONG).first.click()
    page.get_by_role("link", name="Thay đổi hộ tịch").first.click()
    page.locator("[name=born]").fill(RIGHT_BIRTH)
    page.locator("[name=on]").fill("2026-05-25")
    page.locator("[name=reason]").fill("Nhập sai so với giấy khai sinh.")
    paper = stage.folder / "giay-khai-sinh.png"
    school.window.picture(paper)
    page.locator("[name=evidence]").set_input_files(paper)
    stage.picture(school, "05-ho-tich")
    school.press("Lưu thay đổi hộ tịch")
    expect(page.get_by_text(f"{RIGHT_BIRTH[8:]}/{RIGHT_BIRTH[5:7]}/2016").first).to_be_visible()


def number_of(stage: Stage, pupil: str) -> int:
    """The number of a pupil's record in addresses, the living one."""
    stage.school.open_class("/hoc-ba/", CLASS)
    link = stage.school.page.locator('main th[scope="row"] a', has_text=pupil).first
    found = re.search(r"/hoc-ba/(\d+)/", link.get_attribute("href") or "")
    assert found is not None
    return int(found[1])
