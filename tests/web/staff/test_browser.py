"""The pages in a real browser: clean under axe-core, nothing sticks out, on a small laptop and on a phone."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from hocba.model import Subject
from hocba_web.accounts.roles import Role
from hocba_web.schools.models import School, Staff
from hocba_web.schools.services import appointments, regulation, teaching
from hocba_web.schools.services.setup.first_run import issue_code
from hocba_web.schools.services.teaching import Cell
from support.web import SchoolWorld, actor_for
from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def busy(world: SchoolWorld, at: datetime) -> SchoolWorld:
    """A school where everything waits for somebody."""
    admin, head = actor_for(world, "school_admin"), actor_for(world, "principal")
    english = world.staff["english"].id
    span = {"since": date(2026, 5, 26), "at": at}
    appointments.prepare(
        actor=admin, staff_id=english, role=None, until=None, body="board", post="chair", duty="Phụ trách chung", **span
    )
    appointments.prepare(actor=admin, staff_id=world.staff["clerk"].id, role=Role.PRINCIPAL, until=None, **span)
    teaching.prepare_substitution(
        actor=admin,
        absent_id=world.staff["homeroom:4A1"].id,
        substitute_id=english,
        until=date(2026, 5, 29),
        homeroom=True,
        **span,
    )
    team = teaching.add_team(actor=admin, name="Tổ 4-5", at=at)
    teaching.set_members(actor=admin, team_id=team.id, members=[english], lead=english, since=date(2026, 5, 25), at=at)
    plan = teaching.open_plan(actor=admin, year_id=world.year.id, since=date(2026, 5, 30), at=at)
    cells = [Cell(world.classes["4A1"].id, Subject.PE, english), Cell(world.classes["4A1"].id, Subject.MATHS, None)]
    teaching.set_cells(actor=admin, plan_id=plan.id, cells=cells, at=at)
    teaching.submit_plan(actor=admin, plan_id=plan.id, at=at)
    regulation.begin_draft(actor=head, at=at)
    return world


def pages(world: SchoolWorld, key: str) -> list[str]:
    english, class_id, year = world.staff["english"].id, world.classes["4A1"].id, world.year.id
    plan = world.year.assignment_plans.get().id
    shared = ["/truong/", "/nhan-su/", "/nhiem-vu/", "/phan-cong/", f"/phan-cong/{plan}/", "/day-thay/", "/quyet-dinh/"]
    if key == "principal":
        return [
            *shared,
            "/quy-che/",
            "/quy-che/soan/",
            "/quy-che/soan/xem-truoc/",
            "/ban-quan-tri/",
            "/ban-quan-tri/du-thao/",
            f"/quyet-dinh/{world.decision.id}/",
            "/day-thay/1/",
        ]
    return [
        *shared,
        f"/truong/nam-hoc/{year}/",
        f"/truong/lop/{class_id}/",
        "/truong/sua/",
        f"/nhan-su/{english}/",
        f"/nhan-su/{english}/sua/",
        f"/nhan-su/{english}/thoi-viec/",
        "/nhiem-vu/them/",
        f"/phan-cong/{plan}/lop/{class_id}/",
        "/day-thay/them/",
        "/to-chuyen-mon/",
        "/quyet-dinh/them/",
        "/bat-dau/tiep-theo/",
    ]


@pytest.mark.parametrize("key", ["principal", "school_admin"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pages_hold_for_everybody(busy: SchoolWorld, request: pytest.FixtureRequest, size: str, key: str) -> None:
    window: Window = request.getfixturevalue(size)
    window.sign_in(busy, key)
    for path in pages(busy, key):
        window.go(path)
        window.check()


def test_a_new_school_is_named_on_a_phone(db: None, at: datetime, phone: Window, real_now: datetime) -> None:
    page = phone.go("/bat-dau/")
    phone.check()
    page.fill("#id_code", issue_code(real_at=real_now))
    page.click("main button[type=submit]")
    for name, value in {
        "code": "22009999",
        "name": "Trường Tiểu học Hoa Sen",
        "authority_name": "Sở Giáo dục và Đào tạo Quảng Ninh",
        "authority_code": "22",
        "province": "Tỉnh Quảng Ninh",
        "commune": "Phường Yên Tử",
    }.items():
        page.fill(f"#id_{name}", value)
    phone.check()
    page.click("main button[type=submit]")
    page.wait_for_url("**/bat-dau/nguoi/")
    phone.check()
    for name, value in {
        "principal_name": "Lại Thị Sen",
        "principal_code": "2298000001",
        "admin_name": "Ngô Đức Long",
        "admin_code": "2298000002",
        "number": "01/QĐ-THHS",
        "dated": "2026-05-20",
    }.items():
        page.fill(f"#id_{name}", value)
    page.click("main button[type=submit]")
    page.get_by_text("Mật khẩu tạm chỉ hiện một lần").wait_for()
    phone.check()
    assert School.objects.get().name == "Trường Tiểu học Hoa Sen"
    assert set(Staff.objects.values_list("name", flat=True)) == {"Lại Thị Sen", "Ngô Đức Long"}
