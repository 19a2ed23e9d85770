"""Somebody stands in for an absent teacher: gains the capacity by date, and loses it by date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.schools.models import Substitution
from hocba_web.schools.selectors.capacities import capacities_of
from hocba_web.schools.selectors.teaching import teachers_of_class
from hocba_web.schools.services import teaching
from support.web import SchoolWorld, actor_for, make_school

FIRST, LAST = date(2026, 5, 26), date(2026, 5, 29)
DAYS = (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))


@pytest.fixture
def given(at: datetime, real_at: datetime) -> dict[str, object]:
    """The decision."""
    return {"number": "91/QĐ-TH", "dated": date(2026, 5, 25), "at": at, "real_at": real_at}


def proposed(world: SchoolWorld, vice: Actor, at: datetime, **more: object) -> Substitution:
    values = {"since": FIRST, "until": LAST, "homeroom": True} | more
    return teaching.prepare_substitution(
        actor=vice,
        absent_id=world.staff["homeroom:4A1"].id,
        substitute_id=world.staff["english"].id,
        at=at,
        **values,
    )


def capacities(world: SchoolWorld, day: date) -> dict[Role, tuple[frozenset[int], set[Subject]]]:
    class_id = world.classes["4A1"].id
    return {
        one.role: (one.homeroom_of, {subject for found, subject in one.teaches if found == class_id})
        for one in capacities_of(world.staff["english"].user_id, day)
    }


def test_a_substitute_gains_and_loses_homeroom_and_subjects_by_date(
    world: SchoolWorld, vice: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    row = proposed(world, vice, at)
    assert Role.HOMEROOM_TEACHER not in capacities(world, FIRST)
    teaching.approve_substitution(actor=head, substitution_id=row.id, **given)
    assert [Role.HOMEROOM_TEACHER in capacities(world, day) for day in DAYS] == [False, True, True, False]
    led, subjects = capacities(world, FIRST)[Role.HOMEROOM_TEACHER]
    assert led == {world.classes["4A1"].id}
    assert subjects >= {Subject.VIETNAMESE, Subject.MATHS}
    assert capacities(world, DAYS[3])[Role.SUBJECT_TEACHER][1] == {Subject.FOREIGN_LANG_1}


def test_one_subject_is_one_subject_and_signing_only_where_the_decision_says_so(
    world: SchoolWorld, vice: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    row = proposed(world, vice, at, subject=Subject.MATHS, homeroom=False)
    teaching.approve_substitution(actor=head, substitution_id=row.id, **given)
    found = capacities(world, FIRST)
    assert Role.HOMEROOM_TEACHER not in found
    assert found[Role.SUBJECT_TEACHER][1] == {Subject.FOREIGN_LANG_1, Subject.MATHS}
    [cover] = [one for one in teachers_of_class(world.classes["4A1"].id, FIRST) if one.instead_of]
    assert (cover.subject, cover.may_sign, cover.instead_of) == (
        Subject.MATHS,
        False,
        world.staff["homeroom:4A1"].name,
    )


def test_who_proposes_does_not_approve_and_the_factor_is_asked(
    world: SchoolWorld, vice: Actor, at: datetime, given: dict[str, object]
) -> None:
    row = proposed(world, vice, at)
    for key in ("vice_principal", "registrar", "school_admin", "clerk", "english"):
        with pytest.raises(Forbidden):
            teaching.approve_substitution(actor=actor_for(world, key), substitution_id=row.id, **given)
    with pytest.raises(FreshFactorNeeded):
        teaching.approve_substitution(actor=actor_for(world, "principal", fresh=False), substitution_id=row.id, **given)
    row.prepared_by = world.staff["principal"].user
    row.save()
    with pytest.raises(Forbidden) as refused:
        teaching.approve_substitution(actor=actor_for(world, "principal"), substitution_id=row.id, **given)
    assert refused.value.code == "SAME_PERSON"


def test_nonsense_is_refused(world: SchoolWorld, vice: Actor, at: datetime) -> None:
    absent = world.staff["homeroom:4A1"].id
    cases = {
        "DATES_BACKWARDS": {"until": FIRST - timedelta(days=1)},
        "SUBSTITUTE_IS_ABSENT": {"absent_id": world.staff["english"].id},
        "SUBSTITUTION_COVERS_NOTHING": {"subject": Subject.FOREIGN_LANG_1, "homeroom": False},
    }
    for code, change in cases.items():
        values = {
            "absent_id": absent,
            "substitute_id": world.staff["english"].id,
            "since": FIRST,
            "until": LAST,
            "homeroom": True,
        } | change
        with pytest.raises(Refused) as refused:
            teaching.prepare_substitution(actor=vice, at=at, **values)
        assert refused.value.code == code


def test_the_same_work_is_not_given_to_two_substitutes(world: SchoolWorld, vice: Actor, at: datetime) -> None:
    proposed(world, vice, at, subject=Subject.MATHS, homeroom=False)
    proposed(world, vice, at, subject=Subject.ETHICS, homeroom=False)
    with pytest.raises(Refused) as refused:
        proposed(world, vice, at, since=LAST, until=LAST + timedelta(days=2))
    assert refused.value.code == "SUBSTITUTION_OVERLAPS"


def test_back_earlier_than_thought(
    world: SchoolWorld, vice: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    row = proposed(world, vice, at)
    teaching.approve_substitution(actor=head, substitution_id=row.id, **given)
    teaching.end_substitution(actor=head, substitution_id=row.id, until=FIRST, at=at)
    assert [Role.HOMEROOM_TEACHER in capacities(world, day) for day in DAYS] == [False, True, False, False]


def test_another_schools_people_do_not_exist_here(
    world: SchoolWorld, vice: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    other = make_school()
    with pytest.raises(Missing):
        proposed(other, vice, at)
    row = proposed(other, actor_for(other, "vice_principal"), at)
    with pytest.raises(Missing):
        teaching.approve_substitution(actor=head, substitution_id=row.id, **given)
