"""The register's own windows as `assessment` keeps them; inspectors; two years side by side."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import Period
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.schools.models import Enrolment, Homeroom, SchoolClass, SchoolYear, Transfer
from hocba_web.schools.selectors.pupils.page import pupil_page
from hocba_web.schools.selectors.pupils.search import search_pupils
from hocba_web.schools.services.pupils import (
    DataRefused,
    civil_status_change,
    class_review_confirm,
    pupil_admit,
    pupil_edit,
    transfer_decide,
    transfer_in_ask,
)
from hocba_web.schools.services.pupils.terms import status_for
from support.web import actor_for
from support.web.school import NOW


def edit(world, pupil, *, at=NOW, key="homeroom:4A1"):
    version = type(pupil).objects.get(id=pupil.id).version
    pupil_edit(
        actor=actor_for(world, key),
        pupil_id=pupil.id,
        version=version,
        values={"residence": f"Khu {version}"},
        at=at,
    )


def test_a_window_of_the_register_opens_exactly_from_to(world, pupil):
    window = world.open_window(Period.REGISTER)
    with pytest.raises(Refused) as refused:
        edit(world, pupil, at=window.opens_at - timedelta(seconds=1))
    assert refused.value.code == "REGISTER_OPENS_LATER"
    edit(world, pupil, at=window.opens_at)
    edit(world, pupil, at=window.closes_at - timedelta(seconds=1))
    with pytest.raises(Refused) as refused:
        edit(world, pupil, at=window.closes_at)
    assert refused.value.code == "REGISTER_CLOSED"


def test_windows_for_results_do_not_open_the_register(world, pupil):
    world.open_window(Period.YEAR_END)
    with pytest.raises(Refused):
        edit(world, pupil)


def test_a_window_for_one_class_opens_no_other(world, pupil):
    world.open_window(Period.REGISTER, school_class=world.classes["4A2"])
    with pytest.raises(Refused):
        edit(world, pupil)
    edit(world, world.enrolments["4A2"][0].pupil, key="homeroom:4A2")


def inspector(world, *classes: str) -> Actor:
    person = world.person("english")
    return Actor(
        user_id=person.user_id,
        name=person.name,
        role=Role.INSPECTOR,
        school_id=world.school.id,
        capacity="inspection:1",
        inspection_id=1,
        inspects=frozenset(world.classes[name].id for name in classes),
    )


def test_an_inspector_reads_what_the_inspection_names_and_writes_nothing(world, pupil, register):
    actor = inspector(world, "4A1")
    page = pupil_page(actor, pupil.id, NOW)
    assert page.rights.history
    rights = page.rights
    assert {rights.edit, rights.admit, rights.slip, rights.transfer_out, rights.civil_status} == {False}
    assert {hit.class_name for letter in "tlp" for hit in search_pupils(actor, letter).hits} == {"4A1"}
    with pytest.raises(Forbidden) as refused:
        pupil_page(actor, world.enrolments["4A2"][0].pupil_id, NOW)
    assert refused.value.code == "OUT_OF_SCOPE"
    with pytest.raises(Forbidden) as refused:
        pupil_edit(actor=actor, pupil_id=pupil.id, version=1, values={"residence": "Khu 1"}, at=NOW)
    assert refused.value.code == "ROLE_MAY_NOT"
    with pytest.raises(Forbidden):
        class_review_confirm(actor=actor, class_id=world.classes["4A1"].id, note="", seen_findings=9, at=NOW)


@pytest.fixture
def next_year(world) -> SchoolClass:
    """The class of 2026-2027 that the first pupil of 4A1 already stands in."""
    year = SchoolYear.objects.create(
        school=world.school,
        first=2026,
        starts_on=date(2026, 9, 5),
        term_2_on=date(2027, 1, 18),
        ends_on=date(2027, 5, 31),
    )
    school_class = SchoolClass.objects.create(year=year, name="5A1", grade=5)
    Enrolment.objects.create(pupil=world.enrolments["4A1"][0].pupil, school_class=school_class, number=1)
    Homeroom.objects.create(
        school_class=school_class,
        staff=world.person("english"),
        since=date(2026, 5, 1),
        decision=world.decision,
        approved_at=NOW,
    )
    return school_class


def test_in_summer_both_homeroom_teachers_reach_the_pupil_each_by_the_own_window(world, pupil, register, next_year):
    register.closed_classes = {world.classes["4A1"].id}
    with pytest.raises(Refused):
        edit(world, pupil)
    edit(world, pupil, key="english")
    edit(world, pupil, key="registrar")  # one of the two classes is open
    register.closed_classes = {next_year.id}
    edit(world, pupil)
    with pytest.raises(Refused):
        edit(world, pupil, key="english")


def test_the_homeroom_teacher_of_a_class_left_by_class_change_reaches_the_pupil_no_more(world, pupil, register):
    Enrolment.objects.filter(pupil=pupil).update(left_on=date(2026, 2, 2))
    Enrolment.objects.create(pupil=pupil, school_class=world.classes["4A2"], number=9)
    with pytest.raises(Forbidden):
        edit(world, pupil)
    edit(world, pupil, key="homeroom:4A2")


@pytest.mark.parametrize(
    ("on", "arrived", "moved"),
    [
        (date(2025, 9, 4), "Chuyển đến trong hè", "Chuyển đi trong hè"),
        (date(2025, 9, 5), "Chuyển đến kỳ 1", "Chuyển đi kỳ 1"),
        (date(2026, 5, 31), "Chuyển đến kỳ 2", "Chuyển đi kỳ 2"),
        (date(2026, 6, 1), "Chuyển đến trong hè", "Chuyển đi trong hè"),
    ],
)
def test_summer_lies_before_and_after_the_year(world, on, arrived, moved):
    assert status_for("arrived", on, world.year).value == arrived
    assert status_for("moved", on, world.year).value == moved


CHILD = {
    "name": "Hà Minh Khôi",
    "sex": "Nam",
    "born": date(2016, 7, 1),
    "personal_id": "022216777001",
    "ethnicity": "Kinh",
    "mother_name": "Phạm Thu Lan",
}


def test_of_a_child_who_does_not_come_only_name_and_birth_date_are_kept(world, register, paper):
    transfer = transfer_in_ask(
        actor=actor_for(world, "registrar"),
        class_id=world.classes["4A1"].id,
        values=CHILD,
        on=date(2026, 5, 20),
        other_school="Tiểu học B",
        other_province="Tỉnh Bắc Ninh",
        reason="Chuyển nhà",
        evidence=paper,
        at=NOW,
    )
    assert transfer.details["personal_id"] == "022216777001"
    transfer_decide(actor=actor_for(world, "principal"), transfer_id=transfer.id, agree=False, answer="Hết chỗ", at=NOW)
    assert Transfer.objects.get().details == {"name": "Hà Minh Khôi", "born": "2016-07-01"}


@pytest.mark.parametrize(("field", "more"), [("reason", {"reason": "x" * 501}), ("id_basis", {"id_basis": "x" * 201})])
def test_texts_longer_than_their_column_are_told_before_the_database_is_asked(world, register, paper, field, more):
    given = {"reason": "Tuyển sinh", "id_basis": ""} | more
    with pytest.raises(DataRefused) as refused:
        pupil_admit(
            actor=actor_for(world, "registrar"),
            class_id=world.classes["4A1"].id,
            values=CHILD,
            on=date(2026, 5, 20),
            evidence=paper,
            at=NOW,
            **given,
        )
    assert [(one.name, one.code) for one in refused.value.problems] == [(field, "PUPIL_FIELD_TOO_LONG")]


def test_an_id_kept_by_a_decision_falls_back_into_question_when_the_id_changes(world, pupil, register, paper):
    actor = actor_for(world, "registrar")
    shared = {"actor": actor, "pupil_id": pupil.id, "on": date(2026, 5, 4), "evidence": paper, "at": NOW}
    civil_status_change(
        **shared, version=1, values={"personal_id": "022315000099"}, reason="QĐ 5", id_basis="QĐ 5/2026"
    )
    with pytest.raises(DataRefused):
        civil_status_change(**shared, version=2, values={"personal_id": "022314000099"}, reason="Nhập lại", id_basis="")
