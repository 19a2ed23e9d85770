"""Reports to the ministry over real HTTP: what goes, what comes back, whatever breaks on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from hocba.documents.xml import read_list
from hocba.exchange import decode_content
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.ministry.models import Certificate, Line, Message
from hocba_web.ministry.selectors import overview
from hocba_web.ministry.services import reporting, sending
from hocba_web.ministry.services.outbox import requests
from hocba_web.ministry.services.outbox.working import work
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Number
from support.web.authority_site import AuthoritySite, make_officer
from support.web.reporting import Desk, accepted, school_of_sample, warehouse

DECISION = "215/QĐ-SGDĐT ngày 25/07/2025"


@pytest.fixture
def desk(authority_site: AuthoritySite) -> Iterator[Desk]:
    """A warehouse that knows the Sở's certificate."""
    with warehouse(authority_site.settings) as found:
        yield found


@pytest.fixture
def known(desk: Desk) -> Desk:
    """The Sở's certificate is approved there."""
    accepted(99)
    with pytest.raises(Refused, match="MINISTRY_CERTIFICATE_NOT_APPROVED"):
        reporting.prepare(officer=None, areas=None, at=desk.at, real_at=desk.real)
    desk.settle()
    assert Certificate.objects.get().status == "approved"
    return desk


def send(desk: Desk, **changes: Any) -> list[Message]:
    """Sign and queue what waits."""
    return reporting.prepare(officer=None, areas=None, at=desk.at, real_at=desk.real, **changes)


def reported() -> set[int]:
    """Numbers of the invented pupils whose records are noted as reported."""
    found = Number.objects.exclude(reported_at=None).values_list("personal_id", flat=True)
    return {int(one[6:]) for one in found}


def taken(desk: Desk) -> dict[int, int]:
    """By invented pupil, how many transactions brought the record to the warehouse."""
    return {int(one["personal_id"][6:]): one["taken"] for one in desk.state.records.values()}


def test_accepted_records_go_signed_by_the_authority_and_are_reported(known: Desk) -> None:
    for number in (1, 2, 3):
        accepted(number)
    (message,) = send(known)
    assert message.certificate.organisation == "Sở Giáo dục và Đào tạo Quảng Ninh"
    known.settle()
    message.refresh_from_db()
    assert message.state == "settled"
    assert reported() == {1, 2, 3, 99}
    assert set(taken(known).values()) == {1}
    assert send(known) == []


def test_one_refused_record_leaves_the_others_and_may_go_again(known: Desk) -> None:
    numbers = {number: accepted(number) for number in (1, 2)}
    known.state.faults.refuse = {numbers[1].personal_id: "KHO_SAI_HO_TEN"}
    send(known)
    known.settle()
    assert reported() == {2, 99}
    (line,) = overview.refused(None)
    assert (line.uuid, line.error) == (numbers[1].uuid, "KHO_SAI_HO_TEN")
    assert send(known) == []  # the clock does not try the same again

    known.state.faults.refuse = {}
    sending.again(officer=make_officer(OfficerRole.INTAKE), line_id=line.pk, at=known.at)
    send(known)
    known.settle()
    assert reported() == {1, 2, 99}
    with pytest.raises(Refused, match="MINISTRY_LINE_GONE"):
        sending.again(officer=make_officer(OfficerRole.INTAKE), line_id=line.pk, at=known.at)


def test_a_lost_answer_and_the_same_again_make_one_record(known: Desk) -> None:
    accepted(1)
    (message,) = send(known)
    known.state.faults.lose = 2
    content = requests.transaction_of(message).content
    assert known.look() == ["unknown"]
    known.later(hours=1)
    assert known.look() == ["unknown"]
    known.later(hours=1)
    assert known.look() == ["answered"]
    message.refresh_from_db()
    assert requests.transaction_of(message).content == content
    known.settle()
    assert reported() == {1, 99}
    assert taken(known)[1] == 1
    assert sum(one["kind"] == "submit" for one in known.state.messages.values()) == 1


def test_a_warehouse_that_is_away_loses_nothing(known: Desk) -> None:
    accepted(1)
    (message,) = send(known)
    known.state.faults.down = True
    for _ in range(3):
        known.look()
        known.later(hours=1)
    message.refresh_from_db()
    assert message.state in {"waiting", "unknown"}
    assert message.problem.startswith("WAREHOUSE_")
    known.state.faults.down = False
    known.settle()
    assert reported() == {1, 99}


def test_results_that_come_late_and_twice_are_applied_once(known: Desk) -> None:
    accepted(1)
    (message,) = send(known)
    known.state.faults.pending, known.state.faults.twice = 2, True
    known.look()
    known.later(hours=1)
    assert known.look() == ["answered"]
    known.settle()
    assert reported() == {1, 99}
    first = Number.objects.get(personal_id="022216000001").reported_at
    assert Line.objects.filter(message=message, state="accepted").count() == 2  # one a record
    known.later(days=1)
    known.look()
    assert Number.objects.get(personal_id="022216000001").reported_at == first


def test_a_killed_sender_is_followed_by_the_next_and_two_never_send_at_once(known: Desk) -> None:
    accepted(1)
    (message,) = send(known)
    stuck = Message.objects.filter(pk=message.pk)
    stuck.update(state="sending", lease_by="gone", lease_until=known.real + timedelta(minutes=5))
    assert work(message.pk, at=known.at, real_at=known.real) == ""
    known.later(minutes=6)
    assert work(message.pk, at=known.at, real_at=known.real) == "answered"


def test_a_list_that_was_changed_on_the_disk_is_not_sent(known: Desk) -> None:
    accepted(1)
    (message,) = send(known)
    Message.objects.filter(pk=message.pk).update(school_year=2024)
    assert known.look() == ["waiting"]
    message.refresh_from_db()
    assert message.problem == "MINISTRY_MESSAGE_CHANGED"
    assert known.state.records.keys().isdisjoint({str(one.uuid) for one in message.lines.all()})


def test_a_record_that_cannot_be_read_is_put_aside_and_the_others_go(known: Desk) -> None:
    broken = accepted(1, data=b"<HOC_BA>khong doc duoc</HOC_BA>")
    accepted(2)
    send(known)
    known.settle()
    assert reported() == {2, 99}
    (line,) = overview.refused(None)
    assert (line.uuid, line.message) == (broken.uuid, None)


def test_a_recalled_record_is_not_reported_and_one_asked_to_be_recalled_waits(known: Desk) -> None:
    gone, asked = accepted(1), accepted(2)
    Number.objects.filter(pk=gone.pk).update(state="recalled")
    asked.recalls.create(message_id="m", requested_at=known.at)
    assert {one.uuid for one in reporting.candidates()}.isdisjoint({gone.uuid, asked.uuid})


def test_the_list_holds_the_records_byte_for_byte(known: Desk) -> None:
    from support.web.reporting import sealed  # noqa: PLC0415  # only here

    accepted(1)
    (message,) = send(known)
    opened = read_list(decode_content(requests.transaction_of(message).content))
    assert sealed(1) in opened.files


def test_nothing_goes_by_itself_before_it_was_decided(known: Desk) -> None:
    accepted(1)
    assert known.gather() == 0
    officer = make_officer(OfficerRole.DECIDER)
    tomorrow = known.at.date() + timedelta(days=2)
    sending.arrange(officer=officer, automatic=True, decision=DECISION, valid_from=tomorrow, at=known.at)
    assert known.gather() == 0
    known.later(days=3)
    assert known.gather() == 1
    known.settle()
    assert reported() == {1, 99}


def test_who_may_send_and_decide(known: Desk) -> None:
    accepted(1)
    for role in (OfficerRole.ADMIN, OfficerRole.AUDITOR, OfficerRole.SCHOOL_MANAGER):
        with pytest.raises(Forbidden):
            sending.send_now(officer=make_officer(role), at=known.at, real_at=known.real)
    with pytest.raises(Refused, match="MINISTRY_NOTHING_TO_SEND"):
        sending.send_now(officer=make_officer(OfficerRole.INTAKE, ["B7"]), at=known.at, real_at=known.real)
    with pytest.raises(Missing):
        sending.arrange(
            officer=make_officer(OfficerRole.DECIDER, ["A1"]),
            automatic=True,
            decision=DECISION,
            valid_from=date(2026, 6, 1),
            at=known.at,
        )
    officer = make_officer(OfficerRole.INTAKE, [school_of_sample().area_code])
    (message,) = sending.send_now(officer=officer, at=known.at, real_at=known.real)
    assert message.made_by_id == officer.user_id


def test_a_wrong_login_is_told_and_nothing_is_lost(known: Desk, authority_site: AuthoritySite) -> None:
    accepted(1)
    (message,) = send(known)
    authority_site.settings.WAREHOUSE = authority_site.settings.WAREHOUSE | {"password": "sai"}
    assert known.look() == ["waiting"]
    message.refresh_from_db()
    assert message.problem == "WAREHOUSE_LOGIN_REFUSED"


def test_a_token_that_ended_is_replaced(known: Desk) -> None:
    accepted(1)
    send(known)
    known.server.tokens.clear()
    assert known.look() == ["answered"]
