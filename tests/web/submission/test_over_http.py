"""The school against the authority's gateway over real HTTP: its certificate, packages, receipts, recall, closing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hocba.adapters.gateway import HttpGateway
from hocba.model import ClosingGroup
from hocba_web.gateway.services import rehearsal
from hocba_web.gateway.services.units import give_login, put_school
from hocba_web.issuance.ports import CodeState, ports
from hocba_web.register.models import Number, Recall, School
from hocba_web.register.services import closing as authority_closing
from hocba_web.register.services import recalls as authority_recalls
from hocba_web.signatures.models import Certificate
from hocba_web.submission.models import Message, Receipt
from hocba_web.submission.services import certificates, codes
from hocba_web.submission.services.account import configure
from hocba_web.submission.services.closing.register import ask
from hocba_web.submission.services.outbox.probing import probe
from hocba_web.submission.services.outbox.working import work
from support.web.acting import actor_for
from support.web.authority import ADDRESS, write_keys
from support.web.school import NOW
from support.web.signing import real_now
from web.submission.conftest import Office
from web.submission.test_closing import confirmed
from web.submission.test_recalls import sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]


@dataclass
class Line:
    """Both sides, and the way between them."""

    office: Office
    unit: School
    gateway: HttpGateway

    def look(self, message: Message, times: int = 1) -> Message:
        """Jobs look at a message, hours apart."""
        for number in range(1, times + 1):
            work(message.pk, at=NOW, real_at=real_now() + timedelta(hours=number), gateway=self.gateway)
        message.refresh_from_db()
        return message


@pytest.fixture
def way(live_server: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpGateway]:
    """The way to the gateway; nothing is served any more when the test ends."""
    settings.HOCBA = replace(settings.HOCBA, demo=True)
    settings.GATEWAY = write_keys(tmp_path)
    settings.TRUST_FOLDER = tmp_path / "trust"
    gateway = HttpGateway(live_server.url + ADDRESS, read_seconds=20)
    earlier = set(threading.enumerate())  # connections that other tests left open are not ours to wait for
    for module in ("outbox.working", "outbox.probing", "closing.register"):
        monkeypatch.setattr(f"hocba_web.submission.services.{module}.the_gateway", lambda: gateway)
    yield gateway
    gateway.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name and thread not in earlier:
            thread.join(20)


@pytest.fixture
def line(office: Office, way: HttpGateway) -> Line:
    """The school has a login; its certificate waits for the authority."""
    world = office.world
    unit = put_school(code=world.school.code, name=world.school.name)
    given = give_login(None, unit, user_name="vanthu", at=NOW)
    configure(
        actor=actor_for(world, "school_admin"),
        unit_code=given.unit,
        user_name=given.user_name,
        password=given.password,
        token=given.token,
        at=NOW,
        real_at=real_now(),
    )
    return Line(office, unit, way)


@pytest.fixture
def approved(line: Line) -> Line:
    """The authority has approved the certificate."""
    certificate = Certificate.objects.get(holder="organisation")
    Certificate.objects.update(state=Certificate.State.PENDING)
    certificates.declare(certificate.id)
    message = line.look(Message.objects.get(kind=Message.Kind.CERTIFICATE), 3)
    assert message.state == Message.State.SETTLED, message.problem
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.ACTIVE
    return line


def test_from_certificate_to_effect(approved: Line) -> None:
    office = approved.office
    assert probe(office.world.school.id, approved.gateway) is None
    message = approved.look(office.send(office.signed()), 3)
    assert (message.state, message.problem) == (Message.State.SETTLED, "")
    assert office.states == ["accepted"] * 3
    held = {one.uuid for one in Number.objects.all()}
    assert held == {record.uuid for record in office.records}
    assert all(receipt.signed and receipt.body for receipt in Receipt.objects.all())

    record = office.records[0]
    first = ports.confirmation_code(record.id)
    assert first
    codes.ask_new(actor=actor_for(office.world, "clerk"), record_id=record.id, at=NOW, real_at=real_now())
    approved.look(message, 1)
    assert ports.code_states([record.id]) == {record.id: CodeState.READY}
    assert ports.confirmation_code(record.id) not in {None, first}

    listed = sent(office, office.records[1])
    approved.look(listed.message, 2)
    assert office.states[1] == "recall_requested"
    (recall,) = Recall.objects.all()
    authority_recalls.by_rule(recall.id, agree=True, at=NOW)
    approved.look(listed.message, 4)
    assert office.states == ["accepted", "recalled", "accepted"]

    confirmed(office, note="Một em lập lại học bạ")
    authority_closing.by_rule(approved.unit, 2025, ClosingGroup.JUNE, at=NOW)
    assert ask(office.world.year.id, at=NOW, real_at=real_now(), gateway=approved.gateway) == 2
    assert office.states == ["finalised", "recalled", "finalised"]


def test_a_lost_answer_then_the_same_again_gives_one_record_each(approved: Line) -> None:
    office = approved.office
    rehearsal.set_rules(None, approved.unit, at=NOW, drop_answers=2)
    message = approved.look(office.send(office.signed()), 5)
    assert message.state == Message.State.SETTLED
    assert Number.objects.count() == 3
    assert office.states == ["accepted"] * 3


def test_an_answer_told_twice_counts_once(approved: Line) -> None:
    office = approved.office
    rehearsal.set_rules(None, approved.unit, at=NOW, answer_twice=True)
    message = approved.look(office.send(office.signed()), 3)
    assert message.state == Message.State.SETTLED
    assert Receipt.objects.count() == 3


def test_a_pupil_that_the_authority_does_not_know_is_refused_alone(approved: Line) -> None:
    office = approved.office
    pupil = office.records[1].enrolment.pupil
    rehearsal.set_rules(None, approved.unit, at=NOW, refuse={pupil.personal_id: "GATEWAY_PUPIL_UNKNOWN"})
    approved.look(office.send(office.signed()), 3)
    assert office.states == ["accepted", "rejected", "accepted"]


def test_a_package_signed_before_approval_is_refused_whole_and_goes_again(line: Line) -> None:
    office = line.office
    message = line.look(office.send(office.signed()), 3)
    assert message.state == Message.State.REFUSED
    assert office.states == ["rejected"] * 3
    assert {one.code for one in office.lines} == {"GATEWAY_CERTIFICATE_NOT_APPROVED"}


def test_a_wrong_password_is_the_admin_s_to_put_right(approved: Line) -> None:
    office = approved.office
    configure(
        actor=actor_for(office.world, "school_admin"),
        unit_code=approved.unit.code,
        user_name="vanthu",
        password="sai-mat-khau",
        token="",
        at=NOW,
        real_at=real_now(),
    )
    message = approved.look(office.send(office.signed()), 2)
    assert (message.state, message.problem) == (Message.State.WAITING, "GATEWAY_LOGIN_REFUSED")
    assert office.states == ["submitted"] * 3
    assert Number.objects.count() == 0
