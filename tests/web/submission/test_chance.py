"""Faults by chance, one after the other: in the end the gateway holds each record once, and the school knows it."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from hocba.exchange.messages import Answer, Request, Submit
from hocba_web.submission.models import Message, Receipt
from hocba_web.submission.services.outbox import leases
from hocba_web.submission.services.outbox.working import work
from support.web.school import NOW
from support.web.signing import real_now
from web.submission.conftest import Office
from web.submission.scripted import ScriptedGateway, answer_lost, never_arrived, unreachable


def killed_before(_gateway: ScriptedGateway, _request: Request[Answer]) -> Answer:
    """The worker dies before anything is sent."""
    raise KeyboardInterrupt


def killed_after(gateway: ScriptedGateway, request: Request[Answer]) -> Answer:
    """The worker dies after the gateway has stored it."""
    gateway.handle(request)
    raise KeyboardInterrupt


def forgotten(gateway: ScriptedGateway, request: Request[Answer]) -> Answer:
    """The gateway loses what it had stored of this school, then answers."""
    if not gateway.records or isinstance(request, Submit):
        return gateway.handle(request)
    gateway.stored.clear()
    gateway.packages.clear()
    return gateway.handle(request)


FAULTS = (answer_lost, never_arrived, unreachable, killed_before, killed_after, forgotten, ScriptedGateway.handle)


@pytest.mark.parametrize("seed", range(6))
def test_each_record_arrives_once_whatever_happens(office: Office, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test that can be repeated
    office.gateway.pdfs = {}
    office.gateway.script = [chance.choice(FAULTS) for _ in range(12)]
    office.gateway.pdf_script = [chance.choice(FAULTS) for _ in range(4)]
    office.gateway.undecided = {chance.choice(office.records).uuid}
    message = office.send(office.signed())
    now = real_now()
    for look in range(60):
        now += leases.LEASE + timedelta(hours=1)
        if look == 20:
            office.gateway.undecided = set()
        try:
            work(message.pk, at=NOW, real_at=now, gateway=office.gateway)
        except KeyboardInterrupt:
            continue
    message.refresh_from_db()
    assert message.state == Message.State.SETTLED
    assert office.states == ["accepted"] * 3
    assert set(office.gateway.records) == {record.uuid for record in office.records}
    assert len({one.message_id for one in office.gateway.sent(Submit)}) == 1
    assert Receipt.objects.count() == 3
    assert all(record.steps.filter(event="accept").count() == 1 for record in office.records)
