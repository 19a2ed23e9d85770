"""The pages in a real browser: clean under axe-core, nothing sticks out, on a small laptop and on a phone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from hocba_web.support.services import change_requests, incidents, reports
from hocba_web.support.services.incidents import Facts
from hocba_web.support.services.reports import Screen
from support.web import SchoolWorld, actor_for
from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(world: SchoolWorld, at: datetime) -> list[str]:
    """Every page of reports, requests, incidents and privacy, with something on it."""
    admin, head, teacher = (actor_for(world, key) for key in ("school_admin", "principal", "english"))
    report = reports.report_fault(
        actor=teacher, kind="fault", text="Bảng điểm không lưu", screen=Screen("assessment:grid", "Chrome"), at=at
    )
    reports.answer(actor=admin, report_id=report.pk, text="Thầy/cô tải lại trang giúp.", at=at)
    drafts = [
        change_requests.draft_request(
            actor=admin, addressee="supplier", subject=f"bổ sung môn tự chọn {turn}", text="Đề nghị bổ sung.", at=at
        )
        for turn in range(2)
    ]
    change_requests.decide_request(actor=head, request_id=drafts[0].pk, approve=True, number="12/CV-TH", at=at)
    late = incidents.report_incident(actor=teacher, what="Gửi nhầm tệp", found_at=at - timedelta(days=4), at=at)
    facts = Facts("họ tên, ngày sinh", 31, "Có thể bị làm phiền", "Đã thu hồi tệp")
    incidents.take_on(actor=head, incident_id=late.pk, facts=facts, note="Đã gọi từng nhà", at=at)
    running = incidents.report_incident(actor=teacher, what="Mất máy", found_at=at - timedelta(hours=5), at=at)
    pupil = world.enrolments["4A1"][0].pupil
    return [
        "/ho-tro/",
        "/ho-tro/bao-loi/?tu=assessment:grid",
        f"/ho-tro/{report.pk}/",
        "/ho-tro/de-nghi/",
        *(f"/ho-tro/de-nghi/{one.pk}/" for one in drafts),
        f"/ho-tro/de-nghi/{drafts[0].pk}/cong-van/",
        "/ho-tro/su-co/",
        "/ho-tro/su-co/bao/",
        f"/ho-tro/su-co/{late.pk}/",
        f"/ho-tro/su-co/{running.pk}/",
        f"/ho-tro/su-co/{running.pk}/khep-lai/",
        f"/ho-tro/su-co/{late.pk}/van-ban/co-quan/",
        f"/ho-tro/su-co/{late.pk}/van-ban/gia-dinh/",
        "/du-lieu-ca-nhan/?q=nguyen",
        f"/du-lieu-ca-nhan/hoc-sinh/{pupil.pk}/",
        "/ve-phan-mem/",
    ]


def test_pages_at_the_desk(world: SchoolWorld, pages: list[str], desk: Window) -> None:
    desk.sign_in(world, "principal")
    for path in pages:
        desk.go(path)
        desk.check()


def test_pages_on_a_phone(world: SchoolWorld, pages: list[str], phone: Window) -> None:
    phone.sign_in(world, "principal")
    for path in pages:
        phone.go(path)
        phone.check()


def test_a_fault_is_reported_from_the_page_it_happened_on(world: SchoolWorld, at: datetime, desk: Window) -> None:
    assert at
    desk.sign_in(world, "english")
    page = desk.go("/lop/")
    page.get_by_role("link", name="Báo lỗi trang này").click()
    page.get_by_label("Nội dung").fill("Danh sách không hiện")
    page.get_by_role("button", name="Gửi").click()
    page.get_by_text("Ban Quản trị sẽ trả lời ở trang này").wait_for()
    assert page.get_by_text("schools:classes").is_visible()
    desk.check()
