"""What no SoftHSM can show: a locked token, a device pulled out in the middle, a port that is taken."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from contextlib import contextmanager

import pytest
from websockets.sync.client import connect

from hocba.adapters.agent.messages import PROOF, SUBPROTOCOL
from hocba.adapters.agent.ports import TokenCertificate
from hocba.adapters.agent.server import Agent
from hocba.errors import SignerFailed, UsageError
from support.keys import demo_ca

ORIGIN = "https://hocba.truong.example"


class Ring:
    """A token in memory."""

    def __init__(self, *, tries="", breaks_after=None):
        self.key = demo_ca().person("Nguyễn Thị Hương", "022198903387")
        self.tries, self.left = tries, breaks_after
        self.logins = 0

    def certificates(self):
        return [TokenCertificate("co-huong", b"\1", self.key.chain, "rsa", "Nguyễn Thị Hương", self.tries)]

    @contextmanager
    def open(self, _certificate, _pin):
        self.logins += 1
        yield self

    def sign(self, messages, algorithm):
        if self.left == 0:
            raise SignerFailed("TOKEN_MISSING", where="co-huong", token="co-huong")
        if self.left is not None:
            self.left -= 1
        return self.key.sign(messages, algorithm)


class Person:
    """Agrees to everything and notes what is said."""

    def __init__(self):
        self.heard = []

    def consents(self, _origin, _request, _certificate):
        self.heard.append("asked")
        return True

    def pin(self, _certificate):
        return "1234"

    def listed(self, _origin, _count):
        self.heard.append("listed")

    def signed(self, count):
        self.heard.append(f"signed {count}")

    def refused(self, error):
        self.heard.append(error.code)

    def stranger(self, _origin):
        self.heard.append("stranger")


@contextmanager
def running(ring, person):
    agent = Agent(ring, person, origins=[ORIGIN], port=0)
    thread = threading.Thread(target=agent.serve)
    thread.start()
    yield agent
    agent.stop()
    thread.join(10)
    assert not thread.is_alive()


def ask(agent, ring, count=5):
    items = [
        {"id": f"r{number}", "message": b64encode(PROOF + str(number).encode()).decode(), "title": "An", "detail": ""}
        for number in range(count)
    ]
    request = {"type": "sign", "version": 1, "title": "4A2", "algorithm": "rsa-sha256", "items": items}
    request["certificate"] = b64encode(ring.key.chain[0]).decode()
    url = f"ws://127.0.0.1:{agent.port}/"
    with connect(url, origin=ORIGIN, subprotocols=[SUBPROTOCOL]) as socket:
        socket.send(json.dumps(request))
        return [json.loads(message) for message in socket]


def test_a_token_pulled_out_in_the_middle_gives_no_values():
    ring, person = Ring(breaks_after=2), Person()
    with running(ring, person) as agent:
        said = ask(agent, ring)
        assert [message["type"] for message in said] == ["hello", "progress", "progress", "error"]
        assert said[-1]["code"] == "TOKEN_MISSING"
        assert person.heard == ["asked", "TOKEN_MISSING"]
        ring.left = None
        assert ask(agent, ring)[-1]["type"] == "values"  # plugged in again


def test_a_locked_token_is_not_asked_for_its_pin():
    ring, person = Ring(tries="locked"), Person()
    with running(ring, person) as agent:
        assert ask(agent, ring)[-1]["code"] == "TOKEN_PIN_LOCKED"
    assert (ring.logins, person.heard) == (0, ["TOKEN_PIN_LOCKED"])


def test_a_batch_of_the_largest_size_goes_through():
    ring, person = Ring(), Person()
    with running(ring, person) as agent:
        said = ask(agent, ring, 500)
    assert len(said[-1]["values"]) == 500
    assert person.heard == ["asked", "signed 500"]


def test_two_agents_do_not_share_a_port():
    with running(Ring(), Person()) as agent, pytest.raises(UsageError) as refused:
        Agent(Ring(), Person(), origins=[ORIGIN], port=agent.port)
    assert refused.value.code == "AGENT_PORT_TAKEN"
