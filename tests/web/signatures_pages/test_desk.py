"""Whose turn it is, what they are shown, and what goes into the queue."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from hocba_web.audit.selectors import Wanted, traces
from hocba_web.signatures.models import Batch, Item
from hocba_web.signatures.selectors.desk import desk
from support.web.acting import actor_for, logged_in
from support.web.school import SchoolWorld
from web.signatures_pages.signing_up import form_of, sign_turn

pytestmark = pytest.mark.django_db


def test_turns_follow_the_order_of_signing(school: SchoolWorld, at: datetime) -> None:
    english, homeroom = actor_for(school, "english"), actor_for(school, "homeroom:4A1")
    assert [one.class_name for one in desk(english).classes] == ["4A1", "4A2"]
    assert desk(english).classes[0].slots == {"GVBM": 3}
    # The homeroom teacher's own part is theirs to sign; the whole record waits for two others.
    assert desk(homeroom).classes[0].slots == {"GVBM": 3}
    assert {one.name for one in desk(homeroom).awaited} == {"Mai Thị Loan", "Vi Thanh Tùng"}
    for who in ("english", "arts"):
        sign_turn(school, who, "4A1", at=at)
    assert desk(homeroom).classes[0].slots == {"GVBM": 3, "GVCN": 3}
    assert desk(homeroom).awaited == ()
    assert desk(actor_for(school, "principal")).classes == ()
    sign_turn(school, "homeroom:4A1", "4A1", at=at)
    assert desk(actor_for(school, "principal")).classes[0].slots == {"CBQL": 3}


def test_a_clerk_is_led_to_sealing_and_has_nothing_to_sign(school: SchoolWorld) -> None:
    assert desk(actor_for(school, "clerk")).classes == ()
    page = logged_in(Client(), school, "clerk").get("/ky-so/")
    assert page.status_code == 200


def test_the_page_shows_exactly_the_part_that_is_signed(school: SchoolWorld) -> None:
    html = logged_in(Client(), school, "english").get(f"/ky-so/lop/{school.classes['4A1'].id}/").content.decode()
    assert "Ngoại ngữ 1 (Tiếng Anh)" in html
    assert "Toán:" not in html


def test_one_confirmation_starts_one_batch(school: SchoolWorld) -> None:
    client = logged_in(Client(), school, "english")
    answer = client.post("/ky-so/tat-ca/", form_of(client, "/ky-so/tat-ca/"))
    batch = Batch.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/ky-so/dot/{batch.id}/"
    assert batch.items.count() == 7  # three of 4A1, one of whom waits for the summer, and four of 4A2
    assert client.get(answer["Location"]).status_code == 200


def test_left_out_pupils_need_a_reason_and_stay_on_the_desk(school: SchoolWorld) -> None:
    client, address = logged_in(Client(), school, "english"), f"/ky-so/lop/{school.classes['4A2'].id}/"
    form = form_of(client, address)
    out = form["record"].pop()
    refused = client.post(address, form)
    assert refused.status_code == 409
    assert "LEFT_OUT_REASON" in refused.content.decode()
    assert not Item.objects.exists()
    assert client.post(address, form | {f"why-{out}": "wrong"}).status_code == 302
    assert set(Item.objects.values_list("target", flat=True)) == {int(one) for one in form["record"]}
    left = traces(school_id=school.school.id, wanted=Wanted(action="signatures.left_out")).traces
    assert [one.details for one in left] == [{"reason": "wrong", "count": 1}]
