"""Every page of the desk: who opens it, who does not, and how many queries it takes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hocba_web.base.health import beats
from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import OfficerClient

_I, _D, _A, _U, _S = (
    OfficerRole.INTAKE,
    OfficerRole.DECIDER,
    OfficerRole.ADMIN,
    OfficerRole.AUDITOR,
    OfficerRole.SCHOOL_MANAGER,
)
PAGES = {
    "home": {_I, _D, _A, _U},
    "certificates": {_I, _D},
    "recalls": {_I, _D},
    "closing": {_I, _D},
    "closing_prepare": {_I},
    "permits": {_I, _D},
    "permit_late": {_I},
    "permit_amendment": {_I},
    "messages": {_I, _D},
    "message_new": {_I, _D},
    "schools": {_A},
    "school_new": {_A},
    "officers": {_A},
    "officer_new": {_A},
    "officers_waiting": {_D},
}


def addresses(province) -> dict[str, set[OfficerRole]]:
    """Every address of the desk that is opened, with the roles that may."""
    found = {reverse(f"desk:{name}"): roles for name, roles in PAGES.items()}
    for name, number in (("certificate", province.certificate.pk), ("certificate", province.prepared_certificate.pk)):
        found[reverse(f"desk:{name}", args=[number])] = {_I, _D}
    for one in (province.recall, province.prepared_recall):
        found[reverse("desk:recall", args=[one.pk])] = {_I, _D}
    found[reverse("desk:closing_case", args=[province.closing.public_id])] = {_I, _D}
    found[reverse("desk:permit_case", args=[province.late.public_id])] = {_I, _D}
    found[reverse("desk:permit_case", args=[province.permit.prepared.public_id])] = {_I, _D}
    found[reverse("desk:message", args=[province.message.public_id])] = {_I, _D}
    found[reverse("desk:school_edit", args=[province.schools[0].pk])] = {_A}
    return found


@pytest.mark.parametrize("role", list(OfficerRole))
def test_each_role_opens_its_own_pages_and_no_other(province, officer_client: OfficerClient, role: OfficerRole) -> None:
    """403 for every other."""
    browser = officer_client(role)
    for address, roles in addresses(province).items():
        expected = 200 if role in roles else 302 if role is _S and address == reverse("desk:home") else 403
        assert browser.get(address).status_code == expected, (role, address)


def test_nobody_opens_anything_without_logging_in(province) -> None:
    """Every page leads to the login."""
    for address in addresses(province):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_an_officer_of_another_area_finds_nothing(province, officer_client: OfficerClient) -> None:
    """Neither lists nor pages show what lies elsewhere."""
    browser = officer_client(_D, ["B2"])
    for address in (
        reverse("desk:certificate", args=[province.certificate.pk]),
        reverse("desk:recall", args=[province.recall.pk]),
        reverse("desk:closing_case", args=[province.closing.public_id]),
        reverse("desk:permit_case", args=[province.late.public_id]),
    ):
        assert browser.get(address).status_code == 404, address
    for name in ("certificates", "recalls", "closing", "permits"):
        page = browser.get(reverse(f"desk:{name}")).content.decode()
        assert province.schools[0].name not in page, name


def test_the_auditor_learns_that_the_daily_check_found_a_changed_log(officer_client) -> None:
    beats.beat("log.checked")
    for role, told in ((OfficerRole.AUDITOR, True), (OfficerRole.INTAKE, False)):
        page = officer_client(role).get(reverse("desk:home")).content.decode()
        assert ("Nhật ký không nguyên vẹn" in page) is told
