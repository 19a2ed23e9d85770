"""When records have effect: schools that ended too, never before acceptance, one school's trouble its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hocba.model import ClosingGroup
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Closing, ClosingPlan, Number, Permit, Prepared, Record
from hocba_web.register.selectors import decisions, records
from hocba_web.register.services import closing
from hocba_web.register.services.closing import Scope, doing
from support.web.authority_site import make_officer
from support.web.registering import AT, YEAR, held, hold, judged, make_school, uuid_of

pytestmark = pytest.mark.django_db
JUNE = ClosingGroup.JUNE
DUE = datetime(2026, 6, 14, 17, 0, tzinfo=UTC)
"""15/06 begins in Vietnam."""


@pytest.fixture(autouse=True)
def site(authority_site):
    """Keys and files of the authority."""
    return authority_site


def _decided(on: date | None = date(2026, 6, 15), scope: Scope | None = None) -> ClosingPlan:
    """A closing that two officers decided."""
    row = closing.prepare(
        make_officer(OfficerRole.INTAKE),
        school_year=YEAR,
        group=JUNE,
        scope=scope or Scope(),
        on=on,
        decision="1/QĐ",
        note="",
        at=AT,
    )
    plan = closing.decide(make_officer(OfficerRole.DECIDER), row.public_id, agree=True, answer="", at=AT)
    assert plan is not None
    return plan


def test_what_a_school_sent_before_it_ended_is_closed_too():
    ended, empty, other = make_school(active=False), make_school(active=False), make_school()
    held(ended, 1)
    held(other, 2)
    _decided()
    assert closing.due(DUE) == 2
    assert {one.school_id for one in Closing.objects.all()} == {ended.id, other.id}
    assert records.standing(uuid_of(1)).finalised_at == DUE
    assert not Closing.objects.filter(school=empty).exists()
    assert ClosingPlan.objects.get().done_at == DUE


def test_a_school_that_ended_can_be_closed_alone_and_is_shown():
    ended = make_school(active=False)
    held(ended, 1)
    officer = make_officer(OfficerRole.INTAKE)
    assert [one.school.pk for one in decisions.groups(officer, YEAR, "15/6")] == [ended.pk]
    assert decisions.groups(officer, YEAR, "15/8") == ()
    assert _decided(on=None, scope=Scope(ended.pk)).done_at == AT
    assert records.standing(uuid_of(1)).finalised_at == AT


def test_one_school_that_fails_does_not_stop_the_others(monkeypatch):
    schools = [make_school() for _ in range(3)]
    for number, school in enumerate(schools, start=1):
        held(school, number)
    logged = doing.logged.closed

    def fails(code, *told):
        if code == schools[0].code:
            raise ZeroDivisionError
        logged(code, *told)

    _decided()
    with monkeypatch.context() as patched:
        patched.setattr(doing.logged, "closed", fails)
        assert closing.due(DUE) == 2
    assert not Closing.objects.filter(school=schools[0]).exists()
    assert records.standing(uuid_of(1)).finalised_at is None
    assert closing.due(DUE + timedelta(minutes=1)) == 1
    assert ClosingPlan.objects.get().done_at is not None


def test_no_record_has_effect_before_it_was_accepted():
    school = make_school()
    later = AT + timedelta(seconds=3)
    held(school, 1, at=later)  # a judge whose clock was read after the closing's, and who was faster
    made = doing.close(school, YEAR, JUNE, decision="", at=AT, actor=None)
    assert made.finalised_at == later
    assert records.standing(uuid_of(1)).finalised_at == later
    assert records.standing(uuid_of(1)).finalised_at >= records.standing(uuid_of(1)).accepted_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.update(finalised_at=AT)


def test_what_comes_late_has_effect_from_the_closing_at_the_earliest():
    school = make_school()
    made = doing.close(school, YEAR, JUNE, decision="", at=AT, actor=None)
    day = date(2026, 5, 25)
    _permit(school, Permit.Kind.LATE_INTAKE, day)
    earlier = AT - timedelta(seconds=3)  # a judge that read the clock before the closing did
    number = held(school, 1, at=earlier)
    assert number.finalised_at == made.finalised_at


def test_a_finalised_record_is_replaced_by_one_of_the_same_pupil_only():
    school = make_school()
    old = held(school, 1)
    doing.close(school, YEAR, JUNE, decision="", at=AT, actor=None)
    _permit(school, Permit.Kind.AMENDMENT, date(2026, 5, 25), uuid=old.uuid)
    other = judged(school, 2, supersedes=old.uuid)  # another pupil's
    assert hold(other)[other.uuid].code == "RACED_NO_PERMIT"
    assert records.standing(old.uuid).state == Number.State.CURRENT
    assert Record.objects.count() == 1


def _permit(school, kind, day, uuid=None):
    prepared = Prepared.objects.create(kind=Prepared.Kind.PERMIT, subject=kind, prepared_at=AT, state="agreed")
    return Permit.objects.create(
        kind=kind,
        school=school,
        school_year=YEAR,
        group="15/6",
        uuid=uuid,
        decision="1/QĐ",
        valid_from=day,
        valid_until=day,
        prepared=prepared,
    )
