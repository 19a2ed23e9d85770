"""A deputy signs for the head as long as the written authorisation lasts, and not a moment longer (art. 6(6)(d))."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from hocba.lifecycle import Role
from hocba.lifecycle.transitions import IllegalTransition
from hocba_web.records.models import Record
from hocba_web.records.services.initialise import initialise
from hocba_web.schools.models import Appointment
from support.web import actor_for
from support.web import record_signing as signing
from support.web.records import ready_school
from support.web.school import NOW


@pytest.mark.parametrize("ended", [False, True])
def test_authorisation_counts_when_it_is_signed(
    db: None, at: datetime, monkeypatch: pytest.MonkeyPatch, *, ended: bool
) -> None:
    assert at == NOW
    world = ready_school(classes=("4A1",), pupils=2)
    deputy = world.staff["vice_principal"]
    office = Appointment.objects.filter(staff=deputy)
    office.update(may_sign_for_principal=True)
    found = initialise(
        actor=actor_for(world, "clerk"),
        class_id=world.classes["4A1"].id,
        planned_issue_on=date(2026, 5, 25),
        at=NOW,
        manager_staff_id=deputy.id,
    )
    record_id = found.made[0].record_id
    signing.sign_up_to(world, record_id, "GVCN")
    monkeypatch.setitem(signing.ROLES, "CBQL", Role.VICE_PRINCIPAL)
    if not ended:
        assert signing.sign(world, record_id, "CBQL").state == "principal_signed"
        return
    office.update(may_sign_for_principal=False)
    with pytest.raises(IllegalTransition, match="TRANSITION_GUARD"):
        signing.sign(world, record_id, "CBQL")
    assert Record.objects.get(id=record_id).state == "homeroom_signed"
