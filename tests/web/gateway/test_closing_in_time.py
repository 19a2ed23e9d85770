"""What came in time is judged before its group is closed, however long judgement takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from hocba.model import ClosingGroup
from hocba_web.base import clock
from hocba_web.gateway.models import Message
from hocba_web.gateway.services.judging import judge
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Closing, ClosingPlan, Number
from hocba_web.register.services import closing, permits
from hocba_web.register.services.closing import Scope
from support.web.authority import Sender, officer, sealed

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 6, 14, 17, 0, tzinfo=UTC)
"""15/06/2026 in Vietnam."""


@pytest.fixture
def plan(school: Sender, monkeypatch) -> ClosingPlan:
    """A closing of the school's June group, decided for 15/06; nobody judges unless the test does."""
    monkeypatch.setattr("hocba_web.gateway.tasks.look", lambda _message_id: None)
    at = BEGINS - timedelta(days=5)
    row = closing.prepare(
        officer(OfficerRole.INTAKE),
        school_year=2025,
        group=ClosingGroup.JUNE,
        scope=Scope(school.school.pk),
        on=date(2026, 6, 15),
        decision="",
        note="",
        at=at,
    )
    made = closing.decide(officer(OfficerRole.DECIDER), row.public_id, agree=True, answer="", at=at)
    assert made is not None
    return made


def _sent(school: Sender, monkeypatch, at: datetime, *records: bytes) -> Message:
    monkeypatch.setattr(clock, "now", lambda: at)
    request = school.submit(*records)
    assert not school.send(request).refused
    return Message.objects.get(message_id=request.message_id)


def test_a_list_of_the_last_minute_is_not_late_because_judges_are_busy(school: Sender, plan: ClosingPlan, monkeypatch):
    in_time = _sent(school, monkeypatch, BEGINS - timedelta(minutes=1), sealed(1))
    late = _sent(school, monkeypatch, BEGINS + timedelta(minutes=1), sealed(2))
    assert closing.due(BEGINS + timedelta(minutes=2)) == 0
    assert not Closing.objects.exists()
    assert judge(in_time.id, at=BEGINS + timedelta(hours=1), real_at=clock.real_now())
    assert closing.due(BEGINS + timedelta(hours=2)) == 1
    assert judge(late.id, at=BEGINS + timedelta(hours=3), real_at=clock.real_now())
    assert in_time.items.get().state == "accepted"
    assert late.items.get().error == "GATEWAY_PERIOD_CLOSED"
    assert [one.finalised_at for one in Number.objects.all()] == [BEGINS + timedelta(hours=2)]
    plan.refresh_from_db()
    assert plan.done_at == BEGINS + timedelta(hours=2)


@pytest.mark.usefixtures("plan")
def test_a_recall_of_the_last_minute_is_asked_before_the_group_is_closed(school: Sender, monkeypatch):
    first = _sent(school, monkeypatch, BEGINS - timedelta(days=1), sealed(1))
    assert judge(first.id, at=BEGINS - timedelta(days=1), real_at=clock.real_now())
    assert not school.send(school.recall(sealed(1))).refused
    assert closing.due(BEGINS + timedelta(minutes=2)) == 0
    assert judge(Message.objects.get(kind="recall").id, at=BEGINS + timedelta(minutes=3), real_at=clock.real_now())
    assert closing.due(BEGINS + timedelta(minutes=4)) == 0, "officers decide first"


def test_a_late_intake_of_its_last_minute_counts_on_the_day_it_came(school: Sender, plan: ClosingPlan, monkeypatch):
    assert closing.due(BEGINS) == 1
    at = BEGINS + timedelta(days=2)
    days = (date(2026, 6, 17), date(2026, 6, 17))
    row = permits.prepare_late_intake(
        officer(OfficerRole.INTAKE),
        school_id=school.school.pk,
        school_year=plan.school_year,
        group=ClosingGroup.JUNE,
        decision="9/QĐ",
        valid=days,
        note="",
        at=at,
    )
    permits.decide(officer(OfficerRole.DECIDER), row.public_id, agree=True, answer="", at=at)
    ends = BEGINS + timedelta(days=3)  # 18/06 begins in Vietnam
    in_time = _sent(school, monkeypatch, ends - timedelta(seconds=1), sealed(1))
    late = _sent(school, monkeypatch, ends, sealed(2))
    for message in (late, in_time):
        assert judge(message.id, at=ends + timedelta(hours=1), real_at=clock.real_now())
    assert in_time.items.get().state == "accepted"
    assert late.items.get().error == "GATEWAY_PERIOD_CLOSED"
