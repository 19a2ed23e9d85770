"""The seal on a PDF: what it covers, what it refuses, and that others accept it."""

import io
import re
from datetime import timedelta

import pytest
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from hocba.errors import DocumentError, SignerFailed, SigningRefused
from hocba.signature_profile import algorithm
from hocba.signing import pades
from support.keys import FROM, UNTIL, demo_ca
from support.sealed import SEALED_AT, SIGNED_AT, Sealed, seal_pdf, sealed

ALGORITHMS = [
    ("rsa2048", "rsa-sha256"),
    ("rsa2048", "rsa-sha512"),
    ("rsa2048", "rsa-pss-sha256"),
    ("rsa2048", "rsa-pss-sha384"),
    ("p256", "ecdsa-sha256"),
    ("p384", "ecdsa-sha384"),
    ("p521", "ecdsa-sha512"),
]


def contents(pdf: bytes) -> tuple[int, int]:
    found = re.search(rb"/ByteRange\[0 (\d+) (\d+) (\d+)\]", pdf)
    start, end, rest = (int(number) for number in found.groups())
    assert end + rest == len(pdf)
    return start, end


def validate(made: Sealed, pdf: bytes | None = None) -> PdfSignatureStatus:
    reader = PdfFileReader(io.BytesIO(pdf or made.pdf))
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(made.root)], moment=SEALED_AT + timedelta(days=1), allow_fetching=False
    )
    return validate_pdf_signature(reader.embedded_signatures[0], context)


@pytest.mark.parametrize(("kind", "name"), ALGORITHMS)
def test_pyhanko_accepts_every_algorithm(kind, name):
    status = validate(sealed(kind, name))
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok
    assert status.signer_reported_dt == SEALED_AT


@pytest.mark.parametrize(("kind", "name"), ALGORITHMS)
def test_contents_is_lower_case_der_and_zeros(kind, name):
    pdf = sealed(kind, name).pdf
    start, end = contents(pdf)
    digits = pdf[start + 1 : end - 1]
    assert pdf[start : start + 1] == b"<"
    assert pdf[end - 1 : end] == b">"
    assert digits == digits.lower()
    raw = bytes.fromhex(digits.decode())
    parsed = cms.ContentInfo.load(raw, strict=False)
    length = len(parsed.dump())
    assert raw[:length] == parsed.dump(force=True)
    assert set(raw[length:]) <= {0}
    assert len(raw) - length <= 9


def test_cms_is_exactly_baseline_b():
    pdf = sealed().pdf
    start, end = contents(pdf)
    data = cms.ContentInfo.load(bytes.fromhex(pdf[start + 1 : end - 1].decode()))["content"]
    (signer,) = data["signer_infos"]
    assert sorted(attribute["type"].native for attribute in signer["signed_attrs"]) == [
        "content_type",
        "message_digest",
        "signing_certificate_v2",
    ]
    assert signer["unsigned_attrs"].native is None
    subjects = [certificate.chosen.subject.native["common_name"] for certificate in data["certificates"]]
    assert sorted(subjects) == ["THU NGHIEM Test Issuing CA", sealed().record.school.name]


def test_nothing_before_the_field_changes_by_sealing():
    made = sealed()
    at = made.unsealed.index(b"/FT/Sig")
    body = made.unsealed[: made.unsealed.rindex(b"endobj\n", 0, at)]
    assert len(body) > 40_000
    assert made.pdf.startswith(body)
    assert made.pdf.count(b"%%EOF") == 1
    assert made.pdf.count(b"startxref") == 1


def test_a_root_in_the_chain_is_left_out():
    made = sealed()
    with_root = (*made.staff.seal.chain, made.root)
    prepared = _prepare(made, chain=with_root)
    assert prepared.certificates == made.staff.seal.chain


def test_two_phases_through_bytes_give_the_same_file():
    made = sealed()
    prepared = pades.PreparedPdf.from_bytes(_prepare(made).to_bytes())
    (value,) = made.staff.seal.sign([prepared.to_be_signed], prepared.algorithm)
    assert pades.embed(prepared, value) == made.pdf  # PKCS#1 v1.5 is deterministic


@pytest.mark.parametrize("broken", [b"", b"{}", b"[]", b"\xff", b'{"format": "other"}'])
def test_broken_prepared_data_are_refused(broken):
    with pytest.raises(DocumentError) as caught:
        pades.PreparedPdf.from_bytes(broken)
    assert caught.value.code == "PREPARED_PDF_BROKEN"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_changed_byte_is_found_by_pyhanko_or_breaks_the_file(data):
    made = sealed()
    at = data.draw(st.integers(0, len(made.pdf) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = bytearray(made.pdf)
    changed[at] ^= flip
    start, end = contents(made.pdf)
    try:
        status = validate(made, bytes(changed))
    except Exception:  # noqa: BLE001  # any refusal of the other reader will do
        return
    # pyHanko takes either case of a digit and anything after the CMS; our own verifier takes neither.
    same_digit = start < at < end and changed[at : at + 1].lower() == made.pdf[at : at + 1]
    padding = start + 1 + len(made.pdf[start + 1 : end - 1].rstrip(b"0")) <= at < end - 1
    assert same_digit or padding or not status.bottom_line


def test_a_value_of_another_key_never_reaches_a_file():
    made = sealed()
    prepared = _prepare(made)
    other = demo_ca().seal(made.record.school.name, key_no=7)
    with pytest.raises(SignerFailed) as caught:
        pades.embed(prepared, other.sign([prepared.to_be_signed], prepared.algorithm)[0])
    assert caught.value.code == "SIGNER_VALUE_WRONG"


def test_refuses_another_organisation():
    made = sealed()
    other = demo_ca().seal("Trường Tiểu học Khác")
    with pytest.raises(SigningRefused) as caught:
        _prepare(made, chain=other.chain)
    assert caught.value.code == "WRONG_SEAL"
    assert "Trường Tiểu học Khác" in caught.value.params["found"]


def test_refuses_a_person():
    made = sealed()
    person = made.staff.people[made.record.manager.personal_id]
    with pytest.raises(SigningRefused) as caught:
        _prepare(made, chain=person.chain)
    assert caught.value.code == "WRONG_SEAL"


def test_the_pdf_is_not_sealed_before_its_xml():
    made = sealed()
    assert _prepare(made, at=SIGNED_AT, not_before=SIGNED_AT)
    with pytest.raises(SigningRefused) as caught:
        _prepare(made, at=SIGNED_AT, not_before=SIGNED_AT + timedelta(seconds=1))
    assert caught.value.code == "SEAL_BEFORE_XML"


@pytest.mark.parametrize(("at", "accepted"), [(FROM, True), (UNTIL, True), (UNTIL + timedelta(seconds=1), False)])
def test_the_certificate_is_valid_at_the_signing_time(at, accepted):
    made = sealed()
    if accepted:
        assert _prepare(made, at=at, not_before=FROM)
        return
    with pytest.raises(SigningRefused) as caught:
        _prepare(made, at=at, not_before=FROM)
    assert caught.value.code == "CERTIFICATE_NOT_VALID_NOW"


def test_the_algorithm_must_fit_the_key():
    with pytest.raises(SigningRefused) as caught:
        _prepare(sealed(), name="ecdsa-sha256")
    assert caught.value.code == "ALGORITHM_KEY_MISMATCH"


def test_a_sealed_file_is_not_sealed_again():
    made = sealed()
    with pytest.raises(DocumentError) as caught:
        seal_pdf(made.pdf, made.record, made.staff.seal)
    assert caught.value.code == "ALREADY_SEALED"


@pytest.mark.parametrize("change", ["truncated", "appended", "other", "body", "empty"])
def test_only_our_own_rendition_is_sealed(change):
    made = sealed()
    files = {
        "truncated": made.unsealed[:-1],
        "appended": made.unsealed + b"\n",
        "other": b"%PDF-1.7\n%%EOF\n",
        "body": made.unsealed.replace(b"/FT/Sig/T(seal)", b"/FT/Sig/T(lame)"),
        "empty": b"",
    }
    with pytest.raises(DocumentError) as caught:
        seal_pdf(files[change], made.record, made.staff.seal)
    assert caught.value.code == "NOT_OUR_RENDITION"


def _prepare(made: Sealed, *, chain=None, at=SEALED_AT, not_before=SIGNED_AT, name="rsa-sha256") -> pades.PreparedPdf:
    return pades.prepare(
        made.unsealed,
        chain or made.staff.seal.chain,
        at,
        algorithm(name),
        school=made.record.school.name,
        location=made.record.place_of_issue,
        not_before=not_before,
    )
