"""Whatever a service answers, the client gives a value, or a refusal by a code; never a crash, never a false yes."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.adapters.csc import (
    CscClient,
    CscCredential,
    CscProvider,
    Expired,
    GivenToken,
    Granted,
    Pending,
    Secrets,
    Signed,
)
from hocba.adapters.csc.credential import read_credential
from hocba.errors import HocbaError
from hocba.messages import catalogue
from hocba.signature_profile import algorithm
from support.keys import demo_ca

AT = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
DIGESTS = [bytes([number]) * 32 for number in range(3)]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
NAMED = st.fixed_dictionaries(
    {},
    optional={
        "SAD": JSON,
        "handle": JSON,
        "signatures": JSON | st.lists(st.just("AAAA"), min_size=2, max_size=4),
        "responseID": JSON,
        "error": JSON | st.sampled_from(["access_denied", "expired_token", "invalid_otp", "invalid_request"]),
        "error_description": JSON | st.just("SAD expired"),
    },
)
CREDENTIAL = CscCredential(
    credential_id="one",
    chain=demo_ca().person("Giáo viên", "022198903387").chain,
    key_kind="rsa",
    algorithms=("rsa-sha256",),
    offered=("1.2.840.113549.1.1.1",),
    multisign=50,
    scal="2",
    enabled=True,
    mode="implicit",
    needs=frozenset(),
)


@pytest.fixture(scope="module")
def parrot():
    """A service that answers what it is told to, whatever it is asked."""
    answers = {"status": 200, "body": b"{}"}

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_arguments):
            """Quiet."""

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(answers["status"])
            self.send_header("Content-Length", str(len(answers["body"])))
            self.end_headers()
            self.wfile.write(answers["body"])

    with serving(Handler) as url:
        client = CscClient(CscProvider("sim", "Dịch vụ thử", url, "2"), GivenToken("token"))

        def told(status, data):
            answers["status"], answers["body"] = status, json.dumps(data).encode()
            return client

        yield told
        client.close()


@contextmanager
def serving(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def outcome_of(work):
    try:
        return work()
    except HocbaError as failed:
        return failed if failed.code in catalogue() else None


@given(status=st.sampled_from([200, 202, 204, 302, 400, 401, 403, 429, 500]), data=NAMED | JSON)
def test_any_answer_to_any_step(parrot, status, data):
    client = parrot(status if status != 204 else 200, data)
    begun = outcome_of(lambda: client.begin(CREDENTIAL, DIGESTS, algorithm("rsa-sha256"), at=AT))
    assert begun is not None
    if isinstance(begun, Granted):
        assert status in {200, 204}
        assert begun.sad == data["SAD"]
    if isinstance(begun, Pending):
        assert begun.handle == data["handle"]
    asked = Granted(_asked(client), "sad")
    for state in (asked, Pending(asked.asked, "authorize", "h"), Pending(asked.asked, "sign", "h")):
        found = outcome_of(lambda state=state: client.advance(state, DIGESTS, at=AT))
        assert found is not None
        if isinstance(found, Signed):
            assert status in {200, 202, 204}
            assert len(found.values) == len(data["signatures"]) == 3
        if isinstance(found, Expired):
            assert status in {400, 401, 403}
    for work in (lambda: client.credential("one"), client.credentials, client.info):
        assert outcome_of(work) is not None


def _asked(client):
    return client._asked(CREDENTIAL, DIGESTS, algorithm("rsa-sha256"), Secrets(), AT)


@given(JSON | st.fixed_dictionaries({"key": JSON, "cert": JSON, "auth": JSON, "authMode": JSON, "multisign": JSON}))
def test_any_description_of_a_credential(data):
    if isinstance(data, dict):
        found = outcome_of(lambda: read_credential("one", data, where="sim"))
        assert isinstance(found, HocbaError)
