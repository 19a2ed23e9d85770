"""What no role may ever have, and that every menu entry opens."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from hocba_web.officers.permissions import MATRIX, Act
from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import AuthoritySite, OfficerClient
from support.web.registering import make_school

KINDS = ("CERTIFICATE", "RECALL", "CLOSING", "PERMIT")
READING = {
    Act.PROGRESS_VIEW,
    Act.RECORD_READ,
    Act.REPORT_VIEW,
    Act.TRANSFER_VIEW,
    Act.STATISTICS_EXPORT,
    Act.CLIENT_CALLS_VIEW,
    Act.AUDIT_VIEW,
    Act.LOG_VIEW,
}


def acts_of(role: OfficerRole) -> set[Act]:
    """What a role may do."""
    return {act for act, roles in MATRIX.items() if role in roles}


def test_every_act_stands_in_the_table() -> None:
    """And none is anybody's by forgetting."""
    assert set(MATRIX) == set(Act)
    assert all(MATRIX.values())


@pytest.mark.parametrize("kind", KINDS)
def test_no_role_prepares_and_decides_the_same(kind: str) -> None:
    """Two people, by two roles."""
    assert not MATRIX[Act[f"{kind}_PREPARE"]] & MATRIX[Act[f"{kind}_DECIDE"]]


def test_nobody_edits_a_record() -> None:
    """There is no act for it."""
    assert not [act for act in Act if re.search("edit|write|change|delete", act.value)]


def test_an_admin_reads_no_record_and_decides_nothing() -> None:
    """Neither as officer nor through the portal."""
    held = acts_of(OfficerRole.ADMIN)
    assert not held & {Act.RECORD_READ, Act.OWN_SCHOOL_READ, Act.STATISTICS_EXPORT, Act.TRANSFER_VIEW}
    assert not [act for act in held if act.value.endswith("_decide")]


def test_an_auditor_changes_nothing() -> None:
    """Only looks."""
    assert acts_of(OfficerRole.AUDITOR) <= READING


def test_a_school_manager_reads_the_own_school_and_that_is_all() -> None:
    """Through the portal (Decision 32/QĐ-THPĐ, chapter I art. 5(1)(d))."""
    assert acts_of(OfficerRole.SCHOOL_MANAGER) == {Act.OWN_SCHOOL_READ}


@pytest.mark.parametrize("mode", ["demo", "real"])
@pytest.mark.parametrize("role", list(OfficerRole))
def test_every_entry_of_the_menu_opens(
    officer_client: OfficerClient, authority_site: AuthoritySite, role: OfficerRole, mode: str
) -> None:
    """Whatever is shown to a role is its own, in demo mode and outside."""
    authority_site.settings.HOCBA = replace(authority_site.settings.HOCBA, demo=mode == "demo")
    school = make_school()
    browser: Client = officer_client(role, school_code=school.code if role is OfficerRole.SCHOOL_MANAGER else "")
    start = reverse("accounts:own")
    shown = [item["url"] for section in browser.get(start).context["nav"] for item in section["items"]]
    assert shown
    assert {url: browser.get(url).status_code for url in shown} == dict.fromkeys(shown, 200)
