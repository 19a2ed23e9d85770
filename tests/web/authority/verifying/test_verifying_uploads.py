"""What is given is bounded, lies in memory only, and is gone when the answer is there."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from hocba.adapters.limited import Limits, Pool
from hocba.messages import Language, next_step, what
from hocba_web.audit.models import Entry
from hocba_web.portal.verifying import examining, services, uploads
from hocba_web.portal.verifying.models import IssuedReport
from support.web.authority_site import AuthoritySite
from support.web.held_vectors import trust_vectors, vector

pytestmark = pytest.mark.django_db

Give = Callable[..., HttpResponse]
_GOOD = ("hoc-ba.xml", "golden/ecdsa.xml")


@pytest.fixture
def give(authority_site: AuthoritySite, client: Client) -> Give:
    """Send files as a browser does."""
    trust_vectors(authority_site)

    def send(*files: tuple[str, bytes], language: str = "vi") -> HttpResponse:
        sent = {"files": [SimpleUploadedFile(name, data) for name, data in files]}
        return client.post("/xac-thuc/", sent, headers={"accept-language": language})

    return send


def test_nothing_of_a_file_remains_anywhere(
    give: Give, authority_site: AuthoritySite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    before = _files(authority_site.folder)
    give(("Lê Thế Anh.xml", vector("golden/ecdsa.xml")), ("b.pdf", vector("golden/ecdsa.pdf")))
    assert IssuedReport.objects.count() == 2
    assert _files(authority_site.folder) == before
    assert list(scratch.iterdir()) == []
    for row in _every_row():
        assert "Lê Thế Anh" not in row
        assert "022216900123" not in row
        assert "7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11" not in row


def test_files_never_touch_a_disk_on_their_way(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *args, **_: opened.append(args))
    assert give(("a.pdf", vector("golden/ecdsa.pdf") + b" " * (3 * 1024 * 1024))).status_code == 200
    assert opened == []


@pytest.mark.parametrize(
    ("data", "verdict", "report"),
    [
        (b"", "empty", False),
        (b"GIF89a" + bytes(100), "unreadable", False),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100), "unreadable", False),
        (b"PK\x03\x04" + bytes(100), "archive", False),
        (b"\x00" * 2000, "unreadable", False),
        (b"<?xml version='1.0'?><a", "failed", True),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "failed", True),
        (b"<HDon><TTChung/></HDon>", "foreign", True),
        (b"%PDF-1.7\n%%EOF", "foreign", True),
        (b"%PDF-1.7\n" + b"1 0 obj<</Encrypt 2 0 R>>endobj\n" * 50 + b"%%EOF", "foreign", True),
        (b"<html><script>alert(1)</script></html>", "foreign", True),
    ],
    ids=[
        "empty",
        "gif",
        "jpeg",
        "zip",
        "zeros",
        "broken",
        "entities",
        "other-xml",
        "empty-pdf",
        "encrypted-pdf",
        "html",
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_wrong_files_are_told_kindly(data: bytes, verdict: str, report: bool, language: Language, give: Give) -> None:  # noqa: FBT001  # a case
    answer = give(("anh.xml", data), language=language)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert [one.verdict for one in IssuedReport.objects.all()] == [verdict] * report
    for said in (what(f"VERIFY_{verdict.upper()}"), next_step(f"VERIFY_{verdict.upper()}", language=language)):
        assert said in text
    assert ("Học bạ dạng" in text) == (verdict == "failed" and language == "vi"), (
        "a stranger's file is called no record"
    )
    assert "<script>alert" not in text


def test_an_empty_file_among_others_is_named(give: Give) -> None:
    text = give(("trong.pdf", b""), ("hoc-ba.xml", vector("golden/ecdsa.xml"))).content.decode()
    assert what("VERIFY_EMPTY") in text
    assert what("VERIFY_NOT_HELD") in text


def test_a_name_cannot_script_the_page(give: Give) -> None:
    answer = give(("<img src=x onerror=alert(1)>.xml", vector("golden/ecdsa.xml")))
    assert b"<img src=x" not in answer.content


def test_a_polyglot_is_what_its_first_bytes_are(give: Give) -> None:
    """A PDF behind an XML head, and an XML behind a PDF head: neither passes as the other."""
    give(("a.pdf", b"<a/>" + vector("golden/ecdsa.pdf")), ("b.xml", b"%PDF-1.7\n" + vector("golden/ecdsa.xml")))
    assert [one.indication for one in IssuedReport.objects.order_by("id")] == ["TOTAL_FAILED"] * 2


def test_deep_and_wide_xml_is_refused_in_time(give: Give) -> None:
    deep = b"<a>" * 200_000
    wide = b"<a>" + b"<b/>" * 1_000_000 + b"</a>"
    bomb = b"%PDF-1.7\n1 0 obj<</Length 9/Filter/FlateDecode>>stream\n" + zlib.compress(bytes(50_000_000)) + b"\n%%EOF"
    assert give(("deep.xml", deep), ("wide.xml", wide), ("bomb.pdf", bomb)).status_code == 200
    assert {one.indication for one in IssuedReport.objects.all()} == {"TOTAL_FAILED"}


def test_a_file_that_takes_too_much_is_ended_alone(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child has memory for the record, not for the package: the others get their answer."""
    pool = Pool(Limits(memory=1024 * 1024 * 1024, cpu_seconds=1, wall_seconds=0.01), most=1)
    real = examining._pool
    monkeypatch.setattr(examining, "_pool", lambda: pool)
    answer = give(("a.xml", vector("golden/ecdsa.xml")))
    assert "Không đọc được tệp này trong giới hạn cho phép" in answer.content.decode()
    assert not IssuedReport.objects.exists()
    monkeypatch.setattr(examining, "_pool", real)
    give(("a.xml", vector("golden/ecdsa.xml")))
    assert IssuedReport.objects.get().verdict == "not_held"


def test_too_many_files_too_many_bytes_or_none(give: Give, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [(f"{number}.xml", b"<a/>") for number in range(uploads.MOST_FILES + 1)]
    answer = give(*many)
    assert answer.status_code == 413
    assert "VERIFY_TOO_MANY_FILES" in answer.content.decode()
    monkeypatch.setattr(uploads, "MOST_BYTES", 100_000)
    answer = give(("a.xml", b" " * 100_001))
    assert answer.status_code == 413
    assert "VERIFY_TOO_LARGE" in answer.content.decode()
    answer = client.post("/xac-thuc/", {})
    assert answer.status_code == 409
    assert "VERIFY_NOTHING_GIVEN" in answer.content.decode()
    assert not IssuedReport.objects.exists()


def test_a_form_of_another_site_is_refused(authority_site: AuthoritySite) -> None:
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post("/xac-thuc/", {"files": [SimpleUploadedFile("a.xml", vector("golden/ecdsa.xml"))]})
    assert answer.status_code == 403
    assert not IssuedReport.objects.exists()


def test_one_address_cannot_ask_without_end(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_AN_HOUR", 2)
    for _ in range(2):
        assert give(("a.txt", b"x")).status_code == 200
    answer = give(("a.txt", b"x"))
    assert answer.status_code == 429
    assert "VERIFY_TOO_OFTEN" in answer.content.decode()


def test_slow_files_use_up_the_hour(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends files that take long to read is refused after few of them; what was examined is told."""
    monkeypatch.setattr(services, "MOST_AN_HOUR", 20)
    monkeypatch.setattr(services, "_SHARE", 0.001)
    text = give(("a.pdf", vector("golden/ecdsa.pdf")), ("chua.xml", vector("golden/ecdsa.xml"))).content.decode()
    assert "VERIFY_TOO_OFTEN" in text
    assert "1 tệp chưa được xác thực" in text
    assert "chua.xml" in text
    assert IssuedReport.objects.get().verdict == "not_held"
    assert give(("a.pdf", vector("golden/ecdsa.pdf"))).status_code == 429


def test_when_all_places_are_taken_it_says_so_at_once(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "_PATIENCE", 0)
    for _ in range(examining._AT_ONCE):
        assert examining._turns.acquire(timeout=1)
    try:
        answer = give(("a.xml", vector("golden/ecdsa.xml")))
    finally:
        examining._turns.release(examining._AT_ONCE)
    assert answer.status_code == 503
    assert "VERIFY_BUSY" in answer.content.decode()


def test_the_page_works_without_scripts_and_is_not_kept(give: Give, client: Client) -> None:
    form = client.get("/xac-thuc/")
    assert b'enctype="multipart/form-data"' in form.content
    answer = give(("a.xml", vector("golden/ecdsa.xml")))
    assert answer["Cache-Control"] == "no-store, private"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not Entry.objects.filter(action="audit.request.refused").exists()


def _files(folder: Path) -> set[str]:
    return {os.path.join(root, name) for root, _, names in os.walk(folder) for name in names}  # noqa: PTH118  # only text


def _every_row() -> list[str]:
    with connection.cursor() as cursor:
        rows: list[str] = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # names of our tables
            rows.extend(str(row) for row in cursor.fetchall())
    return rows
