"""A paper that the school sealed can be checked like any file: who sealed these pages, unchanged; never a record."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from hocba.documents.papers import PAPER_VERSION, Choice, Section, certified_copy, extract, seal_caption
from hocba.documents.rendition import render
from hocba.errors import DocumentError, SigningRefused
from hocba.verification import Indication, Policy, SubIndication, TrustStore, verify, verify_pair
from support.keys import FROM, UNTIL, demo_ca
from support.papers import FORMALITIES, seal, signed_year
from support.records import SCHOOL
from support.sealed import SEALED_AT, sealed

NOW = SEALED_AT + timedelta(days=1)


@cache
def policy() -> Policy:
    ca = demo_ca()
    lists = [
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(FROM)
        .next_update(UNTIL)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
        for issuer, key in ((ca.root, ca.root_key), (ca.issuing, ca.issuing_key))
    ]
    anchor = ca.root.public_bytes(serialization.Encoding.PEM)
    return Policy(validation_time=NOW, trust=TrustStore.of([anchor], crls=lists))


@cache
def to_seal() -> bytes:
    choice = Choice(frozenset({Section.SUBJECTS, Section.OVERALL}))
    return extract([signed_year(2024), signed_year()], choice, FORMALITIES, created_at=SEALED_AT, to_be_sealed=True)


@cache
def sealed_extract() -> bytes:
    return seal(to_seal())


def codes(data: bytes) -> tuple[Indication, set[str]]:
    report = verify(data, policy())
    return report.indication, {check.code for check in report.findings}


def test_a_sealed_extract_passes_and_claims_to_be_no_record():
    report = verify(sealed_extract(), policy()).require_passed()
    assert (report.kind, report.profile) == ("pdf", PAPER_VERSION)
    assert (report.record, report.signed_record, report.signed_handover, report.signed_xml) == (None,) * 4
    (signature,) = report.signatures
    assert (signature.slot, signature.signer) == ("PDF", SCHOOL.name)
    assert signature.signing_time == SEALED_AT
    assert report.as_json("x")["record"] is None


def test_a_sealed_copy_of_two_years_passes_with_one_seal():
    copy = certified_copy([signed_year(2024), signed_year()], FORMALITIES, created_at=SEALED_AT, to_be_sealed=True)
    assert codes(seal(copy)) == (Indication.TOTAL_PASSED, set())


def test_a_paper_without_field_cannot_be_sealed():
    paper = extract([signed_year()], Choice(frozenset({Section.OVERALL})), FORMALITIES, created_at=SEALED_AT)
    with pytest.raises(DocumentError) as refused:
        seal(paper)
    assert refused.value.code == "NOT_OUR_RENDITION"
    assert codes(paper)[1] == {"PDF_NOT_SEALED"}


def test_only_the_school_that_copies_seals():
    other = demo_ca().seal("Trường Tiểu học Kim Đồng")
    with pytest.raises(SigningRefused) as refused:
        seal(to_seal(), other)
    assert refused.value.code == "WRONG_SEAL"
    # signed by code that does not ask: the paper names another organisation than its seal
    forged = seal(to_seal(), other, school="Trường Tiểu học Kim Đồng")
    assert codes(forged) == (Indication.TOTAL_FAILED, {"SEAL_WRONG_ORGANISATION"})


def test_without_trust_nothing_passes():
    report = verify(sealed_extract(), Policy(validation_time=NOW))
    assert report.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def test_sealed_in_the_future_fails():
    early = Policy(validation_time=datetime(2026, 5, 1, tzinfo=UTC), trust=policy().trust)
    assert "SIGNED_IN_FUTURE" in {check.code for check in verify(sealed_extract(), early).findings}


@pytest.mark.slow
def test_no_byte_can_be_changed():
    data = sealed_extract()
    step = len(data) // 400
    for at in range(len("%PDF-1.7\n"), len(data), step):
        changed = data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]
        assert codes(changed)[0] is not Indication.TOTAL_PASSED, at


def test_nothing_can_be_put_behind_it():
    assert codes(sealed_extract() + b"\n")[0] is Indication.TOTAL_FAILED


def test_a_paper_never_stands_for_the_pdf_of_a_record():
    _, of_pdf = verify_pair(sealed().xml, sealed_extract(), policy())
    assert of_pdf.indication is Indication.TOTAL_FAILED
    assert "PDF_XML_MISSING" in {check.code for check in of_pdf.findings}


def test_a_paper_carries_no_data_beside_its_pages():
    """A record's PDF under a paper's name: its XML, which nobody would compare with the pages, is refused."""
    form = dataclasses.replace(
        sealed().form, keywords=(PAPER_VERSION, "extract"), seal_caption=seal_caption(SCHOOL.name)
    )
    pdf = render(form, sealed_xml=sealed().xml, created_at=SEALED_AT)
    assert codes(seal(pdf)) == (Indication.TOTAL_FAILED, {"PDF_FORBIDDEN_CONTENT"})


@pytest.mark.parametrize("keywords", [(PAPER_VERSION,), (PAPER_VERSION, "code-slip"), ("giay-to-2024/1", "extract")])
def test_only_kinds_that_are_sealed_are_papers(keywords):
    form = dataclasses.replace(sealed().form, keywords=keywords, seal_caption=seal_caption(SCHOOL.name))
    pdf = seal(render(form, sealed_xml=sealed().xml, created_at=SEALED_AT))
    report = verify(pdf, policy())
    assert report.indication is Indication.TOTAL_FAILED
    assert report.profile != PAPER_VERSION
