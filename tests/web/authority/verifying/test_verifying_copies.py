"""The authority's own labelled copy: who holds it is told whose seal it bears, and where its record stands today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba_web.audit.models import Entry
from hocba_web.portal.verifying.models import IssuedReport
from hocba_web.register import files
from hocba_web.register.models import Copy, Number
from hocba_web.register.services import copies
from support.sealed import sealed
from support.web.authority_site import AuthoritySite
from support.web.earlier_copies import paper_copy
from support.web.held_vectors import trust_vectors, vector
from support.web.registering import AT, held, make_school

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("copy", ["now", "earlier"], indirect=True)


@pytest.fixture
def copy(authority_site: AuthoritySite, request: pytest.FixtureRequest) -> bytes:
    """Of a really signed record for which no PDF came: with the XML inside, or a paper of an earlier release."""
    xml = sealed().xml
    digest = record_digest(parse_strict(xml, widest_limits())).hex()
    number = held(make_school(), 1, uuid=sealed().record.lookup_uuid, file=files.put(xml), record_digest=digest)
    if getattr(request, "param", "now") == "earlier":
        paper = paper_copy(sealed().record, AT)
        Copy.objects.create(number=number, sha256=files.put(paper), made_at=AT)
    made = copies.make(number.uuid, at=AT)
    authority_site.move(AT + timedelta(hours=1))
    return made.content


def _page(client: Client, data: bytes) -> str:
    answer = client.post("/xac-thuc/", {"files": [SimpleUploadedFile("a.pdf", data)]})
    assert answer.status_code == 200
    return answer.content.decode()


def _verdict(client: Client, data: bytes) -> str:
    _page(client, data)
    return IssuedReport.objects.latest("id").verdict


@BOTH
def test_the_copy_of_a_current_record_is_told_as_what_it_is(copy: bytes, client: Client) -> None:
    assert _verdict(client, copy) == "copy"
    assert Entry.objects.filter(action="portal.verification.compared").count() == 1


@BOTH
@pytest.mark.parametrize("state", ["recalled", "superseded"])
def test_the_copy_of_a_record_that_no_longer_counts_does_not_count(state: str, copy: bytes, client: Client) -> None:
    Number.objects.update(state=state, **{f"{state}_at": AT})
    assert _verdict(client, copy) == state


@BOTH
def test_a_changed_copy_is_nothing(copy: bytes, client: Client) -> None:
    changed = bytearray(copy)
    changed[2000] ^= 1
    assert _verdict(client, bytes(changed)) in {"altered", "failed"}


@BOTH
def test_its_seal_is_never_said_to_be_the_schools(copy: bytes, client: Client) -> None:
    assert "Nhà trường (con dấu trên tệp PDF)" not in _page(client, copy)


def test_the_page_names_the_copy_its_seal_and_the_schools_signatures_inside(copy: bytes, client: Client) -> None:
    page = _page(client, copy)
    assert "Bản thể hiện do Sở lập (PDF)" in page
    assert "Sở Giáo dục và Đào tạo (con dấu trên bản thể hiện do Sở lập)" in page
    assert "Nhà trường (con dấu phát hành)" in page


@pytest.mark.parametrize(
    "file", ["pdf-copy-by-school.pdf", "pdf-copy-by-other-authority.pdf", "pdf-sealed-by-authority.pdf"]
)
def test_of_a_seal_that_is_not_whose_it_should_be_nobody_is_said_to_have_set_it(
    file: str, authority_site: AuthoritySite, client: Client
) -> None:
    trust_vectors(authority_site)
    page = _page(client, vector(f"tampered/{file}"))
    assert IssuedReport.objects.latest("id").verdict == "failed"
    assert "Con dấu trên tệp PDF" in page
    for word in (
        "Nhà trường (con dấu trên tệp PDF)",
        "con dấu trên bản thể hiện do Sở lập",
        "Bản thể hiện do Sở lập (PDF)",
    ):
        assert word not in page


def test_the_schools_own_pdf_is_told_as_before(copy: bytes, client: Client) -> None:
    page = _page(client, sealed().pdf)
    assert IssuedReport.objects.latest("id").verdict == "good"
    assert "Nhà trường (con dấu trên tệp PDF)" in page
    assert "do Sở lập" not in page
