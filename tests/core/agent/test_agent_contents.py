"""The agent signs what a record is signed by, and nothing else that a page might slip to it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hocba.adapters.agent.messages import MOST_CONTENT_BYTES, PROOF, is_signable
from hocba.signature_profile import algorithm, profile
from hocba.signing.pades.cms import signed_attributes
from hocba.signing.xades import Draft, prepare
from support.keys import demo_ca
from support.records import ENGLISH, sample_record

AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))


def signed_info(slot="GVBM") -> bytes:
    draft = Draft.write(sample_record(), profile())
    key = demo_ca().person(ENGLISH.name, ENGLISH.personal_id)
    return prepare(draft, slot, key.chain, AT, algorithm("rsa-sha256")).to_be_signed


ATTRIBUTES = signed_attributes(b"d" * 32, b"c" * 32)


def test_what_records_pages_and_registrations_are_signed_by():
    assert is_signable(signed_info())
    assert is_signable(ATTRIBUTES)
    assert is_signable(PROOF + b"nonce")


def test_what_they_are_not_signed_by():
    info = signed_info()
    for content in (
        b"",
        b"1",
        b"\x31\x80",
        b"x" * 32,  # a bare digest, or a challenge of another service
        b" " * 64 + b"TLS 1.3, client CertificateVerify\0" + b"h" * 32,
        b"%PDF-1.7",
        info + b" ",
        info[:-1],
        b" " + info,
        info + info,
        info.replace(b"http://www.w3.org/2000/09/xmldsig#", b"http://www.w3.org/2000/09/xmldsig"),
        info.replace(b"SignedInfo", b"Contract"),
        ATTRIBUTES + b"\0",
        ATTRIBUTES[:-1],
        b"\x30" + ATTRIBUTES[1:],
        b"\x31\x02\x05\x00",
        PROOF + b"x" * 2000,
        b"hocba-proof-2\n",
    ):
        assert not is_signable(content), content[:60]


def test_contents_have_a_limit():
    start, end = signed_info().split(b">", 1)
    long = start + b">" + b" " * MOST_CONTENT_BYTES + end
    assert not is_signable(long)


def test_the_other_profile_signs_by_the_same_shape():
    record = sample_record()
    key = demo_ca().person("Giáo viên", record.homeroom_teacher.personal_id)
    draft = Draft.write(record, profile("cv2088-v1"))
    assert is_signable(prepare(draft, "GVCN", key.chain, AT, algorithm("rsa-sha256"), revision=1).to_be_signed)
