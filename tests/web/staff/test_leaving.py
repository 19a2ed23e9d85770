"""Somebody leaves: what they held ends with their last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.models import AccountRequest
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.schools.models import Appointment
from hocba_web.schools.selectors.capacities import capacities_of
from hocba_web.schools.selectors.staff import staff_list
from hocba_web.schools.selectors.teaching_plans import table
from hocba_web.schools.services import appointments, staff, teaching
from hocba_web.schools.services.staff import StaffData
from hocba_web.schools.services.teaching import Cell
from support.web import SchoolWorld, actor_for, make_school

LAST = date(2026, 5, 29)


@pytest.fixture
def how(at: datetime, real_at: datetime) -> dict[str, object]:
    """Last day, why and when."""
    return {"last_day": LAST, "reason": "Chuyển công tác theo QĐ 120/QĐ-UBND", "at": at, "real_at": real_at}


def test_everything_ends_with_the_last_day_and_the_account_is_asked_to_be_closed(
    world: SchoolWorld, registrar: Actor, how: dict[str, object]
) -> None:
    teacher = world.staff["homeroom:4A1"]
    assert capacities_of(teacher.user_id, LAST + timedelta(days=1))
    left = staff.leave(actor=registrar, staff_id=teacher.id, **how)
    assert (left.cells, left.account_asked) == (5, True)
    assert capacities_of(teacher.user_id, LAST)
    assert capacities_of(teacher.user_id, LAST + timedelta(days=1)) == ()
    asked = AccountRequest.objects.get(owner=teacher.user)
    assert (asked.kind, asked.effective_on, asked.state) == ("deactivate", LAST + timedelta(days=1), "asked")
    gone = [row for row in table(world.school.id, world.year.id, LAST + timedelta(days=1)).rows if row.gaps > 7]
    assert [row.class_name for row in gone] == ["4A1"]


def test_offices_end_and_what_was_only_prepared_never_begins(
    world: SchoolWorld, admin: Actor, registrar: Actor, how: dict[str, object]
) -> None:
    clerk = world.staff["clerk"]
    row = appointments.prepare(
        actor=admin, staff_id=clerk.id, role=Role.REGISTRAR, since=LAST, until=None, at=how["at"]
    )
    assert staff.leave(actor=registrar, staff_id=clerk.id, **how).appointments == 1
    row.refresh_from_db()
    assert row.declined_at is not None
    assert Appointment.objects.get(staff=clerk, role="clerk").until == LAST


def test_the_principal_leaves_only_after_a_successor_is_approved(
    world: SchoolWorld, admin: Actor, head: Actor, registrar: Actor, how: dict[str, object]
) -> None:
    principal = world.staff["principal"]
    with pytest.raises(Refused) as refused:
        staff.leave(actor=registrar, staff_id=principal.id, **how)
    assert refused.value.code == "PRINCIPAL_NEEDS_SUCCESSOR"
    row = appointments.prepare(
        actor=admin,
        staff_id=world.staff["vice_principal"].id,
        role=Role.PRINCIPAL,
        since=LAST + timedelta(days=1),
        until=None,
        at=how["at"],
    )
    appointments.change_principal(
        actor=head,
        appointment_id=row.id,
        number="80/QĐ-UBND",
        dated=date(2026, 5, 20),
        at=how["at"],
        real_at=how["real_at"],
    )
    staff.leave(actor=registrar, staff_id=principal.id, **how)
    assert not capacities_of(principal.user_id, LAST + timedelta(days=1))


def test_nobody_records_their_own_leaving_and_the_factor_is_asked(
    world: SchoolWorld, registrar: Actor, how: dict[str, object]
) -> None:
    with pytest.raises(Forbidden) as refused:
        staff.leave(actor=registrar, staff_id=world.staff["registrar"].id, **how)
    assert refused.value.code == "SAME_PERSON"
    stale = actor_for(world, "registrar", fresh=False)
    with pytest.raises(FreshFactorNeeded):
        staff.leave(actor=stale, staff_id=world.staff["english"].id, **how)
    for key in ("principal", "vice_principal", "clerk", "english", "homeroom:4A1"):
        with pytest.raises(Forbidden) as refused:
            staff.leave(actor=actor_for(world, key), staff_id=world.staff["homeroom:4A2"].id, **how)
        assert refused.value.code == "ROLE_MAY_NOT"


def test_a_plan_forgets_who_leaves_and_coming_back_gives_nothing_back(
    world: SchoolWorld, vice: Actor, registrar: Actor, how: dict[str, object]
) -> None:
    english = world.staff["english"]
    plan = teaching.open_plan(actor=vice, year_id=world.year.id, since=date(2026, 5, 28), at=how["at"])
    cells = [Cell(world.classes["4A1"].id, Subject.PE, english.id)]
    teaching.set_cells(actor=vice, plan_id=plan.id, cells=cells, at=how["at"])
    staff.leave(actor=registrar, staff_id=english.id, **how)
    assert not plan.lines.exists()
    staff.come_back(actor=registrar, staff_id=english.id, at=how["at"])
    assert not capacities_of(english.user_id, LAST + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        staff.come_back(actor=registrar, staff_id=english.id, at=how["at"])
    assert refused.value.code == "STAFF_NOT_LEFT"


def test_lists_follow_the_day(world: SchoolWorld, registrar: Actor, how: dict[str, object]) -> None:
    english = world.staff["english"]
    staff.leave(actor=registrar, staff_id=english.id, **how)

    def shown(day: date, show: str) -> bool:
        return english.id in {row.id for row in staff_list(world.school.id, day, show=show)}

    assert [shown(LAST, "working"), shown(LAST, "left")] == [True, False]
    after = LAST + timedelta(days=1)
    assert [shown(after, "working"), shown(after, "left")] == [False, True]


def test_people_are_kept_apart_by_code_and_personal_id(world: SchoolWorld, registrar: Actor, at: datetime) -> None:
    taken = world.staff["english"]
    cases = {
        "STAFF_CODE_NEEDED": StaffData(code=" ", name="Mai Thị Lan"),
        "STAFF_NAME_NEEDED": StaffData(code="1", name=" "),
        "STAFF_CODE_TAKEN": StaffData(code=taken.code, name="Mai Thị Lan"),
        "STAFF_ID_WRONG": StaffData(code="1", name="Mai Thị Lan", personal_id="02218"),
        "STAFF_ID_TAKEN": StaffData(code="1", name="Mai Thị Lan", personal_id=taken.personal_id),
    }
    for code, data in cases.items():
        with pytest.raises(Refused) as refused:
            staff.add_staff(actor=registrar, data=data, at=at)
        assert refused.value.code == code
    made = staff.add_staff(actor=registrar, data=StaffData(code="1", name="  Mai   Thị Lan "), at=at)
    assert (made.name, made.name_folded) == ("Mai Thị Lan", "mai thi lan")


def test_another_schools_people_do_not_exist_here(world: SchoolWorld, registrar: Actor, how: dict[str, object]) -> None:
    foreign = make_school().staff["english"]
    calls = (
        lambda: staff.leave(actor=registrar, staff_id=foreign.id, **how),
        lambda: staff.come_back(actor=registrar, staff_id=foreign.id, at=how["at"]),
        lambda: staff.edit_staff(
            actor=registrar, staff_id=foreign.id, data=StaffData(code="9", name="X Y"), at=how["at"]
        ),
    )
    for call in calls:
        with pytest.raises(Missing):
            call()
