"""One act: taken once, cell by cell, only by whose it is, only inside the window, never over somebody else's entry."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from hocba.model import Moment, PupilStatus
from hocba.regulation import rules_for
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import EditAct, HomeroomEntry, Progress, Retest, SubjectResult, TraitResult, YearEnd
from hocba_web.assessment.services.grid import accept_proposals
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, Missing, Refused
from support.web import SchoolWorld, actor_for, make_school

LEVEL = {(0, "MATHS.level"): "T"}


def test_the_same_act_twice_has_effect_once_and_one_answer(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    act = uuid4()
    first = enter(LEVEL, act=act)
    again = enter(LEVEL, act=act)
    assert again == first
    assert EditAct.objects.count() == 1
    assert Entry.objects.filter(action="assessment.results.entered").count() == 1
    assert SubjectResult.objects.get().revs == {"level": 1}


def test_a_repeat_is_answered_even_after_the_window(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    act = uuid4()
    first = enter(LEVEL, act=act)
    assert enter(LEVEL, act=act, when=at + timedelta(days=30)) == first


def test_somebody_elses_act_id_is_refused(world: SchoolWorld, enter) -> None:
    world.open_window()
    act = uuid4()
    enter(LEVEL, act=act)
    english = actor_for(world, "english")
    with pytest.raises(Forbidden, match="GRID_ACT_REUSED"):
        enter({(0, "FOREIGN_LANG_1.level"): "T"}, act=act, actor=english)


def test_two_people_in_one_cell_meet_a_conflict(world: SchoolWorld, enter, teacher) -> None:
    world.open_window()
    enter({(0, "MATHS.level"): "T"})
    told = enter({(0, "MATHS.level"): "H"})  # seen before the other was saved
    assert told["saved"] == []
    conflict = told["conflicts"][0]
    assert (conflict["v"], conflict["r"], conflict["by"]) == ("T", 1, teacher.name)
    assert SubjectResult.objects.get().level == "T"
    assert enter({(0, "MATHS.level"): "H"}, base=1)["saved"][0]["r"] == 2


def test_the_same_value_is_no_conflict(world: SchoolWorld, enter) -> None:
    world.open_window()
    enter(LEVEL)
    told = enter(LEVEL)
    assert told["conflicts"] == []
    assert told["saved"][0]["r"] == 1
    assert EditAct.objects.order_by("id").last().changes == []


def test_a_conflict_in_one_cell_keeps_the_others(world: SchoolWorld, enter) -> None:
    world.open_window()
    enter(LEVEL)
    told = enter({(0, "MATHS.level"): "C", (1, "MATHS.level"): "H"})
    assert len(told["conflicts"]) == len(told["saved"]) == 1
    assert set(SubjectResult.objects.values_list("level", flat=True)) == {"T", "H"}


def test_undo_is_an_act_of_its_own(world: SchoolWorld, enter) -> None:
    world.open_window()
    enter({(index, "MATHS.level"): "T" for index in range(3)}, kind="paste")
    enter({(index, "MATHS.level"): "" for index in range(3)}, kind="undo", base=1)
    assert not SubjectResult.objects.exclude(level="").exists()
    assert list(EditAct.objects.order_by("id").values_list("kind", flat=True)) == ["paste", "undo"]
    assert Progress.objects.get(part="MATHS").filled == 0


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script> em học tốt", '=HYPERLINK("http://x")', "'; DROP TABLE x; --", "Em học\u200b tốt lắm"],
)
def test_texts_are_kept_as_texts(world: SchoolWorld, enter, text: str) -> None:
    world.open_window()
    told = enter({(0, "MATHS.comment"): text})
    kept = SubjectResult.objects.get().comment
    assert kept == text.replace("\u200b", "")
    assert told["saved"][0]["v"] == kept


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("MATHS.level", "Đ", "CELL_CHOICE"),
        ("q.HONESTY", "H", "CELL_CHOICE"),
        ("MATHS.score", "11", "CELL_WHOLE"),
        ("MATHS.score", "8.5", "CELL_WHOLE"),
        ("MATHS.score", "-1", "CELL_WHOLE"),
        ("excused", "x", "CELL_WHOLE"),
        ("height_cm", "0", "CELL_DECIMAL"),
        ("height_cm", "132.55", "CELL_DECIMAL"),
        ("MATHS.comment", "a" * 1001, "CELL_TOO_LONG"),
        ("award_year_end", "Học sinh giỏi", "CELL_CHOICE"),
        ("overall", "T", "CELL_CHOICE"),
    ],
)
def test_what_a_cell_does_not_take_is_said_cell_by_cell(
    world: SchoolWorld, enter, column: str, value: str, code: str
) -> None:
    world.open_window()
    told = enter({(0, column): value, (1, "MATHS.level"): "T"})
    assert [(one["col"], one["code"]) for one in told["refused"]] == [(column, code)]
    assert told["refused"][0]["next"]
    assert len(told["saved"]) == 1


@pytest.mark.parametrize("value", [None, 8, ["T"], {"v": "T"}])
def test_values_are_texts(world: SchoolWorld, enter, value: object) -> None:
    world.open_window()
    assert enter({(0, "MATHS.score"): value})["refused"][0]["code"] == "CELL_NOT_TEXT"


def test_every_kind_of_cell_is_kept(world: SchoolWorld, enter) -> None:
    world.open_window()
    enter({(0, "q.HONESTY"): "Đ", (0, "c.SELF_STUDY"): "C", (0, "comment_homeroom"): "Em chăm ngoan."})
    enter({(0, "excused"): "3", (0, "height_cm"): "132.5", (0, "overall"): "HT"})
    assert set(TraitResult.objects.values_list("kind", "trait", "level")) == {
        ("quality", "HONESTY", "Đ"),
        ("competency", "SELF_STUDY", "C"),
    }
    row = HomeroomEntry.objects.get()
    assert (row.comment_homeroom, row.excused, str(row.height_cm)) == ("Em chăm ngoan.", 3, "132.5")
    assert YearEnd.objects.get().overall == "HT"


def test_no_score_where_there_is_no_test(world: SchoolWorld, enter) -> None:
    world.open_window()
    world.open_window("gk1")
    with pytest.raises(Refused, match="GRID_MALFORMED"):
        enter({(0, "ETHICS.score"): "9"})
    with pytest.raises(Refused, match="GRID_MALFORMED"):
        enter({(0, "FOREIGN_LANG_1.score"): "9"}, moment=Moment.MID1)


def test_scope(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    english, other = actor_for(world, "english"), actor_for(world, "homeroom:4A2")
    enter({(0, "FOREIGN_LANG_1.level"): "T"}, actor=english)
    for actor in (other, english, *(actor_for(world, role.value) for role in _OFFICE)):
        with pytest.raises(Forbidden):
            enter(LEVEL, actor=actor)
    with pytest.raises(Forbidden):  # homeroom teaching includes one's own subjects only
        enter({(0, "FOREIGN_LANG_1.level"): "H"}, base=1)
    with pytest.raises(Forbidden):  # one cell of somebody else's part refuses the whole act
        enter({(1, "MATHS.level"): "T", (1, "FOREIGN_LANG_1.level"): "T"})
    assert SubjectResult.objects.count() == 1
    stranger = actor_for(make_school(), "homeroom:4A1")
    with pytest.raises(Missing):
        enter(LEVEL, actor=stranger)


_OFFICE = (Role.PRINCIPAL, Role.VICE_PRINCIPAL, Role.REGISTRAR, Role.CLERK, Role.SCHOOL_ADMIN)


def test_a_pupil_of_another_class_is_refused(world: SchoolWorld, enter, teacher, at: datetime) -> None:
    world.open_window()
    stranger = world.enrolments["4A2"][0]
    world.enrolments["4A1"].append(stranger)
    assert enter({(3, "MATHS.level"): "T"})["refused"][0]["code"] == "PUPIL_NOT_IN_CLASS"


def test_rows_of_those_who_left_and_of_those_not_assessed_are_locked(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    left, none, _ = world.enrolments["4A1"]
    left.left_on, left.status = at.date(), PupilStatus.MOVED_TERM_2.value
    left.save()
    none.pupil.not_assessed = True
    none.pupil.save()
    told = enter({(0, "MATHS.level"): "T", (1, "MATHS.level"): "T", (2, "MATHS.level"): "T"})
    assert [one["code"] for one in told["refused"]] == ["PUPIL_LEFT_CLASS", "PUPIL_NOT_ASSESSED"]
    told = enter({(1, "q.HONESTY"): "T", (1, "height_cm"): "120"})
    assert [one["col"] for one in told["refused"]] == ["q.HONESTY"]
    assert [one["col"] for one in told["saved"]] == ["height_cm"]
    assert Progress.objects.get(part="MATHS").total == 2  # one pupil left: a level and a score


def test_a_pupil_is_entered_until_the_day_of_leaving(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    pupil = world.enrolments["4A1"][0]
    pupil.left_on, pupil.status = at.date() + timedelta(days=1), PupilStatus.MOVED_TERM_2.value
    pupil.save()
    assert len(enter(LEVEL)["saved"]) == 1


def test_the_window_may_end_between_page_and_save(world: SchoolWorld, enter, at: datetime) -> None:
    window = world.open_window()
    enter(LEVEL, when=window.closes_at - timedelta(seconds=1))
    with pytest.raises(Refused, match="WINDOW_ENDED"):
        enter({(1, "MATHS.level"): "T"}, when=window.closes_at)
    with pytest.raises(Refused, match="WINDOW_NOT_YET"):
        enter({(1, "MATHS.level"): "T"}, when=window.opens_at - timedelta(seconds=1))
    enter({(1, "MATHS.level"): "T"}, when=window.opens_at)


def test_messages_of_the_checks_come_with_the_cells(world: SchoolWorld, enter) -> None:
    world.open_window()
    told = enter({(0, "MATHS.level"): "T", (0, "MATHS.score"): "3"})
    by_cell = {one["col"]: one["m"] for one in told["saved"]}
    assert by_cell["MATHS.level"][0]["s"] == "warning"
    assert "3" in by_cell["MATHS.level"][0]["t"]
    told = enter({(0, "MATHS.score"): "9"}, base=1, slug="toan")
    quiet = {"MATHS.level": {"m": []}, "MATHS.comment": {"m": []}}
    assert told["rows"] == [{"row": world.enrolments["4A1"][0].id, "cells": quiet}]


def test_another_pupils_name_in_a_comment_is_an_error(world: SchoolWorld, enter) -> None:
    world.open_window()
    other = world.enrolments["4A1"][1].pupil.name
    told = enter({(0, "comment_homeroom"): f"{other} học tập tiến bộ, chăm ngoan."})
    assert told["saved"][0]["m"][0]["s"] == "error"
    assert Progress.objects.get(part="homeroom").errors == 1


def test_proposals_fill_only_what_is_undecided(world: SchoolWorld, enter, teacher, at: datetime) -> None:
    world.open_window()
    with pytest.raises(Refused, match="PROPOSALS_NONE"):
        accept_proposals(actor=teacher, class_id=world.classes["4A1"].id, at=at)
    _full_year(world, at)
    enter({(1, "overall"): "HT"})
    told = accept_proposals(actor=teacher, class_id=world.classes["4A1"].id, at=at)
    assert {(one["col"], one["v"]) for one in told["saved"]} == {
        ("overall", "HTXS"),
        ("award_year_end", "Học sinh Xuất sắc"),
    }
    decided = dict(YearEnd.objects.values_list("enrolment__number", "overall"))
    assert decided == {1: "HTXS", 2: "HT", 3: "HTXS"}


def _full_year(world: SchoolWorld, at: datetime) -> None:
    rules = rules_for(4, world.year.value)
    for pupil in world.enrolments["4A1"]:
        for subject in rules.subjects:
            SubjectResult.objects.create(
                enrolment=pupil,
                moment="cn",
                subject=subject.value,
                level="T",
                score=9 if subject in rules.tested(Moment.YEAR_END) else None,
                updated_at=at,
            )
        for kind, traits in (("quality", rules.qualities), ("competency", rules.competencies)):
            for trait in traits:
                TraitResult.objects.create(
                    enrolment=pupil, moment="cn", kind=kind, trait=trait.value, level="T", updated_at=at
                )


def test_a_score_with_a_second_test_is_not_typed_over(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    enter({(0, "MATHS.score"): "4"})
    Retest.objects.create(
        result=SubjectResult.objects.get(),
        first_score=4,
        second_score=7,
        reason="Bất thường",
        tested_on=at.date(),
        by=world.staff["homeroom:4A1"].user,
        at=at,
    )
    assert enter({(0, "MATHS.score"): "9"}, base=1)["refused"][0]["code"] == "SCORE_RETESTED"
