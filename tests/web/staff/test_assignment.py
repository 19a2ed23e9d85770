"""The yearly assignment: proposed as a whole, approved as a whole, in effect by its date."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.schools.models import AssignmentPlan, Homeroom, Teaching
from hocba_web.schools.selectors.capacities import capacities_of
from hocba_web.schools.selectors.teaching import assignments, teachers_of_class
from hocba_web.schools.services import teaching
from hocba_web.schools.services.teaching import Cell
from support.web import SchoolWorld, actor_for, make_school

START = date(2026, 6, 1)


@pytest.fixture
def given(at: datetime, real_at: datetime) -> dict[str, object]:
    """The assignment decision."""
    return {"number": "90/QĐ-TH", "dated": date(2026, 5, 25), "at": at, "real_at": real_at, "accept_gaps": True}


@pytest.fixture
def world(db: None) -> SchoolWorld:
    """Its year ends later than usual, so that there is time for a change."""
    made = make_school()
    made.year.ends_on = date(2026, 6, 30)
    made.year.save()
    return made


@pytest.fixture
def plan(world: SchoolWorld, vice: Actor, at: datetime) -> AssignmentPlan:
    return teaching.open_plan(actor=vice, year_id=world.year.id, since=START, at=at)


def taught(world: SchoolWorld, key: str, on: date) -> set[tuple[int, Subject]]:
    return {
        pair
        for capacity in capacities_of(world.staff[key].user_id, on)
        if capacity.role is Role.SUBJECT_TEACHER
        for pair in capacity.teaches
    }


def test_a_plan_changes_nothing_before_it_is_approved_and_then_by_its_date(
    *, world: SchoolWorld, vice: Actor, head: Actor, plan: AssignmentPlan, at: datetime, given: dict[str, object]
) -> None:
    cell = (world.classes["4A1"].id, Subject.MATHS)
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=[Cell(*cell, world.staff["english"].id)], at=at)
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    assert cell not in taught(world, "english", START)

    decision = teaching.approve_plan(actor=head, plan_id=plan.id, **given)

    assert [cell in taught(world, "english", day) for day in (date(2026, 5, 31), START)] == [False, True]
    assert [cell in taught(world, "homeroom:4A1", day) for day in (date(2026, 5, 31), START)] == [True, False]
    assert Teaching.objects.get(school_class_id=cell[0], subject="MATHS", since=START).decision == decision


def test_the_homeroom_moves_to_a_successor_from_the_day_on(
    *, world: SchoolWorld, vice: Actor, head: Actor, plan: AssignmentPlan, at: datetime, given: dict[str, object]
) -> None:
    led = world.classes["4A1"].id
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=[Cell(led, None, world.staff["english"].id)], at=at)
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    teaching.approve_plan(actor=head, plan_id=plan.id, **given)
    for day, leader in ((date(2026, 5, 31), "homeroom:4A1"), (START, "english")):
        [found] = [one for one in teachers_of_class(led, day) if one.subject is None]
        assert found.staff_id == world.staff[leader].id


def test_who_may_propose_and_who_may_approve(
    world: SchoolWorld, plan: AssignmentPlan, vice: Actor, at: datetime, given: dict[str, object]
) -> None:
    cells = [Cell(world.classes["4A1"].id, Subject.PE, world.staff["english"].id)]
    for key in ("principal", "clerk", "english", "homeroom:4A1"):
        with pytest.raises(Forbidden) as refused:
            teaching.set_cells(actor=actor_for(world, key), plan_id=plan.id, cells=cells, at=at)
        assert refused.value.code == "ROLE_MAY_NOT"
    for key in ("vice_principal", "registrar", "school_admin"):
        teaching.set_cells(actor=actor_for(world, key), plan_id=plan.id, cells=cells, at=at)
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    for key in ("vice_principal", "registrar", "clerk", "school_admin", "english", "homeroom:4A1"):
        with pytest.raises(Forbidden) as refused:
            teaching.approve_plan(actor=actor_for(world, key), plan_id=plan.id, **given)
        assert refused.value.code == "ROLE_MAY_NOT"
    with pytest.raises(FreshFactorNeeded):
        teaching.approve_plan(actor=actor_for(world, "principal", fresh=False), plan_id=plan.id, **given)


def test_who_proposed_does_not_approve_after_becoming_principal(
    world: SchoolWorld, vice: Actor, plan: AssignmentPlan, at: datetime, given: dict[str, object]
) -> None:
    teaching.set_cells(
        actor=vice,
        plan_id=plan.id,
        cells=[Cell(world.classes["4A1"].id, Subject.PE, world.staff["english"].id)],
        at=at,
    )
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    promoted = world.staff["vice_principal"].appointments.get()
    promoted.role = Role.PRINCIPAL.value
    promoted.save()
    with pytest.raises(Forbidden) as refused:
        teaching.approve_plan(actor=actor_for(world, "vice_principal"), plan_id=plan.id, **given)
    assert refused.value.code == "SAME_PERSON"


def test_gaps_are_refused_unless_meant(
    *, world: SchoolWorld, vice: Actor, head: Actor, plan: AssignmentPlan, at: datetime, given: dict[str, object]
) -> None:
    english = world.staff["english"].id
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=[Cell(world.classes["4A1"].id, Subject.PE, english)], at=at)
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    with pytest.raises(Refused) as refused:
        teaching.approve_plan(actor=head, plan_id=plan.id, **(given | {"accept_gaps": False}))
    assert refused.value.code == "PLAN_HAS_GAPS"
    # Grade 4 has twelve compulsory subjects; each of the two classes has five of them, one more is planned.
    assert refused.value.params["count"] == 2 * (12 - 5) - 1


def test_the_homeroom_teacher_takes_what_is_left_and_nothing_is_open_any_more(
    *, world: SchoolWorld, vice: Actor, head: Actor, plan: AssignmentPlan, at: datetime, given: dict[str, object]
) -> None:
    ids = [one.id for one in world.classes.values()]
    assert teaching.fill_from_homeroom(actor=vice, plan_id=plan.id, class_ids=ids, at=at) == 2 * (12 - 5)
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    teaching.approve_plan(actor=head, plan_id=plan.id, **(given | {"accept_gaps": False}))
    kept = [one for one in assignments(world.year.id, START) if one.subject is Subject.FOREIGN_LANG_1]
    assert {one.staff_id for one in kept} == {world.staff["english"].id}


def test_subjects_that_a_grade_does_not_study_cannot_be_assigned(
    world: SchoolWorld, vice: Actor, plan: AssignmentPlan, at: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        teaching.set_cells(
            actor=vice,
            plan_id=plan.id,
            cells=[Cell(world.classes["4A1"].id, Subject.NATURE_SOCIETY, world.staff["english"].id)],
            at=at,
        )
    assert refused.value.code == "SUBJECT_NOT_STUDIED"


def test_two_who_edit_at_once_are_told(
    world: SchoolWorld, vice: Actor, registrar: Actor, plan: AssignmentPlan, at: datetime
) -> None:
    cells = [Cell(world.classes["4A1"].id, Subject.PE, world.staff["english"].id)]
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=cells, at=at, version=0)
    with pytest.raises(Refused) as refused:
        teaching.set_cells(actor=registrar, plan_id=plan.id, cells=cells, at=at, version=0)
    assert refused.value.code == "PLAN_CHANGED_MEANWHILE"


def test_what_is_as_it_was_is_no_change(world: SchoolWorld, vice: Actor, plan: AssignmentPlan, at: datetime) -> None:
    cell = world.classes["4A1"].id, Subject.MATHS
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=[Cell(*cell, world.staff["english"].id)], at=at)
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=[Cell(*cell, world.staff["homeroom:4A1"].id)], at=at)
    with pytest.raises(Refused) as refused:
        teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    assert refused.value.code == "PLAN_EMPTY"


def test_one_plan_a_year_at_a_time_and_inside_the_year(
    world: SchoolWorld, vice: Actor, registrar: Actor, plan: AssignmentPlan, at: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        teaching.open_plan(actor=registrar, year_id=world.year.id, since=START, at=at)
    assert refused.value.code == "PLAN_OPEN_ALREADY"
    teaching.drop_plan(actor=vice, plan_id=plan.id, at=at)
    for day in (date(2026, 7, 1), date(2025, 6, 1)):
        with pytest.raises(Refused) as refused:
            teaching.open_plan(actor=registrar, year_id=world.year.id, since=day, at=at)
        assert refused.value.code == "PLAN_OUTSIDE_YEAR"


def test_a_returned_plan_is_written_again_and_a_change_takes_it_back(
    *, world: SchoolWorld, vice: Actor, head: Actor, plan: AssignmentPlan, at: datetime, given: dict[str, object]
) -> None:
    cells = [Cell(world.classes["4A1"].id, Subject.PE, world.staff["english"].id)]
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=cells, at=at)
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    teaching.return_plan(actor=head, plan_id=plan.id, reason="Cô Loan đã đủ tiết", at=at)
    with pytest.raises(Refused) as refused:
        teaching.approve_plan(actor=head, plan_id=plan.id, **given)
    assert refused.value.code == "PLAN_NOT_SUBMITTED"
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    teaching.set_cells(
        actor=vice,
        plan_id=plan.id,
        cells=[Cell(world.classes["4A1"].id, Subject.MUSIC, world.staff["english"].id)],
        at=at,
    )
    with pytest.raises(Refused) as refused:
        teaching.approve_plan(actor=head, plan_id=plan.id, **given)
    assert refused.value.code == "PLAN_NOT_SUBMITTED"


def test_what_was_in_force_is_never_unmade(
    world: SchoolWorld, vice: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    plan = teaching.open_plan(actor=vice, year_id=world.year.id, since=date(2025, 8, 20), at=at)
    cells = [Cell(world.classes["4A1"].id, None, world.staff["english"].id)]
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=cells, at=at)
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    with pytest.raises(Refused) as refused:
        teaching.approve_plan(actor=head, plan_id=plan.id, **given)
    assert refused.value.code == "PLAN_REACHES_BACK"
    assert Homeroom.objects.filter(school_class=world.classes["4A1"]).count() == 1


def test_who_left_in_between_cannot_be_approved(
    *, world: SchoolWorld, vice: Actor, head: Actor, plan: AssignmentPlan, at: datetime, given: dict[str, object]
) -> None:
    english = world.staff["english"]
    teaching.set_cells(
        actor=vice, plan_id=plan.id, cells=[Cell(world.classes["4A1"].id, Subject.PE, english.id)], at=at
    )
    teaching.submit_plan(actor=vice, plan_id=plan.id, at=at)
    english.left_on = date(2026, 5, 31)
    english.save()
    with pytest.raises(Refused) as refused:
        teaching.approve_plan(actor=head, plan_id=plan.id, **given)
    assert refused.value.code == "STAFF_NOT_WORKING"


def test_another_schools_plans_classes_and_people_do_not_exist_here(
    *, world: SchoolWorld, vice: Actor, head: Actor, plan: AssignmentPlan, at: datetime, given: dict[str, object]
) -> None:
    other = make_school()
    foreign = teaching.open_plan(
        actor=actor_for(other, "registrar"), year_id=other.year.id, since=date(2026, 5, 30), at=at
    )
    mine, theirs = world.classes["4A1"].id, other.classes["4A1"].id
    calls = (
        lambda: teaching.open_plan(actor=vice, year_id=other.year.id, since=START, at=at),
        lambda: teaching.set_cells(
            actor=vice, plan_id=plan.id, cells=[Cell(mine, Subject.PE, other.staff["english"].id)], at=at
        ),
        lambda: teaching.set_cells(actor=vice, plan_id=plan.id, cells=[Cell(theirs, None, None)], at=at),
        lambda: teaching.set_cells(actor=vice, plan_id=foreign.id, cells=[], at=at),
        lambda: teaching.submit_plan(actor=vice, plan_id=foreign.id, at=at),
        lambda: teaching.return_plan(actor=head, plan_id=foreign.id, reason="x", at=at),
        lambda: teaching.approve_plan(actor=head, plan_id=foreign.id, **given),
    )
    for call in calls:
        with pytest.raises(Missing) as missing:
            call()
        assert missing.value.code == "NOT_FOUND_HERE"


def test_the_whole_assignment_is_read_with_a_few_queries(
    world: SchoolWorld, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(3):
        rows = assignments(world.year.id, date(2026, 5, 25))
    assert len(rows) == 2 * (1 + 5)
    assert [one.subject for one in rows if one.class_name == "4A1"][:2] == [None, Subject.VIETNAMESE]
