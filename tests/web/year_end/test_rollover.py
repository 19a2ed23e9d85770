"""The move into the next year: two people, nothing lost, undone while empty, who waits is settled later."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from hocba.model import Moment
from hocba_web.assessment.models import RollOver, SubjectResult
from hocba_web.assessment.selectors.rollover import Move, plan_of, standing, waiting_places
from hocba_web.assessment.selectors.year_end import final_year
from hocba_web.assessment.services.promotion import decide_promotion
from hocba_web.assessment.services.rollover import (
    change_rollover,
    confirm_rollover,
    prepare_rollover,
    return_rollover,
    settle_waiting,
    submit_rollover,
    undo_rollover,
)
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.schools.models import Enrolment, SchoolClass, SchoolYear
from hocba_web.schools.services.setup import YearData
from support.sample_school import expected
from support.web import actor_for, logged_in, make_school
from support.web.school import NOW
from support.web.year_end import assessed_school, behind_pupil

DAYS = YearData(starts_on=date(2026, 9, 5), term_2_on=date(2027, 1, 18), ends_on=date(2027, 5, 31))


def prepared(world, *, who="registrar"):
    return prepare_rollover(actor=actor_for(world, who), from_year_id=world.year.id, days=DAYS, at=NOW)


def submitted(world):
    row = prepared(world)
    return submit_rollover(actor=actor_for(world, "registrar"), rollover_id=row.id, at=NOW)


def confirm(world, row, *, who="principal", fresh=True, digest=None):
    return confirm_rollover(
        actor=actor_for(world, who, fresh=fresh),
        rollover_id=row.id,
        digest=plan_of(row, NOW.date()).digest if digest is None else digest,
        at=NOW,
        real_at=clock.real_now(),
    )


def undo(world, row, *, who="principal"):
    return undo_rollover(
        actor=actor_for(world, who), rollover_id=row.id, reason="Nhầm lớp.", at=NOW, real_at=clock.real_now()
    )


@pytest.fixture
def world(db):
    return assessed_school(classes=("4A1", "5A1"))


def next_places(world):
    rows = Enrolment.objects.filter(school_class__year__first=2026, pupil__school=world.school)
    return {(one.pupil_id, one.school_class.name, one.awaiting_outcome) for one in rows.select_related("school_class")}


def test_preparing_sets_the_next_year_beside_this_one(world):
    row = prepared(world)
    assert (row.to_year.value.first, row.to_year.is_current, row.from_year.is_current) == (2026, False, True)
    assert not SchoolClass.objects.filter(year=row.to_year).exists()
    plan = plan_of(row, NOW.date())
    assert plan.counts == {Move.UP: 2, Move.AWAITING: 1, Move.COMPLETED: 3}
    assert [one.pupil.enrolment_id for one in plan.exceptional] == [behind_pupil(world).id]
    with pytest.raises(Refused, match="ROLLOVER_BEGUN"):
        prepared(world)


def test_confirming_gives_places_and_keeps_the_current_year(world):
    row = confirm(world, submitted(world))
    four, five = world.enrolments["4A1"], world.enrolments["5A1"]
    assert next_places(world) == {(one.pupil_id, "5A1", one.id == behind_pupil(world).id) for one in four}
    assert not {one.pupil_id for one in five} & {pupil for pupil, _, _ in next_places(world)}
    assert SchoolYear.objects.get(school=world.school, is_current=True).first == 2025
    assert SchoolClass.objects.get(year=row.to_year, name="5A1").foreign_language == "Tiếng Anh"


def test_only_another_person_fresh_and_after_submission(world):
    row = prepared(world)
    with pytest.raises(Refused, match="ROLLOVER_NOT_SUBMITTED"):
        confirm(world, row)
    submit_rollover(actor=actor_for(world, "registrar"), rollover_id=row.id, at=NOW)
    row.refresh_from_db()
    for who in ("registrar", "vice_principal", "clerk", "school_admin", "homeroom:4A1"):
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            confirm(world, row, who=who)
    with pytest.raises(FreshFactorNeeded):
        confirm(world, row, fresh=False)
    RollOver.objects.update(prepared_by=world.person("principal").user)
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        confirm(world, row)


@pytest.mark.parametrize("who", ["principal", "vice_principal", "clerk", "school_admin", "homeroom:4A1", "english"])
def test_only_the_registrar_prepares(world, who):
    with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
        prepared(world, who=who)


def test_confirming_twice_and_after_a_change_is_refused(world):
    row = submitted(world)
    with pytest.raises(Refused, match="ROLLOVER_CHANGED"):
        confirm(world, row, digest="somethingelse")
    confirm(world, row)
    count = Enrolment.objects.count()
    with pytest.raises(Refused, match="ROLLOVER_CONFIRMED"):
        confirm(world, row)
    assert Enrolment.objects.count() == count


def test_mapping_and_single_pupils_can_be_changed(world):
    row, registrar = prepared(world), actor_for(world, "registrar")
    class_id, second = world.classes["4A1"].id, world.enrolments["4A1"][1]
    changed = change_rollover(
        actor=registrar,
        rollover_id=row.id,
        classes={class_id: {"up": " 5a7 ", "again": "4A1"}},
        exceptions={second.id: "5A2"},
        at=NOW,
    )
    assert plan_of(changed, NOW.date()).sizes == {"5A2": 1, "5A7": 2}
    for bad in ("4A7", "", "5<b>", "=5A1"):
        with pytest.raises(Refused, match="ROLLOVER_CLASS"):
            change_rollover(
                actor=registrar,
                rollover_id=row.id,
                classes={class_id: {"up": bad, "again": "4A1"}},
                exceptions={},
                at=NOW,
            )


def test_a_change_takes_the_submission_back_and_so_does_the_principal(world):
    row, registrar = submitted(world), actor_for(world, "registrar")
    change_rollover(actor=registrar, rollover_id=row.id, classes={}, exceptions={}, at=NOW)
    row.refresh_from_db()
    assert row.submitted_at is None
    submit_rollover(actor=registrar, rollover_id=row.id, at=NOW)
    assert return_rollover(actor=actor_for(world, "principal"), rollover_id=row.id, at=NOW).submitted_at is None


def test_undone_while_empty_and_not_after(world):
    row = confirm(world, submitted(world))
    undo(world, row)
    assert next_places(world) == set()
    assert not SchoolClass.objects.filter(year__first=2026).exists()
    again = submitted(world)
    confirm(world, again)
    place = Enrolment.objects.filter(school_class__year__first=2026).first()
    SubjectResult.objects.create(enrolment=place, moment=Moment.MID1.value, subject="MATHS", level="H", updated_at=NOW)
    with pytest.raises(Refused, match="ROLLOVER_IN_USE"):
        undo(world, again)
    assert len(next_places(world)) == 3
    with pytest.raises(Forbidden):
        undo(world, again, who="registrar")


def settled_as(world, *, promoted):
    """A confirmed roll-over whose waiting pupil was decided on since."""
    from hocba_web.assessment.models import SupplementaryCase  # noqa: PLC0415  # one use

    row, pupil = confirm(world, submitted(world)), behind_pupil(world)
    home = world.person("homeroom:4A1").user
    SupplementaryCase.objects.create(
        enrolment=pupil,
        opened_by=home,
        opened_at=NOW,
        overall="CHT",
        decided_by=home,
        reported_by=home,
        reported_at=NOW,
    )
    decide_promotion(
        actor=actor_for(world, "principal"),
        enrolment_id=pupil.id,
        promoted=promoted,
        reason="Xét kết quả hè.",
        at=NOW,
        real_at=clock.real_now(),
    )
    assert final_year(pupil.id).outcome.promoted is promoted
    return row, pupil


def test_who_waited_and_is_promoted_stays_where_they_are(world):
    row, pupil = settled_as(world, promoted=True)
    (one,) = waiting_places(row)
    assert (one.move, one.proposed) == (Move.UP, "5A1")
    settle_waiting(
        actor=actor_for(world, "registrar"), rollover_id=row.id, enrolment_id=one.enrolment_id, name="5A1", at=NOW
    )
    assert (pupil.pupil_id, "5A1", False) in next_places(world)
    assert waiting_places(row) == []


def test_who_waited_and_is_kept_down_moves_to_the_class_of_the_grade(world):
    row, pupil = settled_as(world, promoted=False)
    (one,) = waiting_places(row)
    assert (one.move, one.proposed) == (Move.AGAIN, "4A1")
    registrar = actor_for(world, "registrar")
    with pytest.raises(Refused, match="ROLLOVER_CLASS"):
        settle_waiting(actor=registrar, rollover_id=row.id, enrolment_id=one.enrolment_id, name="4A1", at=NOW)
    SchoolClass.objects.create(year=row.to_year, name="4A1", grade=4, foreign_language="Tiếng Anh")
    settle_waiting(actor=registrar, rollover_id=row.id, enrolment_id=one.enrolment_id, name="4A1", at=NOW)
    assert {(name, waits) for who, name, waits in next_places(world) if who == pupil.pupil_id} == {("4A1", False)}


def test_who_still_waits_is_not_settled(world):
    row = confirm(world, submitted(world))
    (one,) = waiting_places(row)
    with pytest.raises(Refused, match="ROLLOVER_STILL_WAITING"):
        settle_waiting(
            actor=actor_for(world, "registrar"), rollover_id=row.id, enrolment_id=one.enrolment_id, name="5A1", at=NOW
        )


def test_other_schools_see_nothing_of_it(world):
    row, elsewhere = submitted(world), make_school()
    with pytest.raises(Missing):
        confirm(elsewhere, row)
    with pytest.raises(Missing):
        submit_rollover(actor=actor_for(elsewhere, "registrar"), rollover_id=row.id, at=NOW)


def test_the_sample_school_rolls_over_with_its_twelve_waiting(load, django_assert_max_num_queries):
    world = load(supplementary=False)
    row = submitted(world)
    with django_assert_max_num_queries(10):
        plan = plan_of(row, NOW.date())
    assert plan.counts[Move.AWAITING] == 12
    assert sum(plan.counts[move] for move in Move if move is not Move.LEFT) == expected()["pupils_at_year_end"]
    confirm(world, row)
    places = Enrolment.objects.filter(school_class__year=row.to_year)
    assert places.count() == len(plan.carried)
    assert places.filter(awaiting_outcome=True).count() == 12
    assert Counter(places.values_list("school_class__name", flat=True)) == plan.sizes
    assert SchoolClass.objects.filter(year=row.to_year, grade=1).count() == 5


def test_the_pages_lead_through_it(world, at, client):
    registrar, url = logged_in(client, world, "registrar"), "/len-nam-hoc/"
    assert registrar.get(url).status_code == 200
    days = {"starts_on": "2026-09-05", "term_2_on": "2027-01-18", "ends_on": "2027-05-31"}
    assert registrar.post(f"{url}chuan-bi/", {}).status_code == 422
    assert registrar.post(f"{url}chuan-bi/", days).status_code == 302
    row = standing(world.year.id)
    assert "Chờ xét" in registrar.get(url).content.decode()
    class_id = world.classes["4A1"].id
    form = {f"up-{class_id}": "5A3", f"again-{class_id}": "4A1", "act": "submit"}
    assert registrar.post(f"{url}{row.id}/sua/", form).status_code == 302
    head = logged_in(type(client)(), world, "principal")
    assert "5A3" in head.get(url).content.decode()
    row.refresh_from_db()
    digest = plan_of(row, NOW.date()).digest
    assert registrar.post(f"{url}{row.id}/xac-nhan/", {"digest": digest}).status_code == 403
    assert head.post(f"{url}{row.id}/xac-nhan/", {"digest": digest}).status_code == 302
    assert len(next_places(world)) == 3
    assert head.post(f"{url}{row.id}/hoan-tac/", {"reason": ""}).status_code == 422
    assert head.post(f"{url}{row.id}/hoan-tac/", {"reason": "Nhầm"}).status_code == 302
    assert next_places(world) == set()
