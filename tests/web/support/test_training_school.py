"""The training school: staff practise there as themselves; making it anew never touches a real school."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hocba.model import Moment, Sex, check_personal_id
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import Period, SubjectResult
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.schools.models import Enrolment, Pupil, School, SchoolClass, SchoolYear, Staff
from hocba_web.schools.selectors.capacities import capacities_of, roles_of_user
from hocba_web.schools.selectors.practice import training_school
from hocba_web.schools.services.training import clear_training
from hocba_web.support.selectors.training import exercises, trained
from hocba_web.support.services.training_school import build_training_school, reset_training_school
from hocba_web.support.training import people
from support.web import actor_for, logged_in

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from support.web import SchoolWorld

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)


def _build() -> int:
    return build_training_school(at=NOW, real_at=clock.real_now())


def _counts() -> dict[str, int]:
    """Rows of every table that a reset could reach."""
    return {
        model._meta.label: model._base_manager.count()  # Django's documented metadata
        for model in apps.get_models()
        if model._meta.app_label in {"schools", "assessment", "supervision", "support", "intake"}  # the same
    }


def test_it_is_a_school_with_a_year_almost_done(world: SchoolWorld) -> None:
    del world
    school_id = _build()
    classes = SchoolClass.objects.filter(year__school_id=school_id)
    assert sorted(classes.values_list("name", flat=True)) == ["2A1", "4A1"]
    assert Enrolment.objects.filter(school_class__in=classes).count() == 2 * people.PUPILS
    for pupil in Pupil.objects.filter(school_id=school_id):
        findings = check_personal_id(pupil.personal_id, sex=Sex(pupil.sex), birth_year=pupil.born.year)
        assert not [one for one in findings if one.is_error]
    filled = SubjectResult.objects.filter(enrolment__school_class__in=classes)
    assert filled.filter(moment=Moment.MID1.value).count() > filled.filter(moment=Moment.YEAR_END.value).count() > 0


def test_the_real_staff_hold_the_same_roles_there_and_their_own_come_first(world: SchoolWorld) -> None:
    user = world.person("homeroom:4A1").user
    assert user is not None
    before = capacities_of(user.pk, clock.local(NOW).date())
    school_id = _build()
    after = capacities_of(user.pk, clock.local(NOW).date())
    assert after[: len(before)] == before
    practice = after[len(before) :]
    assert practice
    assert {one.school_id for one in practice} == {school_id}
    assert {one.role for one in practice} <= {one.role for one in before}
    assert all(one.practice for one in practice)
    homeroom = next(one for one in practice if one.role is Role.HOMEROOM_TEACHER)
    assert "tập huấn" in homeroom.label
    assert {class_id for class_id, _ in homeroom.teaches} == set(homeroom.homeroom_of)


def test_the_training_school_costs_a_request_three_questions_at_most(
    world: SchoolWorld, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    user = world.person("homeroom:4A1").user
    assert user is not None
    on = clock.local(NOW).date()
    with CaptureQueriesContext(connection) as without:
        capacities_of(user.pk, on)
    _build()
    with django_assert_max_num_queries(len(without) + 3):
        capacities_of(user.pk, on)


def test_practising_gives_nobody_a_role(world: SchoolWorld) -> None:
    _build()
    on = clock.local(NOW).date()
    for key, role in (("clerk", Role.CLERK), ("principal", Role.PRINCIPAL)):
        user = world.person(key).user
        assert user is not None
        assert roles_of_user(user.pk, on) == {role}
        assert {one.role for one in capacities_of(user.pk, on)} == {role}


def test_nobody_of_its_staff_can_log_in(client: Client, world: SchoolWorld) -> None:
    del world
    school_id = _build()
    for staff in Staff.objects.filter(school_id=school_id).select_related("user"):
        assert staff.user is not None
        assert not staff.user.is_active
        assert not staff.user.has_usable_password()
        assert not client.login(username=staff.user.username, password="")


def test_made_anew_it_is_as_at_first_and_the_real_school_as_before(world: SchoolWorld) -> None:
    world.open_window(Period.YEAR_END)
    real = _counts()
    _build()
    made = _counts()
    Pupil.objects.filter(school__is_training=True).update(name="Ai Đó")
    SubjectResult.objects.filter(enrolment__school_class__year__school__is_training=True).update(level="C")
    second = _build()
    assert _counts() == made
    assert School.objects.filter(is_training=True).count() == 1
    assert training_school() == second
    assert not Pupil.objects.filter(name="Ai Đó").exists()
    clear_training(school_id=second)
    assert _counts() == real


def test_references_hold_after_it_was_made_anew(world: SchoolWorld) -> None:
    del world
    _build()
    _build()
    with transaction.atomic():
        connection.check_constraints()


def test_a_real_school_cannot_be_emptied(world: SchoolWorld) -> None:
    before = _counts()
    with pytest.raises(Refused) as refused:
        clear_training(school_id=world.school.id)
    assert refused.value.code == "TRAINING_ONLY"
    assert _counts() == before


def test_nothing_goes_if_something_is_shared_with_a_real_school(world: SchoolWorld) -> None:
    school_id = _build()
    year = SchoolYear.objects.get(school_id=school_id)
    pupil = world.enrolments["4A1"][0].pupil
    number = Enrolment.objects.filter(pupil=pupil).count()
    practice = SchoolClass.objects.filter(year=year).first()
    Enrolment.objects.create(pupil=pupil, school_class=practice, number=99, joined_on=year.starts_on)
    before = _counts()
    with pytest.raises(Refused) as refused:
        clear_training(school_id=school_id)
    assert refused.value.code == "TRAINING_TIED"
    assert _counts() == before
    assert Enrolment.objects.filter(pupil=pupil).count() == number + 1


@pytest.mark.parametrize("key", ["principal", "vice_principal", "registrar", "clerk", "homeroom:4A1"])
def test_only_the_admin_makes_it_anew(world: SchoolWorld, key: str) -> None:
    with pytest.raises(Forbidden) as refused:
        reset_training_school(actor=actor_for(world, key), at=NOW, real_at=clock.real_now())
    assert refused.value.code == "ROLE_MAY_NOT"
    assert training_school() is None


def test_the_page_leads_in_and_back_and_notes_exercises(client: Client, world: SchoolWorld) -> None:
    admin = logged_in(client, world, "school_admin")
    assert "Tạo trường tập huấn" in admin.get("/tap-huan/").content.decode()
    assert admin.post("/tap-huan/lam-lai/").status_code == 302
    school = School.objects.get(is_training=True)
    teacher = logged_in(client, world, "homeroom:4A1")
    assert teacher.post("/dang-lam-viec/", {"capacity": "practice:homeroom_teacher"}).status_code == 302
    inside = teacher.get("/tap-huan/").content.decode()
    assert "Về trường thật" in inside
    assert school.name in inside
    assert teacher.get("/ket-qua/").status_code == 200
    assert teacher.get("/ra-soat/").status_code == 200
    key = exercises()[0].key
    assert teacher.post(f"/tap-huan/bai/{key}/xong/").status_code == 302
    assert teacher.post("/tap-huan/bai/khong-co/xong/").status_code == 404
    assert teacher.get("/tap-huan/moi-nguoi/").status_code == 403
    row = next(one for one in trained(world.school.id) if one.name == world.person("homeroom:4A1").name)
    assert (row.done, row.last_at is not None) == (1, True)
    head = logged_in(client, world, "principal")
    assert world.person("homeroom:4A1").name in head.get("/tap-huan/moi-nguoi/").content.decode()


def test_the_admin_inside_cannot_make_it_anew(client: Client, world: SchoolWorld) -> None:
    _build()
    before = training_school()
    logged_in(client, world, "school_admin", capacity="practice:school_admin")
    assert client.post("/tap-huan/lam-lai/").status_code == 409
    assert training_school() == before


def test_the_command_makes_it(world: SchoolWorld, capsys: pytest.CaptureFixture[str]) -> None:
    del world
    call_command("training_school")
    assert "sẵn sàng" in capsys.readouterr().out
    assert training_school() is not None


def test_pages_of_exercises_exist() -> None:
    assert all(reverse(one.view) for one in exercises())
    assert len({one.key for one in exercises()}) == len(exercises())


@pytest.mark.parametrize("key", ["principal", "vice_principal", "registrar", "clerk", "school_admin", "homeroom:4A1"])
def test_every_page_of_the_navigation_answers_there(client: Client, world: SchoolWorld, key: str) -> None:
    school_id = _build()
    role = key.partition(":")[0]
    capacity = "practice:homeroom_teacher" if role == "homeroom" else f"practice:{role}"
    logged_in(client, world, key, capacity=capacity)
    front = client.get("/")
    assert front.context["actor"]["role_label"].endswith("(tập huấn)")
    assert "Mọi người ở đây đều không có thật" in front.content.decode()
    pages = [item["url"] for section in front.context["nav"] for item in section["items"]]
    assert len(pages) > 5
    real = {one.pupil.name for row in world.enrolments.values() for one in row}
    for page in pages:
        answer = client.get(page, follow=True)
        assert answer.status_code == 200, page
        assert not [name for name in real if name in answer.content.decode()], page
    assert training_school() == school_id
