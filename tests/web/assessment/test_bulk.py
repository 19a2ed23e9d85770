"""The door of workbooks keeps the rules of the grids; what the register does leaves results where they belong."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from hocba.model import Moment, OverallResult, Subject, SubjectLevel, TraitLevel
from hocba_web.assessment.models import EditAct, Progress, SubjectResult
from hocba_web.assessment.selectors.entries import columns_of_class, editable_parts, entries
from hocba_web.assessment.selectors.year_results import year_results
from hocba_web.assessment.services.bulk import CellChange, write_many
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.base.refusals import Refused
from hocba_web.schools.models import Enrolment
from hocba_web.schools.ports import ports as register_ports
from support.web import SchoolWorld, actor_for

RUN = UUID(int=7)


def write(world: SchoolWorld, changes: list[tuple], now: datetime, **more: object):
    given = {
        "year_id": world.year.id,
        "moment": Moment.YEAR_END,
        "changes": [CellChange(*one) for one in changes],
        "by_user_id": world.staff["registrar"].user_id,
        "at": now,
        "import_run": RUN,
        "grounds": "import",
    }
    return write_many(**(given | more))


def test_many_classes_at_once(world: SchoolWorld, at: datetime) -> None:
    world.open_window()
    first, second = world.enrolments["4A1"][0].id, world.enrolments["4A2"][0].id
    done = write(
        world,
        [(first, "MATHS.level", "", "T"), (first, "MATHS.score", None, 9), (second, "q.HONESTY", "", "Đ")],
        at,
    )
    assert (done.cells, done.passed_over) == (3, ())
    assert {(act.part, act.kind) for act in EditAct.objects.all()} == {("MATHS", "import"), ("homeroom", "import")}
    assert entries(year_id=world.year.id, moment=Moment.YEAR_END, at=at)[first] == {
        "MATHS.level": "T",
        "MATHS.score": "9",
    }
    assert Progress.objects.get(school_class=world.classes["4A1"], part="MATHS").filled == 2
    with pytest.raises(Refused, match="RESULTS_WRITTEN_BEFORE"):
        write(world, [(first, "MATHS.level", "T", "H")], at)
    undone = write(world, [(first, "MATHS.level", "T", ""), (second, "q.HONESTY", "T", "")], at, grounds="undo")
    assert undone.cells == 1
    assert undone.passed_over == ((second, "q.HONESTY"),)


def test_all_or_nothing(world: SchoolWorld, at: datetime) -> None:
    first, second = world.enrolments["4A1"][0].id, world.enrolments["4A2"][0].id
    world.open_window(school_class=world.classes["4A1"])
    for changes, code in (
        ([(first, "MATHS.level", "", "T"), (second, "MATHS.level", "", "T")], "WINDOW_NOT_DECIDED"),
        ([(first, "MATHS.level", "", "X")], "CELL_CHOICE"),
        ([(first, "ETHICS.score", "", "9")], "GRID_MALFORMED"),
        ([(999_999, "MATHS.level", "", "T")], "PUPIL_NOT_IN_CLASS"),
    ):
        with pytest.raises(Refused, match=code):
            write(world, changes, at)
    assert not SubjectResult.objects.exists()
    assert write(world, [(second, "MATHS.level", "", "T")], at, grounds="seed").cells == 1


def test_counts_may_wait_for_the_last_file(world: SchoolWorld, at: datetime) -> None:
    world.open_window()
    first = world.enrolments["4A1"][0].id
    write(world, [(first, "MATHS.level", "", "T")], at, recount=False)
    assert Progress.objects.get(school_class=world.classes["4A1"], part="MATHS").filled == 0
    rebuild_progress(world.year.id, [Moment.YEAR_END], at=at)
    assert Progress.objects.get(school_class=world.classes["4A1"], part="MATHS").filled == 1


def test_rows_of_those_who_left_and_are_not_assessed(world: SchoolWorld, at: datetime) -> None:
    world.open_window()
    left, none, _ = world.enrolments["4A1"]
    left.left_on = at.date()
    left.save()
    none.pupil.not_assessed = True
    none.pupil.save()
    with pytest.raises(Refused, match="PUPIL_LEFT_CLASS"):
        write(world, [(left.id, "MATHS.level", "", "T")], at)
    with pytest.raises(Refused, match="PUPIL_NOT_ASSESSED"):
        write(world, [(none.id, "MATHS.level", "", "T")], at)


def test_what_may_be_written_where(world: SchoolWorld, at: datetime) -> None:
    world.open_window(part="MATHS")
    class_id = world.classes["4A1"].id
    mine = editable_parts(actor_for(world, "homeroom:4A1"), class_id, Moment.YEAR_END, at)
    assert {part for part, one in mine.items() if one.is_open} == {"MATHS"}
    assert mine["ETHICS"].permitted
    assert mine["ETHICS"].access.refusal("Đạo đức").code == "WINDOW_NOT_DECIDED"
    assert not mine["FOREIGN_LANG_1"].permitted
    names = {column.id for column in columns_of_class(class_id, world.school.id, Moment.MID1)}
    assert {"MATHS.score", "ETHICS.level", "comment_homeroom"} <= names
    assert not names & {"ETHICS.score", "overall", "excused", "NATURE_SOCIETY.level"}


def test_results_go_along_to_the_new_class(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    enter({(0, "MATHS.level"): "T", (0, "q.HONESTY"): "Đ"})
    old = world.enrolments["4A1"][0]
    old.left_on = at.date()
    old.save()
    new = Enrolment.objects.create(
        pupil=old.pupil, school_class=world.classes["4A2"], number=9, joined_on=at.date(), status_on=at.date()
    )
    rebuild_progress(world.year.id, [Moment.YEAR_END], at=at)
    register_ports.enrolment_moved(old.id, new.id, at)
    register_ports.enrolment_moved(old.id, new.id, at)  # harmless twice
    kept = entries(year_id=world.year.id, moment=Moment.YEAR_END, at=at)
    assert kept[new.id] == kept[old.id] == {"MATHS.level": "T", "q.HONESTY": "Đ"}
    assert Progress.objects.get(school_class=world.classes["4A2"], part="MATHS").filled == 1
    assert Progress.objects.get(school_class=world.classes["4A1"], part="MATHS").total == 4


def test_a_year_as_the_rules_take_it(world: SchoolWorld, enter, at: datetime) -> None:
    world.open_window()
    world.open_window("gk1", around=at - timedelta(days=200))
    enter({(0, "MATHS.level"): "H", (0, "MATHS.score"): "0", (0, "c.IT"): "C", (0, "q.HONESTY"): "T"})
    enter({(0, "overall"): "CHT"})
    enter({(0, "ETHICS.level"): "T"}, moment=Moment.MID1, when=at - timedelta(days=200))
    first, second, _ = (one.id for one in world.enrolments["4A1"])
    year = year_results([first, second])[first]
    entry = year.at(Moment.YEAR_END).subjects[Subject.MATHS]
    assert (entry.level, entry.score) == (SubjectLevel.COMPLETED, 0)
    assert year.at(Moment.MID1).subjects[Subject.ETHICS].level is SubjectLevel.COMPLETED_WELL
    assert set(year.at(Moment.YEAR_END).competencies.values()) == {TraitLevel.NEEDS_EFFORT}
    assert year.decided is OverallResult.NOT_COMPLETED
    assert year_results([second])[second].moments == {}
    assert year_results([]) == {}


def test_act_names_are_uuids(world: SchoolWorld, at: datetime) -> None:
    world.open_window()
    done = write(world, [(world.enrolments["4A1"][0].id, "MATHS.level", "", "T")], at, import_run=uuid4())
    assert list(EditAct.objects.values_list("uuid", flat=True)) == list(done.entries)
