"""The homeroom teacher signs a real record with her own token: her GVBM part and GVCN with one PIN, and it verifies."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from websockets.sync.client import connect

from hocba.adapters.agent import Expected, Returned, checked_values
from hocba.adapters.agent.messages import SUBPROTOCOL
from hocba.documents.xml import parse_strict
from hocba.signature_profile import algorithm, profile
from hocba.signing.xades import Draft, embed_into, prepare
from support.checkers import DS, check_value, covered
from support.records import sample_record

pytestmark = pytest.mark.service

ORIGIN = "https://hocba.truong.example"
AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
HUONG = "022198903387"


def record_of(person):
    """A record whose only teacher and homeroom teacher that person is."""
    record = sample_record()
    parts = tuple(
        replace(part, teacher=replace(part.teacher, personal_id=person)) for part in record.assessment.parts[:1]
    )
    teacher = replace(record.homeroom_teacher, personal_id=person)
    return replace(record, homeroom_teacher=teacher, assessment=replace(record.assessment, parts=parts))


def test_one_pin_fills_both_slots_of_a_record(agent, token):
    how, chain = algorithm("rsa-sha256"), token.certificate().chain
    draft = Draft.write(record_of(HUONG), profile())
    own = prepare(draft, "GVBM", chain, AT, how)
    whole = prepare(draft, "GVCN", chain, AT, how, pending=[own])
    prepared = {"7:GVBM": own, "7:GVCN": whole}
    items = [
        {
            "id": name,
            "message": b64encode(one.to_be_signed).decode(),
            "title": "Nguyễn Văn An",
            "detail": name.split(":")[1],
        }
        for name, one in prepared.items()
    ]
    request = {"type": "sign", "version": 1, "title": "Lớp 4A2", "algorithm": how.name, "items": items}
    request["certificate"] = b64encode(chain[0]).decode()
    with connect(agent.url, origin=ORIGIN, subprotocols=[SUBPROTOCOL]) as socket:
        socket.send(json.dumps(request))
        agent.agree()
        answer = [json.loads(message) for message in socket][-1]
    returned = [
        Returned(one["id"], b64decode(one["value"]), b64decode(answer["certificate"])) for one in answer["values"]
    ]
    expected = [Expected(name, one.to_be_signed, how) for name, one in prepared.items()]
    values = checked_values(chain[0], expected, returned)
    for name, one in prepared.items():
        draft = embed_into(draft, one, values[name])
    signatures = list(parse_strict(draft.data, profile().limits).iter(f"{DS}Signature"))
    assert [check_value(each) for each in signatures] == [token.keys["rsa2048"].certificate] * 2
    assert all(len(covered(each)) == 3 for each in signatures)
    assert agent.logins() == 1
