"""The portal's verdict is the verifier's, with what the register says; who forges a file learns nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from hocba.messages import what
from hocba_web.audit.models import Entry
from hocba_web.portal.verifying.models import IssuedReport
from hocba_web.register.models import Number
from support.web.authority_site import AuthoritySite
from support.web.held_vectors import AT, MANIFEST, hold_vector, trust_vectors, vector

pytestmark = pytest.mark.django_db

ENTRIES: list[dict[str, Any]] = MANIFEST["vectors"]
Give = Callable[..., HttpResponse]
_OF_CORE = {
    "TOTAL_PASSED": {"not_held", "package_mixed", "paper", "handover"},
    "TOTAL_FAILED": {"altered", "failed", "foreign"},
    "INDETERMINATE": {"incomplete", "status_unknown", "unsure"},
}


@pytest.fixture
def site(authority_site: AuthoritySite) -> AuthoritySite:
    """A portal that trusts the vectors' root, at their time."""
    trust_vectors(authority_site)
    return authority_site


@pytest.fixture
def give(site: AuthoritySite, client: Client) -> Give:  # its settings
    """Send files as a browser does."""

    def send(*files: tuple[str, bytes]) -> HttpResponse:
        return client.post("/xac-thuc/", {"files": [SimpleUploadedFile(name, data) for name, data in files]})

    return send


def verdict() -> str:
    return IssuedReport.objects.latest("id").verdict


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.get("attack") or entry["file"] for entry in ENTRIES])
def test_the_verdict_on_every_vector_is_the_verifiers(entry: dict[str, Any], site: AuthoritySite, give: Give) -> None:
    trust_vectors(site, entry["trust"])
    answer = give((entry["file"], vector(entry["file"])))
    assert answer.status_code == 200
    report = IssuedReport.objects.get()
    assert report.indication == entry["indication"]
    assert report.verdict in _OF_CORE[entry["indication"]]
    text = answer.content.decode()
    assert what(f"VERIFY_{report.verdict.upper()}") in text
    if entry["code"]:
        assert entry["code"] in text


@pytest.mark.parametrize("file", ["golden/ecdsa.xml", "golden/ecdsa.pdf"])
def test_a_record_that_the_register_holds_is_good(file: str, give: Give) -> None:
    hold_vector("golden/ecdsa.xml", pdf="golden/ecdsa.pdf")
    text = give(("a", vector(file))).content.decode()
    assert verdict() == "good"
    assert "Đang có giá trị" in text
    assert ("Đây đúng là tệp PDF mà nhà trường đã nộp" in text) == file.endswith("pdf")


@pytest.mark.parametrize("state", ["recalled", "superseded"])
def test_a_record_that_no_longer_counts_is_not_called_good(state: str, give: Give) -> None:
    number = hold_vector("golden/ecdsa.xml")
    successor = "5b3f2c11-1111-4c1e-9b57-0c2f7c3a9d11"
    Number.objects.filter(uuid=number.uuid).update(state=state, successor=successor, **{f"{state}_at": AT})
    text = give(("a.xml", vector("golden/ecdsa.xml"))).content.decode()
    assert verdict() == state
    assert successor not in text


def test_another_content_under_a_good_seal_names_places_and_no_value(give: Give) -> None:
    held = vector("golden/ecdsa.xml").replace("Lê Thế Anh".encode(), "Lê Bí Mật".encode())
    hold_vector("golden/ecdsa.xml", xml=held)
    text = give(("a.xml", vector("golden/ecdsa.xml"))).content.decode()
    assert verdict() == "differs"
    assert "Thông tin học sinh: tên" in text
    assert "Bí Mật" not in text


def test_a_seal_of_another_key_is_told_no_place(give: Give) -> None:
    held = vector("golden/ecdsa.xml").replace("Lê Thế Anh".encode(), "Lê Bí Mật".encode())
    hold_vector("golden/ecdsa.xml", xml=held, certificate="ab" * 32)
    text = give(("a.xml", vector("golden/ecdsa.xml"))).content.decode()
    assert verdict() == "differs"
    assert "Những chỗ khác nhau" not in text


def test_a_forged_file_learns_nothing_of_the_register(give: Give) -> None:
    forged = vector("golden/ecdsa.xml").replace("Lê Thế Anh".encode(), "Lê Thế Ánh".encode())
    without = give(("a.xml", forged)).content.decode()
    hold_vector("golden/ecdsa.xml")
    entries = Entry.objects.count()
    with_record = give(("a.xml", forged)).content.decode()
    assert {one.verdict for one in IssuedReport.objects.all()} == {"altered"}
    for report in IssuedReport.objects.all():
        for text in (report.number, report.number.lower()):
            without, with_record = without.replace(text, "N"), with_record.replace(text, "N")
    assert _body(without) == _body(with_record)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("attack", ["signer-revoked-since", "signer-expired-since"])
def test_the_register_proves_since_when_a_file_exists(attack: str, give: Give) -> None:
    """A certificate that was revoked or ran out later takes nothing from what was accepted before."""
    file = f"tampered/{attack}.xml"
    give(("a.xml", vector(file)))
    assert verdict() == "unsure"
    hold_vector(file)
    give(("a.xml", vector(file)))
    assert verdict() == "good"


def test_a_revocation_before_acceptance_stays_in_doubt(give: Give) -> None:
    file = "tampered/signer-revoked-since.xml"
    hold_vector(file, at=datetime(2026, 5, 29, tzinfo=UTC))
    give(("a.xml", vector(file)))
    assert verdict() == "unsure"


def test_a_package_says_where_each_record_stands(give: Give) -> None:
    text = give(("goi.xml", vector("golden/package.xml"))).content.decode()
    assert verdict() == "package_mixed"
    assert text.count(what("VERIFY_NOT_HELD")) >= 2


def test_comparing_leaves_a_trace_without_a_name(give: Give) -> None:
    number = hold_vector("golden/ecdsa.xml")
    give(("Lê Thế Anh.xml", vector("golden/ecdsa.xml")))
    entry = Entry.objects.get(action="portal.verification.compared")
    assert entry.subject_id == str(number.uuid)
    assert entry.school_id == number.school_id
    assert "Lê" not in entry.details_json


def test_every_item_of_the_circular_is_shown_for_every_signature(give: Give) -> None:
    text = give(("a.xml", vector("golden/rsa.xml"))).content.decode()
    for shown in ("Đỗ Thị Minh Nguyệt", "Trần Thị Thúy", "Trường Tiểu học Phương Đông", "Giáo viên chủ nhiệm"):
        assert shown in text
    for shown in ("Hocba TEST Issuing CA", "Hocba TEST", "rsa-sha256", "RSA 2048", "08:04 25/05/2026", "01/08/2025"):
        assert shown in text
    assert text.count("Còn hiệu lực") >= 5
    assert text.count("Còn nguyên") >= 5


@pytest.mark.parametrize("file", ["golden/ecdsa.xml", "golden/ecdsa.pdf", "golden/cv2088.xml"])
def test_no_signature_of_a_good_file_looks_broken(file: str, give: Give) -> None:
    text = give(("a", vector(file))).content.decode()
    assert "Không khớp" not in text
    assert "Chưa rõ" not in text


def test_a_status_that_cannot_be_had_is_said_in_the_words_of_the_circular(site: AuthoritySite, give: Give) -> None:
    trust_vectors(site, "trust-without-status")
    text = give(("a.xml", vector("golden/ecdsa.xml"))).content.decode()
    assert verdict() == "status_unknown"
    assert "Không kiểm tra được trạng thái chứng thư số" in text


def test_personal_numbers_of_signers_are_not_shown(give: Give) -> None:
    text = give(("a.xml", vector("tampered/signer-wrong-person.xml"))).content.decode()
    assert "022173903443" not in text
    assert "•••" in text


def _body(text: str) -> str:
    """The page without what is random or is the moment's."""
    kept = text.partition("<main")[2].partition("</main>")[0]
    lines = [line for line in kept.splitlines() if "csrf" not in line and "<path d=" not in line]
    return "\n".join(lines)


def test_the_verdict_is_said_in_english_too(give: Give, client: Client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    text = unescape(give(("a.xml", vector("golden/partial.xml"))).content.decode())
    assert what("VERIFY_INCOMPLETE", language="en") in text
    assert what("VERIFY_INCOMPLETE_MEANS", language="en") in text
