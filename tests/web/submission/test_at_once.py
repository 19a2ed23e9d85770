"""People and workers who act at the same moment, on a database that lets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Lock
from typing import Any

import pytest
from django.db import connections

from hocba.exchange.messages import Answer, Request, Submit
from hocba_web.base.refusals import Refused
from hocba_web.submission.models import Message, PackageLine, Receipt
from hocba_web.submission.services import packages
from hocba_web.submission.services.outbox.working import work
from support.web.acting import actor_for
from support.web.school import NOW
from support.web.signing import real_now
from web.submission.conftest import Office
from web.submission.scripted import ScriptedGateway

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


class Shared(ScriptedGateway):
    """One gateway for several workers."""

    lock = Lock()

    def send(self, request: Request[Answer]) -> Answer:
        """One request at a time."""
        with self.lock:
            return super().send(request)


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No job looks by itself."""
    monkeypatch.setattr("hocba_web.submission.services.outbox.putting.look_soon", lambda _: None)


def at_once(acts: Iterable[Callable[[], object]]) -> list[object]:
    """What each gave, or how it was refused; they begin together."""
    acts = list(acts)
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        together.wait()
        try:
            return act()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_clerks_pack_each_record_once(office: Office) -> None:
    clerk = actor_for(office.world, "clerk")

    def prepare() -> Any:
        return packages.prepare(actor=clerk, year_id=office.world.year.id, at=NOW).records

    outcomes = at_once([prepare] * 4)
    assert sorted(map(str, outcomes)) == ["3", *["NOTHING_TO_PACK"] * 3]
    assert PackageLine.objects.count() == 3


@pytest.mark.usefixtures("quiet")
def test_workers_who_look_at_one_message_send_it_once(office: Office) -> None:
    gateway = Shared()
    message = office.send(office.signed())
    for hours in (1, 2):
        later = real_now() + timedelta(hours=hours)
        at_once([lambda later=later: work(message.pk, at=NOW, real_at=later, gateway=gateway)] * 6)
    message.refresh_from_db()
    assert message.state == Message.State.SETTLED
    assert len(gateway.sent(Submit)) == 1
    assert Receipt.objects.count() == 3
    assert office.states == ["accepted"] * 3


@pytest.mark.usefixtures("quiet")
def test_a_package_sent_twice_at_once_is_one_message(office: Office) -> None:
    package = office.signed()
    clerk = actor_for(office.world, "clerk")

    def send() -> object:
        return packages.send(actor=clerk, package_ids=[package.id], at=NOW, real_at=real_now())[0].pk

    outcomes = at_once([send] * 4)
    assert outcomes.count("LIST_NOT_SIGNED_YET") == 3
    assert Message.objects.count() == 1
