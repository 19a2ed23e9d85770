"""A printed report can be confirmed by its number and its file's digest, for as long as it is kept."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hocba_web.base import clock, ticks
from hocba_web.portal.verifying import reports
from hocba_web.portal.verifying.models import IssuedReport
from hocba_web.portal.verifying.verdicts import Verdict
from support.web.authority_site import AuthoritySite
from support.web.held_vectors import AT, hold_vector, trust_vectors, vector

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(authority_site: AuthoritySite, client: Client) -> str:
    """Of the report on a record that the register holds."""
    trust_vectors(authority_site)
    hold_vector("golden/ecdsa.xml")
    answer = client.post("/xac-thuc/", {"files": [SimpleUploadedFile("a.xml", vector("golden/ecdsa.xml"))]})
    found = IssuedReport.objects.get().number
    text = answer.content.decode()
    assert found in text
    assert f"/xac-thuc/phieu/{found}/" in text
    return found


def test_the_page_of_the_qr_code_confirms_number_digest_and_verdict(number: str, client: Client) -> None:
    text = client.get(f"/xac-thuc/phieu/{number}/").content.decode()
    assert hashlib.sha256(vector("golden/ecdsa.xml")).hexdigest() in text
    assert "Học bạ hợp lệ và đang có giá trị" in text
    assert "08:00:00 01/06/2026" in text


def test_it_says_nothing_of_anybody(number: str, client: Client) -> None:
    text = client.get(f"/xac-thuc/phieu/{number}/").content.decode()
    for hidden in ("Lê Thế Anh", "Phương Đông", "7d1f3c52"):
        assert hidden not in text
    assert {field.name for field in IssuedReport._meta.get_fields()} == {
        "id",
        "number",
        "file_sha256",
        "verdict",
        "indication",
        "as_of",
        "made_at",
    }


def test_a_number_may_be_typed_as_people_read_it(number: str, client: Client) -> None:
    typed = number.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    answer = client.get("/xac-thuc/phieu/", {"so": typed})
    assert answer.status_code == 200
    assert number in answer.content.decode()


@pytest.mark.parametrize("typed", ["7K3F-9QWD-0HX2-MN5T", "x", "%00" * 20, "'; DROP TABLE"])
def test_an_unknown_number_is_refused_kindly(typed: str, authority_site: AuthoritySite, client: Client) -> None:
    answer = client.get("/xac-thuc/phieu/", {"so": typed})
    assert answer.status_code == 404
    assert "VERIFY_REPORT_UNKNOWN" in answer.content.decode()


def test_numbers_cannot_be_guessed(authority_site: AuthoritySite) -> None:
    now = clock.real_now()
    numbers = {reports.issue("ab" * 32, Verdict.GOOD, "TOTAL_PASSED", at=AT, real_at=now) for _ in range(200)}
    assert len(numbers) == 200
    assert all(re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", one) for one in numbers)


def test_a_report_is_forgotten_when_its_time_has_passed(authority_site: AuthoritySite) -> None:
    now = clock.real_now()
    old, young = now - reports.KEPT - timedelta(days=1), now - reports.KEPT + timedelta(days=1)
    for moment in (old, young):
        reports.issue("ab" * 32, Verdict.GOOD, "TOTAL_PASSED", at=AT, real_at=moment)
    assert ticks.registered()["portal.reports"](AT) == 1
    assert IssuedReport.objects.get().made_at == young


def test_the_code_on_the_page_leads_to_the_report(number: str, client: Client) -> None:
    """Read back from the drawing as a scanner would see it: every dark run of every row."""
    from hocba.documents.rendition.writer.qr import qr_rows  # noqa: PLC0415  # only here
    from hocba_web.portal.verifying.qr import drawn  # noqa: PLC0415  # only here

    address = f"http://localhost:8000/xac-thuc/phieu/{number}/"
    code, rows = drawn(address), qr_rows(address)
    grid = [[False] * code.side for _ in range(code.side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        for column in range(int(x), int(x) + int(width)):
            grid[int(y)][column] = True
    inner = [row[4:-4] for row in grid[4:-4]]
    assert [bytes(b"01"[dark] for dark in row) for row in inner] == list(rows)
