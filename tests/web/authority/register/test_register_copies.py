"""The authority's labelled copy: made where the school sent no PDF, sealed, kept; what a verifier says of it."""

from __future__ import annotations

import pytest

from hocba.documents.rendition import squeeze
from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba.verification import Indication, Policy, load_trust, verify
from hocba_web.base.refusals import Missing, Refused
from hocba_web.register import files
from hocba_web.register.models import Copy, Number
from hocba_web.register.selectors import records
from hocba_web.register.services import copies
from support.page_texts import page_texts
from support.sealed import sealed
from support.web.authority_keys import AUTHORITY
from support.web.registering import AT, held, make_school, uuid_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(authority_site):
    """A really signed record for which no PDF came."""
    xml = sealed().xml
    digest = record_digest(parse_strict(xml, widest_limits())).hex()
    return held(make_school(), 1, uuid=sealed().record.lookup_uuid, file=files.put(xml), record_digest=digest)


def test_the_copy_is_labelled_on_every_page_sealed_and_kept(number, authority_site):
    with pytest.raises(Missing, match="REGISTER_NO_PDF"):
        records.pdf(number.uuid)
    made = copies.make(number.uuid, at=AT)
    assert made.sealed_by == "authority"
    assert records.pdf(number.uuid) == made == copies.make(number.uuid, at=AT.replace(hour=9))
    assert Copy.objects.get().made_at == AT
    texts = page_texts(made.content)
    pages = {one.page for one in texts}
    assert len(pages) > 2
    for label, everywhere in (("BẢN DO SỞ LẬP", pages), (copies.LABEL, pages - {1})):
        assert {one.page for one in texts if one.text == squeeze(label)} >= everywhere
    assert any(one.text == squeeze(sealed().record.pupil.name) for one in texts)


def test_the_verifier_says_who_sealed_it_and_that_it_holds_no_record(number, authority_site):
    made = copies.make(number.uuid, at=AT)
    policy = Policy(validation_time=AT, trust=load_trust(authority_site.folder / "trust"))
    report = verify(made.content, policy)
    assert report.indication is Indication.TOTAL_PASSED
    assert report.record is None
    assert [one.signer for one in report.signatures] == [AUTHORITY]
    outcomes = {check.code: check.outcome.value for check in report.checks}
    assert outcomes["PDF_XML_INSIDE"] == "not_checked"
    changed = bytearray(made.content)
    changed[2000] ^= 1
    assert verify(bytes(changed), policy).indication is Indication.TOTAL_FAILED


def test_no_copy_stands_beside_the_schools_own_nor_of_what_is_void(number):
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        copies.make(uuid_of(9), at=AT)
    other = held(make_school(), 2, pdf=files.put(b"%PDF"))
    with pytest.raises(Refused, match="REGISTER_PDF_THERE"):
        copies.make(other.uuid, at=AT)
    Number.objects.update(state=Number.State.RECALLED)
    with pytest.raises(Refused, match="RECORD_NOT_CURRENT"):
        copies.make(number.uuid, at=AT)
    assert not Copy.objects.exists()


def test_without_a_seal_nothing_is_made(number, authority_site):
    authority_site.settings.GATEWAY = authority_site.settings.GATEWAY | {"seal": ""}
    with pytest.raises(Refused, match="AUTHORITY_SEAL_MISSING"):
        copies.make(number.uuid, at=AT)
