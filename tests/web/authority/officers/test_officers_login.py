"""From the login page to the work."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from hocba_web.accounts import adapters
from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.services import Naming, name_new
from support.web.authority_keys import NOW
from support.web.authority_site import PASSWORD, AuthoritySite, make_officer
from support.web.factors import SECRET


def log_in(client: Client, username: str) -> str:
    """Password, then code; where it leads."""
    client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))  # noqa: TID251  # as an app does
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (OfficerRole.INTAKE, "desk:home"),
        (OfficerRole.DECIDER, "desk:home"),
        (OfficerRole.ADMIN, "desk:home"),
        (OfficerRole.SCHOOL_MANAGER, "portal:school"),
    ],
)
def test_each_role_lands_at_its_work(
    authority_site: AuthoritySite, client: Client, role: OfficerRole, name: str
) -> None:
    """Officers at their desk, school managers at their school's records."""
    officer = make_officer(role, school_code="22001" if role is OfficerRole.SCHOOL_MANAGER else "")
    username = get_user_model().objects.get(pk=officer.user_id).username
    assert log_in(client, username) == reverse(name)


def test_whose_appointment_has_ended_gets_no_further_than_the_own_account(
    authority_site: AuthoritySite, client: Client
) -> None:
    """And no page of the desk opens."""
    officer = make_officer(OfficerRole.DECIDER)
    Appointment.objects.update(ends_on="2026-05-24")
    username = get_user_model().objects.get(pk=officer.user_id).username
    assert log_in(client, username) == reverse("accounts:own")
    answer = client.get(reverse("desk:home"))
    assert answer.status_code == 403
    assert "OFFICER_NEEDED" in answer.content.decode()


@pytest.mark.parametrize("role", list(OfficerRole))
def test_pages_that_only_a_school_has_are_not_there(
    authority_site: AuthoritySite, client: Client, role: OfficerRole
) -> None:
    """Nobody asks a principal for an account here."""
    officer = make_officer(role, school_code="22001" if role is OfficerRole.SCHOOL_MANAGER else "")
    log_in(client, get_user_model().objects.get(pk=officer.user_id).username)
    for name in ("accounts:admin", "accounts:requests", "accounts:ask_account", "accounts:ask_change"):
        assert client.get(reverse(name)).status_code == 404


def test_a_new_officer_sets_a_password_and_a_second_factor_before_any_work(
    authority_site: AuthoritySite, client: Client
) -> None:
    """Nothing of the desk opens on the way."""
    admin = replace(make_officer(OfficerRole.ADMIN), factor_checked_at=NOW)
    naming = Naming(OfficerRole.INTAKE, "1/QĐ-SGDĐT", date(2026, 5, 1))
    issued = name_new(
        officer=admin, full_name="Lý Thử An", username="an.lt", email="", naming=naming, at=NOW, real_at=NOW
    )
    get_user_model().objects.filter(pk=issued.user_id).update(temporary_until=None)  # the machine's clock is later
    desk = reverse("desk:officer_own_code")
    assert client.post(reverse("account_login"), {"login": "an.lt", "password": issued.password})["Location"] == desk
    assert client.get(desk)["Location"].startswith(reverse("accounts:new_password"))
    own = {"password1": "mot-mat-khau-rieng-88", "password2": "mot-mat-khau-rieng-88", "next": desk}
    assert client.post(reverse("accounts:new_password"), own)["Location"] == desk
    assert client.get(desk)["Location"].startswith(reverse("accounts:enrol"))
    assert client.get(reverse("accounts:enrol")).status_code == 200


def test_tries_that_come_at_once_are_counted_each(
    authority_site: AuthoritySite, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if every count in the cache were lost, which many at once bring about: still there is an end."""
    monkeypatch.setattr(adapters, "MOST_LOGINS", 3)
    monkeypatch.setattr("allauth.core.ratelimit.consume", lambda *_args, **_more: SimpleNamespace(rollback=list))
    name = get_user_model().objects.get(pk=make_officer(OfficerRole.DECIDER).user_id).username
    for _ in range(3):
        client.post(reverse("account_login"), {"login": name, "password": "sai"})
    right = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert right.status_code == 200, "the form comes back"
    elsewhere = client.post(reverse("account_login"), {"login": name, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302
