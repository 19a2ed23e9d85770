"""Numbers that no page sends are refused like any that mean nothing: never an error of the server."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.test import Client

from hocba_web.base.refusals import Refused
from hocba_web.records.models import Record
from hocba_web.signatures.models import Item
from hocba_web.signatures.services import batches
from support.web import SchoolWorld, actor_for, logged_in
from support.web.records import initialised, ready_school
from support.web.school import NOW
from support.web.signing import Pki, pki, real_now  # noqa: F401  # a fixture
from web.review_signing.addresses import numbered
from web.signatures.test_slots import pieces_of

LONG, LARGE = "9" * 5000, "9" * 30
"""More digits than Python turns into a number; more than a 64-bit key holds."""
SERVER_ERROR = 500
PEOPLE = ("principal", "clerk", "homeroom:4A1")


@pytest.fixture
def school(db: None, at: datetime) -> SchoolWorld:
    assert at == NOW
    world = ready_school(classes=("4A1",), pupils=3)
    initialised(world, "4A1")
    return world


@pytest.mark.parametrize("who", PEOPLE)
def test_in_every_address(client: Client, school: SchoolWorld, who: str) -> None:
    browser = logged_in(client, school, who)
    client.raise_request_exception = False
    bad = [
        (method.__name__, address, answer.status_code)
        for address in numbered(LARGE)
        for method in (browser.get, browser.post)
        for answer in [method(address)]
        if answer.status_code >= SERVER_ERROR
    ]
    assert not bad


@pytest.mark.parametrize("number", [LONG, LARGE, "-1", "１", "x"])
@pytest.mark.parametrize(
    "form",
    [
        (
            "registrar",
            "/hoc-ba/lop/{class_id}/khoi-tao/",
            {"pupil": "?", "planned_issue_on": "2026-05-25", "manager": "?"},
        ),
        ("english", "/ky-so/tat-ca/", {"shown": "?", "seen": "?", "record": "?", "certificate": "?"}),
        ("english", "/ky-so/lop/{class_id}/", {"record": "?", "certificate": "?", "seen": "{empty}"}),
        ("clerk", "/phat-hanh/dong-dau/lop/{class_id}/bat-dau/", {"record": "?:1:KY_PHAT_HANH:" + "0" * 64}),
        ("clerk", "/phat-hanh/dong-dau/ca-truong/", {"seen": "?"}),
        ("clerk", "/nop-hoc-ba/goi/dong/", {"class": "?", "year": "?"}),
        ("clerk", "/nop-hoc-ba/goi/ky/", {"package": "?:" + "0" * 64}),
        ("clerk", "/nop-hoc-ba/goi/gui/", {"package": "?"}),
        ("principal", "/nop-hoc-ba/goi/duyet/", {"package": "?:" + "0" * 64}),
        ("clerk", "/nop-hoc-ba/tu-choi/gui-lai/", {"line": "?"}),
        ("homeroom:4A1", "/phat-hanh/ban-in/lop/{class_id}/phieu-lien-lac/", {"em": "?", "moment": "year_end"}),
    ],
)
def test_in_forms(client: Client, school: SchoolWorld, form: tuple[str, str, dict[str, str]], number: str) -> None:
    who, address, fields = form
    named = {"class_id": school.classes["4A1"].id, "empty": batches.seen_digest([])}
    sent = {name: value.replace("?", number).format(**named) for name, value in fields.items()}
    answer = logged_in(client, school, who).post(address.format(**named), sent)
    assert answer.status_code < SERVER_ERROR


@pytest.mark.parametrize("number", [LONG[:4000], LARGE, "-1", "x"])
@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("clerk", "/hoc-ba/{record_id}/?lan=?"),
        ("principal", "/hoc-ba/{record_id}/?tu=?&den=?"),
        ("principal", "/duyet-hoc-ba/{class_id}/?mau=?"),
        ("clerk", "/nop-hoc-ba/?nam=?"),
        ("clerk", "/nop-hoc-ba/goi/?nam=?&lop=?&page=?"),
        ("clerk", "/nop-hoc-ba/giao-dich/?nam=?&page=?"),
        ("clerk", "/phat-hanh/dong-dau/?nam=?"),
        ("clerk", "/phat-hanh/ban-sao/?nam=?"),
        ("registrar", "/hoc-ba/?nam=?"),
    ],
)
def test_in_questions(client: Client, school: SchoolWorld, who: str, address: str, number: str) -> None:
    path, _, query = address.partition("?")
    named = {"class_id": school.classes["4A1"].id, "record_id": Record.objects.values_list("id", flat=True)[0]}
    answer = logged_in(client, school, who).get(f"{path.format(**named)}?{query.replace('?', number)}")
    assert answer.status_code < SERVER_ERROR


@pytest.mark.parametrize("number", [LONG, "9" * 20, "-1", "", "１", 7, None])
def test_in_values_of_a_program(client: Client, school: SchoolWorld, pki: Pki, number: object) -> None:  # noqa: F811
    wanted = pieces_of(school, school.staff["english"], ("GVBM",))
    batch = batches.start(
        actor=actor_for(school, "english"),
        kind="slot",
        pieces=wanted,
        certificate_id=pki.give(school, "english"),
        seen=batches.seen_digest(wanted),
        at=NOW,
        real_at=real_now(),
    )
    answer = logged_in(client, school, "english").post(
        f"/ky-so/dot/{batch}/gia-tri/",
        json.dumps({"values": [{"id": number, "value": "AAAA", "certificate": "AAAA"}]}),
        content_type="application/json",
    )
    assert answer.status_code < SERVER_ERROR
    assert not Item.objects.filter(value__isnull=False).exists()


def test_the_same_piece_twice(school: SchoolWorld, pki: Pki) -> None:  # noqa: F811
    """A form that names a signature twice is one confirmation of that signature, or refused: nothing breaks."""
    (first, *_rest) = pieces_of(school, school.staff["english"], ("GVBM",))
    twice = [first, first]
    with pytest.raises(Refused, match="SHOWN_OUTDATED"):
        batches.start(
            actor=actor_for(school, "english"),
            kind="slot",
            pieces=twice,
            certificate_id=pki.give(school, "english"),
            seen=batches.seen_digest(twice),
            at=NOW,
            real_at=real_now(),
        )
