"""The verification portal in a browser: with mouse and keyboard, on a laptop and a phone, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from hocba_web.portal.verifying.models import IssuedReport
from support.web.authority_site import AuthoritySite
from support.web.browser import Window
from support.web.held_vectors import VECTORS, hold_vector, trust_vectors, vector

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(authority_site: AuthoritySite) -> AuthoritySite:
    """A portal whose register holds one record."""
    trust_vectors(authority_site)
    hold_vector("golden/ecdsa.xml", pdf="golden/ecdsa.pdf")
    return authority_site


def _give(page: Page, *names: str) -> None:
    page.set_input_files("#id_files", [VECTORS / name for name in names])
    page.get_by_role("button", name="Xác thực", exact=True).click()
    page.wait_for_selector(".verdict")


def test_a_receiving_officer_verifies_files_and_prints_the_report(
    site: AuthoritySite, officer_desk: Window, tmp_path: Path
) -> None:
    page = officer_desk.go("/xac-thuc/")
    officer_desk.check()
    officer_desk.picture(tmp_path / "form.png", full=True)
    _give(page, "golden/ecdsa.pdf")
    officer_desk.check()
    officer_desk.picture(tmp_path / "good.png", full=True)
    assert page.get_by_role("heading", name="Học bạ hợp lệ và đang có giá trị").is_visible()
    page.get_by_text("Chi tiết kỹ thuật").click()
    officer_desk.check()
    page.emulate_media(media="print")
    assert not page.locator(".public-nav").is_visible()
    assert page.locator(".verify-qr").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="/xac-thuc/phieu/").click(trial=True)
    page.goto(f"{officer_desk.base}/xac-thuc/phieu/{IssuedReport.objects.get().number}/")
    officer_desk.check()
    page.set_input_files("#id_mine", VECTORS / "golden/ecdsa.pdf")
    page.get_by_text("Đúng là tệp đã xác thực.").wait_for()
    page.set_input_files("#id_mine", VECTORS / "golden/ecdsa.xml")
    page.get_by_text("Không phải tệp đã xác thực").wait_for()
    officer_desk.picture(tmp_path / "report.png", full=True)


def test_files_can_be_dropped_and_many_are_told_apart(
    site: AuthoritySite, officer_desk: Window, tmp_path: Path
) -> None:
    page = officer_desk.go("/xac-thuc/")
    page.set_input_files("#id_files", [VECTORS / "golden/ecdsa.xml"] * 11)
    page.get_by_text("tối đa 10 tệp. Chia thành nhiều lần").wait_for()
    page.get_by_role("button", name="Xác thực", exact=True).click()
    officer_desk.check()
    assert not page.locator(".verdict").count(), "nothing is sent that would be refused"
    page.set_input_files("#id_files", [])
    changed = vector("golden/ecdsa.xml").replace("Lê Thế Anh".encode(), "Lê Thế Ánh".encode()).decode()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "da-sua.xml", {type: "text/xml"}));
            data.items.add(new File(["abc"], "ghi-chu.txt", {type: "text/plain"}));
            data.items.add(new File(["abc"], "ghi-chu.txt", {type: "text/plain"}));
            const zone = document.querySelector("[data-verify-drop]");
            zone.dispatchEvent(new DragEvent("dragover", {dataTransfer: data, bubbles: true, cancelable: true}));
            zone.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        changed,
    )
    page.get_by_text("da-sua.xml (").wait_for()
    page.get_by_role("button", name="Xác thực", exact=True).press("Enter")
    page.wait_for_selector(".verdict")
    assert page.get_by_role("heading", name="Nội dung tệp đã bị thay đổi sau khi ký").is_visible()
    assert page.get_by_role("heading", name="Đây không phải tệp học bạ").count() == 2
    officer_desk.check()
    officer_desk.picture(tmp_path / "two.png", full=True)


def test_it_works_without_scripts(site: AuthoritySite, chromium: Browser, authority_server: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="vi-VN")
    try:
        page = context.new_page()
        page.goto(f"{authority_server}/xac-thuc/")
        _give(page, "golden/ecdsa.xml")
        assert page.get_by_role("heading", name="Học bạ hợp lệ và đang có giá trị").is_visible()
    finally:
        context.close()


def test_it_holds_on_a_phone(site: AuthoritySite, officer_phone: Window, tmp_path: Path) -> None:
    page = officer_phone.go("/xac-thuc/")
    officer_phone.check()
    officer_phone.picture(tmp_path / "phone-form.png", full=True)
    _give(page, "golden/ecdsa.xml", "golden/package.xml")
    officer_phone.check()
    officer_phone.picture(tmp_path / "phone.png", full=True)
    page = officer_phone.go("/xac-thuc/phieu/")
    officer_phone.check()
    page.get_by_label("Số phiếu").fill("0000-0000-0000-0000")
    page.get_by_role("button", name="Kiểm tra").click()
    page.get_by_text("Không có phiếu kết quả xác thực mang số này").wait_for()
    officer_phone.check()
