"""An admin hands out first passwords and can act as nobody: who decides confirms, by a code, whose account it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.officers import services
from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.selectors import roles_on
from hocba_web.officers.services import Naming
from support.web.authority_keys import NOW
from support.web.authority_site import AuthoritySite, OfficerClient, make_officer
from support.web.factors import SECRET
from support.web.sessions import session_of

pytestmark = pytest.mark.django_db
REAL = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
TODAY = date(2026, 5, 25)
SINCE = date(2026, 5, 1)
OWN = "mot-mat-khau-rieng-88"


@pytest.fixture
def admin(authority_site: AuthoritySite):
    """An admin who just checked the second factor."""
    return replace(make_officer(OfficerRole.ADMIN), factor_checked_at=REAL)


def decider(areas=None):
    """One in office who just checked the second factor."""
    return replace(make_officer(OfficerRole.DECIDER, areas), factor_checked_at=REAL)


def named(admin, role: OfficerRole = OfficerRole.INTAKE, areas=()):
    """Somebody new, with the temporary password."""
    naming = Naming(role, "12/QĐ-SGDĐT", SINCE, areas=areas)
    issued = services.name_new(
        officer=admin, full_name="Lý Thử An", username="an.lt", email="", naming=naming, at=NOW, real_at=REAL
    )
    return get_user_model().objects.get(pk=issued.user_id)


def entered(user) -> str:
    """What whoever has the password does at the first login; gives the code on the screen."""
    user.set_password(OWN)
    user.must_change_password, user.temporary_until = False, None
    user.save()
    secret = get_adapter().encrypt(SECRET)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": secret}})
    waits = services.awaited(user.pk, today=TODAY)
    assert waits is not None
    return waits[1]


def confirm(officer, user, code: str):
    row = Appointment.objects.get(user=user, awaits=True)
    return services.confirm(officer=officer, appointment_id=row.pk, code=code, at=NOW, real_at=REAL)


@pytest.mark.parametrize("role", [OfficerRole.INTAKE, OfficerRole.DECIDER, OfficerRole.AUDITOR])
def test_an_admin_who_keeps_the_password_holds_no_second_key(admin, role: OfficerRole) -> None:
    """Named, logged in, second factor set: still nobody until a deciding officer hears the code."""
    user = named(admin, role)
    code = entered(user)
    assert roles_on(user.pk, TODAY) == frozenset()
    with pytest.raises(Forbidden) as refused:
        confirm(admin, user, code)
    assert refused.value.code == "OFFICER_MAY_NOT"
    assert confirm(decider(), user, code.lower().replace("-", " ")).confirmed_at == NOW
    assert roles_on(user.pk, TODAY) == {role}


def test_an_admin_needs_no_confirmation_and_reads_nothing(admin) -> None:
    assert roles_on(named(admin, OfficerRole.ADMIN).pk, TODAY) == {OfficerRole.ADMIN}


def test_the_code_is_of_this_password_and_these_factors(admin) -> None:
    """A code that was heard before somebody else took the account confirms nothing."""
    user = named(admin)
    assert services.awaited(user.pk, today=TODAY)[1] == "", "no code for a temporary password"
    with pytest.raises(Refused) as early:
        confirm(decider(), user, "AAAA-AAAA")
    assert early.value.code == "OFFICER_NOT_READY"
    heard = entered(user)
    Authenticator.objects.filter(user=user).delete()
    now = entered(user)
    assert now != heard
    with pytest.raises(Refused) as wrong:
        confirm(decider(), user, heard)
    assert wrong.value.code == "OFFICER_CODE_WRONG"


def test_codes_cannot_be_tried_without_end(admin) -> None:
    user = named(admin)
    code, officer = entered(user), decider()
    for _ in range(10):
        with pytest.raises(Refused):
            confirm(officer, user, "AAAA-AAAA")
    with pytest.raises(Refused) as refused:
        confirm(officer, user, code)
    assert refused.value.code == "OFFICER_CODE_TRIES"


def test_a_new_password_for_somebody_in_office_asks_for_confirmation_again(admin) -> None:
    """Their second factor stays, and still: whoever got the password is asked for."""
    officer = decider()
    services.renew(officer=admin, user_id=officer.user_id, at=NOW, real_at=REAL)
    assert roles_on(officer.user_id, TODAY) == frozenset()
    user = get_user_model().objects.get(pk=officer.user_id)
    confirm(decider(), user, entered(user))
    assert roles_on(officer.user_id, TODAY) == {OfficerRole.DECIDER}


def test_who_confirms_is_in_office_for_those_areas_and_just_checked(admin) -> None:
    user = named(admin, areas=("A1", "B2"))
    code = entered(user)
    with pytest.raises(Missing):
        confirm(decider(["A1"]), user, code)
    with pytest.raises(FreshFactorNeeded):
        confirm(replace(decider(), factor_checked_at=REAL - timedelta(hours=1)), user, code)
    assert confirm(decider(["A1", "B2", "C3"]), user, code).pk


def test_the_first_who_decides_is_confirmed_at_the_machine_and_only_the_first(
    admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: REAL)
    first = named(admin, OfficerRole.DECIDER)
    with pytest.raises(CommandError):
        call_command("officers", "confirm", "an.lt", "AAAA-AAAA")
    call_command("officers", "confirm", "an.lt", entered(first))
    assert roles_on(first.pk, TODAY) == {OfficerRole.DECIDER}
    naming = Naming(OfficerRole.DECIDER, "13/QĐ-SGDĐT", SINCE)
    services.name_new(
        officer=admin, full_name="Lý Thử Ba", username="ba.lt", email="", naming=naming, at=NOW, real_at=REAL
    )
    second = get_user_model().objects.get(username="ba.lt")
    with pytest.raises(CommandError):
        call_command("officers", "confirm", "ba.lt", entered(second))
    assert roles_on(second.pk, TODAY) == frozenset()


def test_the_pages_lead_from_the_code_to_the_first_act(admin, officer_client: OfficerClient) -> None:
    """The holder reads it, whoever decides types it, and the desk opens."""
    user = named(admin)
    entered(user)
    holder = session_of(Client(), user, factor_age=1.0)
    closed = holder.get(reverse("desk:home"))
    assert closed.status_code == 403
    assert reverse("account_logout") in closed.content.decode()
    page = holder.get(reverse("desk:officer_own_code"))
    assert "no-store" in page["Cache-Control"]
    assert reverse("account_logout") in page.content.decode()
    found = re.search(r"[A-Z2-7]{4}-[A-Z2-7]{4}", page.content.decode())
    assert found
    browser = officer_client(OfficerRole.DECIDER)
    assert user.full_name in browser.get(reverse("desk:officers_waiting")).content.decode()
    address = reverse("desk:officer_confirm", args=[Appointment.objects.get(user=user).pk])
    assert browser.post(address, {"code": "AAAA-AAAA"}).status_code == 422
    assert browser.post(address, {"code": found[0]}).status_code == 302
    assert holder.get(reverse("desk:home")).status_code == 200
