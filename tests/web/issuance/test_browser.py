"""In a browser: the clerk seals a class, hands a record out, has a copy made; desk and phone, clean under axe."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hocba.lifecycle import Event, Guard, Role
from hocba_web.issuance.models import Copy, HandOut
from hocba_web.issuance.ports import CodeState, ports
from hocba_web.records.models import Record
from support.web.records import records_of
from support.web.sealing import take_steps
from support.web.signing import PASSWORD

if TYPE_CHECKING:
    from support.web.browser import Window
    from support.web.school import SchoolWorld

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("HOCBA_PICTURES", "")


def look(name: str, *windows: Window) -> None:
    """The page as it stands is clean; a picture of it where somebody wants to look."""
    for number, window in enumerate(windows):
        window.check()
        if PICTURES:
            window.picture(Path(PICTURES) / f"{name}-{'desk' if number == 0 else 'phone'}.png", full=True)


def both(name: str, path: str, desk: Window, phone: Window) -> None:
    """A page at both sizes."""
    desk.go(path)
    phone.go(path)
    look(name, desk, phone)


def accept(world: SchoolWorld, class_name: str) -> None:
    """The authority accepts a class."""
    for record in records_of(world, class_name):
        take_steps(
            record,
            (Event.PACKAGE, Role.CLERK, {Guard.PACKAGE_FITS}),
            (Event.SUBMIT, Role.CLERK, {Guard.PACKAGE_SIGNED}),
            (Event.ACCEPT, Role.GATEWAY, {Guard.SIGNATURES_VALID}),
        )


def test_the_clerk_seals_a_class_and_hands_out(
    sealing: SchoolWorld, desk: Window, phone: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    class_id = sealing.classes["4A2"].id
    for window in (desk, phone):
        window.sign_in(sealing, "clerk")
    both("sealing", "/phat-hanh/dong-dau/", desk, phone)
    both("sealing-class", f"/phat-hanh/dong-dau/lop/{class_id}/", desk, phone)
    page = desk.page
    page.click("button:has-text('Đóng dấu các học bạ đã chọn')")
    page.wait_for_selector("#confirm-dialog [data-yes]")
    look("sealing-question", desk)
    page.click("#confirm-dialog [data-yes]")
    page.wait_for_url("**/ky-so/dot/*/")
    page.wait_for_selector("#secret:visible")
    page.fill("#secret", PASSWORD)
    page.press("#secret", "Enter")
    count = len(records_of(sealing, "4A2"))
    page.wait_for_selector(f"text=Đã ký xong {2 * count}/{2 * count}")
    look("sealing-batch", desk)
    page.click("[data-panel=done] a:has-text('Việc tiếp theo')")
    page.wait_for_url(f"**/phat-hanh/dong-dau/lop/{class_id}/")
    look("sealing-done", desk)
    assert {record.state for record in records_of(sealing, "4A2")} == {"issued"}

    accept(sealing, "4A2")
    (record, *_) = records_of(sealing, "4A2")
    kept = {record.id: "7KQ4-M2XP-9TRD"}
    monkeypatch.setattr(ports, "confirmation_code", lambda number: kept.pop(number, None))
    monkeypatch.setattr(
        ports, "code_states", lambda ids: {one: CodeState.READY if one in kept else CodeState.NONE for one in ids}
    )
    both("hand-out", "/phat-hanh/ban-giao/", desk, phone)
    both("hand-out-found", f"/phat-hanh/ban-giao/?q={record.enrolment.pupil.name.split()[-1]}", desk, phone)
    both("hand-out-class", f"/phat-hanh/ban-giao/lop/{class_id}/", desk, phone)
    both("hand-out-pupil", f"/phat-hanh/ban-giao/hoc-sinh/{record.enrolment.pupil_id}/", desk, phone)
    page.fill("#id_recipient", "Nguyễn Thị Mẹ")
    page.check("#id_signed_for")
    page.click("button:has-text('Ghi sổ và giao')")
    page.wait_for_url("**/lan/*/")
    look("given", desk)
    with page.expect_download() as download:
        page.click("button:has-text('Lấy tệp PDF và XML')")
    assert download.value.suggested_filename.endswith(".zip")
    both("slip", f"/phat-hanh/ban-giao/hoc-ba/{record.id}/phieu-ma/", desk, phone)
    page.fill("#id_recipient", "Nguyễn Thị Mẹ")
    page.check("#id_signed_for")
    page.click("button:has-text('Ghi sổ và in phiếu')")
    with page.expect_download() as download:
        page.click("#confirm-dialog [data-yes]")
    if PICTURES:
        download.value.save_as(Path(PICTURES) / "slip.pdf")
    assert not kept
    both("log", "/phat-hanh/ban-giao/so/", desk, phone)
    assert HandOut.objects.count() == 2


def test_a_copy_from_asking_to_handing_out(sealed: SchoolWorld, desk: Window, phone: Window) -> None:
    record: Record = records_of(sealed, "4A2")[0]
    for window in (desk, phone):
        window.sign_in(sealed, "clerk")
    both("copies-empty", "/phat-hanh/ban-sao/", desk, phone)
    both("copy-ask", f"/phat-hanh/ban-sao/hoc-sinh/{record.enrolment.pupil_id}/", desk, phone)
    page = desk.page
    page.check("input[name=kind][value=extract]")
    page.check("input[name=form][value=electronic]")
    page.click("text=Chọn nội dung trích sao")
    page.check("input[name=sections][value=subjects]")
    page.fill("#id_requester", "Nguyễn Thị Mẹ")
    page.fill("#id_purpose", "Nộp hồ sơ học bổng")
    page.click("button:has-text('Trình hiệu trưởng')")
    page.wait_for_selector("text=Chờ hiệu trưởng duyệt")
    look("copy-asked", desk)
    copy = Copy.objects.get()

    for window in (desk, phone):
        window.sign_in(sealed, "principal")
    both("copy-decide", f"/phat-hanh/ban-sao/{copy.id}/", desk, phone)
    page.click("button:has-text('Duyệt và cho số')")
    page.wait_for_selector("text=Đã vào sổ, chờ đóng dấu")

    for window in (desk, phone):
        window.sign_in(sealed, "clerk")
    both("copy-to-seal", f"/phat-hanh/ban-sao/{copy.id}/", desk, phone)
    page.click("button:has-text('Đóng dấu điện tử')")
    page.wait_for_selector("#secret:visible")
    page.fill("#secret", PASSWORD)
    page.press("#secret", "Enter")
    page.wait_for_selector("text=Đã ký xong 1/1")
    page.click("[data-panel=done] a:has-text('Việc tiếp theo')")
    page.wait_for_selector("text=Đã đóng dấu")
    with page.expect_download() as download:
        page.click("button:has-text('Lấy tệp đã đóng dấu')")
    if PICTURES:
        download.value.save_as(Path(PICTURES) / "extract.pdf")
    page.click("main a:has-text('Giao')")
    page.wait_for_url("**/giao/")
    look("copy-hand-out", desk)
    page.check("#id_signed_for")
    page.click("button:has-text('Ghi sổ và giao')")
    page.wait_for_url("**/lan/*/")
    both("copies", "/phat-hanh/ban-sao/", desk, phone)
    assert HandOut.objects.get().copy_id == copy.id


def test_prints_of_a_class(sealed: SchoolWorld, desk: Window, phone: Window) -> None:
    for window in (desk, phone):
        window.sign_in(sealed, "homeroom:4A2")
    both("prints", "/phat-hanh/ban-in/", desk, phone)
    both("prints-class", f"/phat-hanh/ban-in/lop/{sealed.classes['4A2'].id}/", desk, phone)
    page = desk.page
    page.select_option("#id_moment", "cn")
    with page.expect_download() as download:
        page.click("button:has-text('In phiếu liên lạc')")
    if PICTURES:
        download.value.save_as(Path(PICTURES) / "liaison.pdf")
    with page.expect_download() as download:
        page.click("button:has-text('In học bạ cả lớp')")
    assert download.value.suggested_filename.endswith(".pdf")
