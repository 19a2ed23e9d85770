"""Sentences are one's own or the school's; every change can be read back."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.test import Client

from hocba.lint import comments as core_comments
from hocba_web.assessment.models import CommentSentence
from hocba_web.assessment.selectors.comments import TOPICS, sentences
from hocba_web.assessment.services.comments import LEVELS, MOST_OWN, keep_sentence, remove_sentence
from hocba_web.base.refusals import Forbidden, Missing, Refused
from support.web import SchoolWorld, actor_for, logged_in, make_school


def keep(world: SchoolWorld, at: datetime, key: str = "homeroom:4A1", **changes: object):
    given = {"topic": "MATHS", "text": "Em tính nhanh, đúng.", "level": "T", "at": at, "actor": actor_for(world, key)}
    return keep_sentence(**(given | changes))


def test_sentences_every_school_starts_with(world: SchoolWorld) -> None:
    teacher = actor_for(world, "homeroom:4A1")
    for topic in TOPICS:
        found = sentences(teacher, topic)
        assert len(found) >= 8, topic
        assert all(one.level in LEVELS and one.id < 0 for one in found)
        for one in found:
            assert "{" not in one.text
            assert not core_comments._COMPARES.search(one.text), one.text
            assert one.text[0].isupper()
            assert one.text.endswith(".")
            assert len(one.text) <= 500
    assert len({one.text for topic in TOPICS for one in sentences(teacher, topic)}) > 200


def test_own_sentences_are_seen_by_nobody_else(world: SchoolWorld, at: datetime) -> None:
    kept = keep(world, at)
    assert keep(world, at).id == kept.id  # the same sentence once
    assert sentences(actor_for(world, "homeroom:4A1"), "MATHS")[0] == kept
    assert kept.id not in {one.id for one in sentences(actor_for(world, "homeroom:4A2"), "MATHS")}
    with pytest.raises(Missing):
        remove_sentence(actor=actor_for(world, "homeroom:4A2"), sentence_id=kept.id, at=at)
    remove_sentence(actor=actor_for(world, "homeroom:4A1"), sentence_id=kept.id, at=at)
    assert not CommentSentence.objects.exists()


def test_shared_sentences_stay_in_the_school(world: SchoolWorld, at: datetime) -> None:
    kept = keep(world, at, shared=True)
    assert kept.id in {one.id for one in sentences(actor_for(world, "homeroom:4A2"), "MATHS")}
    assert kept.id not in {one.id for one in sentences(actor_for(make_school(), "homeroom:4A1"), "MATHS")}
    with pytest.raises(Forbidden):
        remove_sentence(actor=actor_for(world, "homeroom:4A1"), sentence_id=kept.id, at=at)
    remove_sentence(actor=actor_for(world, "vice_principal"), sentence_id=kept.id, at=at)
    assert keep(world, at, "principal", shared=True).shared


def test_refusals(world: SchoolWorld, at: datetime) -> None:
    for changes, code in (
        ({"text": " "}, "SENTENCE_EMPTY"),
        ({"text": "a" * 501}, "SENTENCE_TOO_LONG"),
        ({"topic": "KHONG"}, "SENTENCE_TOPIC"),
        ({"level": "X"}, "SENTENCE_TOPIC"),
    ):
        with pytest.raises(Refused, match=code):
            keep(world, at, **changes)
    for key in ("school_admin", "clerk", "principal"):
        with pytest.raises(Forbidden):
            keep(world, at, key)
    owner = world.staff["homeroom:4A1"].user
    CommentSentence.objects.bulk_create(
        CommentSentence(school=world.school, owner=owner, topic="MATHS", text=f"Câu {number}.")
        for number in range(MOST_OWN)
    )
    with pytest.raises(Refused, match="SENTENCES_MANY"):
        keep(world, at)


def test_bank_of_the_grid(world: SchoolWorld, at: datetime, client: Client) -> None:
    logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{world.classes['4A1'].id}")
    url = "/ket-qua/ngan-hang/MATHS/"
    sent = json.dumps({"text": "Em tính nhanh.", "level": "T"})
    kept = client.post(url, sent, content_type="application/json").json()
    assert kept == {"id": kept["id"], "text": "Em tính nhanh.", "level": "T", "own": True}
    assert client.get(url).json()["sentences"][0] == kept
    assert client.post(url, "{", content_type="application/json").status_code == 409
    assert client.post(url, '"x"', content_type="application/json").status_code == 409
    assert client.get("/ket-qua/ngan-hang/KHONG/").status_code == 404
    page = client.get("/ket-qua/ngan-hang/")
    assert "Em tính nhanh." in page.content.decode()
    assert client.post(f"/ket-qua/ngan-hang/{kept['id']}/xoa/").status_code == 302
    assert (
        client.post("/ket-qua/ngan-hang/them/", {"topic": "MATHS", "text": "Em giỏi.", "level": ""}).status_code == 302
    )


def test_history_of_a_table_and_of_one_pupil(world: SchoolWorld, enter, at: datetime, client: Client) -> None:
    world.open_window()
    class_id = world.classes["4A1"].id
    url = f"/ket-qua/{class_id}/cn/toan/lich-su/"
    logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{class_id}")
    assert "Chưa có thay đổi nào" in client.get(url).content.decode()
    enter({(0, "MATHS.level"): "T"})
    enter({(0, "MATHS.level"): "C", (1, "MATHS.level"): "H"}, base=1)  # the second cell meets a conflict
    enter({(1, "MATHS.level"): "H", (1, "ETHICS.level"): "T"})
    acts = client.get(url).context["acts"].object_list
    assert [[(cell.column, cell.before, cell.after) for cell in act.cells] for act in acts] == [
        [("Toán, Mức đạt", "", "Hoàn thành")],
        [("Toán, Mức đạt", "Hoàn thành tốt", "Chưa hoàn thành")],
        [("Toán, Mức đạt", "", "Hoàn thành tốt")],
    ]
    one = client.get(url, {"hs": str(world.enrolments["4A1"][1].id)}).context["acts"].object_list
    assert len(one) == 1
    for key in ("principal", "registrar"):
        logged_in(client, world, key)
        assert client.get(url).status_code == 200
    for key in ("english", "school_admin"):
        logged_in(client, world, key)
        assert client.get(url).status_code == 403
