"""Pages and saves stay within their number of queries, however large the class."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from hocba.model import Moment
from hocba_web.assessment.selectors.progress import wall
from hocba_web.assessment.selectors.year_results import year_results
from hocba_web.assessment.services.progress import rebuild_progress
from support.web import SchoolWorld, logged_in, make_school

Limit = Callable[[int], object]


@pytest.fixture
def full(db: None) -> SchoolWorld:
    """A class of 36."""
    return make_school(classes=("4A1",), pupils=36)


def post(client: Client, world: SchoolWorld, sheet: str, changes: list[dict[str, object]]):
    class_id, user = world.classes["4A1"].id, world.staff["homeroom:4A1"].user_id
    body = {"act": str(uuid4()), "kind": "paste", "user": f"u{user}", "changes": changes}
    return client.post(f"/ket-qua/{class_id}/cn/{sheet}/luu/", json.dumps(body), content_type="application/json")


def test_open_and_save_36_pupils(
    full: SchoolWorld, client: Client, at: datetime, django_assert_max_num_queries: Limit
) -> None:
    full.open_window()
    logged_in(client, full, "homeroom:4A1")
    class_id = full.classes["4A1"].id
    client.get("/ket-qua/")
    with django_assert_max_num_queries(25):
        assert client.get(f"/ket-qua/{class_id}/cn/cac-mon/").status_code == 200
    with django_assert_max_num_queries(25):
        assert client.get(f"/ket-qua/{class_id}/cn/pham-chat-nang-luc/").status_code == 200
    one = full.enrolments["4A1"][0].id
    with django_assert_max_num_queries(33):
        answer = post(client, full, "toan", [{"row": one, "col": "MATHS.level", "value": "T", "base": 0}])
        assert len(answer.json()["saved"]) == 1
    columns = ("VIETNAMESE.level", "VIETNAMESE.score", "ETHICS.level", "EXPERIENTIAL.level")
    changes = [
        {"row": pupil.id, "col": col, "value": "9" if col.endswith("score") else "T", "base": 0}
        for pupil in full.enrolments["4A1"]
        for col in columns
    ]
    with django_assert_max_num_queries(33):
        assert len(post(client, full, "cac-mon", changes).json()["saved"]) == len(changes)


def test_the_wall_and_years_take_a_fixed_number(db: None, at: datetime, django_assert_max_num_queries: Limit) -> None:
    world = make_school(classes=tuple(f"{grade}A{number}" for grade in range(1, 6) for number in range(1, 3)), pupils=2)
    rebuild_progress(world.year.id, at=at)
    with django_assert_max_num_queries(6):
        assert len(wall(world.year.id, Moment.YEAR_END, at)) == 10
    ids = [one.id for pupils in world.enrolments.values() for one in pupils]
    with django_assert_max_num_queries(4):
        assert set(year_results(ids)) == set(ids)
