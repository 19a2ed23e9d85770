"""A receipt given with a record proves since when it exists, if the authority above the school signed it."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from hocba.exchange.statements import Receipt, sign_statement
from hocba.signature_profile import algorithm
from hocba.transparency import Kind
from hocba.verification import Policy, load_trust
from hocba.verification.described import Described, described
from hocba_web.portal.verifying.models import IssuedReport
from support.forge import golden
from support.forge.pki import bad, good, organisation
from support.forge.resign import resign
from support.logs import LOG, WITNESS, SmallLog
from support.web.authority_site import AuthoritySite
from support.web.held_vectors import AT, VECTORS, trust_vectors, vector

pytestmark = pytest.mark.django_db

Give = Callable[..., str]
AUTHORITY = "Sở Giáo dục và Đào tạo Quảng Ninh"
FILE = "tampered/signer-expired-since.xml"
"""The head's certificate ran out on 28/05/2026."""


@pytest.fixture
def give(authority_site: AuthoritySite, client: Client) -> Give:
    """Send files as a browser does; the page, of which the reports tell the verdicts."""
    trust_vectors(authority_site)

    def send(*files: tuple[str, bytes]) -> str:
        sent = [SimpleUploadedFile(name, data) for name, data in files]
        answer: HttpResponse = client.post("/xac-thuc/", {"files": sent})
        assert answer.status_code == 200
        return answer.content.decode()

    return send


def _receipt(
    *,
    by: str = AUTHORITY,
    file: str = FILE,
    data: bytes = b"",
    at: datetime = datetime(2026, 5, 26, tzinfo=UTC),
    witnessed: str = "",
) -> bytes:
    """A receipt; `witnessed`: "" outside any log, "right", or "wrong" with the proof of another leaf."""
    found = described(data or vector(file), Policy(validation_time=AT, trust=load_trust(VECTORS / "trust")))
    stated = Receipt(
        uuid=UUID(found["record"]["uuid"]),
        record_digest=found["digest"],
        pdf_digest=None,
        school=found["claims"]["school_code"],
        message_id="m-1",
        verdict="accepted",
        policy="hocba-gateway/1",
        accepted_at=at,
        log=_logged(found, at, 0 if witnessed == "right" else 1) if witnessed else None,
    )
    signer = organisation(by, "0099000002", "mallory", 300)
    return sign_statement(stated, signer, algorithm("ecdsa-sha256"), at).encode()


def _logged(found: Described, at: datetime, index: int) -> dict[str, Any]:
    """A log of two leaves, witnessed two minutes after acceptance: the place of the record's leaf, or of the other."""
    log = SmallLog()
    facts = {"digest": found["digest"], "pdf": "", "school": found["claims"]["school_code"]}
    log.add(Kind.ACCEPTED, found["record"]["uuid"], facts, at)
    log.add(Kind.CLOSED, "y", {}, at)
    return log.member(index, log.note(witnessed_at=at + timedelta(minutes=2)))


def verdicts() -> list[str]:
    return [one.verdict for one in IssuedReport.objects.order_by("id")]


def test_a_certificate_is_judged_at_the_time_that_the_receipt_proves(give: Give) -> None:
    give(("a.xml", vector(FILE)))
    assert verdicts() == ["unsure"]
    text = give(("a.xml", vector(FILE)), ("bien-nhan.jws", _receipt()))
    assert verdicts()[1:] == ["receipt", "not_held"]
    assert "Biên nhận chứng minh học bạ đã có từ 07:00 26/05/2026" in text
    assert "Đúng biên nhận này" in text


@pytest.mark.parametrize(
    "receipt",
    [
        _receipt(by="Trường Tiểu học Phương Đông"),
        _receipt(file="golden/ecdsa.xml"),
        _receipt(at=datetime(2026, 5, 29, tzinfo=UTC)),
        _receipt()[:-6] + b"AAAAAA",
    ],
    ids=["by the school itself", "of another record", "after the certificate ran out", "forged"],
)
def test_no_other_receipt_proves_anything(receipt: bytes, give: Give) -> None:
    give(("bien-nhan.jws", receipt), ("a.xml", vector(FILE)))
    assert verdicts()[-1] == "unsure"


def test_no_school_is_its_own_authority(give: Give) -> None:
    school = golden.record_a().school
    named = replace(golden.record_a(), school=replace(school, authority_name=school.name))
    signed = resign(golden.signed(named).data, "cbql", by=bad()["expired-since"])
    data = resign(signed, "ky-phat-hanh", by=good()["seal"])
    receipt = _receipt(by=school.name, data=data)
    give(("bien-nhan.jws", receipt), ("a.xml", data))
    assert verdicts() == ["receipt", "unsure"]


def test_a_receipt_alone_says_what_it_states(give: Give) -> None:
    text = give(("bien-nhan.jws", _receipt()))
    assert verdicts() == ["receipt"]
    assert AUTHORITY in text
    assert "07:00 26/05/2026" in text
    assert "Không có tệp nào ứng với biên nhận này" in text
    assert "Không khớp" not in text


def test_a_forged_receipt_is_called_so(give: Give) -> None:
    give(("bien-nhan.jws", _receipt()[:-6] + b"AAAAAA"))
    assert verdicts() == ["altered"]


def test_a_receipt_whose_words_cannot_be_written_is_answered_too(give: Give) -> None:
    head, rest = _receipt().split(b".", 1)
    header = json.loads(base64.urlsafe_b64decode(head + b"=" * (-len(head) % 4))) | {"alg": "\ud800"}
    give(("bien-nhan.jws", base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=") + b"." + rest))
    assert verdicts() == ["failed"]


def test_a_witness_of_the_log_proves_the_time(give: Give, authority_site: AuthoritySite) -> None:
    folder = authority_site.folder / "trust-with-log"
    shutil.copytree(VECTORS / "trust", folder)
    (folder / "log.vkey").write_text(LOG.vkey)
    (folder / "witness.vkey").write_text(WITNESS.vkey)
    authority_site.settings.GATEWAY = authority_site.settings.GATEWAY | {"trust": str(folder)}
    text = give(("bien-nhan.jws", _receipt(witnessed="right")), ("a.xml", vector(FILE)))
    assert verdicts() == ["receipt", "not_held"]
    assert "Đã thấy trong nhật ký lúc 07:02 26/05/2026" in text
    give(("bien-nhan.jws", _receipt(witnessed="wrong")), ("a.xml", vector(FILE)))
    assert verdicts()[2:] == ["failed", "unsure"]
