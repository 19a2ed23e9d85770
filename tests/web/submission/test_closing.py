"""Deadlines and closing: counted by group, confirmed by the principal, done by the register alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hocba.exchange.messages import Closing as Closed
from hocba.exchange.statements import ClosingStatement, sign_statement
from hocba.model import ClosingGroup, SchoolYear
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Refused
from hocba_web.schools.selectors.rows import year_of_school
from hocba_web.submission.models import Closing
from hocba_web.submission.selectors.overview import Stage, group_overview, overview
from hocba_web.submission.selectors.tallies import submission_tally
from hocba_web.submission.services.closing.confirming import confirm
from hocba_web.submission.services.closing.register import ask, due_years, finalise_closed
from support.keys import algorithm_for, demo_ca
from support.web.acting import actor_for
from support.web.school import NOW
from support.web.signing import Pki, real_now
from web.submission.conftest import Office

CLOSED_AT = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)


def figures(office: Office, group: ClosingGroup = ClosingGroup.JUNE, *, at: datetime = NOW):
    """The group as the page shows it."""
    year = year_of_school(office.world.school.id, office.world.year.id)
    assert year is not None
    return group_overview(year, group, at=at)


def confirmed(office: Office, *, note: str = "", **changes: object) -> Closing:
    """The principal confirms June."""
    values = {
        "actor": actor_for(office.world, "principal"),
        "year_id": office.world.year.id,
        "group": ClosingGroup.JUNE,
        "seen": figures(office).digest,
        "note": note,
        "at": NOW,
        "real_at": real_now(),
    }
    return confirm(**(values | changes))


def statement(office: Office, *, by: str = "", **changes: object) -> Closed:
    """The authority's signed closing of June."""
    school = office.world.school
    said = {
        "school": school.code,
        "school_year": SchoolYear(2025),
        "group": ClosingGroup.JUNE,
        "finalised_at": CLOSED_AT,
        "records": 3,
    } | changes
    key = demo_ca("Web").seal(by or school.authority_name, "5700000001", kind="p256", key_no=2)
    text = sign_statement(ClosingStatement(**said), key, algorithm_for(key), CLOSED_AT)
    return Closed(group=ClosingGroup.JUNE, finalised_at=CLOSED_AT, statement=text)


@pytest.fixture
def trusted(pki: Pki) -> None:
    """The authority's root and lists lie in the trust folder."""


def test_pupils_are_counted_where_they_are(office: Office) -> None:
    year = year_of_school(office.world.school.id, office.world.year.id)
    june, august = overview(year, at=NOW)
    assert june.stages == [(Stage.ISSUED, 3)]
    assert [(one.stage, one.record_id) for one in august.members] == [(Stage.NO_RESULT, None)]
    assert june.days_left == 20
    assert june.late == 0
    office.deliver(office.send(office.signed()))
    june = figures(office)
    assert (june.accepted, june.missing) == (3, ())


def test_the_last_day_counts_and_the_next_is_late(office: Office) -> None:
    last = datetime(2026, 6, 14, 16, 59, tzinfo=UTC)  # 23:59 of 14 June in Vietnam
    assert (figures(office, at=last).days_left, figures(office, at=last).late) == (0, 0)
    after = last + timedelta(minutes=1)
    assert (figures(office, at=after).days_left, figures(office, at=after).late) == (-1, 3)


def test_the_principal_confirms_what_was_shown_and_says_why_something_is_missing(office: Office) -> None:
    with pytest.raises(Refused, match="CLOSING_NOTE_NEEDED"):
        confirmed(office)
    with pytest.raises(Refused, match="CLOSING_CHANGED"):
        confirmed(office, seen="0" * 64, note="Chờ Sở")
    with pytest.raises(Forbidden):
        confirmed(office, actor=actor_for(office.world, "clerk"), note="Chờ Sở")
    with pytest.raises(FreshFactorNeeded):
        confirmed(office, actor=actor_for(office.world, "principal", fresh=False), note="Chờ Sở")
    row = confirmed(office, note="Chờ Sở")
    assert len(row.snapshot["missing"]) == 3
    assert row.finalised_at is None
    assert office.states == ["issued"] * 3


def test_the_register_s_closing_gives_effect(office: Office, trusted: None) -> None:
    office.deliver(office.send(office.signed()))
    confirmed(office)
    assert due_years(real_now()) == [office.world.year.id]
    office.gateway.closings = [statement(office)]
    at = CLOSED_AT + timedelta(hours=1)
    assert ask(office.world.year.id, at=at, real_at=real_now(), gateway=office.gateway) == 3
    assert office.states == ["finalised"] * 3
    record = office.records[0]
    assert record.finalised_at == CLOSED_AT
    assert str(record.effective_from) == "2026-06-15"
    assert ask(office.world.year.id, at=at, real_at=real_now(), gateway=office.gateway) == 0
    assert due_years(real_now() + timedelta(days=1)) == []


def test_a_closing_that_nobody_at_the_school_confirmed_gives_effect_too(office: Office, trusted: None) -> None:
    assert due_years(real_now()) == []  # nothing of the school is at the register
    office.deliver(office.send(office.signed()))
    assert due_years(real_now()) == [office.world.year.id]
    assert ask(office.world.year.id, at=NOW, real_at=real_now(), gateway=office.gateway) == 0
    assert due_years(real_now() + timedelta(minutes=30)) == []  # not as often as for who waits
    assert submission_tally(office.world.school.id).confirmed == frozenset()
    office.gateway.closings = [statement(office)]
    later = real_now() + timedelta(hours=2)
    assert due_years(later) == [office.world.year.id]
    at = CLOSED_AT + timedelta(hours=1)
    assert ask(office.world.year.id, at=at, real_at=later, gateway=office.gateway) == 3
    assert office.states == ["finalised"] * 3
    assert Closing.objects.get().confirmed_at is None
    assert due_years(later + timedelta(days=1)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"by": "Sở Giáo dục và Đào tạo Khác"},
        {"school": "99999999"},
        {"school_year": SchoolYear(2024)},
        {"finalised_at": CLOSED_AT - timedelta(days=1)},
    ],
    ids=["another authority", "another school", "another year", "another day"],
)
def test_a_closing_that_the_authority_did_not_sign_so_closes_nothing(
    office: Office, trusted: None, changes: dict
) -> None:
    office.deliver(office.send(office.signed()))
    confirmed(office)
    office.gateway.closings = [statement(office, **changes)]
    assert ask(office.world.year.id, at=CLOSED_AT, real_at=real_now(), gateway=office.gateway) == 0
    assert office.states == ["accepted"] * 3
    assert Closing.objects.get().problem == "CLOSING_NOT_PROVEN"


def test_a_record_accepted_after_the_closing_follows(office: Office, trusted: None) -> None:
    late = office.records[2].uuid
    office.gateway.undecided = {late}
    message = office.send(office.signed())
    office.deliver(message)
    confirmed(office, note="Một em chờ kết quả")
    office.gateway.closings = [statement(office)]
    ask(office.world.year.id, at=CLOSED_AT, real_at=real_now(), gateway=office.gateway)
    assert office.states == ["finalised", "finalised", "submitted"]
    office.gateway.undecided = set()
    office.look(message, later=timedelta(days=2))
    assert finalise_closed(CLOSED_AT + timedelta(days=2)) == 1
    assert office.states == ["finalised"] * 3


def test_a_gateway_that_knows_no_closings_is_asked_again_later(office: Office) -> None:
    office.deliver(office.send(office.signed()))
    confirmed(office)
    assert ask(office.world.year.id, at=NOW, real_at=real_now(), gateway=office.gateway) == 0
    assert due_years(real_now()) == []
    assert due_years(real_now() + timedelta(hours=1)) == [office.world.year.id]
