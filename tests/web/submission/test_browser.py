"""The way of a package in a browser: prepared, approved, signed, sent, receipts; every page at both sizes."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hocba_web.signatures.models import Certificate, KeyFile
from hocba_web.submission.models import Message, Package, PackageLine
from hocba_web.submission.services.recalls import asking
from support.keys import demo_ca
from support.web.acting import actor_for
from support.web.browser import Window
from support.web.school import NOW
from support.web.signing import PASSWORD, Pki, p12
from web.submission.conftest import Office

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("HOCBA_PICTURES", "")
"""Folder for pictures of every page, for people to look at; empty: none are taken."""


@pytest.fixture
def ready(office: Office, settings: Any, tmp_path: Path, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The school's key lies in a key file, its authority is trusted, and the gateway is the scripted one."""
    settings.TRUST_FOLDER = tmp_path / "trust"
    Pki(tmp_path / "trust", demo_ca())
    certificate = Certificate.objects.get(holder="organisation")
    KeyFile.objects.create(certificate=certificate, content=p12(office.key))
    for module in ("outbox.working", "outbox.probing", "closing.register"):
        monkeypatch.setattr(f"hocba_web.submission.services.{module}.the_gateway", lambda: office.gateway)
    return office


def shown(window: Window, name: str) -> None:
    """Checked, and drawn if somebody wants to see it."""
    window.check()
    if PICTURES:
        window.picture(Path(PICTURES) / f"{name}.png", full=True)


def confirm(page: Page) -> None:
    """Yes to what the page asks."""
    page.click("dialog[open] .btn--primary, dialog[open] .btn--danger-solid")


def test_prepare_approve_sign_send_receipts(ready: Office, desk: Window) -> None:
    refused = ready.records[0].uuid
    ready.gateway.refusals = {refused: ("GATEWAY_PUPIL_NAME", "Họ và tên học sinh", "Tên khác cơ sở dữ liệu ngành")}
    desk.sign_in(ready.world, "clerk")
    page = desk.go("/nop-hoc-ba/")
    shown(desk, "desk-1-tong-quan")
    page.click("text=Đóng gói 3 học bạ")
    page.wait_for_url("**/goi/")
    assert "3 học bạ, chờ hiệu trưởng duyệt" in page.inner_text("main")

    desk.sign_in(ready.world, "principal")
    page = desk.go("/nop-hoc-ba/goi/")
    shown(desk, "desk-2-goi-cho-duyet")
    page.click("text=Duyệt các gói đã chọn")
    confirm(page)
    page.wait_for_selector("text=Đã duyệt 1 gói")

    desk.sign_in(ready.world, "clerk")
    page = desk.go(f"/nop-hoc-ba/goi/{Package.objects.get().id}/")
    shown(desk, "desk-3-goi-cho-ky")
    page.click("text=Ký danh sách")
    page.wait_for_url("**/ky-so/dot/**")
    page.fill("#secret", PASSWORD)
    page.press("#secret", "Enter")
    page.wait_for_selector("[data-count]:has-text('1/1')", timeout=30_000)
    assert Package.objects.get().state == Package.State.SIGNED

    page = desk.go(f"/nop-hoc-ba/goi/{Package.objects.get().id}/")
    page.click("button:has-text('Gửi')")
    confirm(page)
    page.wait_for_selector("text=Đang gửi")
    assert Message.objects.get().state == Message.State.ANSWERED
    page = desk.go("/nop-hoc-ba/giao-dich/")
    shown(desk, "desk-4-giao-dich")
    page.click("text=Hỏi kết quả ngay")
    page.wait_for_selector("text=Đã có kết quả")
    assert ready.states == ["rejected", "accepted", "accepted"]
    desk.go(f"/nop-hoc-ba/goi/{Package.objects.get().id}/")
    shown(desk, "desk-5-goi-co-ket-qua")


def test_a_record_refused_for_its_content_is_withdrawn(ready: Office, desk: Window) -> None:
    refused = ready.records[0].uuid
    ready.gateway.refusals = {refused: ("GATEWAY_PUPIL_NAME", "Họ và tên học sinh", "Tên khác cơ sở dữ liệu ngành")}
    ready.deliver(ready.send(ready.signed()))
    desk.sign_in(ready.world, "clerk")
    page = desk.go("/nop-hoc-ba/tu-choi/")
    shown(desk, "desk-6-tu-choi")
    page.click("text=Rút để lập mới")
    page.wait_for_selector("text=Trình hiệu trưởng")
    shown(desk, "desk-7-de-nghi-rut")
    page.fill("#id_reason", "Sai tên đệm so với giấy khai sinh")
    page.click("text=Trình hiệu trưởng")
    page.wait_for_selector("text=Chờ hiệu trưởng quyết định")

    desk.sign_in(ready.world, "principal")
    page = desk.go("/thu-hoi/")
    shown(desk, "desk-8-thu-hoi")
    page.click("main table a")
    page.wait_for_selector("text=Đồng ý thu hồi")
    shown(desk, "desk-9-quyet-dinh")
    page.fill("#id_number", "21/QĐ-THPĐ")
    page.fill("#id_dated", "2026-05-25")
    page.click("text=Đồng ý thu hồi")
    page.wait_for_selector("text=Học bạ đã hết giá trị")
    assert ready.states == ["recalled", "accepted", "accepted"]
    desk.go("/nop-hoc-ba/")
    shown(desk, "desk-10-tong-quan-sau")
    page = desk.go(f"/nop-hoc-ba/chot/{ready.world.year.id}/15-6/")
    shown(desk, "desk-11-chot")


def test_the_gateway_s_account(ready: Office, desk: Window) -> None:
    desk.sign_in(ready.world, "school_admin")
    page = desk.go("/nop-hoc-ba/ket-noi/")
    page.click("button:has-text('Thử kết nối')")
    page.wait_for_selector("text=Kết nối tốt")
    shown(desk, "desk-12-ket-noi")


def test_pages_hold_on_a_phone(ready: Office, phone: Window) -> None:
    ready.gateway.refusals = {ready.records[0].uuid: ("GATEWAY_CERTIFICATE_NOT_APPROVED", "", "Chưa phê duyệt")}
    message = ready.deliver(ready.send(ready.signed()))
    assert message.state == Message.State.SETTLED
    record = ready.records[0]
    asking.ask(actor=actor_for(ready.world, "clerk"), record_id=record.id, reason="Sai tên", parts=[], at=NOW)
    line = PackageLine.objects.get(state=PackageLine.State.REFUSED)
    assert line.way == "withdraw"
    phone.sign_in(ready.world, "principal")
    for name, path in (
        ("1-tong-quan", "/nop-hoc-ba/"),
        ("2-goi", "/nop-hoc-ba/goi/"),
        ("3-mot-goi", f"/nop-hoc-ba/goi/{line.package_id}/"),
        ("4-tu-choi", "/nop-hoc-ba/tu-choi/"),
        ("5-giao-dich", "/nop-hoc-ba/giao-dich/"),
        ("6-chot", f"/nop-hoc-ba/chot/{ready.world.year.id}/15-6/"),
        ("7-thu-hoi", "/thu-hoi/"),
        ("8-de-nghi", f"/thu-hoi/{record.recalls.get().id}/"),
    ):
        phone.go(path)
        shown(phone, f"phone-{name}")
