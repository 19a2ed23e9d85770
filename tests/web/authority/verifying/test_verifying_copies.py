"""The authority's own labelled copy: who holds it is told where its record stands today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba_web.audit.models import Entry
from hocba_web.portal.verifying.models import IssuedReport
from hocba_web.register import files
from hocba_web.register.models import Number
from hocba_web.register.services import copies
from support.sealed import sealed
from support.web.authority_site import AuthoritySite
from support.web.registering import AT, held, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(authority_site: AuthoritySite) -> bytes:
    """Of a really signed record for which no PDF came."""
    xml = sealed().xml
    digest = record_digest(parse_strict(xml, widest_limits())).hex()
    number = held(make_school(), 1, uuid=sealed().record.lookup_uuid, file=files.put(xml), record_digest=digest)
    made = copies.make(number.uuid, at=AT)
    authority_site.move(AT + timedelta(hours=1))
    return made.content


def _verdict(client: Client, data: bytes) -> str:
    answer = client.post("/xac-thuc/", {"files": [SimpleUploadedFile("a.pdf", data)]})
    assert answer.status_code == 200
    return IssuedReport.objects.latest("id").verdict


def test_the_copy_of_a_current_record_is_told_as_what_it_is(copy: bytes, client: Client) -> None:
    assert _verdict(client, copy) == "copy"
    assert Entry.objects.filter(action="portal.verification.compared").count() == 1


@pytest.mark.parametrize("state", ["recalled", "superseded"])
def test_the_copy_of_a_record_that_no_longer_counts_does_not_count(state: str, copy: bytes, client: Client) -> None:
    Number.objects.update(state=state, **{f"{state}_at": AT})
    assert _verdict(client, copy) == state


def test_a_changed_copy_is_nothing(copy: bytes, client: Client) -> None:
    changed = bytearray(copy)
    changed[2000] ^= 1
    assert _verdict(client, bytes(changed)) in {"altered", "failed"}
    assert not Entry.objects.filter(action="portal.verification.compared").exists()
