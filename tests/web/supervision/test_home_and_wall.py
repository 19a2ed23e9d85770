"""The front page by role, and the wall: its figures are a recount, its cost is fixed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hocba.model import Moment
from hocba_web.assessment.models import CompletionMark, ReadyMark
from hocba_web.assessment.selectors.progress import Stage, wall
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.supervision.selectors.lateness import late_parts
from hocba_web.supervision.selectors.stages import by_grade, stage_counts
from hocba_web.supervision.selectors.tasks import desk
from support.web import SchoolWorld, actor_for, logged_in, make_school

MOST_QUERIES = 25
"""Frame of the page, session and acting person (13 by themselves) included."""
MOST_OF_HOME = 35
"""The front page asks once of everything that may wait for a role."""


@pytest.fixture
def due(world: SchoolWorld, at: datetime) -> SchoolWorld:
    """The window at the end of the year is open, nothing entered."""
    world.open_window(around=at)
    rebuild_progress(world.year.pk, at=at)
    return world


def titles(world: SchoolWorld, key: str, at: datetime) -> list[str]:
    return [one.title for one in desk(actor_for(world, key), at, at).tasks]


def test_a_subject_teacher_finds_their_parts_and_nobody_elses(due: SchoolWorld, at: datetime) -> None:
    found = titles(due, "english", at)
    assert [one for one in found if "lớp" in one] == [
        "Ngoại ngữ 1 (Tiếng Anh) – lớp 4A1",
        "Ngoại ngữ 1 (Tiếng Anh) – lớp 4A2",
    ]


def test_a_homeroom_teacher_finds_their_class_and_its_review(due: SchoolWorld, at: datetime) -> None:
    found = titles(due, "homeroom:4A1", at)
    assert "Chủ nhiệm – lớp 4A1" in found
    assert "Rà soát hồ sơ lớp 4A1" in found
    assert not [one for one in found if "4A2" in one]


def test_who_leads_finds_what_is_overdue(world: SchoolWorld, at: datetime) -> None:
    world.open_window(around=at - timedelta(days=2))
    rebuild_progress(world.year.pk, at=at)
    assert "26 phần việc đã quá hạn" in titles(world, "principal", at)
    assert "26 phần việc đã quá hạn" in titles(world, "vice_principal", at)
    assert not [one for one in titles(world, "school_admin", at) if "quá hạn" in one]


@pytest.mark.parametrize(
    "key",
    ["principal", "vice_principal", "school_admin", "registrar", "clerk", "homeroom:4A1", "english"],
)
def test_every_role_has_a_front_page_at_a_fixed_cost(
    client: Client, due: SchoolWorld, key: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    logged_in(client, due, key)
    client.get("/")
    with django_assert_max_num_queries(MOST_OF_HOME):
        assert client.get("/").status_code == 200


def test_the_walls_figures_are_a_recount(due: SchoolWorld, at: datetime) -> None:
    english = due.person("english").user
    for name in ("4A1", "4A2"):
        facts = next(one.facts for one in wall(due.year.pk, Moment.YEAR_END, at) if one.facts.name == name)
        for part in facts.parts if name == "4A1" else ("FOREIGN_LANG_1",):
            CompletionMark.objects.create(school_class=due.classes[name], moment="cn", part=part, by=english, at=at)
    ReadyMark.objects.create(school_class=due.classes["4A1"], moment="cn", by=english, at=at)
    states = wall(due.year.pk, Moment.YEAR_END, at)
    assert {one.facts.name: one.stage for one in states} == {"4A1": Stage.READY, "4A2": Stage.EMPTY}
    assert [one.count for one in stage_counts(states)] == [1, 0, 0, 0, 1]
    assert by_grade(states) == [("Khối 4", {"done": 1, "waiting": 1})]
    later = wall(due.year.pk, Moment.YEAR_END, at + timedelta(days=3))
    late = late_parts(due.year.pk, later, (at + timedelta(days=3)).date())
    standing = {
        (class_id, part)
        for class_id, part in CompletionMark.objects.filter(withdrawn_at__isnull=True).values_list(
            "school_class_id", "part"
        )
    }
    owed = {(state.facts.id, part.part) for state in later for part in state.parts if part.total} - standing
    assert {(one.class_id, one.part) for one in late} == owed
    assert {one.class_name for one in late} == {"4A2"}


def test_the_wall_costs_the_same_for_many_classes(
    client: Client, at: datetime, db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    names = tuple(f"{grade}A{number}" for grade in range(1, 6) for number in range(1, 6))
    big = make_school(classes=names, pupils=1)
    big.open_window(around=at - timedelta(days=2))
    rebuild_progress(big.year.pk, at=at)
    logged_in(client, big, "principal")
    client.get("/tien-do/")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/tien-do/?thoi-diem=cn")
    assert page.text.count("matrix__cell") >= len(names)
    with django_assert_max_num_queries(MOST_QUERIES):
        part = client.get("/tien-do/?thoi-diem=cn&khoi=3", headers={"HX-Request": "true"})
    assert "3A1" in part.text
    assert "4A1" not in part.text
    assert "<html" not in part.text


@pytest.mark.parametrize("key", ["school_admin", "registrar", "clerk", "homeroom:4A1", "english"])
def test_the_wall_is_for_those_who_lead(client: Client, world: SchoolWorld, at: datetime, key: str) -> None:
    logged_in(client, world, key)
    assert client.get("/tien-do/").status_code == 403


def test_the_wall_shows_one_school(client: Client, world: SchoolWorld, at: datetime) -> None:
    make_school(classes=("5A9",))
    logged_in(client, world, "principal")
    assert "5A9" not in client.get("/tien-do/").text
    assert client.get("/tien-do/?thoi-diem=xx").status_code == 404


def test_notices_are_read_by_their_owner_alone(client: Client, due: SchoolWorld, at: datetime) -> None:
    from hocba_web.supervision.services.notices import notify  # noqa: PLC0415  # only this test

    for key in ("english", "clerk"):
        user_id = due.person(key).user_id
        assert user_id is not None
        notify(user_id=user_id, kind="test.told.once", text=f"Báo riêng {key}", at=at)
    logged_in(client, due, "english")
    page = client.get("/thong-bao/")
    assert "Báo riêng english" in page.text
    assert "Báo riêng clerk" not in page.text
    client.post("/thong-bao/da-doc/")
    assert due.person("english").user.notices.get().read_at == at
    assert due.person("clerk").user.notices.get().read_at is None
