"""Webhooks: changes reach who asked, signed, again and again until taken, and never lead inside."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import socket
import threading
import time
from datetime import timedelta

import pytest
from test_procedures_api import System, client_of

from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.procedures.addresses import Place, place_of, require_public_address
from hocba_web.procedures.models import Client, Delivery, Watch
from hocba_web.procedures.services import answers, hooks
from hocba_web.register.models import Number
from support.web.authority_keys import NOW
from support.web.families import family_of
from support.web.registering import make_school

URL = "https://nhan-tin.co-quan.example/hoc-ba"


def public(host, port):
    return ["203.0.114.7"]


@pytest.fixture
def system(authority_site, monkeypatch):
    monkeypatch.setattr("hocba_web.procedures.services.clients.require_public_address", lambda _url: None)
    return System(client_of(hook_url=URL))


@pytest.fixture
def asked(system):
    family = family_of(make_school(), 1)
    assert system.ask(family).status_code == 200
    return family


def look():
    return hooks.notice(real_at=clock.real_now(), at=NOW)


def recall(family):
    Number.objects.filter(uuid=family.uuid).update(state=Number.State.RECALLED, recalled_at=NOW)


def test_a_change_is_told_once_and_signed(system, asked):
    assert look() == 0
    recall(asked)
    assert look() == 1
    assert look() == 0
    sent = []
    taken = hooks.deliver_due(
        real_at=clock.real_now(),
        send=lambda place, headers, body: sent.append((place, headers, body)) or 204,
        resolver=public,
    )
    assert taken == 1
    ((place, headers, body),) = sent
    assert (place.host, place.address) == ("nhan-tin.co-quan.example", "203.0.114.7")
    assert json.loads(body)["data"] == {"ma_tra_cuu": str(asked.uuid), "state": "recalled", "closed": False}
    key = base64.urlsafe_b64decode(system.hook.removeprefix("whsec_") + "=")
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(key, text, hashlib.sha256)).decode()


def test_what_is_not_taken_is_sent_again_with_the_same_id_and_given_up_in_the_end(system, asked):
    recall(asked)
    look()
    at, ids = clock.real_now(), set()
    for _ in range(20):
        hooks.deliver_due(
            real_at=at, send=lambda _p, headers, _b: ids.add(headers["webhook-id"]) or 500, resolver=public
        )
        at += timedelta(days=2)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.failure, len(ids)) == (Delivery.State.GIVEN_UP, "HTTP_500", 1)
    assert delivery.attempts == len(hooks.PAUSES) + 1


def test_two_workers_send_one_delivery_once(system, asked):
    recall(asked)
    look()
    at, sent = clock.real_now(), []

    def slow(_place, _headers, body):
        sent.append(body)
        hooks.deliver_due(real_at=at, send=slow, resolver=public)  # another worker looks meanwhile
        return 200

    assert hooks.deliver_due(real_at=at, send=slow, resolver=public) == 1
    assert len(sent) == 1


def test_a_name_that_leads_inside_later_is_not_followed(system, asked):
    recall(asked)
    look()
    hooks.deliver_due(
        real_at=clock.real_now(), send=lambda *_: pytest.fail("it connected"), resolver=lambda _h, _p: ["127.0.0.1"]
    )
    assert Delivery.objects.get().failure == "PROCEDURES_HOOK_ADDRESS"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1",
     "2002:0a00:0001::1", "64:ff9b::7f00:1", "::127.0.0.1", "fec0::1", "0.0.0.1", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_inner_addresses_are_refused_whatever_else_a_name_has(address):
    with pytest.raises(Refused, match="PROCEDURES_HOOK_ADDRESS"):
        place_of(URL, resolver=lambda _h, _p: ["203.0.114.7", address])


@pytest.mark.parametrize(
    "url",
    [
        "http://co-quan.example/",
        "https://a:b@co-quan.example/",
        "ftp://co-quan.example/",
        "https:///x",
        "https://x:99999/",
    ],
)
def test_other_ways_in_are_refused(url):
    with pytest.raises(Refused, match="PROCEDURES_HOOK_ADDRESS"):
        require_public_address(url, resolver=public)


def test_a_stopped_client_is_told_nothing(system, asked):
    recall(asked)
    look()
    Client.objects.update(state=Client.State.STOPPED)
    hooks.deliver_due(real_at=clock.real_now(), send=lambda *_: pytest.fail("it connected"), resolver=public)
    assert Delivery.objects.get().state == Delivery.State.GIVEN_UP


def test_watching_ends(system, asked):
    recall(asked)
    assert hooks.notice(real_at=clock.real_now() + answers.WATCHED + timedelta(days=1), at=NOW) == 0
    assert not Watch.objects.exists()


def test_a_client_whose_days_are_over_is_told_nothing(system, asked):
    recall(asked)
    Client.objects.update(valid_until=NOW.date() - timedelta(days=1))
    assert look() == 0
    assert not Delivery.objects.exists()


def test_a_receiver_that_answers_a_byte_at_a_time_is_cut_off(monkeypatch):
    """Each byte comes in time, the answer never does."""
    monkeypatch.setattr(hooks, "_TOTAL", 0.3)
    over = threading.Event()

    def drip(listening):
        line, _ = listening.accept()
        with line, contextlib.suppress(OSError):
            line.sendall(b"\x16\x03\x03\x40\x00")  # "a long message of a handshake follows"
            while not over.wait(0.02):
                line.sendall(b"\x02")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=[listening])
        thread.start()
        began = time.monotonic()
        try:
            with pytest.raises(OSError):  # noqa: PT011  # whichever the system says of a cut line
                hooks._send(Place("hook.example", listening.getsockname()[1], "/", "127.0.0.1"), {}, b"{}")
        finally:
            over.set()
            thread.join()
    assert time.monotonic() - began < hooks._TIMEOUT / 3
