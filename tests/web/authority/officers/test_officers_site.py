"""The authority's site: who gets in, and who is somebody there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import AuthoritySite, OfficerClient, enter, make_officer


def test_a_password_alone_opens_nothing(authority_site: AuthoritySite, client) -> None:
    """Whoever has an authenticator app is asked for it, whatever their role."""
    officer = make_officer(OfficerRole.AUDITOR)
    answer = enter(client, officer, factor_age=None).get(reverse("accounts:own"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:confirm"))


@pytest.mark.parametrize("role", list(OfficerRole))
def test_with_the_second_factor_the_own_account_opens(officer_client: OfficerClient, role: OfficerRole) -> None:
    """Everybody reaches their own account."""
    answer = officer_client(role).get(reverse("accounts:own"))
    assert answer.status_code == 200
    assert str(role.label) in answer.content.decode()
