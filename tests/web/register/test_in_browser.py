"""The register in a real browser: accessible on laptop and phone, and the journeys people make."""

from __future__ import annotations

from datetime import date

import pypdfium2 as pdfium
import pytest

from hocba_web.base import clock
from hocba_web.schools.models import Pupil
from hocba_web.schools.services.attachments import Upload
from hocba_web.schools.services.pupils import disability_change, pupil_edit, transfer_out_ask
from support.web import actor_for, make_school
from support.web.school import NOW, add_pupil

PDF = b"%PDF-1.7\n%%EOF\n"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lived_in(register, monkeypatch):
    """A school with something on every page."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    world = make_school(pupils=4)
    first, second = (one.pupil for one in world.enrolments["4A1"][:2])
    Pupil.objects.filter(id=second.id).update(personal_id="022316900123")
    Pupil.objects.filter(id=first.id).update(personal_id="")
    registrar = actor_for(world, "registrar")
    pupil_edit(actor=registrar, pupil_id=first.id, version=1, values={"residence": "Khu 5, Phường Yên Tử"}, at=NOW)
    disability_change(
        actor=registrar,
        pupil_id=first.id,
        version=2,
        disability="Khuyết tật trí tuệ",
        not_assessed=True,
        individual_plan=False,
        on=date(2026, 5, 4),
        reason="Giấy xác nhận số 3/GXN-UBND",
        evidence=Upload("Giấy xác nhận.pdf", PDF),
        at=NOW,
    )
    transfer_out_ask(
        actor=registrar,
        pupil_id=second.id,
        on=date(2026, 5, 22),
        other_school="Trường Tiểu học Cẩm Thủy",
        other_province="Tỉnh Quảng Ninh",
        reason="Gia đình chuyển nơi ở",
        evidence=Upload("Đơn chuyển trường.pdf", PDF),
        at=NOW,
    )
    add_pupil(world, world.classes["4A2"], 9, name="Do Minh Khoi", born=date(2016, 7, 1), personal_id="")
    add_pupil(world, world.classes["4A1"], 9, name="Đỗ Minh Khôi", born=date(2016, 7, 1), personal_id="")
    return world


def pages(world) -> list[str]:
    place, pupil = world.classes["4A1"].id, world.enrolments["4A1"][0].pupil_id
    return [
        "/lop/",
        f"/lop/{place}/hoc-sinh/",
        f"/lop/{place}/tiep-nhan/",
        f"/lop/{place}/chuyen-den/",
        f"/lop/{place}/ra-soat/",
        f"/lop/{place}/phieu/",
        f"/hoc-sinh/{pupil}/",
        f"/hoc-sinh/{pupil}/sua/",
        f"/hoc-sinh/{pupil}/ho-tich/",
        f"/hoc-sinh/{pupil}/khuyet-tat/",
        f"/hoc-sinh/{pupil}/thoi-hoc/",
        f"/hoc-sinh/{pupil}/chuyen-lop/",
        f"/hoc-sinh/{pupil}/chuyen-di/",
        "/tim/?q=do",
        "/ra-soat/",
        "/dinh-danh/",
        "/nghi-trung/",
        "/chuyen-truong/",
    ]


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_every_page_is_accessible_and_fits(lived_in, request, size):
    window = request.getfixturevalue(size)
    window.sign_in(lived_in, "registrar")
    for page in pages(lived_in):
        window.go(page)
        window.check()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pages_of_teacher_and_principal_are_accessible(lived_in, request, size):
    window = request.getfixturevalue(size)
    window.sign_in(lived_in, "homeroom:4A1")
    window.go(f"/lop/{lived_in.classes['4A1'].id}/ra-soat/")
    window.check()
    window.sign_in(lived_in, "principal")
    for page in ("/chuyen-truong/", "/ra-soat/"):
        window.go(page)
        window.check()


def test_search_as_one_types(lived_in, desk):
    desk.sign_in(lived_in, "registrar")
    page = desk.go("/tim/")
    page.keyboard.press("Tab")
    page.get_by_role("searchbox").fill("do minh")
    page.get_by_role("link", name="Đỗ Minh Khôi").wait_for()
    assert page.get_by_role("link", name="Do Minh Khoi").is_visible()
    desk.check()
    page.get_by_role("searchbox").fill("do minh xyz")
    page.get_by_text("Không tìm thấy em nào").wait_for()


def test_two_people_edit_one_pupil(lived_in, desk):
    pupil = lived_in.enrolments["4A1"][2].pupil
    desk.sign_in(lived_in, "homeroom:4A1")
    page = desk.go(f"/hoc-sinh/{pupil.id}/sua/")
    page.get_by_label("Nơi ở hiện nay").fill("Khu 2")
    pupil_edit(
        actor=actor_for(lived_in, "registrar"), pupil_id=pupil.id, version=1, values={"residence": "Khu 1"}, at=NOW
    )
    page.get_by_role("button", name="Lưu hồ sơ").click()
    page.get_by_text("Chưa có gì bị ghi đè").wait_for()
    assert page.get_by_label("Nơi ở hiện nay").input_value() == "Khu 2"
    desk.check()
    page.get_by_role("button", name="Lưu hồ sơ").click()
    page.get_by_text("Đã lưu hồ sơ").wait_for()
    pupil.refresh_from_db()
    assert pupil.residence == "Khu 2"


def test_two_slips_fit_on_a_sheet(lived_in, desk):
    desk.sign_in(lived_in, "homeroom:4A1")
    page = desk.go(f"/lop/{lived_in.classes['4A1'].id}/phieu/")
    printed = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(printed) == 3
