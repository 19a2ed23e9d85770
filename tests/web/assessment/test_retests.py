"""A second test: the last score counts, both are kept, and only where the regulation knows a test."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from hocba.model import Moment, Subject
from hocba_web.assessment.models import EditAct, Retest, SubjectResult
from hocba_web.assessment.services.retests import enter_retest
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.models import RegulationVersion
from support.web import SchoolWorld, actor_for, logged_in

NOTE = "Cô Hương, phó hiệu trưởng, đồng ý ngày 20/05/2026"


def again(world: SchoolWorld, now: datetime, **changes: object) -> Retest:
    given = {
        "actor": actor_for(world, "homeroom:4A1"),
        "class_id": world.classes["4A1"].id,
        "moment": Moment.YEAR_END,
        "subject": Subject.MATHS,
        "enrolment_id": world.enrolments["4A1"][0].id,
        "score": "7",
        "reason": "Em bị ốm trong giờ kiểm tra",
        "school_note": NOTE,
        "tested_on": now.date() - timedelta(days=1),
        "at": now,
    }
    return enter_retest(**(given | changes))


def test_both_scores_are_kept_and_the_last_counts(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    enter({(0, "MATHS.level"): "H", (0, "MATHS.score"): "9"})
    again(world, at, score="6")
    again(world, at, score="8")
    assert SubjectResult.objects.get().score == 8
    assert list(Retest.objects.order_by("id").values_list("first_score", "second_score")) == [(9, 6), (6, 8)]
    assert EditAct.objects.filter(kind="retest").count() == 2


def test_refusals(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    with pytest.raises(Refused, match="RETEST_NO_FIRST"):
        again(world, at)
    enter({(0, "MATHS.score"): "3"})
    for changes, code in (
        ({"moment": Moment.MID2}, "RETEST_NO_TEST"),
        ({"subject": Subject.ETHICS}, "RETEST_NO_TEST"),
        ({"reason": " "}, "REASON_NEEDED"),
        ({"school_note": ""}, "RETEST_NOTE_NEEDED"),
        ({"tested_on": at.date() + timedelta(days=1)}, "RETEST_DAY"),
        ({"tested_on": world.year.starts_on - timedelta(days=1)}, "RETEST_DAY"),
        ({"score": "7,5"}, "CELL_WHOLE"),
        ({"score": ""}, "CELL_WHOLE"),
        ({"at": at + timedelta(days=2)}, "WINDOW_ENDED"),
    ):
        with pytest.raises(Refused, match=code):
            again(world, at, **changes)
    for key in ("english", "homeroom:4A2", "principal", "school_admin"):
        with pytest.raises(Forbidden):
            again(world, at, actor=actor_for(world, key))
    with pytest.raises(Missing):
        again(world, at, enrolment_id=world.enrolments["4A2"][0].id)
    assert SubjectResult.objects.get().score == 3


def test_the_note_is_asked_for_by_the_schools_regulation(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    enter({(0, "MATHS.score"): "3"})
    RegulationVersion.objects.create(
        school=world.school,
        number="1/QC-TH",
        dated=at.date(),
        in_force_from=at.date(),
        values={"retest_needs_vice_note": False},
        drafted_by=world.staff["principal"].user,
        drafted_at=at,
        published_at=at,
        published_by=world.staff["principal"].user,
    )
    assert again(world, at, school_note="").second_score == 7


def test_page(world: SchoolWorld, enter, at: datetime, client: Client) -> None:
    world.open_window()
    class_id = world.classes["4A1"].id
    url = f"/ket-qua/{class_id}/cn/kiem-tra-lai/toan/"
    logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{class_id}")
    assert "Chưa có điểm lần đầu" in client.get(url).content.decode()
    enter({(0, "MATHS.score"): "3"})
    assert f'href="{url}"' in client.get(f"/ket-qua/{class_id}/cn/toan/").content.decode()
    sent = {
        "enrolment": str(world.enrolments["4A1"][0].id),
        "score": "15",
        "tested_on": "2026-05-20",
        "reason": "Em bị ốm",
        "school_note": NOTE,
    }
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"score": "7"}).status_code == 302
    row = client.get(f"/ket-qua/{class_id}/cn/toan/").context["grid"]["rows"][0]
    assert "3 → 7" in row["note"]
    assert row["cells"]["MATHS.score"]["locked"]
    assert client.get(f"/ket-qua/{class_id}/cn/kiem-tra-lai/dao-duc/").status_code == 404
