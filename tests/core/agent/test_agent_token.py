"""`hocba agent` over a real WebSocket on a real token: who may ask, what is signed, what a PIN costs."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from contextlib import ExitStack

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.sync.client import connect

from hocba.adapters.agent import Expected, Returned, checked_values
from hocba.adapters.agent.messages import MOST_MESSAGE_BYTES, PROOF, SUBPROTOCOL
from hocba.messages import catalogue
from hocba.signature_profile import algorithm
from support.keys import der

pytestmark = pytest.mark.service

ORIGIN = "https://hocba.truong.example"
CONTENTS = {f"r{number}": PROOF + f"record {number}".encode() for number in range(1, 6)}
NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Châu", "Phạm Gia Duy", "Hoàng Thu Em")


def b64(data: bytes) -> str:
    return b64encode(data).decode()


def request_of(certificate: bytes, name: str = "rsa-sha256", **changes):
    items = [
        {"id": item, "message": b64(content), "title": title, "detail": "GVCN"}
        for (item, content), title in zip(CONTENTS.items(), NAMES, strict=True)
    ]
    message = {
        "type": "sign",
        "version": 1,
        "title": "Ký học bạ lớp 4A2",
        "certificate": b64(certificate),
        "algorithm": name,
        "items": items,
    }
    return {**message, **changes}


class Page:
    """What a page does, without a browser."""

    def __init__(self, agent, origin=ORIGIN, **options):
        self.stack = ExitStack()
        self.socket = self.stack.enter_context(connect(agent.url, origin=origin, subprotocols=[SUBPROTOCOL], **options))
        self.hello = self.read()

    def read(self):
        return json.loads(self.socket.recv(timeout=60))

    def ask(self, message):
        self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))
        return self

    def end(self):
        """The last message, after those on progress."""
        while (message := self.read())["type"] == "progress":
            pass
        return message

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.stack.close()


# ---------------------------------------------------------------- signing


@pytest.mark.parametrize(
    ("kind", "name"),
    [("rsa2048", "rsa-sha256"), ("rsa2048", "rsa-pss-sha256"), ("rsa2048", "rsa-sha512"), ("p256", "ecdsa-sha256")],
)
def test_one_pin_signs_a_batch_and_every_value_verifies(agent, token, kind, name):
    certificate = token.certificate(kind).chain[0]
    with Page(agent) as page:
        assert page.hello["type"] == "hello"
        page.ask(request_of(certificate, name))
        agent.agree()
        assert [page.read()["done"] for _ in CONTENTS] == [1, 2, 3, 4, 5]
        answer = page.read()
    assert answer["type"] == "values"
    expected = [Expected(item, content, algorithm(name)) for item, content in CONTENTS.items()]
    returned = [
        Returned(one["id"], b64decode(one["value"]), b64decode(answer["certificate"])) for one in answer["values"]
    ]
    assert list(checked_values(certificate, expected, returned)) == list(CONTENTS)
    agent.expect("signed")
    assert agent.logins() == 1


def test_the_person_sees_every_item_with_the_digest_that_the_page_shows(agent, token):
    with Page(agent) as page:
        page.ask(request_of(token.certificate().chain[0]))
        asked = agent.expect("asked")
        agent.answer("no")
        page.end()
    assert (asked["origin"], asked["title"], asked["holder"]) == (ORIGIN, "Ký học bạ lớp 4A2", "Nguyễn Thị Hương")
    assert asked["items"] == [
        [item, title, "GVCN", hashlib.sha256(content).hexdigest()]
        for (item, content), title in zip(CONTENTS.items(), NAMES, strict=True)
    ]


def test_certificates_are_listed_with_their_issuer_and_without_a_pin(agent, token):
    with Page(agent) as page:
        answer = page.ask({"type": "certificates", "version": 1}).end()
    assert [one["key"] for one in answer["certificates"]] == ["rsa", "ec"]
    chains = [tuple(b64decode(each) for each in one["chain"]) for one in answer["certificates"]]
    assert chains == [token.certificate(kind).chain for kind in ("rsa2048", "p256")]
    agent.expect("listed")
    assert agent.logins() == 0


def test_one_batch_after_another_on_the_same_agent(agent, token):
    for _ in range(2):
        with Page(agent) as page:
            page.ask(request_of(token.certificate().chain[0]))
            agent.agree()
            assert page.end()["type"] == "values"
        agent.expect("signed")


# ---------------------------------------------------------------- the person says no


def code_of(message):
    assert message["type"] == "error"
    assert message["code"] in catalogue()
    assert message["text"]
    return message["code"]


def test_without_consent_the_pin_is_not_even_asked_for(agent, token):
    with Page(agent) as page:
        page.ask(request_of(token.certificate().chain[0]))
        agent.expect("asked")
        agent.answer("maybe")
        assert code_of(page.end()) == "AGENT_REFUSED_BY_OWNER"
    agent.expect("refused")
    assert agent.logins() == 0


def test_a_wrong_pin_is_tried_exactly_once(agent, token):
    certificate = token.certificate().chain[0]
    with Page(agent) as page:
        page.ask(request_of(certificate))
        agent.agree("9999")
        assert code_of(page.end()) == "TOKEN_PIN_WRONG"
    assert agent.expect("refused")["code"] == "TOKEN_PIN_WRONG"
    assert agent.logins() == 1
    with Page(agent) as page:
        page.ask(request_of(certificate))
        agent.expect("asked")
        agent.answer("yes")
        assert agent.expect("pin")["tries"] == "low"  # the token's own count
        agent.answer("1234")
        agent.expect("login")
        assert page.end()["type"] == "values"
    agent.expect("signed")
    with Page(agent) as page:
        page.ask(request_of(certificate))
        agent.expect("asked")
        agent.answer("yes")
        assert agent.expect("pin")["tries"] == ""
        agent.answer("")
        assert code_of(page.end()) == "AGENT_REFUSED_BY_OWNER"


def test_a_page_that_goes_away_before_the_pin_costs_no_try(agent, token):
    with Page(agent) as page:
        page.ask(request_of(token.certificate().chain[0]))
        agent.expect("asked")
    agent.answer("yes")
    assert agent.expect("refused")["code"] == "AGENT_CANCELLED"
    assert agent.logins() == 0


def test_an_agent_killed_in_the_middle_leaves_nothing_half_done(agent, start_agent, token):
    certificate = token.certificate().chain[0]
    with Page(agent) as page:
        page.ask(request_of(certificate))
        agent.expect("asked")
        agent.process.kill()
        with pytest.raises(ConnectionClosed):
            page.end()
    again = start_agent()
    with Page(again) as page:
        page.ask(request_of(certificate))
        again.agree()
        assert page.end()["type"] == "values"


# ---------------------------------------------------------------- who may ask


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://hocba.truong.example",
        "https://hocba.truong.example:8443",
        "https://hocba.truong.example.evil.example",
        "https://HOCBA.truong.example",
        "null",
        None,
    ],
)
def test_only_the_exact_origin_gets_in(agent, origin):
    with pytest.raises(InvalidStatus) as refused:
        Page(agent, origin=origin)
    assert refused.value.response.status_code == 403
    assert agent.expect("stranger")["origin"] == (origin or "")


def test_a_stranger_who_comes_again_is_mentioned_once(agent):
    for _ in range(3):
        with pytest.raises(InvalidStatus):
            Page(agent, origin="https://evil.example")
    with Page(agent) as page:
        page.ask({"type": "certificates", "version": 1}).end()
    agent.expect("stranger")
    agent.expect("listed")


def test_another_name_for_the_loopback_is_refused(agent):
    # a page of evil.example whose name was rebound to 127.0.0.1 sends its own name as Host
    for host in ("evil.example", f"evil.example:{agent.port}", "127.0.0.1:1"):
        with pytest.raises(InvalidStatus) as refused:
            Page(agent, additional_headers={"Host": host})
        assert refused.value.response.status_code == 403


def test_other_protocols_and_paths_are_refused(agent):
    with pytest.raises(InvalidHandshake), connect(agent.url, origin=ORIGIN, subprotocols=["hocba.sign.v9"]):
        pass
    with pytest.raises(InvalidStatus), connect(f"{agent.url}SignXML", origin=ORIGIN, subprotocols=[SUBPROTOCOL]):
        pass


def test_while_one_batch_is_open_another_is_told_to_wait(agent, token):
    certificate = token.certificate().chain[0]
    with Page(agent) as first, Page(agent) as second:
        first.ask(request_of(certificate))
        agent.expect("asked")
        assert code_of(second.ask(request_of(certificate)).end()) == "AGENT_BUSY"
        agent.answer("yes")
        agent.expect("pin")
        agent.answer("1234")
        assert first.end()["type"] == "values"


# ---------------------------------------------------------------- what may be asked


def item(item_id="a", content=PROOF):
    return {"id": item_id, "message": b64(content), "title": "", "detail": ""}


def test_a_certificate_that_is_not_on_the_token_is_refused(agent, token):
    other = der(token.keys["rsa2048"].issuers[0])
    with Page(agent) as page:
        assert code_of(page.ask(request_of(other)).end()) == "AGENT_CERTIFICATE_MISSING"
    assert agent.expect("refused")["code"] == "AGENT_CERTIFICATE_MISSING"


def test_an_algorithm_of_another_kind_of_key_is_refused_before_anything_is_asked(agent, token):
    with Page(agent) as page:
        page.ask(request_of(token.certificate("p256").chain[0], "rsa-sha256"))
        assert code_of(page.end()) == "SIGNER_ALGORITHM_UNFIT"
    agent.expect("refused")


def test_oversized_messages_end_the_connection_and_nothing_else(agent, token):
    with Page(agent) as page:
        page.ask(request_of(b"x" * MOST_MESSAGE_BYTES))
        with pytest.raises(ConnectionClosed) as closed:
            page.end()
        assert closed.value.rcvd is None or closed.value.rcvd.code == 1009
    with Page(agent) as page:
        assert page.ask({"type": "certificates", "version": 1}).end()["type"] == "certificates"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("not json", "AGENT_MESSAGE_BROKEN"),
        (b"\x00\x01", "AGENT_MESSAGE_BROKEN"),
        ("[1, 2]", "AGENT_MESSAGE_BROKEN"),
        ('{"type": "certificates", "version": 1, "type": "sign"}', "AGENT_MESSAGE_BROKEN"),
        ({"version": 2}, "AGENT_VERSION"),
        ({"type": "delete"}, "AGENT_MESSAGE_BROKEN"),
        ({"pin": "1234"}, "AGENT_MESSAGE_BROKEN"),
        ({"algorithm": "rsa-sha1"}, "AGENT_MESSAGE_BROKEN"),
        ({"title": "Ký\x1b[2J"}, "AGENT_MESSAGE_BROKEN"),
        ({"title": "x" * 201}, "AGENT_MESSAGE_BROKEN"),
        ({"certificate": "not base64!"}, "AGENT_MESSAGE_BROKEN"),
        ({"items": []}, "AGENT_MESSAGE_BROKEN"),
        ({"items": [{"id": "a"}]}, "AGENT_MESSAGE_BROKEN"),
        ({"items": [item(content=b"login to my bank")]}, "AGENT_CONTENT_UNKNOWN"),
        ({"items": [item(), item()]}, "AGENT_MESSAGE_BROKEN"),
        ({"items": [item(f"i{number}") for number in range(501)]}, "AGENT_TOO_MANY_ITEMS"),
    ],
)
def test_messages_outside_the_protocol_reach_nobody(agent, token, change, code):
    message = {**request_of(token.certificate().chain[0]), **change} if isinstance(change, dict) else change
    with Page(agent) as page:
        assert code_of(page.ask(message).end()) == code
    with Page(agent) as page:
        page.ask({"type": "certificates", "version": 1}).end()
    agent.expect("listed")  # the first thing that the person hears of
