"""Officers' pages about clients: one proposes, another decides, the secret is seen once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from hocba_web.officers.roles import OfficerRole
from hocba_web.procedures.models import Client
from support.web.authority_keys import NOW
from support.web.authority_site import enter_window, make_officer

FORM = {
    "name": "Tuyển sinh đầu cấp",
    "owner": "Phòng Văn hóa – Xã hội phường Thử",
    "legal_basis": "Quyết định 12/QĐ-UBND, Điều 3",
    "contact": "dau-moi@co-quan.example",
    "purposes": ["tuyen-sinh-lop-6"],
    "scopes": ["trang-thai", "hoan-thanh"],
    "valid_from": NOW.date().isoformat(),
    "valid_until": (NOW.date() + timedelta(days=60)).isoformat(),
    "quota_day": "500",
    "quota_minute": "30",
}


def test_from_proposal_to_secret(officer_client):
    admin, decider = officer_client(OfficerRole.ADMIN), officer_client(OfficerRole.DECIDER)
    assert admin.post("/so/thu-tuc/moi/", FORM).status_code == 302
    client = Client.objects.get()
    page = f"/so/thu-tuc/{client.public_id}/"
    assert "Ghi quyết định" not in admin.get(page).content.decode()
    assert "Ghi quyết định" in decider.get(page).content.decode()
    assert decider.post(f"{page}quyet-dinh/", {"agree": "yes"}).status_code == 302
    shown = admin.post(f"{page}khoa/")
    secret = re.search(r"client_secret</dt><dd class=\"mono\">([^<]+)<", shown.content.decode())
    assert secret is not None
    assert "no-store" in shown["Cache-Control"]
    assert secret[1] not in admin.get(page).content.decode()
    assert decider.post(f"{page}dung/").status_code == 302
    assert Client.objects.get().state == Client.State.STOPPED


@pytest.mark.parametrize("role", [OfficerRole.INTAKE, OfficerRole.SCHOOL_MANAGER])
def test_others_see_nothing_of_it(officer_client, role):
    assert officer_client(role).get("/so/thu-tuc/").status_code == 403


def test_an_auditor_reads_and_changes_nothing(officer_client):
    auditor = officer_client(OfficerRole.AUDITOR)
    assert auditor.get("/so/thu-tuc/").status_code == 200
    assert auditor.post("/so/thu-tuc/moi/", FORM).status_code == 403


def test_a_form_that_wants_too_much_says_so(officer_client):
    answer = officer_client(OfficerRole.ADMIN).post("/so/thu-tuc/moi/", FORM | {"scopes": ["ket-qua-mon-hoc"]})
    assert answer.status_code == 422
    assert "rộng hơn mức" in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_are_clean_on_a_laptop_and_a_phone(officer_desk, officer_phone, officer_client):
    assert officer_client(OfficerRole.ADMIN).post("/so/thu-tuc/moi/", FORM).status_code == 302
    client = Client.objects.get()
    for window in (officer_desk, officer_phone):
        enter_window(window, make_officer(OfficerRole.DECIDER))
        for page in ("/so/thu-tuc/", f"/so/thu-tuc/{client.public_id}/"):
            window.go(page)
            window.check()
    enter_window(officer_desk, make_officer(OfficerRole.ADMIN))
    officer_desk.go("/so/thu-tuc/moi/")
    officer_desk.check()
