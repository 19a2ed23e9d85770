"""A part is complete when nothing is missing or wrong; a class is ready when all its parts are, and it was reviewed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from hocba.model import Moment, PupilStatus
from hocba.regulation import rules_for
from hocba_web.accounts.actor import Actor
from hocba_web.assessment.models import CompletionMark, ReadyMark
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.ports import RecordLock, ports
from hocba_web.assessment.selectors.progress import Stage, class_state
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.services.completion import (
    NotComplete,
    NotReady,
    mark_complete,
    mark_ready,
    withdraw_complete,
    withdraw_ready,
)
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.models import ClassReview
from support.web import SchoolWorld, actor_for, logged_in, make_school


def maths(world: SchoolWorld, enter, levels: str = "THT") -> None:
    enter({(index, "MATHS.level"): level for index, level in enumerate(levels)})
    enter({(index, "MATHS.score"): "8" for index in range(len(levels))})


def mark(world: SchoolWorld, actor: Actor, at: datetime, part: str = "MATHS") -> CompletionMark:
    return mark_complete(actor=actor, class_id=world.classes["4A1"].id, moment=Moment.YEAR_END, part=part, at=at)


def test_gaps_and_errors_are_listed(world: SchoolWorld, enter, teacher: Actor, at: datetime) -> None:
    world.open_window()
    enter({(0, "MATHS.level"): "T"})
    other = world.enrolments["4A1"][1].pupil.name
    enter({(0, "MATHS.comment"): f"{other} tính nhanh."})
    with pytest.raises(NotComplete) as refused:
        mark(world, teacher, at)
    assert [(gap.column.id, gap.finding is None) for gap in refused.value.gaps] == [
        ("MATHS.score", True),
        ("MATHS.comment", False),
        ("MATHS.level", True),
        ("MATHS.score", True),
        ("MATHS.level", True),
        ("MATHS.score", True),
    ]
    assert (refused.value.params["empty"], refused.value.params["errors"]) == (5, 1)


def test_who_left_and_who_is_not_assessed_owe_nothing(world: SchoolWorld, enter, teacher: Actor, at: datetime) -> None:
    world.open_window()
    left, none, _ = world.enrolments["4A1"]
    left.left_on, left.status = at.date(), PupilStatus.LEFT_TERM_2.value
    left.save()
    none.pupil.not_assessed = True
    none.pupil.save()
    enter({(2, "MATHS.level"): "T", (2, "MATHS.score"): "9"})
    assert mark(world, teacher, at).part == "MATHS"


def test_who_came_later_owes_nothing_of_an_earlier_moment(
    world: SchoolWorld, enter, teacher: Actor, at: datetime
) -> None:
    world.open_window("gk1", around=datetime(2025, 11, 5, 1, tzinfo=UTC))
    joined, back, _ = world.enrolments["4A1"]
    joined.joined_on = datetime(2026, 2, 2).date()  # noqa: DTZ001  # a day
    joined.save()
    back.status, back.status_on = PupilStatus.RETURNED_TERM_1.value, datetime(2025, 12, 1).date()  # noqa: DTZ001  # a day
    back.save()
    enter({(2, "ETHICS.level"): "T"}, moment=Moment.MID1, when=datetime(2025, 11, 5, 1, tzinfo=UTC))
    class_id = world.classes["4A1"].id
    assert mark_complete(actor=teacher, class_id=class_id, moment=Moment.MID1, part="ETHICS", at=at)
    window = world.open_window("ck1", around=datetime(2026, 1, 15, 1, tzinfo=UTC))
    enter({(2, "ETHICS.level"): "T"}, moment=Moment.END1, when=window.opens_at)
    with pytest.raises(NotComplete) as refused:
        mark_complete(actor=teacher, class_id=class_id, moment=Moment.END1, part="ETHICS", at=at)
    assert [gap.pupil.enrolment_id for gap in refused.value.gaps] == [back.id]
    window.delete()  # without windows the school's plan tells: the first term ends on 17 January
    with pytest.raises(NotComplete) as refused:
        mark_complete(actor=teacher, class_id=class_id, moment=Moment.END1, part="ETHICS", at=at)
    assert [gap.pupil.enrolment_id for gap in refused.value.gaps] == [back.id]


def test_a_marked_part_is_closed_until_taken_back(world: SchoolWorld, enter, teacher: Actor, at: datetime) -> None:
    window = world.open_window()
    maths(world, enter)
    mark(world, teacher, at)
    with pytest.raises(Refused, match="PART_COMPLETED"):
        enter({(0, "MATHS.level"): "C"}, base=1)
    with pytest.raises(Refused, match="PART_COMPLETED"):
        mark(world, teacher, at)
    here = {"actor": teacher, "class_id": world.classes["4A1"].id, "moment": Moment.YEAR_END, "part": "MATHS"}
    with pytest.raises(Refused, match="WINDOW_ENDED"):
        withdraw_complete(**here, at=window.closes_at)
    withdraw_complete(**here, at=at)
    assert len(enter({(0, "MATHS.level"): "C"}, base=1)["saved"]) == 1
    with pytest.raises(Refused, match="PART_NOT_COMPLETED"):
        withdraw_complete(**here, at=at)
    assert mark(world, teacher, window.closes_at + timedelta(days=1))  # marking changes nothing, so also afterwards


def test_whose_mark_it_is(world: SchoolWorld, enter, teacher: Actor, at: datetime) -> None:
    world.open_window()
    maths(world, enter)
    for key in ("english", "homeroom:4A2", "principal", "school_admin", "registrar"):
        with pytest.raises(Forbidden):
            mark(world, actor_for(world, key), at)
    with pytest.raises(Missing):
        mark(world, actor_for(make_school(), "homeroom:4A1"), at)
    with pytest.raises(Missing):
        mark(world, teacher, at, part="NATURE_SOCIETY")


def test_a_signed_part_is_locked_inside_the_window(
    world: SchoolWorld, enter, teacher: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open_window()
    maths(world, enter)
    mark(world, teacher, at)
    locked = {one.id: RecordLock() for one in world.enrolments["4A1"]}
    monkeypatch.setattr(ports, "record_locks", lambda _class_id: locked)
    with pytest.raises(Refused, match="PART_SIGNED"):
        enter({(0, "MATHS.level"): "C"}, base=1)
    with pytest.raises(Refused, match="PART_SIGNED"):
        withdraw_complete(actor=teacher, class_id=world.classes["4A1"].id, moment=Moment.YEAR_END, part="MATHS", at=at)


def full(world: SchoolWorld, enter, moment: Moment) -> None:
    """Everything compulsory of 4A1 at a moment."""
    rules = rules_for(4, world.year.value)
    english = actor_for(world, "english")
    homeroom = {(index, f"q.{one.value}"): "T" for one in rules.qualities for index in range(3)}
    homeroom |= {(index, f"c.{one.value}"): "T" for one in rules.competencies for index in range(3)}
    enter(homeroom, moment=moment)
    for subject in rules.subjects:
        cells = {(index, f"{subject.value}.level"): "T" for index in range(3)}
        if subject in rules.tested(moment):
            cells |= {(index, f"{subject.value}.score"): "9" for index in range(3)}
        who = english if subject.value == "FOREIGN_LANG_1" else None
        enter(cells, moment=moment, **({"actor": who} if who else {}))


@pytest.fixture
def everything_taught(world: SchoolWorld) -> SchoolWorld:
    """The homeroom teacher teaches all but the language."""
    homeroom = world.staff["homeroom:4A1"]
    for subject in rules_for(4, world.year.value).subjects:
        if not world.classes["4A1"].teachings.filter(subject=subject.value).exists():
            world.classes["4A1"].teachings.create(
                subject=subject.value,
                staff=homeroom,
                since=world.year.starts_on,
                approved_at="2025-09-01T00:00:00Z",
                decision=world.decision,
            )
    return world


def test_ready_when_every_part_is(everything_taught: SchoolWorld, enter, at: datetime) -> None:
    world = everything_taught
    teacher = actor_for(world, "homeroom:4A1")
    world.open_window("gk1")
    facts = class_facts(world.classes["4A1"].id, world.school.id)
    here = {"class_id": facts.id, "moment": Moment.MID1, "at": at}
    assert class_state(facts, Moment.MID1, at).stage is Stage.EMPTY
    full_as(world, enter, Moment.MID1, teacher)
    assert class_state(facts, Moment.MID1, at).stage is Stage.ENTERED
    with pytest.raises(NotReady) as refused:
        mark_ready(actor=teacher, **here)
    assert "Toán" in refused.value.parts
    for part in facts.parts:
        who = actor_for(world, "english") if part == "FOREIGN_LANG_1" else teacher
        mark_complete(actor=who, part=part, **here)
    assert class_state(facts, Moment.MID1, at).stage is Stage.CHECKED
    with pytest.raises(Forbidden):
        mark_ready(actor=actor_for(world, "english"), **here)
    mark_ready(actor=teacher, **here)
    assert class_state(facts, Moment.MID1, at).stage is Stage.READY
    with pytest.raises(Refused, match="CLASS_READY"):
        mark_ready(actor=teacher, **here)
    withdraw_complete(actor=teacher, part="MATHS", **here)
    assert class_state(facts, Moment.MID1, at).stage is Stage.ENTERED
    assert not ReadyMark.objects.filter(withdrawn_at=None).exists()
    with pytest.raises(Refused, match="CLASS_NOT_MARKED"):
        withdraw_ready(actor=teacher, **here)


def full_as(world: SchoolWorld, enter, moment: Moment, teacher: Actor) -> None:
    full(world, lambda cells, **more: enter(cells, **({"actor": teacher} | more)), moment)


def test_at_the_end_of_the_year_the_class_was_reviewed(everything_taught: SchoolWorld, enter, at: datetime) -> None:
    world = everything_taught
    teacher = actor_for(world, "homeroom:4A1")
    world.open_window()
    full_as(world, enter, Moment.YEAR_END, teacher)
    texts = {
        (index, name): "Em chăm ngoan, học tốt, giúp đỡ bạn."
        for name in ("comment_qualities", "comment_general", "comment_specific", "comment_homeroom")
        for index in range(3)
    }
    numbers = {(index, name): "2" for name in ("excused", "unexcused") for index in range(3)}
    numbers |= {(index, "height_cm"): "132.5" for index in range(3)}
    numbers |= {(index, "weight_kg"): "28" for index in range(3)}
    enter(texts | numbers | {(index, "overall"): "HTXS" for index in range(3)}, actor=teacher)
    facts = class_facts(world.classes["4A1"].id, world.school.id)
    here = {"class_id": facts.id, "moment": Moment.YEAR_END, "at": at}
    for part in facts.parts:
        who = actor_for(world, "english") if part == "FOREIGN_LANG_1" else teacher
        mark_complete(actor=who, part=part, **here)
    with pytest.raises(Refused, match="CLASS_NOT_REVIEWED"):
        mark_ready(actor=teacher, **here)
    ClassReview.objects.create(school_class=world.classes["4A1"], pupils=3, by=world.staff["homeroom:4A1"].user, at=at)
    assert mark_ready(actor=teacher, **here)


def test_an_overall_result_against_the_rules_keeps_the_part_open(
    everything_taught: SchoolWorld, enter, at: datetime
) -> None:
    world = everything_taught
    teacher = actor_for(world, "homeroom:4A1")
    world.open_window()
    full_as(world, enter, Moment.YEAR_END, teacher)
    told = enter({(0, "overall"): "HT"}, actor=teacher)
    assert told["saved"][0]["m"][0]["s"] == "error"
    with pytest.raises(NotComplete) as refused:
        mark(world, teacher, at, part=HOMEROOM)
    assert "OVERALL_NOT_AS_COMPUTED" in {gap.finding.code for gap in refused.value.gaps if gap.finding}
    assert any("Hoàn thành xuất sắc" in one["cells"]["why"]["v"] for one in told["rows"])


def test_pages_of_marks(world: SchoolWorld, enter, at: datetime, client: Client) -> None:
    world.open_window()
    class_id = world.classes["4A1"].id
    logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{class_id}")
    page = client.post(f"/ket-qua/{class_id}/cn/hoan-thanh/MATHS/")
    assert page.status_code == 409
    assert "Chưa nhập" in page.content.decode()
    maths(world, enter)
    assert client.post(f"/ket-qua/{class_id}/cn/hoan-thanh/MATHS/").status_code == 302
    shown = client.get(f"/ket-qua/{class_id}/cn/toan/")
    assert not shown.context["grid"]["editable"]
    assert "Gỡ dấu hoàn thành" in shown.content.decode()
    assert client.post(f"/ket-qua/{class_id}/cn/sua-lai/MATHS/").status_code == 302
    assert client.get(f"/ket-qua/{class_id}/cn/toan/").context["grid"]["editable"]
    assert client.post(f"/ket-qua/{class_id}/cn/san-sang/").status_code == 409
    assert client.post(f"/ket-qua/{class_id}/cn/hoan-thanh/KHONG/").status_code == 404


def test_counts_come_back_after_the_list_changes(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    maths(world, enter)
    facts = class_facts(world.classes["4A1"].id, world.school.id)
    assert class_state(facts, Moment.YEAR_END, at).parts[1].is_full
    gone = world.enrolments["4A1"][0]
    gone.left_on = at.date()
    gone.save()
    rebuild_progress(world.year.id, [Moment.YEAR_END], at=at, class_ids=[facts.id])
    assert class_state(facts, Moment.YEAR_END, at).parts[1].total == 4
