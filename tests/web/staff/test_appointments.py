"""Roles come from dated appointments that one person prepares and another approves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.schools.models import Appointment, Decision
from hocba_web.schools.selectors.capacities import capacities_of, roles_of_user
from hocba_web.schools.selectors.teaching import deputy_may_sign
from hocba_web.schools.selectors.teaching_waiting import waiting_for_principal
from hocba_web.schools.services import appointments
from support.web import SchoolWorld, actor_for, make_school

TODAY = date(2026, 5, 25)
OFFICES = ("principal", "vice_principal")


@pytest.fixture
def given(at: datetime, real_at: datetime) -> dict[str, object]:
    """A decision's number and day, and when it is given."""
    return {"number": "77/QĐ-TH", "dated": TODAY, "at": at, "real_at": real_at}


def prepared(admin: Actor, staff_id: int, role: Role | None, at: datetime, **more: object) -> Appointment:
    values = {"since": TODAY, "until": None} | more
    return appointments.prepare(actor=admin, staff_id=staff_id, role=role, at=at, **values)


def test_prepared_gives_nothing_approved_gives_the_role_from_day_to_day(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    teacher = world.staff["english"]
    row = prepared(admin, teacher.id, Role.REGISTRAR, at, since=date(2026, 5, 27), until=date(2026, 5, 29))
    assert Role.REGISTRAR not in roles_of_user(teacher.user_id, date(2026, 5, 28))

    decision = appointments.approve(actor=head, appointment_ids=[row.id], **given)

    held = [Role.REGISTRAR in roles_of_user(teacher.user_id, date(2026, 5, day)) for day in (26, 27, 29, 30)]
    assert held == [False, True, True, False]
    assert (decision.number, decision.decided_by_id) == ("77/QĐ-TH", head.user_id)


def test_only_the_admin_prepares_and_only_the_principal_approves(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    teacher = world.staff["english"]
    for key in ("principal", "vice_principal", "registrar", "clerk", "english", "homeroom:4A1"):
        with pytest.raises(Forbidden) as refused:
            prepared(actor_for(world, key), teacher.id, Role.CLERK, at)
        assert refused.value.code == "ROLE_MAY_NOT"
    row = prepared(admin, teacher.id, Role.CLERK, at)
    for key in ("school_admin", "vice_principal", "registrar", "clerk", "english", "homeroom:4A1"):
        with pytest.raises(Forbidden) as refused:
            appointments.approve(actor=actor_for(world, key), appointment_ids=[row.id], **given)
        assert refused.value.code == "ROLE_MAY_NOT"
    assert not Decision.objects.filter(number="77/QĐ-TH").exists()


def test_who_prepared_never_approves_even_in_another_capacity(
    world: SchoolWorld, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    principal = world.staff["principal"]
    Appointment.objects.create(
        school=world.school,
        staff=principal,
        role=Role.SCHOOL_ADMIN.value,
        since=date(2025, 9, 1),
        decision=world.decision,
        approved_at=at,
    )
    as_admin = actor_for(world, "principal", role=Role.SCHOOL_ADMIN)
    row = prepared(as_admin, world.staff["english"].id, Role.CLERK, at)
    with pytest.raises(Forbidden) as refused:
        appointments.approve(actor=head, appointment_ids=[row.id], **given)
    assert refused.value.code == "SAME_PERSON"


def test_approving_needs_the_second_factor_just_checked(
    world: SchoolWorld, admin: Actor, at: datetime, given: dict[str, object]
) -> None:
    row = prepared(admin, world.staff["english"].id, Role.CLERK, at)
    with pytest.raises(FreshFactorNeeded):
        appointments.approve(actor=actor_for(world, "principal", fresh=False), appointment_ids=[row.id], **given)
    stale = replace(actor_for(world, "principal"), factor_checked_at=datetime.now(UTC) - timedelta(minutes=11))  # noqa: TID251
    with pytest.raises(FreshFactorNeeded):
        appointments.approve(actor=stale, appointment_ids=[row.id], **given)


def test_a_second_principal_is_refused_until_the_first_one_ends(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    vice = world.staff["vice_principal"]
    row = prepared(admin, vice.id, Role.PRINCIPAL, at, since=date(2026, 6, 1))
    with pytest.raises(Refused) as refused:
        appointments.approve(actor=head, appointment_ids=[row.id], **given)
    assert refused.value.code == "SECOND_PRINCIPAL"
    assert refused.value.params["name"] == world.staff["principal"].name

    appointments.change_principal(actor=head, appointment_id=row.id, **given)

    def heads(day: date) -> list[str]:
        keys = ("principal", "vice_principal")
        return [key for key in keys if Role.PRINCIPAL in roles_of_user(world.staff[key].user_id, day)]

    assert heads(date(2026, 5, 31)) == ["principal"]
    assert heads(date(2026, 6, 1)) == ["vice_principal"]


def test_the_school_is_never_left_without_a_principal(
    world: SchoolWorld, head: Actor, given: dict[str, object]
) -> None:
    own = Appointment.objects.get(staff=world.staff["principal"])
    with pytest.raises(Refused) as refused:
        appointments.end(actor=head, appointment_id=own.id, until=date(2026, 6, 30), **given)
    assert refused.value.code == "PRINCIPAL_NEEDS_SUCCESSOR"


def test_an_office_ends_with_its_last_day_and_never_in_the_past(
    world: SchoolWorld, head: Actor, given: dict[str, object]
) -> None:
    clerk = world.staff["clerk"]
    own = Appointment.objects.get(staff=clerk)
    with pytest.raises(Refused) as refused:
        appointments.end(actor=head, appointment_id=own.id, until=TODAY - timedelta(days=1), **given)
    assert refused.value.code == "ENDS_IN_PAST"
    appointments.end(actor=head, appointment_id=own.id, until=TODAY, **given)
    assert capacities_of(clerk.user_id, TODAY)
    assert not capacities_of(clerk.user_id, TODAY + timedelta(days=1))


def test_overlapping_the_same_role_is_told_and_can_be_meant(world: SchoolWorld, admin: Actor, at: datetime) -> None:
    clerk = world.staff["clerk"].id
    with pytest.raises(Refused) as refused:
        prepared(admin, clerk, Role.CLERK, at)
    assert refused.value.code == "APPOINTMENT_OVERLAPS"
    assert prepared(admin, clerk, Role.CLERK, at, accept_overlap=True).id


def test_a_deputy_signs_only_with_a_decision_and_while_the_appointment_holds(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    vice = world.staff["vice_principal"]
    assert not deputy_may_sign(vice.id, TODAY)
    with pytest.raises(Refused) as refused:
        prepared(admin, world.staff["clerk"].id, Role.CLERK, at, may_sign_for_principal=True)
    assert refused.value.code == "SIGNING_FOR_DEPUTY_ONLY"
    row = prepared(
        admin,
        vice.id,
        Role.VICE_PRINCIPAL,
        at,
        may_sign_for_principal=True,
        accept_overlap=True,
        until=date(2026, 6, 30),
    )
    assert not deputy_may_sign(vice.id, TODAY)
    appointments.approve(actor=head, appointment_ids=[row.id], **given)
    assert [deputy_may_sign(vice.id, day) for day in (TODAY, date(2026, 6, 30), date(2026, 7, 1))] == [
        True,
        True,
        False,
    ]
    assert any(one.signs_for_head for one in capacities_of(vice.user_id, TODAY))


def test_teaching_and_inspecting_are_not_appointed_and_bodies_need_duties(
    world: SchoolWorld, admin: Actor, at: datetime
) -> None:
    english = world.staff["english"].id
    for role in (Role.HOMEROOM_TEACHER, Role.SUBJECT_TEACHER, Role.INSPECTOR):
        with pytest.raises(Refused) as refused:
            prepared(admin, english, role, at)
        assert refused.value.code == "ROLE_NOT_APPOINTED"
    with pytest.raises(Refused) as refused:
        prepared(admin, english, None, at, body="board")
    assert refused.value.code == "DUTY_NEEDED"
    with pytest.raises(Refused) as refused:
        prepared(admin, english, None, at)
    assert refused.value.code == "APPOINTMENT_EMPTY"


def test_a_body_is_founded_by_one_decision_and_members_gain_no_role_by_it(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    people = [world.staff["vice_principal"], world.staff["english"]]
    rows = [prepared(admin, one.id, None, at, body="board", post="member", duty="Trả lời báo lỗi") for one in people]
    decision = appointments.approve(actor=head, appointment_ids=[row.id for row in rows], **given)
    assert decision.kind == Decision.Kind.BOARD
    assert decision.appointments.count() == 2
    assert roles_of_user(people[1].user_id, TODAY) == {Role.SUBJECT_TEACHER}


def test_what_was_declined_never_comes_into_force(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    row = prepared(admin, world.staff["english"].id, Role.CLERK, at)
    with pytest.raises(Refused) as refused:
        appointments.decline(actor=head, appointment_id=row.id, reason=" ", at=at)
    assert refused.value.code == "REASON_NEEDED"
    appointments.decline(actor=head, appointment_id=row.id, reason="Đã có văn thư", at=at)
    with pytest.raises(Refused) as refused:
        appointments.approve(actor=head, appointment_ids=[row.id], **given)
    assert refused.value.code == "APPOINTMENT_DECIDED"
    assert Role.CLERK not in roles_of_user(world.staff["english"].user_id, TODAY)


def test_another_schools_people_and_appointments_do_not_exist_here(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    other = make_school()
    with pytest.raises(Missing) as missing:
        prepared(admin, other.staff["english"].id, Role.CLERK, at)
    assert missing.value.code == "NOT_FOUND_HERE"
    row = prepared(actor_for(other, "school_admin"), other.staff["english"].id, Role.CLERK, at)
    calls = (
        lambda: appointments.approve(actor=head, appointment_ids=[row.id], **given),
        lambda: appointments.decline(actor=head, appointment_id=row.id, reason="x", at=at),
        lambda: appointments.withdraw(actor=admin, appointment_id=row.id, at=at),
        lambda: appointments.end(actor=head, appointment_id=row.id, until=TODAY, **given),
    )
    for call in calls:
        with pytest.raises(Missing):
            call()


def test_a_number_belongs_to_one_decision_of_a_year(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    first = prepared(admin, world.staff["english"].id, Role.CLERK, at)
    second = prepared(admin, world.staff["homeroom:4A1"].id, Role.REGISTRAR, at)
    one = appointments.approve(actor=head, appointment_ids=[first.id], **given)
    with pytest.raises(Refused) as refused:
        appointments.approve(actor=head, appointment_ids=[second.id], **(given | {"dated": TODAY - timedelta(days=1)}))
    assert refused.value.code == "DECISION_NUMBER_TAKEN"
    again = appointments.approve(actor=head, appointment_ids=[second.id], **(given | {"number": "77/qđ-th"}))
    assert again.id == one.id


def test_a_decision_is_not_dated_in_the_future(
    world: SchoolWorld, admin: Actor, head: Actor, at: datetime, given: dict[str, object]
) -> None:
    row = prepared(admin, world.staff["english"].id, Role.CLERK, at)
    with pytest.raises(Refused) as refused:
        appointments.approve(actor=head, appointment_ids=[row.id], **(given | {"dated": TODAY + timedelta(days=1)}))
    assert refused.value.code == "DECISION_IN_FUTURE"


def test_a_principal_named_by_the_authority_is_recorded_on_the_server(world: SchoolWorld, at: datetime) -> None:
    vice = world.staff["vice_principal"]
    typed = ["--school", world.school.code, "--staff", vice.code, "--number", "120/QĐ-UBND", "--dated", "2026-05-22"]
    call_command("appoint_principal", *typed, "--since", "2026-05-26", stdout=StringIO())

    def heads(day: date) -> list[str]:
        return [key for key in OFFICES if Role.PRINCIPAL in roles_of_user(world.staff[key].user_id, day)]

    assert (heads(TODAY), heads(date(2026, 5, 26))) == (["principal"], ["vice_principal"])
    with pytest.raises(CommandError, match="SECOND_PRINCIPAL"):
        call_command("appoint_principal", *typed, "--since", "2026-05-26", stdout=StringIO())
    with pytest.raises(CommandError, match="NOT_FOUND_HERE"):
        call_command("appoint_principal", *[*typed[:3], "0", *typed[4:]], "--since", "2026-06-26", stdout=StringIO())


def test_home_pages_learn_what_waits(world: SchoolWorld, admin: Actor, at: datetime) -> None:
    assert waiting_for_principal(world.school.id).total == 0
    prepared(admin, world.staff["english"].id, Role.CLERK, at)
    assert waiting_for_principal(world.school.id).appointments == 1
    assert waiting_for_principal(make_school().school.id).total == 0
