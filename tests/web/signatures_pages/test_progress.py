"""Who has not signed: by person and class, reminders, absent teachers, whose business it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.signatures.selectors.progress import by_class, owing
from hocba_web.signatures.services.reminders import remind
from hocba_web.supervision.models import Notice
from support.web.acting import actor_for, logged_in
from support.web.school import SchoolWorld
from web.signatures_pages.signing_up import sign_turn

pytestmark = pytest.mark.django_db


def test_people_and_classes_are_counted_from_what_is_signed(school: SchoolWorld, at: datetime) -> None:
    for who in ("english", "arts"):
        sign_turn(school, who, "4A1", at=at)
    head = actor_for(school, "principal")
    found = {one.name: (one.now, one.later) for one in owing(head, at.date())}
    assert found["Mai Thị Loan"] == (4, 0)
    assert found["Cao Thị Nga 4A1"] == (3, 3)
    assert found["Lại Thị Hà"] == (0, 7)
    classes = {one.class_name: one for one in by_class(head)}
    assert classes["4A1"].counts == (0, 0, 0)
    assert classes["4A1"].waits_for == ("Cao Thị Nga 4A1",)
    sign_turn(school, "homeroom:4A1", "4A1", at=at)
    assert {one.class_name: one.counts for one in by_class(head)}["4A1"] == (3, 3, 0)


def test_a_homeroom_teacher_sees_only_the_own_class_and_subject_teachers_nothing(school: SchoolWorld) -> None:
    html = logged_in(Client(), school, "homeroom:4A1").get("/ky-so/tien-do/").content.decode()
    assert "4A1" in html
    assert "4A2:" not in html
    assert logged_in(Client(), school, "english").get("/ky-so/tien-do/").status_code == 403


def test_reminders_reach_those_whose_turn_it_is_and_not_twice(school: SchoolWorld, at: datetime) -> None:
    head = actor_for(school, "principal")
    sent = remind(actor=head, at=at)
    assert (sent.people, sent.passed_over) == (4, 0)
    told = Notice.objects.filter(kind="signatures.reminder.sent")
    assert set(told.values_list("user_id", flat=True)) == {
        school.staff[who].user_id for who in ("english", "arts", "homeroom:4A1", "homeroom:4A2")
    }
    assert not any("Bảo An" in one.text for one in told), "letters carry no child's name"
    with pytest.raises(Refused, match="SIGNERS_REMINDED_LATELY"):
        remind(actor=head, at=at + timedelta(hours=1))
    assert remind(actor=head, at=at + timedelta(days=2)).people == 4
    with pytest.raises(Forbidden):
        remind(actor=actor_for(school, "registrar"), at=at)


def test_nobody_is_reminded_of_nothing(world: SchoolWorld, at: datetime) -> None:
    with pytest.raises(Refused, match="SIGNERS_NONE_OWING"):
        remind(actor=actor_for(world, "principal"), at=at)
    assert (
        "Chưa có học bạ nào được khởi tạo"
        in logged_in(Client(), world, "principal").get("/ky-so/tien-do/").content.decode()
    )


def test_who_left_the_school_is_named_as_absent(school: SchoolWorld, at: datetime) -> None:
    staff = school.staff["arts"]
    staff.active, staff.left_on = False, at.date() - timedelta(days=1)
    staff.save()
    html = logged_in(Client(), school, "principal").get("/ky-so/tien-do/").content.decode()
    assert "Có người vắng hoặc không còn làm ở trường" in html
    assert "Vi Thanh Tùng" in html
