"""The authority's labelled copy: made where the school sent no PDF, sealed, kept; what a verifier says of it."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from hocba.documents.rendition import squeeze
from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba.verification import Indication, Policy, load_trust, verify, verify_pair
from hocba.verification.report import AuthorityCopy
from hocba_web.base.refusals import Missing, Refused
from hocba_web.register import files
from hocba_web.register.models import Copy, Number
from hocba_web.register.selectors import records
from hocba_web.register.services import copies
from support.keys import demo_ca
from support.page_texts import page_texts
from support.sealed import sealed
from support.web.authority_keys import AUTHORITY, PASSWORD
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
    assert {one.page for one in texts if one.text == squeeze("BẢN DO SỞ LẬP")} == pages
    label = squeeze(f"do {AUTHORITY} lập từ dữ liệu XML đã ký số của nhà trường")
    for page in pages:
        assert label in "".join(one.text for one in texts if one.page == page)


def test_the_verifier_proves_the_record_and_says_who_made_the_copy(number, authority_site):
    made = copies.make(number.uuid, at=AT)
    policy = Policy(validation_time=AT, trust=load_trust(authority_site.folder / "trust"))
    report = verify(made.content, policy)
    assert report.indication is Indication.TOTAL_PASSED
    assert report.signed_xml == sealed().xml
    assert report.copy == AuthorityCopy(AUTHORITY, AT.replace(microsecond=0))
    *of_school, of_authority = report.signatures
    assert (of_authority.slot, of_authority.role, of_authority.signer) == ("PDF", "authority_copy_seal", AUTHORITY)
    assert {one.role for one in of_school} >= {"school_seal"}
    codes = [check.code for check in report.checks if check.outcome.value == "passed"]
    assert {"PDF_SEAL_OF_AUTHORITY", "PDF_TEXT"} <= set(codes)
    assert "PDF_SEAL_OF_SCHOOL" not in codes
    changed = bytearray(made.content)
    changed[2000] ^= 1
    assert verify(bytes(changed), policy).indication is Indication.TOTAL_FAILED


def test_beside_the_xml_the_copy_is_not_the_schools_pdf(number, authority_site):
    """What a school sends to the gateway is its own PDF: the authority's copy in its place is refused."""
    made = copies.make(number.uuid, at=AT)
    policy = Policy(validation_time=AT, trust=load_trust(authority_site.folder / "trust"))
    _, pdf = verify_pair(sealed().xml, made.content, policy)
    assert pdf.indication is Indication.TOTAL_FAILED
    assert "PDF_SEAL_OTHER_SCHOOL" in {check.code for check in pdf.findings}


def test_a_copy_kept_from_an_earlier_release_is_handed_out_as_it_is(number, authority_site):
    digest = files.put(b"%PDF-1.7 a sealed paper of an earlier release")
    Copy.objects.create(number=number, sha256=digest, made_at=AT)
    assert copies.make(number.uuid, at=AT).content.endswith(b"earlier release")


def test_no_authority_makes_a_copy_of_another_ones_record(number, authority_site):
    other = demo_ca().seal("Sở Giáo dục và Đào tạo Hải Phòng", tax_code="0099000003", kind="p256")
    file = authority_site.folder / "khac.p12"
    protection = BestAvailableEncryption(PASSWORD.encode())
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"so", other.key, other.certificate, list(other.issuers), protection)
    )
    authority_site.settings.GATEWAY = authority_site.settings.GATEWAY | {"seal": str(file)}
    with pytest.raises(Refused, match="REGISTER_COPY_OTHER_AUTHORITY"):
        copies.make(number.uuid, at=AT)
    assert not Copy.objects.exists()


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
