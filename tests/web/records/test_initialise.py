"""Initialising records: what is frozen, who is refused and why, what is made only once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from hocba.lifecycle import State
from hocba_web.assessment.models import HomeroomEntry, PromotionDecision, SupplementaryCase, YearEnd
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.records.models import Record, Revision, Step
from hocba_web.records.ports import ports
from hocba_web.records.selectors.drafts import draft_of
from hocba_web.records.services.initialise import initialise
from hocba_web.schools.models import Appointment, Guardian, PriorYear, Staff, Substitution, Teaching
from support.web import actor_for, make_school
from support.web.records import ARTS, initialised, ready_school, records_of, sample_on_site
from support.web.school import NOW, add_staff


@pytest.fixture
def ready(db):
    return ready_school()


def codes(found) -> dict[int, list[tuple[str, str]]]:
    return {one.enrolment_id: [(each.code, str(each.place)) for each in one.obstacles] for one in found.refused}


def test_a_class_of_the_sample_in_few_queries(db, django_assert_max_num_queries):
    world = sample_on_site()
    with django_assert_max_num_queries(430):
        found = initialised(world, "4A2")
    assert (len(found.made), found.refused, found.standing) == (36, (), ())


def test_the_ready_are_made_and_the_waiting_are_refused_with_their_page(ready):
    waiting, *others = ready.enrolments["4A1"]
    found = initialised(ready, "4A1", planned=date(2026, 5, 28))
    assert [one.enrolment_id for one in found.made] == [one.id for one in others]
    assert {one.state for one in found.made} == {State.DRAFT}
    assert codes(found) == {waiting.id: [("RECORD_SUPPLEMENTARY_MISSING", "supplementary")]}
    record = records_of(ready, "4A1")[0]
    content = draft_of(record.id).record
    assert (content.created_on, content.planned_issue_on) == (date(2026, 5, 25), date(2026, 5, 28))
    assert content.manager.personal_id == ready.staff["principal"].personal_id
    assert (record.uuid, record.group, record.closing_on) == (content.lookup_uuid, "15/6", date(2026, 6, 15))
    step = Step.objects.get(record=record)
    assert (step.event, step.role, step.by_id) == ("initialise", "registrar", ready.staff["registrar"].user_id)
    assert Entry.objects.filter(action="records.step.initialise").count() == 2


def test_pressing_twice_makes_nothing_twice(ready):
    first = initialised(ready, "4A1")
    again = initialised(ready, "4A1")
    assert again.made == ()
    assert set(again.standing) == {one.enrolment_id for one in first.made}
    assert (Record.objects.count(), Revision.objects.count()) == (2, 2)


def test_the_waiting_pupil_comes_in_august(ready):
    waiting = ready.enrolments["4A1"][0]
    SupplementaryCase.objects.create(
        enrolment=waiting, overall="CHT", opened_by=ready.staff["registrar"].user, opened_at=NOW, reported_at=NOW
    )
    assert codes(initialised(ready, "4A1"))[waiting.id] == [("RECORD_PROMOTION_OPEN", "supplementary")]
    principal = ready.staff["principal"].user
    PromotionDecision.objects.create(enrolment=waiting, promoted=True, reason="Cần cố gắng", by=principal, at=NOW)
    assert initialised(ready, "4A1").refused == ()
    record = Record.objects.get(enrolment=waiting)
    assert (record.group, record.closing_on) == ("15/8", date(2026, 8, 15))
    assert not draft_of(record.id).record.outcome.grade_completed
    assert draft_of(record.id).record.outcome.promoted


@pytest.mark.parametrize(
    ("break_it", "expected"),
    [
        (lambda one: HomeroomEntry.objects.filter(enrolment=one).update(weight_kg=None), "RECORD_HEALTH_MISSING"),
        (lambda one: HomeroomEntry.objects.filter(enrolment=one).update(excused=None), "RECORD_ABSENCES_MISSING"),
        (lambda one: HomeroomEntry.objects.filter(enrolment=one).update(comment_general=""), "COMMENT_GENERAL_MISSING"),
        (lambda one: YearEnd.objects.filter(enrolment=one).update(overall=""), "OVERALL_MISSING"),
        (lambda one: one.subject_results.filter(subject="MATHS").update(level=""), "YEAR_INCOMPLETE"),
        (lambda one: type(one.pupil).objects.filter(id=one.pupil_id).update(personal_id=""), "PERSONAL_ID_MISSING"),
        (lambda one: Guardian.objects.filter(pupil=one.pupil).delete(), "FAMILY_MISSING"),
        (lambda _one: Teaching.objects.filter(subject="MUSIC").delete(), "RECORD_TEACHER_MISSING"),
        (lambda _one: Staff.objects.filter(name="Vi Thanh Tùng").update(personal_id=""), "RECORD_TEACHER_ID_MISSING"),
        (lambda one: one.school_class.homerooms.all().delete(), "RECORD_HOMEROOM_MISSING"),
    ],
)
def test_what_is_missing_is_named_pupil_by_pupil(ready, break_it, expected):
    one = ready.enrolments["4A1"][1]
    break_it(one)
    found = codes(initialised(ready, "4A1"))
    assert expected in {code for code, _ in found[one.id]}


def test_a_level_that_is_missing_leads_to_its_subject(ready):
    one = ready.enrolments["4A1"][1]
    one.subject_results.filter(subject="MATHS").update(level="")
    assert codes(initialised(ready, "4A1"))[one.id] == [("YEAR_INCOMPLETE", "results/MATHS")]


def test_a_year_that_no_file_told_is_completed_from_the_class_lists(ready):
    one = ready.enrolments["4A1"][1]
    PriorYear.objects.filter(pupil=one.pupil, first=2025).delete()
    initialised(ready, "4A1")
    last = draft_of(Record.objects.get(enrolment=one).id).record.history[-1]
    assert (last.school_year.first, last.class_name, last.entered_on) == (2025, "4A1", one.joined_on)


def test_who_may_sign_for_an_absent_teacher_stands_in_the_record(ready):
    stand_in = add_staff(ready, "stand-in", "Cù Thị Sen")
    cover = Substitution.objects.create(
        absent=ready.staff[ARTS],
        substitute=stand_in,
        since=NOW.date() - timedelta(days=2),
        until=NOW.date() + timedelta(days=20),
        may_sign=False,
        decision=ready.decision,
        approved_at=NOW,
    )
    initialised(ready, "4A1", enrolments=[ready.enrolments["4A1"][1].id])
    cover.may_sign = True
    cover.save()
    initialised(ready, "4A1")
    first, second = (draft_of(one.id).record for one in records_of(ready, "4A1"))
    arts, named = ready.staff[ARTS].personal_id, stand_in.personal_id
    assert {arts, named} & {part.teacher.personal_id for part in first.assessment.parts} == {arts}
    assert {arts, named} & {part.teacher.personal_id for part in second.assessment.parts} == {named}


def test_a_deputy_signs_only_if_authorised(ready):
    deputy = ready.staff["vice_principal"]
    asked = {
        "actor": actor_for(ready, "clerk"),
        "class_id": ready.classes["4A1"].id,
        "planned_issue_on": date(2026, 5, 25),
        "at": NOW,
        "manager_staff_id": deputy.id,
    }
    with pytest.raises(Refused, match="MANAGER_NOT_AUTHORISED"):
        initialise(**asked)
    Appointment.objects.filter(staff=deputy).update(may_sign_for_principal=True)
    found = initialise(**asked)
    manager = draft_of(found.made[0].record_id).record.manager
    assert (manager.personal_id, manager.title) == (deputy.personal_id, "Phó hiệu trưởng")


def test_what_is_refused_as_a_whole(ready):
    with pytest.raises(Refused, match="PLANNED_ISSUE_PAST"):
        initialised(ready, "4A1", planned=date(2026, 5, 24))
    for key in ("principal", "vice_principal", "school_admin", "homeroom:4A1", ARTS):
        with pytest.raises(Forbidden):
            initialise(
                actor=actor_for(ready, key),
                class_id=ready.classes["4A1"].id,
                planned_issue_on=date(2026, 5, 25),
                at=NOW,
            )
    with pytest.raises(Missing):
        initialise(
            actor=actor_for(make_school(), "registrar"),
            class_id=ready.classes["4A1"].id,
            planned_issue_on=date(2026, 5, 25),
            at=NOW,
        )
    Appointment.objects.filter(role="principal", school=ready.school).delete()
    with pytest.raises(Refused, match="MANAGER_MISSING"):
        initialised(ready, "4A1")
    assert not Record.objects.exists()


def test_a_void_record_is_replaced_by_a_new_one_if_that_is_allowed(ready, monkeypatch):
    initialised(ready, "4A1")
    void = records_of(ready, "4A1")[0]
    Record.objects.filter(id=void.id).update(state=State.RECALLED.value)
    monkeypatch.setattr(ports, "replacement_allowed", lambda _record_id: Refused("RECORD_NOT_VOID", state="x"))
    assert codes(initialised(ready, "4A1"))[void.enrolment_id] == [("RECORD_NOT_VOID", "pupil")]
    monkeypatch.undo()
    (made,) = initialised(ready, "4A1").made
    new = Record.objects.get(id=made.record_id)
    assert (new.replaces_id, new.revision, new.stands) == (void.id, 1, State.DRAFT)
    assert new.uuid != void.uuid
    assert initialised(ready, "4A1").made == ()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_initialisations_at_once_make_each_record_once(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    world = ready_school(pupils=6)
    actors = [actor_for(world, "registrar"), actor_for(world, "clerk")]

    def press(actor):
        try:
            return initialise(actor=actor, class_id=world.classes["4A1"].id, planned_issue_on=date(2026, 5, 25), at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(press, actors))
    assert sorted(len(one.made) for one in both) == [0, 5]
    assert (Record.objects.count(), Revision.objects.count(), Step.objects.count()) == (5, 5, 5)
