"""The officers' page about reports: what each role sees and may do, in forms and in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hocba_web.base import clock
from hocba_web.ministry.models import Arrangement, Line, Message
from hocba_web.ministry.services import reporting, sending
from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Number
from support.web.authority_site import AuthoritySite, enter_window, make_officer
from support.web.reporting import Desk, accepted, warehouse

if TYPE_CHECKING:
    from support.web.browser import Window

PAGE = "/so/bo/"


@pytest.fixture
def desk(authority_site: AuthoritySite) -> Iterator[Desk]:
    """A warehouse that knows the Sở; nothing is reported yet."""
    with warehouse(authority_site.settings) as found:
        accepted(1)
        with pytest.raises(Exception, match="MINISTRY_CERTIFICATE_NOT_APPROVED"):
            reporting.prepare(officer=None, areas=None, at=found.at, real_at=found.real)
        found.settle()
        yield found


def filled(desk: Desk) -> None:
    """One record taken, one refused, one that waits, one whose recall waits for the ministry."""
    second = accepted(2)
    desk.state.faults.refuse = {second.personal_id: "KHO_SAI_HO_TEN"}
    reporting.prepare(officer=None, areas=None, at=desk.at, real_at=desk.real)
    desk.settle()
    accepted(3)
    Number.objects.filter(personal_id="022216000001").update(state="superseded")
    desk.state.faults.recalls = "wait"
    desk.gather()
    desk.look()


def test_an_officer_sends_and_sees_who_signed(desk: Desk, officer_client: Any) -> None:
    client = officer_client(OfficerRole.INTAKE)
    answer = client.post(f"{PAGE}gui/", follow=True)
    assert "Đã ký và đang gửi 1 học bạ" in answer.content.decode()
    message = Message.objects.get(kind=Message.Kind.REPORT)
    page = client.get(f"{PAGE}giao-dich/{message.pk}/").content.decode()
    assert "Sở Giáo dục và Đào tạo Quảng Ninh" in page
    assert "Cán Bộ Thử" in page
    desk.settle()
    assert Number.objects.get().reported_at is not None


def test_one_press_sends_all_that_waited(
    desk: Desk, officer_client: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    accepted(2)
    accepted(3)
    monkeypatch.setitem(reporting.prepare.__kwdefaults__, "most", 1)
    client = officer_client(OfficerRole.INTAKE)
    with django_capture_on_commit_callbacks() as jobs:
        answer = client.post(f"{PAGE}gui/", follow=True)
    page = answer.content.decode()
    assert "Đã ký và đang gửi 1 học bạ" in page
    assert "Còn 2 học bạ đang được ký và gửi tiếp" in page
    late = accepted(4)
    Number.objects.filter(pk=late.pk).update(accepted_at=clock.now() + timedelta(minutes=1))
    while jobs:
        with django_capture_on_commit_callbacks() as more:
            for job in jobs:
                job()
        jobs = more
    senders = list(Message.objects.filter(kind=Message.Kind.REPORT).values_list("made_by_id", flat=True))
    assert len(senders) == 3
    assert len(set(senders)) == 1
    assert None not in senders
    assert not Line.objects.filter(uuid=late.uuid).exists()  # nobody pressed for it


def test_who_may_no_longer_send_sends_no_more(desk: Desk) -> None:
    officer = make_officer(OfficerRole.INTAKE)
    Appointment.objects.filter(user_id=officer.user_id).update(ends_on=desk.at.date() - timedelta(days=2))
    made = sending.go_on(user_id=officer.user_id, until=desk.at, at=desk.at, real_at=desk.real)
    assert made == []
    assert not Line.objects.exists()


def test_a_refusal_is_shown_with_its_reason_and_goes_again(desk: Desk, officer_client: Any) -> None:
    filled(desk)
    client = officer_client(OfficerRole.DECIDER)
    assert "KHO_SAI_HO_TEN" in client.get(PAGE).content.decode()
    line = Line.objects.get(state="refused")
    client.post(f"{PAGE}gui-lai/{line.pk}/")
    line.refresh_from_db()
    assert line.dealt_at is not None


def test_a_decision_makes_reports_go_by_themselves(desk: Desk, officer_client: Any) -> None:
    client = officer_client(OfficerRole.DECIDER)
    wrong = client.post(f"{PAGE}cach-gui/", {"automatic": "yes", "decision": "", "valid_from": "2026-05-25"})
    assert wrong.status_code == 422
    client.post(
        f"{PAGE}cach-gui/", {"automatic": "yes", "decision": "300/QĐ-SGDĐT ngày 24/05/2026", "valid_from": "2026-05-25"}
    )
    assert Arrangement.objects.get().automatic
    assert desk.gather() == 1


@pytest.mark.parametrize(
    ("role", "seen", "sends"),
    [
        (OfficerRole.INTAKE, 200, 302),
        (OfficerRole.DECIDER, 200, 302),
        (OfficerRole.AUDITOR, 200, 403),
        (OfficerRole.ADMIN, 403, 403),
    ],
)
def test_who_sees_and_who_sends(desk: Desk, officer_client: Any, role: OfficerRole, seen: int, sends: int) -> None:
    client = officer_client(role)
    assert client.get(PAGE).status_code == seen
    assert client.post(f"{PAGE}gui/").status_code == sends


def test_an_officer_of_another_area_sees_none_of_it(desk: Desk, officer_client: Any) -> None:
    filled(desk)
    client = officer_client(OfficerRole.INTAKE, ["B9"])
    page = client.get(PAGE).content.decode()
    assert "KHO_SAI_HO_TEN" not in page
    message = Message.objects.filter(kind=Message.Kind.REPORT).first()
    assert message is not None
    assert client.get(f"{PAGE}giao-dich/{message.pk}/").status_code == 404
    line = Line.objects.get(state="refused")
    assert client.post(f"{PAGE}gui-lai/{line.pk}/").status_code == 404


def test_the_page_asks_the_database_as_often_for_many(
    desk: Desk, officer_client: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(10, 30):
        accepted(number, data=b"<HOC_BA/>")
    reporting.prepare(officer=None, areas=None, at=desk.at, real_at=desk.real)
    client = officer_client(OfficerRole.AUDITOR)
    with django_assert_max_num_queries(30):
        assert client.get(PAGE).status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_hold_on_both_screens(
    officer_desk: Window, officer_phone: Window, desk: Desk, tmp_path: Path
) -> None:
    officer = make_officer(OfficerRole.DECIDER)
    for window in (officer_desk, officer_phone):
        enter_window(window, officer)
        window.go(PAGE)
        window.check()
    filled(desk)
    message = Message.objects.filter(kind=Message.Kind.REPORT).order_by("id").last()
    assert message is not None
    for name, window in (("desk", officer_desk), ("phone", officer_phone)):
        for part, path in (("list", PAGE), ("one", f"{PAGE}giao-dich/{message.pk}/")):
            window.go(path)
            window.check()
            window.picture(tmp_path / f"{part}-{name}.png", full=True)
