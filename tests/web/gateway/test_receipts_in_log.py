"""Receipts carry their place in the log; without a witness they wait, and the school asks again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.test import override_settings

from hocba.exchange.messages import Verdict, Want
from hocba.exchange.statements import Receipt
from hocba.verification import Indication, Policy, load_trust, verify_statement
from hocba_web.base import clock
from hocba_web.gateway.services import judging
from hocba_web.gateway.services.judging import finishing, lease
from support.web.authority import AUTHORITY, NOW, Sender, sealed
from support.web.transparent import log_world, witnessed

pytestmark = pytest.mark.django_db(transaction=True)
RECEIPTS = frozenset({Want.RECEIPT})
_LATER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
"""Jobs that nobody does."""


@pytest.fixture
def log(settings, tmp_path):
    """The authority keeps a log; its witness does not run."""
    world = log_world(tmp_path / "log")
    settings.LOG = world.settings
    return world


def logged(text: str, settings) -> dict[str, object]:
    """What a receipt says of the log; its signature is verified."""
    policy = Policy(validation_time=NOW, trust=load_trust(Path(settings.GATEWAY["trust"])))
    report = verify_statement(text, policy, kind=Receipt.kind, authority=AUTHORITY)
    assert report.indication is Indication.TOTAL_PASSED
    assert report.payload is not None
    found = Receipt.of(report.payload).log
    assert found is not None
    return dict(found)


def test_a_receipt_comes_with_its_place_under_a_cosigned_checkpoint(school: Sender, log, settings):
    with witnessed(log):
        answer = school.judged(sealed(1), sealed(2), wants=RECEIPTS)
    assert answer.receipts_due == 0
    places = [logged(row.receipt, settings) for row in answer.rows]
    assert len({place["index"] for place in places}) == 2
    assert all(log.witness.name in str(place["checkpoint"]) for place in places)


def test_while_the_witness_is_away_receipts_wait_and_the_school_asks_again(school: Sender, log):
    request = school.submit(sealed(1), sealed(2))
    school.send(request)
    answer = school.send(school.ask(request, wants=RECEIPTS))
    assert [row.status for row in answer.rows] == [Verdict.ACCEPTED] * 2
    assert ([row.receipt for row in answer.rows], answer.receipts_due) == ([None, None], 2)
    with witnessed(log):
        assert judging.settle(at=NOW, real_at=clock.real_now()) == 2
    answer = school.send(school.ask(request, wants=RECEIPTS))
    assert answer.receipts_due == 0
    assert all(row.receipt for row in answer.rows)


def test_a_seal_that_cannot_be_read_harms_nothing_but_receipts(school: Sender, settings):
    settings.GATEWAY = settings.GATEWAY | {"seal": "/nowhere.p12"}
    request = school.submit(sealed(1))
    school.send(request)
    assert finishing.settle(at=NOW, real_at=clock.real_now()) == 0
    answer = school.send(school.ask(request, wants=RECEIPTS))
    assert [row.status for row in answer.rows] == [Verdict.ACCEPTED]
    assert answer.receipts_due == 1


def test_on_a_busy_day_many_messages_are_settled_at_once_and_none_is_forgotten(school: Sender, log, monkeypatch):
    monkeypatch.setattr(finishing, "_settled_at", [time.monotonic()])
    first, second = (school.submit(sealed(number)) for number in (1, 2))
    with witnessed(log), override_settings(TASKS=_LATER):
        for request in (first, second):
            school.send(request)
        one, two = lease.due(clock.real_now())
        assert judging.judge(one, at=NOW, real_at=clock.real_now())
        assert finishing.settle_in_passing(at=NOW, real_at=clock.real_now()) == 0  # the other one waits
        assert judging.judge(two, at=NOW, real_at=clock.real_now())
        assert finishing.settle_in_passing(at=NOW, real_at=clock.real_now()) == 2
        for request in (first, second):
            assert school.send(school.ask(request, wants=RECEIPTS)).receipts_due == 0


def test_however_busy_the_day_receipts_wait_some_seconds_only(school: Sender, log, monkeypatch):
    monkeypatch.setattr(finishing, "_settled_at", [time.monotonic() - finishing.PAUSE_SECONDS - 1])
    with witnessed(log), override_settings(TASKS=_LATER):
        for number in (1, 2):
            school.send(school.submit(sealed(number)))
        assert judging.judge(lease.due(clock.real_now())[0], at=NOW, real_at=clock.real_now())
        assert finishing.settle_in_passing(at=NOW, real_at=clock.real_now()) == 1
