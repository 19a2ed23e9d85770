"""What may happen in between: a record that changes while it is told, receivers that are slow, keys that are gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from test_procedures_hooks import URL, look, public, recall

from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.procedures.addresses import require_public_address
from hocba_web.procedures.models import Call, Delivery, Watch
from hocba_web.procedures.services import answers, hooks
from support.web.families import family_of
from support.web.procedures import System, client_of
from support.web.registering import make_school


@pytest.fixture
def system(authority_site, monkeypatch):
    monkeypatch.setattr("hocba_web.procedures.services.clients.require_public_address", lambda _url: None)
    return System(client_of(hook_url=URL))


def test_what_changes_while_it_is_told_is_told_afterwards(system, monkeypatch):
    family = family_of(make_school(), 1)
    read = answers.read_record

    def meanwhile(xml):
        recall(family)
        return read(xml)

    monkeypatch.setattr(answers, "read_record", meanwhile)
    assert system.ask(family).status_code == 200
    assert look() == 1


def test_looking_for_changes_costs_the_same_for_one_record_and_for_many(system):
    def asked(number):
        assert system.ask(family_of(school, number), nonce=f"nonce-{number:016}").status_code == 200

    school = make_school()
    asked(1)
    with CaptureQueriesContext(connection) as one:
        look()
    for number in (2, 3, 4):
        asked(number)
    with CaptureQueriesContext(connection) as four:
        look()
    assert Watch.objects.count() == 4
    assert len(four) == len(one)


def test_slow_receivers_make_nobody_elses_message_old(system, monkeypatch):
    """A receiver refuses what says that it was sent more than five minutes ago."""
    spent = [0.0]
    monkeypatch.setattr(hooks, "monotonic", lambda: spent[0])
    school = make_school()
    for number in (1, 2):
        family = family_of(school, number)
        system.ask(family, nonce=f"nonce-{number:016}")
        recall(family)
    assert look() == 2
    at, stamps, leases = clock.real_now(), [], []

    def slow(_place, headers, _body):
        stamps.append(int(headers["webhook-timestamp"]))
        leases.append(Delivery.objects.get(message_id=headers["webhook-id"]).next_at)
        spent[0] += 600
        return 204

    assert hooks.deliver_due(real_at=at, send=slow, resolver=public) == 2
    assert stamps[1] - stamps[0] == 600
    assert leases == [at + hooks.LEASE, at + timedelta(seconds=600) + hooks.LEASE]


def test_a_key_that_cannot_be_opened_keeps_no_other_message_waiting(system):
    other = System(client_of(hook_url=URL))
    family = family_of(make_school(), 1)
    for asking in (system, other):
        assert asking.ask(family).status_code == 200
    recall(family)
    assert look() == 2
    type(system.client).objects.filter(pk=system.client.pk).update(hook_secret="sealed under another key")
    assert hooks.deliver_due(real_at=clock.real_now(), send=lambda *_: 204, resolver=public) == 1
    left = Delivery.objects.get(state=Delivery.State.WAITING)
    assert (left.client, left.failure) == (system.client, "InvalidToken")


@pytest.mark.parametrize("url", ["https://[::1/", f"https://{'a' * 70}.example/", "https://a..example/"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(Refused, match="PROCEDURES_HOOK_ADDRESS"):
        require_public_address(url)


def test_an_answer_that_cannot_be_signed_was_not_told(system, settings):
    family = family_of(make_school(), 1)
    token = system.token().json()["access_token"]
    settings.GATEWAY = settings.GATEWAY | {"seal": ""}
    assert system.ask(family, token).json()["code"] == "AUTHORITY_SEAL_MISSING"
    assert not Call.objects.filter(outcome=Call.Outcome.ANSWERED).exists()
    assert not Watch.objects.exists()


@pytest.mark.parametrize(("origin", "status"), [("::ffff:203.0.113.9", 200), ("203.0.113.9", 200), ("::1", 401)])
def test_an_address_counts_however_it_is_written(authority_site, origin, status):
    system = System(client_of(addresses=["203.0.113.0/24"]))
    system.browser.defaults["REMOTE_ADDR"] = origin
    assert system.token().status_code == status
