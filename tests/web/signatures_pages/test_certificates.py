"""Certificates on their pages: declared, refused, lost; the school's; who has none; whom the site trusts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hocba_web.signatures.models import Batch, Certificate, KeyFile
from support.web.acting import logged_in
from support.web.school import SchoolWorld
from support.web.signing import PASSWORD, Pki, p12
from web.signatures_pages.signing_up import form_of

pytestmark = pytest.mark.django_db
MINE = "/chung-thu-so/them/person/tep/"


def _upload(client: Client, content: bytes, password: str = PASSWORD, address: str = MINE) -> Any:  # Django's answer
    return client.post(address, {"file": SimpleUploadedFile("khoa.p12", content), "password": password})


def test_a_teacher_replaces_their_certificate(school: SchoolWorld, pki: Pki) -> None:
    client = logged_in(Client(), school, "english")
    old = Certificate.objects.get(staff=school.staff["english"])
    answer = _upload(client, p12(pki.person_key(school, "english")))
    assert answer.status_code == 302
    old.refresh_from_db()
    assert old.state == Certificate.State.REPLACED
    assert not KeyFile.objects.filter(certificate=old).exists()
    html = client.get("/chung-thu-so/").content.decode()
    assert "Đang dùng" in html
    assert "Đã thay" in html


def test_what_is_wrong_with_a_file_is_said_in_the_form(school: SchoolWorld, pki: Pki) -> None:
    client = logged_in(Client(), school, "english")
    own, others = p12(pki.person_key(school, "english")), p12(pki.person_key(school, "arts"))
    for content, password in ((own, "sai-mat-khau"), (others, PASSWORD), (b"khong phai tep khoa", PASSWORD)):
        answer = _upload(client, content, password)
        assert answer.status_code == 422
        assert password not in answer.content.decode()
    assert Certificate.objects.filter(staff=school.staff["english"]).count() == 1


def test_a_lost_certificate_stops_what_is_going_on(school: SchoolWorld) -> None:
    client = logged_in(Client(), school, "english")
    address = f"/ky-so/lop/{school.classes['4A2'].id}/"
    client.post(address, form_of(client, address))
    row = Certificate.objects.get(staff=school.staff["english"])
    lost = f"/chung-thu-so/{row.id}/bao-mat/"
    assert client.post(lost, {"reason": ""}).status_code == 422
    assert client.post(lost, {"reason": "Mất USB trên đường đi"}).status_code == 302
    row.refresh_from_db()
    assert row.state == Certificate.State.LOST
    assert Batch.objects.get().state == Batch.State.STOPPED
    assert "Chưa có chứng thư số dùng được" in client.get(address).content.decode()


def test_nobody_ends_anothers_certificate(school: SchoolWorld) -> None:
    row = Certificate.objects.get(staff=school.staff["english"])
    for who in ("arts", "principal", "school_admin"):
        client = logged_in(Client(), school, who)
        assert client.post(f"/chung-thu-so/{row.id}/ngung/", {"reason": "Thử"}).status_code in {403, 404}
    row.refresh_from_db()
    assert row.state == Certificate.State.ACTIVE


def test_the_admin_declares_the_schools_and_the_clerk_sees_its_state(
    school: SchoolWorld, pki: Pki, at: datetime
) -> None:
    del at
    address = "/chung-thu-so/them/organisation/tep/"
    pki.give_seal(school, approved=False)
    for who, status in (("school_admin", 200), ("clerk", 403), ("english", 403)):
        assert logged_in(Client(), school, who).get(address).status_code == status
    for who in ("school_admin", "clerk", "principal"):
        assert "Chờ Sở phê duyệt" in logged_in(Client(), school, who).get("/chung-thu-so/truong/").content.decode()
    assert logged_in(Client(), school, "english").get("/chung-thu-so/truong/").status_code == 403


def test_who_has_no_certificate_is_listed_first(school: SchoolWorld) -> None:
    Certificate.objects.filter(staff=school.staff["arts"]).update(state=Certificate.State.LOST)
    html = logged_in(Client(), school, "principal").get("/chung-thu-so/can-bo/").content.decode()
    assert "1 người chưa có chứng thư dùng được" in html
    assert html.index("Vi Thanh Tùng") < html.index("Mai Thị Loan")
    assert logged_in(Client(), school, "english").get("/chung-thu-so/can-bo/").status_code == 403


def test_anchors_and_how_fresh_their_lists_are(school: SchoolWorld, pki: Pki) -> None:
    html = logged_in(Client(), school, "english").get("/chung-thu-so/goc-tin-cay/").content.decode()
    digest = pki.ca.root.fingerprint(SHA256()).hex(":").upper()
    assert digest in html
    assert "Còn mới" in html
    assert "Dấu vân tay SHA-256" in html


@pytest.mark.parametrize(
    "path", ["organisation/tu-xa/khong-co/", "person/tu-xa/khong-co/", "person/thiet-bi/", "ai-do/"]
)
def test_ways_that_are_not_offered_are_not_there(school: SchoolWorld, path: str) -> None:
    client = logged_in(Client(), school, "school_admin" if path.startswith("organisation") else "english")
    assert client.get(f"/chung-thu-so/them/{path}").status_code == 404
