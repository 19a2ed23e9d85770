"""The authority's doors while the bucket is gone for minutes: nothing wrong is said, nothing is lost, all goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from hocba.exchange.messages import request_json
from hocba_web.base import clock
from hocba_web.gateway import tasks
from hocba_web.gateway.models import Message
from hocba_web.gateway.services.judging import judge, lease
from hocba_web.portal.models import Visit
from hocba_web.register.models import Number
from support.web.authority import NOW, Sender, sealed
from support.web.buckets import Weed, program
from support.web.families import family_of

pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(program() is None, reason="SeaweedFS is not installed"),
    pytest.mark.django_db,
]
FILE = "/tra-cuu/tep/xml/"


@pytest.fixture(autouse=True)
def _nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are judged where the test says so; puzzles cost nothing."""
    monkeypatch.setattr(tasks, "look", lambda _message_id: None)
    monkeypatch.setattr("hocba_web.portal.lookup.puzzle._ROUNDS", 10)


def _told(school: Sender, request) -> Sequence[str]:
    return [row.error for row in school.send(school.ask(request)).rows]


def test_the_gateway_waits_for_its_storage_and_then_goes_on(site: Weed, school: Sender) -> None:
    first, second = school.submit(sealed(1), sealed(2)), school.submit(sealed(3))
    assert not school.send(first).refused
    message = Message.objects.get(message_id=first.message_id)
    later = clock.real_now()
    with site.away():
        for _ in range(lease.MOST_ATTEMPTS + 2):  # longer than any message is tried that ends its judge
            assert not judge(message.id, at=NOW, real_at=later)
            later += lease.SOON
        message.refresh_from_db()
        assert (message.state, message.attempts, message.lease_until, message.error) == ("stored", 0, None, "")
        assert lease.due(later) == [message.id]

        answer = school.post(request_json(second))
        assert (answer.status_code, int(answer["Retry-After"])) == (503, 60)
        assert "GATEWAY_STORAGE_AWAY" in answer.content.decode()
        assert not Message.objects.filter(message_id=second.message_id).exists()
        assert not Number.objects.exists()

    assert judge(message.id, at=NOW, real_at=later)
    assert _told(school, first) == ["", ""]
    assert not school.send(second).refused
    again = Message.objects.get(message_id=second.message_id)
    assert judge(again.id, at=NOW, real_at=clock.real_now())
    assert _told(school, second) == [""]
    assert Number.objects.filter(state=Number.State.CURRENT).count() == 3


def test_a_storage_that_goes_while_a_list_is_decided_leaves_whole_decisions(
    site: Weed, school: Sender, monkeypatch
) -> None:
    monkeypatch.setattr("hocba_web.gateway.services.judging.chunks.SIZE", 1)
    request = school.submit(sealed(1), sealed(2), sealed(3))
    assert not school.send(request).refused
    message = Message.objects.get(message_id=request.message_id)
    held, chunks = lease.held, []

    def gone_after_one(held_message: Message, real_at) -> bool:
        chunks.append(real_at)
        if len(chunks) == 2:
            site.kill()
        return held(held_message, real_at)

    monkeypatch.setattr("hocba_web.gateway.services.judging.lease.held", gone_after_one)
    try:
        assert not judge(message.id, at=NOW, real_at=clock.real_now())
    finally:
        site.start()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("stored", 0)
    assert Number.objects.count() == 1
    assert judge(message.id, at=NOW, real_at=clock.real_now() + lease.SOON + timedelta(seconds=1))
    assert _told(school, request) == ["", "", ""]
    assert Number.objects.count() == 3


def test_a_family_is_told_to_come_again_and_its_file_is_not_counted(site: Weed, school: Sender, client: Client) -> None:
    family = family_of(school.school, 7)
    call_command("createcachetable")
    page = family.look(client).content.decode()
    token = re.search(r'name="visit" value="([^"]+)"', page)
    assert token
    with site.away():
        answer = client.post(FILE, {"visit": token[1]})
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        said = answer.content.decode()
        assert "Kho tệp hiện chưa trả lời" in said
        assert "Thử lại sau vài phút" in said
        ready = client.get("/health/ready")
        assert (ready.status_code, ready.json()["checks"]["storage"]) == (503, "EndpointConnectionError")
    assert client.post(FILE, {"visit": token[1]}).content == family.xml
    assert Visit.objects.count() == 1
    assert client.get("/health/ready").json()["checks"]["storage"] == "ok"
