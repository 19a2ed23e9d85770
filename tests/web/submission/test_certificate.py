"""The school's certificate at the authority: declared, asked about, approved or refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hocba.exchange.messages import RegisterCertificate
from hocba.exchange.messages.answers import Registration
from hocba.messages import next_step, what
from hocba_web.schools.answered import answered_in_one
from hocba_web.signatures.models import Certificate
from hocba_web.submission.models import Message
from hocba_web.submission.services.account import configure
from hocba_web.submission.services.outbox.working import work
from support.web.acting import actor_for, logged_in
from support.web.school import NOW, SchoolWorld
from support.web.signing import Pki, real_now
from web.submission.scripted import ScriptedGateway, answer_lost


@pytest.fixture
def declared(world: SchoolWorld, pki: Pki, settings: Any) -> Message:
    """A certificate that waits for the authority, and the school's account."""
    settings.GATEWAY_URL = "http://127.0.0.1:1/"
    configure(
        actor=actor_for(world, "school_admin"),
        unit_code="22999001",
        user_name="hocba",
        password="mat-khau-cong",
        token="ma-truy-cap",
        at=NOW,
        real_at=real_now(),
    )
    pki.give_seal(world, approved=False)
    return Message.objects.get(kind=Message.Kind.CERTIFICATE)


def looks(message: Message, gateway: ScriptedGateway, times: int) -> Message:
    """Jobs look at it, hours apart."""
    for number in range(1, times + 1):
        work(message.pk, at=NOW, real_at=real_now() + timedelta(hours=number), gateway=gateway)
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Registration.PENDING, Certificate.State.PENDING),
        (Registration.APPROVED, Certificate.State.ACTIVE),
        (Registration.REFUSED, Certificate.State.REFUSED),
    ],
)
def test_a_declared_certificate_waits_for_the_authority(declared: Message, answer: Registration, state: str) -> None:
    assert declared.certificate.state == Certificate.State.PENDING
    gateway = ScriptedGateway(approval=answer, script=[answer_lost])
    message = looks(declared, gateway, 4)
    declared.certificate.refresh_from_db()
    assert declared.certificate.state == state
    settled = message.state == Message.State.SETTLED
    assert settled is (answer is not Registration.PENDING)
    sent = gateway.sent(RegisterCertificate)
    assert {(one.message_id, one.serial_number) for one in sent} == {(message.message_id, declared.certificate.serial)}
    assert sent[0].certificates.startswith("-----BEGIN CERTIFICATE-----")


def test_nothing_is_sent_before_the_gateway_is_set_up_then_at_once(world: SchoolWorld, pki: Pki, settings: Any) -> None:
    pki.give_seal(world, approved=False)
    message = Message.objects.get()
    gateway = ScriptedGateway()
    looks(message, gateway, 1)
    assert message.problem == "GATEWAY_NOT_CONFIGURED"
    assert gateway.requests == []
    looks(message, gateway, 3)
    assert message.state == Message.State.WAITING  # nothing ever left
    settings.GATEWAY_URL = "http://127.0.0.1:1/"
    configure(
        actor=actor_for(world, "school_admin"),
        unit_code="22999001",
        user_name="hocba",
        password="mat-khau-cong",
        token="ma-truy-cap",
        at=NOW,
        real_at=real_now(),
    )
    work(message.pk, at=NOW, real_at=real_now(), gateway=gateway)
    assert len(gateway.sent(RegisterCertificate)) == 1


def test_the_page_of_certificates_says_what_a_refusal_means_and_what_to_do(declared: Message, world, client) -> None:
    looks(declared, ScriptedGateway(approval=Registration.REFUSED), 3)
    page = logged_in(client, world, "school_admin").get("/chung-thu-so/truong/").content.decode()
    for sentence in (what("GATEWAY_CERTIFICATE_REFUSED"), next_step("GATEWAY_CERTIFICATE_REFUSED")):
        assert page.count(sentence) == 1


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("GATEWAY_CERTIFICATE_OWNER", (what("GATEWAY_CERTIFICATE_OWNER"), "", next_step("GATEWAY_CERTIFICATE_OWNER"))),
        (
            f"GATEWAY_CERTIFICATE_OWNER {what('GATEWAY_CERTIFICATE_OWNER', language='en')}",
            (what("GATEWAY_CERTIFICATE_OWNER"), "", next_step("GATEWAY_CERTIFICATE_OWNER")),
        ),
        ("X19 Lạ", (what("REFUSAL_UNKNOWN"), "Lạ", next_step("REFUSAL_UNKNOWN"))),
        ("Chưa rõ", ("", "Chưa rõ", "")),
        ("", ("", "", "")),
    ],
)
def test_an_answer_is_said_once_and_a_strange_code_is_not_hidden(told: str, shown: tuple[str, str, str]) -> None:
    said = answered_in_one(told)
    assert (said.what, said.text, said.next) == shown
