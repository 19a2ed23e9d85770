"""The first run: no open sign-up, one code, once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from hocba_web.accounts.models import AccountRequest, User
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden
from hocba_web.schools.models import School, SetupRun
from hocba_web.schools.selectors.capacities import roles_of_user
from hocba_web.schools.services.setup import first_run
from support.web import SchoolWorld, logged_in

SCHOOL = {
    "code": "22009999",
    "name": "Trường Tiểu học Hoa Sen",
    "authority_name": "Sở Giáo dục và Đào tạo Quảng Ninh",
    "authority_code": "22",
    "province": "Tỉnh Quảng Ninh",
    "commune": "Phường Yên Tử",
    "first": "2025",
    "starts_on": "2025-09-05",
    "term_2_on": "2026-01-19",
    "ends_on": "2026-05-31",
}
PEOPLE = {
    "principal_name": "Lại Thị Sen",
    "principal_code": "2298000001",
    "admin_name": "Ngô Đức Long",
    "admin_code": "2298000002",
    "admin_position": "Nhân viên thư viện",
    "number": "01/QĐ-THHS",
    "dated": "2026-05-20",
}


def printed() -> str:
    """The code that the command prints."""
    out = StringIO()
    call_command("setup_school", stdout=out)
    found = re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", out.getvalue())
    assert found
    return found[0]


def redeemed(code: str) -> Client:
    client = Client()
    assert client.post(reverse("schools:first_run"), {"code": code}).status_code == 302
    return client


def test_a_school_begins_with_two_people_who_then_log_in(db: None, at: datetime) -> None:
    client = redeemed(printed().lower())
    assert client.post(reverse("schools:first_run_school"), SCHOOL).status_code == 302
    answer = client.post(reverse("schools:first_run_people"), PEOPLE)
    assert answer.status_code == 200
    issued = [account for _role, account in answer.context["accounts"]]
    assert all(account.password in answer.content.decode() for account in issued)
    roles = [roles_of_user(account.user_id, clock.today()) for account in issued]
    assert roles == [{Role.PRINCIPAL}, {Role.SCHOOL_ADMIN}]
    assert all(User.objects.get(pk=account.user_id).check_password(account.password) for account in issued)
    # The ticket is spent: the same browser opens nothing any more.
    assert client.get(reverse("schools:first_run_people")).status_code == 403
    assert User.objects.count() == 2


def test_a_code_is_taken_once_and_a_new_one_ends_the_old(db: None, at: datetime) -> None:
    old, code = printed(), printed()
    for wrong in (old, "AAAA-BBBB-CCCC-DDDD", ""):
        assert Client().post(reverse("schools:first_run"), {"code": wrong}).status_code == 403
    redeemed(code)
    again = Client().post(reverse("schools:first_run"), {"code": code})
    assert again.status_code == 403
    assert "Mã thiết lập không dùng được." in again.content.decode()


def test_a_code_lasts_a_day_and_a_ticket_three(db: None) -> None:
    now = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
    code = first_run.issue_code(real_at=now)
    with pytest.raises(Forbidden):
        first_run.redeem(code=code, real_at=now + first_run.CODE_FOR)
    ticket = first_run.redeem(code=code, real_at=now + first_run.CODE_FOR - timedelta(seconds=1))
    assert first_run.run_of(ticket, real_at=now + timedelta(days=3)).people_at is None
    with pytest.raises(Forbidden):
        first_run.run_of(ticket, real_at=now + timedelta(days=5))
    assert not SetupRun.objects.filter(code_digest__contains=code).exists()


def test_nothing_is_reachable_without_a_code(db: None, at: datetime) -> None:
    for page in ("first_run_school", "first_run_people"):
        assert Client().get(reverse(f"schools:{page}")).status_code == 403
        assert Client().post(reverse(f"schools:{page}"), SCHOOL | PEOPLE).status_code == 403
    assert not School.objects.exists()


def test_who_stops_goes_on_where_they_were(db: None, at: datetime) -> None:
    client = redeemed(printed())
    assert client.get(reverse("schools:first_run"))["Location"] == reverse("schools:first_run_school")
    assert client.get(reverse("schools:first_run_people"))["Location"] == reverse("schools:first_run_school")
    client.post(reverse("schools:first_run_school"), SCHOOL)
    assert client.get(reverse("schools:first_run"))["Location"] == reverse("schools:first_run_people")
    assert client.get(reverse("schools:first_run_school"))["Location"] == reverse("schools:first_run_people")
    assert School.objects.count() == 1


def test_principal_and_admin_are_two_people_and_nothing_is_left_half_done(db: None, at: datetime) -> None:
    client = redeemed(printed())
    client.post(reverse("schools:first_run_school"), SCHOOL)
    one = PEOPLE | {"admin_name": "lai thi sen"}
    assert client.post(reverse("schools:first_run_people"), one).status_code == 422
    future = PEOPLE | {"dated": "2026-05-26"}
    assert client.post(reverse("schools:first_run_people"), future).status_code == 422
    assert not User.objects.exists()


def test_a_taken_school_code_is_told(world: SchoolWorld, at: datetime) -> None:
    client = redeemed(printed())
    answer = client.post(reverse("schools:first_run_school"), SCHOOL | {"code": world.school.code})
    assert answer.status_code == 422
    assert School.objects.count() == 1


def test_everybody_is_invited_by_one_press_and_twice_is_once(world: SchoolWorld, at: datetime) -> None:
    for key in ("english", "homeroom:4A1"):
        staff = world.staff[key]
        staff.user = None
        staff.save()
    admin = logged_in(Client(), world, "school_admin")
    for _ in range(2):
        assert admin.post(reverse("schools:first_run_invite")).status_code == 302
    assert AccountRequest.objects.filter(kind="create", state="asked").count() == 2
    assert logged_in(Client(), world, "registrar").post(reverse("schools:first_run_invite")).status_code == 403
