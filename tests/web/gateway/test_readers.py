"""Judges whose reader is lost, and callers who ask without end: nothing is accepted wrongly, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocba.adapters import limited
from hocba.adapters.limited.doors import shared
from hocba.exchange.messages import UploadPdf, request_json
from hocba_web.base import clock
from hocba_web.gateway import facts
from hocba_web.gateway.models import Item, Message
from hocba_web.gateway.services import pace
from hocba_web.gateway.services.judging import deciding, judge, lease, submission
from hocba_web.register.models import Number
from support.web.authority import NOW, YEAR, Sender, record_of, sealed, sealed_pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(school: Sender, monkeypatch) -> Message:
    """A submission that nobody has judged yet."""
    monkeypatch.setattr("hocba_web.gateway.tasks.look", lambda _message_id: None)
    school.send(school.submit(sealed(1), sealed(2)))
    return Message.objects.get(kind="submit")


def test_a_list_is_read_again_when_its_reader_was_killed(stored: Message):
    with shared().child(facts.trust_folder()) as child:  # the one that will be asked: killed as the system kills
        child._process.kill()
        child._process.wait()
    assert judge(stored.id, at=NOW, real_at=clock.real_now())
    assert Number.objects.count() == 2


def test_a_list_that_takes_its_readers_again_and_again_is_refused_with_a_clear_code(
    school: Sender, stored: Message, monkeypatch
):
    tiny = limited.Pool(limited.Limits(wall_seconds=0.001), most=1)
    judge_list = limited.judge_list
    monkeypatch.setattr(
        submission.limited,
        "judge_list",
        lambda content, *, trust, at: judge_list(content, trust=trust, at=at, pool=tiny),
    )
    at = clock.real_now()
    for attempt in range(1, lease.MOST_LOST + 1):
        assert judge(stored.id, at=NOW, real_at=at) is (attempt == lease.MOST_LOST)
        assert not judge(stored.id, at=NOW, real_at=at)  # not again at once
        at += lease.SOON + timedelta(seconds=1)
    tiny.close()
    stored.refresh_from_db()
    assert (stored.state, stored.error) == (Message.State.REFUSED, "GATEWAY_LIST_TOO_HEAVY")
    assert Number.objects.count() == 0


def test_a_pdf_that_takes_its_readers_is_refused_alone(school: Sender, monkeypatch):
    xml, pdf = sealed_pair(1)
    upload = UploadPdf(
        login=school.login, school_year=YEAR, message_id=school.id(), uuid=record_of(1).lookup_uuid, pdf=pdf
    )
    school.send(upload)
    tiny = limited.Pool(limited.Limits(wall_seconds=0.001), most=1)
    judge_pair = limited.judge_pair
    with monkeypatch.context() as patched:
        patched.setattr(
            deciding.limited,
            "judge_pair",
            lambda xml, pdf, *, trust, at: judge_pair(xml, pdf, trust=trust, at=at, pool=tiny),
        )
        rows = school.judged(xml, sealed(2)).rows
    tiny.close()
    assert [row.error for row in rows] == ["GATEWAY_PDF_WRONG", ""]
    assert [one.uuid for one in Number.objects.all()] == [record_of(2).lookup_uuid]


def test_status_data_that_come_in_while_a_list_is_read_lead_to_another_look(stored: Message, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("hocba_web.gateway.facts.listing", lambda _anchors: b"another state")
        facts._trust.cache_clear()
        assert not judge(stored.id, at=NOW, real_at=clock.real_now())
    facts._trust.cache_clear()
    assert not Item.objects.exists()
    later = clock.real_now() + lease.SOON * 2
    assert judge(stored.id, at=NOW, real_at=later)
    assert Number.objects.count() == 2


def test_who_asks_without_end_is_asked_to_wait_and_loses_nothing(school: Sender, monkeypatch):
    monkeypatch.setattr(pace, "MOST_REQUESTS", 3)
    request = school.submit(sealed(1))
    frozen = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: frozen + timedelta(hours=1))
    answers = [school.post(request_json(request)) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 503]
    assert int(answers[3]["Retry-After"]) > 0
    assert b"GATEWAY_TOO_MANY" in answers[3].content
    monkeypatch.setattr(clock, "real_now", lambda: frozen + timedelta(hours=2))
    assert school.post(request_json(request)).status_code == 200
    assert Message.objects.filter(kind="submit").count() == 1


def test_one_address_cannot_take_all_of_the_gateway(school: Sender, monkeypatch):
    monkeypatch.setattr(pace, "MOST_OF_ADDRESS", 2)
    frozen = clock.real_now() + timedelta(hours=3)
    monkeypatch.setattr(clock, "real_now", lambda: frozen)
    body = request_json(school.approval())
    assert [school.post(body).status_code for _ in range(3)] == [200, 200, 503]
    assert school.post(body, REMOTE_ADDR="192.0.2.9").status_code == 200
    many = [school.post(body, REMOTE_ADDR=f"2001:db8:0:1::{n}").status_code for n in range(3)]
    assert many == [200, 200, 503], "a household has more IPv6 addresses than anybody counts"


def test_nothing_is_read_of_an_address_that_asks_without_end(school: Sender, monkeypatch):
    """Not even what is no request: reading ten million bytes costs more than counting to two."""
    monkeypatch.setattr(pace, "MOST_OF_ADDRESS", 2)
    frozen = clock.real_now() + timedelta(hours=4)
    monkeypatch.setattr(clock, "real_now", lambda: frozen)
    assert [school.post(b"[" * 9_000).status_code for _ in range(3)] == [400, 400, 503]
