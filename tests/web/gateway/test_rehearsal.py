"""A school practises against the gateway over real HTTP: late, twice, lost and never, and one record in the end."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from hocba.adapters.gateway import HttpGateway
from hocba.exchange.messages import AskRecall, RecallStatus, Registration, UploadPdf, Verdict, Want
from hocba.exchange.ports import GatewayLoginRefused, GatewayOutcomeUnknown
from hocba_web.base.refusals import Missing, Refused
from hocba_web.gateway.models import Access, Message, Rehearsal
from hocba_web.gateway.services import rehearsal
from hocba_web.gateway.views import exchange
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Closing, Number, Record, School
from support.web.authority import ADDRESS, NOW, YEAR, Sender, digest_of, make_sender, record_of, sealed, sealed_pair


@pytest.fixture
def line(authority_server):
    """The way to the gateway, over HTTP; nothing is served any more when the test ends."""
    earlier = set(threading.enumerate())  # connections that other tests left open are not ours to wait for
    way = HttpGateway(authority_server + ADDRESS, read_seconds=20)
    yield way
    way.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name and thread not in earlier:
            thread.join(20)


@pytest.fixture
def far(line, demo) -> Sender:
    """A school whose certificate approved itself."""
    sender = make_sender()
    assert not line.send(sender.certificate()).refused
    assert line.send(sender.approval()).status is Registration.APPROVED
    return sender


def judged_in_the_end(kind: str) -> None:
    """The server works on when nobody listens any more: until the message is judged, a minute at most."""
    deadline = time.monotonic() + 60
    while not Message.objects.filter(kind=kind, state=Message.State.JUDGED).exists():
        assert time.monotonic() < deadline, Message.objects.get(kind=kind)
        time.sleep(0.02)


def test_the_whole_way_over_http(far: Sender, line: HttpGateway):
    xml, pdf = sealed_pair(1)
    request = far.submit(xml, sealed(2))
    upload = UploadPdf(
        login=far.login,
        school_year=YEAR,
        message_id=far.id(),
        uuid=record_of(1).lookup_uuid,
        pdf=pdf,
    )
    assert not line.send(upload).refused
    assert not line.send(request).refused
    rows = line.send(far.ask(request, wants=frozenset(Want))).rows
    assert [row.status for row in rows] == [Verdict.ACCEPTED] * 2, rows
    assert all(row.receipt and row.code for row in rows)
    held = Record.objects.get(uuid=rows[0].uuid)
    assert held.pdf == digest_of(pdf)
    recall = far.recall(xml)
    line.send(recall)
    question = AskRecall(login=far.login, school_year=YEAR, message_id=far.id(), about=recall.message_id)
    assert line.send(question).rows[0].status is RecallStatus.WAITING
    with pytest.raises(GatewayLoginRefused):
        line.send(replace(request, login=replace(far.login, token="x")))


def test_a_lost_answer_and_the_same_again_make_one_record(far: Sender, line: HttpGateway):
    rehearsal.set_rules(None, far.school, at=NOW, drop_answers=2)
    request = far.submit(sealed(1))
    with pytest.raises(GatewayOutcomeUnknown, match="HTTP 502"):
        line.send(request)
    with pytest.raises(GatewayOutcomeUnknown):
        line.send(request)
    assert not line.send(request).refused
    (row,) = line.send(far.ask(request)).rows
    assert row.status is Verdict.ACCEPTED
    assert Number.objects.count() == 1
    assert Message.objects.filter(kind="submit").count() == 1


def test_a_lost_answer_is_found_by_asking(far: Sender, line: HttpGateway):
    rehearsal.set_rules(None, far.school, at=NOW, drop_answers=1)
    request = far.submit(sealed(1))
    with pytest.raises(GatewayOutcomeUnknown):
        line.send(request)
    (row,) = line.send(far.ask(request)).rows
    assert row.status is Verdict.ACCEPTED


def test_a_code_that_was_lost_on_the_way_is_replaced(far: Sender, line: HttpGateway):
    request = far.submit(sealed(1))
    line.send(request)
    rehearsal.set_rules(None, far.school, at=NOW, drop_answers=1)
    question = far.ask(request, wants=frozenset({Want.CODE}))
    with pytest.raises(GatewayOutcomeUnknown):
        line.send(question)
    lost = Number.objects.get().code_hash
    (row,) = line.send(question).rows
    assert (bool(lost), row.code) == (True, None)
    (row,) = line.send(far.ask(request, wants=frozenset({Want.CODE}), renew=frozenset({row.uuid}))).rows
    assert row.code
    assert Number.objects.get().code_hash != lost


def test_a_late_answer_and_none_leave_the_outcome_open(far: Sender, line: HttpGateway, authority_server, monkeypatch):
    hasty = HttpGateway(authority_server + ADDRESS, read_seconds=0.3)
    rehearsal.set_rules(None, far.school, at=NOW, answer_after=1)
    request = far.submit(sealed(1))
    with pytest.raises(GatewayOutcomeUnknown, match="GATEWAY_TIMED_OUT"):
        hasty.send(request)
    monkeypatch.setattr(exchange, "_PAUSE", 0)
    rehearsal.set_rules(None, far.school, at=NOW, answer_after=0, never_answer=True)
    with pytest.raises(GatewayOutcomeUnknown):
        hasty.send(request)
    rehearsal.set_rules(None, far.school, at=NOW, never_answer=False)
    hasty.close()
    judged_in_the_end("submit")
    (row,) = line.send(far.ask(request)).rows
    assert row.status is Verdict.ACCEPTED
    assert Number.objects.count() == 1


def test_an_answer_that_comes_twice_is_told_twice(far: Sender, line: HttpGateway):
    rehearsal.set_rules(None, far.school, at=NOW, answer_twice=True)
    request = far.submit(sealed(1), sealed(2))
    line.send(request)
    rows = line.send(far.ask(request)).rows
    assert [row.uuid for row in rows] == [rows[0].uuid, rows[1].uuid] * 2


@pytest.mark.django_db
def test_one_pupils_record_is_refused_with_the_code_chosen(school: Sender, demo):
    rehearsal.set_rules(None, school.school, at=NOW, refuse={"022216000002": "GATEWAY_PUPIL_NAME"})
    rows = school.judged(sealed(1), sealed(2)).rows
    assert [row.error for row in rows] == ["", "GATEWAY_PUPIL_NAME"]
    assert rows[1].error_field_title == "Họ và tên học sinh"
    assert rows[1].error_description == "Họ và tên học sinh khác với cơ sở dữ liệu ngành."
    with pytest.raises(Refused, match="REHEARSAL_CODE_UNKNOWN"):
        rehearsal.set_rules(None, school.school, at=NOW, refuse={"022216000002": "NO_SUCH_CODE"})


@pytest.mark.django_db
def test_outside_demo_mode_nothing_of_it_works(school: Sender, officer_client):
    Rehearsal.objects.create(school=school.school, drop_answers=5, never_answer=True, approve_after=0)
    (row,) = school.judged(sealed(1)).rows
    assert row.status is Verdict.ACCEPTED
    with pytest.raises(Missing):
        rehearsal.set_rules(None, school.school, at=NOW, drop_answers=1)
    client = officer_client(OfficerRole.INTAKE)
    for path in ("/mo-phong/", f"/mo-phong/{school.school.id}/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/mo-phong/{school.school.id}/cach-tra-loi/").status_code == 404
    code = school.school.code
    for act in (
        ["rehearse", code, "--drop-answers", "1"],
        ["refuse", code, "--serial", school.school.certificates.get().serial_number],
        ["close", code, "2025-2026", "15/6"],
    ):
        with pytest.raises(CommandError):
            call_command("gateway", *act)


@pytest.mark.django_db
def test_a_login_that_could_not_be_told_does_not_end_the_one_before(tmp_path):
    call_command("gateway", "add-unit", "22990401", "Trường Tiểu học Phương Đông", "--out", str(tmp_path / "a.json"))
    before = Access.objects.values().get()
    with pytest.raises(CommandError, match="chưa thay đổi"):
        call_command("gateway", "add-unit", "22990401", "Trường khác", "--out", str(tmp_path / "không có" / "b.json"))
    assert Access.objects.values().get() == before
    assert School.objects.get().name == "Trường Tiểu học Phương Đông"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        ["add-unit", " ", "Trường"],
        ["add-unit", "22990402", ""],
        ["rehearse", "22990401", "--refuse", "022216000002"],
        ["rehearse", "22990401", "--approve-after", "-5"],
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(demo, wrong):
    call_command("gateway", "add-unit", "22990401", "Trường Tiểu học Phương Đông")
    with pytest.raises(CommandError):
        call_command("gateway", *wrong)
    assert School.objects.count() == 1
    assert not Rehearsal.objects.exists()


@pytest.mark.django_db
def test_the_command_gives_logins_decides_and_closes(demo, tmp_path, capsys):
    file = tmp_path / "truong.json"
    call_command("gateway", "add-unit", "22990401", "Trường Tiểu học Phương Đông", "--out", str(file))
    told = json.loads(file.read_text())
    assert set(told) == {"unit", "user_name", "password", "token"}
    assert file.stat().st_mode & 0o077 == 0
    assert told["password"] not in capsys.readouterr().out
    sender = make_sender()
    call_command("gateway", "rehearse", "22990401", "--officer", "--refuse", "022216000002=GATEWAY_PUPIL_BORN")
    sender.send(sender.certificate())
    assert sender.send(sender.approval()).status is Registration.PENDING
    call_command("gateway", "approve", "22990401")
    assert [row.error for row in sender.judged(sealed(1), sealed(2)).rows] == ["", "GATEWAY_PUPIL_BORN"]
    sender.send(sender.recall(sealed(1)))
    with pytest.raises(CommandError):
        call_command("gateway", "close", "22990401", "2025-2026", "15/6")
    call_command("gateway", "agree-recalls", "22990401")
    call_command("gateway", "close", "22990401", "2025-2026", "15/6")
    assert Closing.objects.get().school == School.objects.get()
    call_command("gateway", "judge")
    assert "0/0" in capsys.readouterr().out
    call_command("gateway", "refuse", "22990401", "--serial", f"{sender.certificate().serial_number}")
    assert sender.send(sender.approval()).status is Registration.REFUSED
    for wrong in (["approve", "00"], ["close", "22990401", "2025", "15/6"]):
        with pytest.raises(CommandError):
            call_command("gateway", *wrong)
