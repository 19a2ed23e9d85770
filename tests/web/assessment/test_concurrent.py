"""Two at once on a real server: an act counts once, an opening that ends waits for a save under way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from hocba.model import Moment
from hocba_web.assessment.models import EditAct, EntryWindow, Progress, SubjectResult
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.selectors.windows import window_state
from hocba_web.assessment.services.grid import Change, save_act
from hocba_web.assessment.services.windows import end_early
from support.web import SchoolWorld, actor_for, make_school
from support.web.school import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(transactional_db: None) -> SchoolWorld:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    world = make_school()
    world.open_window()
    return world


def save(world: SchoolWorld, act: UUID, pupil: int, part: str, key: str) -> dict:
    try:
        return save_act(
            actor=actor_for(world, key),
            class_id=world.classes["4A1"].id,
            moment=Moment.YEAR_END,
            act=act,
            kind="type",
            changes=[Change(world.enrolments["4A1"][pupil].id, f"{part}.level", "T", 0)],
            at=NOW,
        )
    finally:
        connection.close()


def test_the_same_act_twice_at_once(opened: SchoolWorld) -> None:
    act = uuid4()
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda _: save(opened, act, 0, "MATHS", "homeroom:4A1"), range(2)))
    assert told[0] == told[1]
    assert EditAct.objects.count() == 1
    assert SubjectResult.objects.get().revs == {"level": 1}


def test_many_first_savers_of_a_class_count_right(opened: SchoolWorld) -> None:
    work = [("MATHS", "homeroom:4A1"), ("ETHICS", "homeroom:4A1"), ("FOREIGN_LANG_1", "english")]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda one: save(opened, uuid4(), 1, *one), work))
    counted = dict(Progress.objects.filter(filled__gt=0).values_list("part", "filled"))
    assert counted == {"MATHS": 1, "ETHICS": 1, "FOREIGN_LANG_1": 1}


def test_ending_waits_for_a_save_under_way(opened: SchoolWorld) -> None:
    facts = class_facts(opened.classes["4A1"].id, opened.school.id)
    asked, ended = Event(), Event()
    principal = actor_for(opened, "principal")
    window = EntryWindow.objects.get()

    def end() -> None:
        try:
            asked.wait(5)
            end_early(
                actor=principal,
                window_ids=[window.id],
                reason="Đã nhập xong",
                at=NOW,
                real_at=principal.factor_checked_at,
            )
            ended.set()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert window_state(facts, "cn", "MATHS", NOW, hold=True).is_open
            running = pool.submit(end)
            asked.set()
            assert not ended.wait(0.5)
            assert window_state(facts, "cn", "MATHS", NOW).is_open
        running.result(10)
    assert not window_state(facts, "cn", "MATHS", NOW).is_open
