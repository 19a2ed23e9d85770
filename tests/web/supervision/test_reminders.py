"""Reminders: to whom, how often, and e-mails that leave once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from hocba.model import Moment
from hocba_web.accounts.ports import ports
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.supervision.models import DayRun, Letter, Notice, Reminder
from hocba_web.supervision.services.daily import daily
from hocba_web.supervision.services.letters import post_again, send
from hocba_web.supervision.services.reminders import remind_late
from support.web import SchoolWorld, actor_for, logged_in

PARTS_OF_A_TEACHER = 5
"""Four subjects and the homeroom of a class."""


@pytest.fixture
def late(world: SchoolWorld, at: datetime) -> SchoolWorld:
    """A school whose window at the end of the year closed yesterday at eight, nothing entered."""
    world.open_window(around=at - timedelta(days=2))
    rebuild_progress(world.year.pk, at=at)
    return world


@pytest.fixture
def due(world: SchoolWorld, at: datetime) -> SchoolWorld:
    """A school whose window closes tomorrow at eight."""
    world.open_window(around=at)
    rebuild_progress(world.year.pk, at=at)
    return world


def user_of(world: SchoolWorld, key: str) -> int:
    user_id = world.person(key).user_id
    assert user_id is not None
    return user_id


def test_each_late_teacher_gets_one_notice_however_many_parts(late: SchoolWorld, at: datetime) -> None:
    sent = remind_late(actor=actor_for(late, "vice_principal"), moment=Moment.YEAR_END, at=at)
    assert (sent.people, sent.parts) == (3, 2 * PARTS_OF_A_TEACHER + 2)
    text = Notice.objects.get(user_id=user_of(late, "homeroom:4A1")).text
    assert "5 phần" in text
    for enrolment in late.enrolments["4A1"]:
        assert enrolment.pupil.name not in text


def test_within_the_gap_nobody_is_reminded_again(late: SchoolWorld, at: datetime) -> None:
    head = actor_for(late, "principal")
    remind_late(actor=head, moment=Moment.YEAR_END, at=at)
    for hours in (0, 1, 47):
        with pytest.raises(Refused, match="REMINDER_TOO_SOON"):
            remind_late(actor=head, moment=Moment.YEAR_END, at=at + timedelta(hours=hours))
    again = remind_late(actor=head, moment=Moment.YEAR_END, at=at + timedelta(days=2))
    assert again.people == 3


def test_without_anybody_late_nothing_is_sent(world: SchoolWorld, at: datetime) -> None:
    with pytest.raises(Refused, match="REMINDER_NOBODY_LATE"):
        remind_late(actor=actor_for(world, "principal"), moment=Moment.MID1, at=at)


@pytest.mark.parametrize("key", ["school_admin", "registrar", "clerk", "homeroom:4A1", "english"])
def test_others_may_not_remind(client: Client, late: SchoolWorld, at: datetime, key: str) -> None:
    with pytest.raises(Forbidden):
        remind_late(actor=actor_for(late, key), moment=Moment.YEAR_END, at=at)
    assert logged_in(client, late, key).post("/tien-do/nhac/", {"thoi-diem": "cn"}).status_code == 403
    assert not Reminder.objects.exists()


def test_the_wall_shows_the_button_and_when_somebody_was_reminded(
    client: Client, late: SchoolWorld, at: datetime
) -> None:
    logged_in(client, late, "principal")
    assert "Nhắc tất cả người trễ" in client.get("/tien-do/?thoi-diem=cn").text
    answer = client.post("/tien-do/nhac/", {"thoi-diem": "cn"}, follow=True)
    assert "Đã nhắc 3 người" in answer.text
    assert "25/05" in answer.text


def test_notices_go_after_a_year_read_or_not(due: SchoolWorld, at: datetime) -> None:
    user_id = user_of(due, "english")
    for days, read_at in ((366, None), (366, at), (364, None), (364, at)):
        written = at - timedelta(days=days)
        Notice.objects.create(user_id=user_id, kind="probe", text=str(days), at=written, read_at=read_at)
    daily(at)
    assert list(Notice.objects.filter(kind="probe").values_list("text", flat=True)) == ["364", "364"]


def test_the_clock_reminds_before_the_end_once_a_day(due: SchoolWorld, at: datetime) -> None:
    assert daily(at) > 0
    notices = list(Notice.objects.filter(user_id=user_of(due, "english")))
    assert len(notices) == 1
    assert "ngày mai" in notices[0].text
    assert daily(at + timedelta(minutes=1)) == 0
    assert Notice.objects.filter(user_id=user_of(due, "english")).count() == 1
    daily(at + timedelta(hours=23))  # the day of the end
    assert "hôm nay" in Notice.objects.filter(user_id=user_of(due, "english"))[0].text


def test_the_clock_reports_what_stayed_unfinished_to_those_who_lead(late: SchoolWorld, at: datetime) -> None:
    daily(at)
    for key in ("principal", "vice_principal"):
        notice = Notice.objects.get(user_id=user_of(late, key), kind="supervision.window.ended")
        assert notice.url == "/tien-do/?thoi-diem=cn"
    daily(at + timedelta(days=1))
    assert Notice.objects.filter(kind="supervision.window.ended").count() == 2


def test_nobody_is_written_to_at_night(due: SchoolWorld, at: datetime) -> None:
    assert daily(at.replace(hour=18)) == 0  # 01:00 in Vietnam
    assert not DayRun.objects.exists()


def test_a_digest_leaves_exactly_once_whatever_ticks_and_jobs_do(
    due: SchoolWorld, at: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        daily(at)
        daily(at)
    english = due.person("english").email
    assert [one.to for one in mail.outbox].count([english]) == 1
    letter = Letter.objects.get(user_id=user_of(due, "english"))
    assert letter.sent_at is not None
    count = len(mail.outbox)
    assert not send(letter.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert post_again(at + timedelta(hours=1)) == 0
    assert len(mail.outbox) == count
    body = next(one.body for one in mail.outbox if one.to == [english])
    for enrolments in due.enrolments.values():
        for one in enrolments:
            assert one.pupil.name not in body


def test_a_letter_whose_job_was_lost_is_sent_by_the_next_tick(
    due: SchoolWorld, at: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    daily(at)
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        waiting = post_again(at + timedelta(minutes=11))
    assert waiting == len(mail.outbox) > 0


def test_who_declines_gets_no_daily_e_mail(client: Client, due: SchoolWorld, at: datetime) -> None:
    logged_in(client, due, "english")
    assert "Thôi nhận thư" in client.get("/thong-bao/").text
    assert "Đã thôi gửi thư" in client.post("/thong-bao/thu/", {"daily": "0"}, follow=True).text
    daily(at)
    letters = Letter.objects.filter(kind="digest")
    assert not letters.filter(user_id=user_of(due, "english")).exists()
    assert letters.filter(user_id=user_of(due, "homeroom:4A1")).exists()


def test_open_work_is_told_before_an_account_is_closed(late: SchoolWorld, at: datetime) -> None:
    work = ports.open_work_of(user_of(late, "english"))
    assert [one.what for one in work if "4A2" in one.what] == ["4A2 – Ngoại ngữ 1 (Tiếng Anh), Cuối năm học: còn 6 ô"]
    assert not ports.open_work_of(user_of(late, "clerk"))
