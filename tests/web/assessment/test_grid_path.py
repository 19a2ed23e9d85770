"""The thinnest path: a teacher's Toán grid, saved, counted, traced, and refused outside the window."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from hocba.model import Moment
from hocba_web.assessment.models import EditAct, Progress, SubjectResult
from hocba_web.audit.models import Entry
from support.web import SchoolWorld, logged_in

URL = "/ket-qua/{}/cn/toan/"


def post(client: Client, world: SchoolWorld, changes: list[dict[str, object]], **more: object):
    class_id = world.classes["4A1"].id
    user = world.staff["homeroom:4A1"].user_id
    body = {"act": str(uuid4()), "kind": "type", "user": f"u{user}", "changes": changes} | more
    return client.post(
        URL.format(class_id) + "luu/",
        json.dumps(body),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_teacher_enters_maths(world: SchoolWorld, client: Client, at: datetime) -> None:
    world.open_window("cn")
    logged_in(client, world, "homeroom:4A1")
    class_id, pupil = world.classes["4A1"].id, world.enrolments["4A1"][0]
    page = client.get(URL.format(class_id))
    assert page.status_code == 200
    assert page.context["grid"]["editable"]
    answer = post(client, world, [{"row": pupil.id, "col": "MATHS.level", "value": "T", "base": 0}])
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["saved"] == [{"row": pupil.id, "col": "MATHS.level", "v": "T", "r": 1, "m": []}]
    assert told["counts"] == {"filled": 1, "total": 6, "errors": 0}
    assert SubjectResult.objects.get().level == "T"
    progress = Progress.objects.get(school_class_id=class_id, moment=Moment.YEAR_END.value, part="MATHS")
    assert (progress.filled, progress.total) == (1, 6)
    entry = Entry.objects.get(action="assessment.results.entered")
    assert [row.pupil_id for row in entry.pupils.all()] == [pupil.pupil_id]
    assert EditAct.objects.get().changes == [[pupil.id, "MATHS.level", "", "T"]]


def test_nothing_is_taken_outside_the_window(world: SchoolWorld, client: Client, at: datetime) -> None:
    logged_in(client, world, "homeroom:4A1")
    pupil = world.enrolments["4A1"][0]
    answer = post(client, world, [{"row": pupil.id, "col": "MATHS.level", "value": "T", "base": 0}])
    assert answer.status_code == 409
    assert answer.json()["code"] == "WINDOW_NOT_DECIDED"
    assert not SubjectResult.objects.exists()


@pytest.mark.parametrize("key", ["principal", "school_admin"])
def test_others_cannot_enter(world: SchoolWorld, client: Client, at: datetime, key: str) -> None:
    world.open_window("cn")
    logged_in(client, world, key)
    change = {"row": world.enrolments["4A1"][0].id, "col": "MATHS.level", "value": "T", "base": 0}
    answer = post(client, world, [change], user=f"u{world.staff[key].user_id}")
    assert answer.status_code == 403
    assert not SubjectResult.objects.exists()
