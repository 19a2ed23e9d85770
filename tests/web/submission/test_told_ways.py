"""The authority's messages all the way: written by an officer, asked for over HTTP, read in a browser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from hocba.adapters.gateway import HttpGateway
from hocba.exchange.messages import Notice
from hocba_web.desk.messages.services import Recipients, send
from hocba_web.desk.models import Delivery
from hocba_web.gateway.services.units import give_login, put_school
from hocba_web.officers.roles import OfficerRole
from hocba_web.submission.models import AuthorityMessage
from hocba_web.submission.services.account import configure
from hocba_web.submission.services.told import ASK_EVERY, ask, keep
from support.web.acting import actor_for
from support.web.authority_site import make_officer
from support.web.browser import Window
from support.web.school import NOW, SchoolWorld
from support.web.signing import real_now
from web.submission.test_over_http import way  # noqa: F401  # a fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]
TEXT = "Đề nghị gửi học bạ trước ngày 10/6.\n\nCần hỗ trợ, gọi bộ phận tiếp nhận."


def account(world: SchoolWorld, user_name: str = "hocba", password: str = "mat-khau", token: str = "ma") -> None:
    """The school's account at the gateway."""
    configure(
        actor=actor_for(world, "school_admin"),
        unit_code=world.school.code,
        user_name=user_name,
        password=password,
        token=token,
        at=NOW,
        real_at=real_now(),
    )


def test_what_an_officer_writes_is_read_at_the_school(
    world: SchoolWorld,
    way: HttpGateway,  # noqa: F811  # the fixture
) -> None:
    """The authority then shows that it was received; asking again brings nothing new."""
    unit = put_school(code=world.school.code, name=world.school.name)
    given = give_login(None, unit, user_name="vanthu", at=NOW)
    account(world, given.user_name, given.password, given.token)
    intake = make_officer(OfficerRole.INTAKE)
    sent = send(officer=intake, subject="Nhắc hạn 15/6", text=TEXT, to=Recipients(schools=[unit.pk]), at=NOW)
    assert ask(world.school.id, at=NOW, real_at=real_now(), gateway=way) == 1
    kept = AuthorityMessage.objects.get()
    assert (kept.number, kept.subject, kept.text, kept.sent_at) == (sent.public_id, sent.subject, TEXT, NOW)
    assert Delivery.objects.get().fetched_at is not None
    assert ask(world.school.id, at=NOW, real_at=real_now() + 2 * ASK_EVERY, gateway=way) == 0


@pytest.mark.browser
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_pages_are_clean(world: SchoolWorld, request: pytest.FixtureRequest, tmp_path: Any, size: str) -> None:
    """Empty, with messages, one open; on a laptop and on a phone."""
    window: Window = request.getfixturevalue(size)
    account(world)
    window.sign_in(world, "principal")
    window.go("/nop-hoc-ba/tin-cua-so/")
    window.check()
    sent_at = datetime(2026, 5, 25, 1, 30, tzinfo=UTC)
    rows = [
        Notice(UUID(int=number), f"Nhắc hạn nộp học bạ số đợt 15/6, lần {number}", TEXT, sent_at + timedelta(number))
        for number in range(1, 4)
    ]
    keep(world.school.id, rows, at=NOW, real_at=real_now())
    for name, path in (
        ("front", "/"),
        ("list", "/nop-hoc-ba/tin-cua-so/"),
        ("one", f"/nop-hoc-ba/tin-cua-so/{UUID(int=1)}/"),
    ):
        window.go(path)
        window.picture(tmp_path / f"{size}-{name}.png", full=True)
        window.check()
