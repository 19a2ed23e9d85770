"""A system of another body that asks about records."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta

from django.test import Client as Browser

from hocba_web.officers.roles import OfficerRole
from hocba_web.procedures.purposes import Purpose, Scope
from hocba_web.procedures.services import clients
from support.web.authority_keys import NOW
from support.web.authority_site import make_officer

TODAY = NOW.date()


def client_of(**changes):
    wanted = clients.Wanted(
        **(
            {
                "name": "Tuyển sinh đầu cấp",
                "owner": "Phòng Văn hóa – Xã hội phường Thử",
                "legal_basis": "Quyết định 12/QĐ-UBND ngày 02/03/2026, Điều 3",
                "contact": "dau-moi@co-quan.example",
                "purposes": [Purpose.GRADE_6],
                "scopes": [Scope.STATE, Scope.COMPLETION],
                "addresses": [],
                "quota_day": 50,
                "quota_minute": 20,
                "valid_from": TODAY,
                "valid_until": TODAY + timedelta(days=90),
            }
            | changes
        )
    )
    made = clients.prepare(make_officer(OfficerRole.ADMIN), wanted, at=NOW)
    return clients.decide(make_officer(OfficerRole.DECIDER), made.public_id, agree=True, answer="", at=NOW)


class System:
    """A system with its secret and a token."""

    def __init__(self, client):
        self.client = client
        self.secret, self.hook = clients.new_secret(make_officer(OfficerRole.ADMIN), client.public_id, at=NOW)
        self.browser = Browser()
        self.serial = 0

    def token(self, scope="", secret=None):
        basic = b64encode(f"{self.client.public_id}:{secret or self.secret}".encode()).decode()
        told = {"grant_type": "client_credentials"} | ({"scope": scope} if scope else {})
        return self.browser.post("/oauth/token", told, headers={"Authorization": f"Basic {basic}"})

    def ask(self, family, token=None, **changes):
        self.serial += 1
        question = {
            "purpose": "tuyen-sinh-lop-6",
            "dossier": "TS6-2026/001",
            "nonce": f"nonce-{self.serial:016}",
            "identifier": str(family.uuid),
            "name": family.record.pupil.name,
            "born": family.record.pupil.born.isoformat(),
            "personal_id": family.record.pupil.personal_id,
            "fields": ["trang-thai", "hoan-thanh"],
        } | changes
        token = token or self.token().json()["access_token"]
        return self.browser.post(
            "/api/thu-tuc/v1/hoc-ba",
            json.dumps(question),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
