"""Whatever a page sends, the agent reads it as a request of the protocol or refuses it by a code; nothing else."""

from __future__ import annotations

import json
from base64 import b64encode

from hypothesis import given
from hypothesis import strategies as st

from hocba.adapters.agent.messages import PROOF, CertificatesRequest, SignRequest, error, is_signable, read_request
from hocba.errors import UsageError
from hocba.messages import catalogue

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
GOOD = {
    "type": "sign",
    "version": 1,
    "title": "Lớp 4A2",
    "certificate": b64encode(b"der").decode(),
    "algorithm": "rsa-sha256",
    "items": [{"id": "a", "message": b64encode(PROOF).decode(), "title": "An", "detail": ""}],
}


def read(text):
    """The request, or the code of the refusal."""
    try:
        return read_request(text)
    except UsageError as refused:
        # a code without its sentences would stop the test here
        said = json.loads(error(refused))
        return said["code"] if catalogue()[refused.code].next_vi in said["text"] else ""


class TestReading:
    @given(JSON)
    def test_any_json_is_read_or_refused(self, data):
        assert isinstance(read(json.dumps(data)), str | CertificatesRequest)

    @given(st.text(max_size=200) | st.binary(max_size=200))
    def test_any_text_is_read_or_refused(self, text):
        assert read(text) in {"AGENT_MESSAGE_BROKEN", "AGENT_VERSION"}

    @given(st.sampled_from(sorted(GOOD)), JSON)
    def test_one_field_replaced_is_good_or_refused(self, field, value):
        found = read(json.dumps({**GOOD, field: value}))
        if isinstance(found, SignRequest):
            assert field in {"title", "certificate", "version"}

    @given(st.sampled_from(sorted(GOOD["items"][0])), JSON)
    def test_one_field_of_an_item_replaced_is_good_or_refused(self, field, value):
        found = read(json.dumps({**GOOD, "items": [{**GOOD["items"][0], field: value}]}))
        if isinstance(found, SignRequest):
            assert field in {"id", "title", "detail"}
            (item,) = found.items
            assert item.title.isprintable()
            assert item.detail.isprintable()

    @given(st.text(max_size=12).filter(lambda name: name not in GOOD))
    def test_one_field_more_is_refused(self, name):
        assert read(json.dumps({**GOOD, name: 1})) == "AGENT_MESSAGE_BROKEN"

    def test_the_good_one_is_good(self):
        assert isinstance(read(json.dumps(GOOD)), SignRequest)


class TestContents:
    @given(st.binary(max_size=300))
    def test_bytes_that_come_by_chance_are_not_signed(self, content):
        assert not is_signable(content) or content.startswith(PROOF)

    @given(st.binary(max_size=127))
    def test_a_der_set_of_anything_is_not_signed(self, content):
        assert not is_signable(b"\x31" + bytes([len(content)]) + content)
