"""Two ticks and two jobs at once on a real server: everybody is told and written to once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection, transaction

from hocba.model import Moment
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.base.refusals import Refused
from hocba_web.supervision.models import DayRun, Letter, Notice, Reminder
from hocba_web.supervision.services.daily import daily
from hocba_web.supervision.services.letters import send
from hocba_web.supervision.services.reminders import remind_late
from support.web import SchoolWorld, actor_for, make_school
from support.web.school import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT_ONCE = 3


@pytest.fixture
def due(transactional_db: None) -> SchoolWorld:
    """A school whose window closes tomorrow."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    world = make_school()
    world.open_window()
    rebuild_progress(world.year.pk, at=NOW)
    return world


def test_ticks_at_once_write_each_notice_and_letter_once(due: SchoolWorld) -> None:
    barrier = Barrier(AT_ONCE)

    def tick(_number: int) -> int:
        try:
            barrier.wait()
            with transaction.atomic():
                return daily(NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(tick, range(AT_ONCE)))
    assert sum(count > 0 for count in done) == 1
    assert DayRun.objects.count() == 1
    told = list(Notice.objects.values_list("user_id", flat=True))
    assert len(told) == len(set(told)) == 3
    assert Letter.objects.filter(sent_at__isnull=False).count() == len(mail.outbox) == 3


def test_jobs_at_once_send_a_letter_once(due: SchoolWorld) -> None:
    letter = Letter.objects.create(
        user_id=due.person("english").user_id,
        kind="digest",
        day=NOW.date(),
        subject="Hocba",
        body="Kính gửi thầy/cô",
        written_at=NOW,
    )
    barrier = Barrier(AT_ONCE)

    def job(_number: int) -> bool:
        try:
            barrier.wait()
            return send(letter.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = list(pool.map(job, range(AT_ONCE)))
    assert sorted(sent) == [False, False, True]
    assert len(mail.outbox) == 1


def test_a_reminder_clicked_twice_is_sent_once(due: SchoolWorld) -> None:
    late = NOW.replace(day=28)
    barrier = Barrier(2)

    def click(_number: int) -> int:
        try:
            barrier.wait()
            return remind_late(actor=actor_for(due, "principal"), moment=Moment.YEAR_END, at=late).parts
        except Refused:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(click, range(2)))
    assert sum(counts) == Reminder.objects.count() == 12
    told = list(Notice.objects.values_list("user_id", flat=True))
    assert len(told) == len(set(told)) == 3
