"""What a signature says and covers, read by other code than ours."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from datetime import datetime, timedelta, timezone

import pytest
from lxml import etree

from hocba.documents.xml import DECLARATION, read_record
from hocba.signature_profile import algorithm, profile
from hocba.signing.xades import Draft, embed_into, prepare
from support.checkers import DS, XADES, by_id, c14n, check_value, covered
from support.keys import algorithm_for, sign_record, sign_slot, staff_of
from support.records import ENGLISH, HEAD, HOMEROOM, IT, MUSIC, not_assessed_record, sample_record

AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
TIME = "2026-05-25T08:00:00+07:00"
SCHOOL, CV2088 = profile(), profile("cv2088-v1")
RECORD = sample_record()
STAFF = staff_of(RECORD, kind="p256")
SIGNED = sign_record(RECORD, SCHOOL, STAFF, AT)
TEACHERS = [person.personal_id for person in (HOMEROOM, ENGLISH, IT, MUSIC)]
KEYS = [*(f"gvbm-{person}" for person in TEACHERS), "gvcn", "cbql", "ky-phat-hanh"]


def signatures(data: bytes) -> dict[str, etree._Element]:
    root = etree.fromstring(data)
    return {each.get("Id").removeprefix("sig-"): each for each in root.iter(f"{DS}Signature")}


def test_the_signed_file_is_in_our_one_serialisation_and_schema():
    assert DECLARATION + c14n(etree.fromstring(SIGNED)) == SIGNED
    read = read_record(SIGNED)
    assert read.record == RECORD
    assert [slot.signed_at for slot in read.slots] == [TIME] * 7
    assert [slot.signer_id for slot in read.slots] == [*TEACHERS, HOMEROOM.personal_id, HEAD.personal_id, ""]


@pytest.mark.parametrize("key", KEYS)
def test_each_signature_holds(key):
    assert list(signatures(SIGNED)) == KEYS
    signature = signatures(SIGNED)[key]
    certificate = check_value(signature)
    content = key.replace("gvbm", "gv") if key.startswith("gvbm") else "data"
    earlier = [f"#sig-{each}" for each in KEYS[:-1]] if key == "ky-phat-hanh" else []
    assert covered(signature) == [f"#{content}", *earlier, f"#props-{key}", f"#signed-{key}"]
    assert certificate.subject.rfc4514_string() == signature.findtext(f".//{DS}X509SubjectName")


def test_the_seal_covers_earlier_signatures_in_document_order_whatever_order_they_came_in():
    draft = Draft.write(RECORD, SCHOOL)
    for person in reversed(TEACHERS):
        draft = sign_slot(draft, "GVBM", STAFF.people[person], AT)
    draft = sign_slot(draft, "GVCN", STAFF.people[HOMEROOM.personal_id], AT)
    draft = sign_slot(draft, "CBQL", STAFF.people[HEAD.personal_id], AT)
    seal = signatures(sign_slot(draft, "KY_PHAT_HANH", STAFF.seal, AT).data)["ky-phat-hanh"]
    assert covered(seal)[1:-2] == [f"#sig-{each}" for each in KEYS[:-1]]


@pytest.mark.parametrize("key", KEYS)
def test_each_signature_is_outside_what_it_signs(key):
    root = etree.fromstring(SIGNED)
    signature = by_id(root, f"sig-{key}")
    for uri in covered(signature)[:-2]:
        assert signature not in by_id(root, uri.removeprefix("#")).iter()


@pytest.mark.parametrize("key", KEYS)
def test_baseline_b_properties_are_signed(key):
    signature = signatures(SIGNED)[key]
    signed = signature.find(f".//{XADES}SignedProperties")
    assert signed.findtext(f"{XADES}SignedSignatureProperties/{XADES}SigningTime") == TIME
    leaf = b64decode(signature.findtext(f".//{DS}X509Certificate"))
    digest = signed.findtext(f".//{XADES}SigningCertificateV2/{XADES}Cert/{XADES}CertDigest/{DS}DigestValue")
    assert b64decode(digest) == hashlib.sha256(leaf).digest()
    references = [each.get("Id") for each in signature.iter(f"{DS}Reference")]
    assert references[-1] is None
    formats = [each.get("ObjectReference") for each in signed.iter(f"{XADES}DataObjectFormat")]
    assert formats == [f"#{reference}" for reference in references[:-1]]
    assert {each.text for each in signed.iter(f"{XADES}MimeType")} == {"text/xml"}
    types = [each.get("Type") for each in signature.iter(f"{DS}Reference")][-2:]
    assert types == [
        "http://www.w3.org/2000/09/xmldsig#SignatureProperties",
        "http://uri.etsi.org/01903#SignedProperties",
    ]
    assert signature.find(f"{DS}Object/{XADES}QualifyingProperties").get("Target") == f"#sig-{key}"


@pytest.mark.parametrize("key", KEYS)
def test_each_signature_names_record_revision_slot_and_role(key):
    properties = signatures(SIGNED)[key].find(f"{DS}Object/{DS}SignatureProperties")
    time, binding = (each[0] for each in properties)
    assert (etree.QName(time).localname, time.text) == ("SigningTime", TIME)
    assert [each.get("Target") for each in properties] == [f"#sig-{key}"] * 2
    slot = next(slot for slot in SCHOOL.slots if key.startswith(slot.key.split("{")[0]))
    assert [(etree.QName(each).localname, each.text) for each in binding] == [
        ("Record", str(RECORD.lookup_uuid)),
        ("Revision", "1"),
        ("Slot", slot.name),
        ("Role", slot.role),
    ]


def test_the_chain_is_embedded_without_the_root():
    found = [each.text for each in signatures(SIGNED)["gvcn"].iter(f"{DS}X509Certificate")]
    assert [b64decode(each) for each in found] == list(STAFF.people[HOMEROOM.personal_id].chain)
    assert len(found) == 2


def test_ids_are_unique():
    ids = re.findall(rb' Id="([^"]*)"', SIGNED)
    assert len(ids) == len(set(ids)) > 50


@pytest.mark.parametrize("kind", ["rsa2048", "rsa3072", "p256", "p384", "p521"])
@pytest.mark.parametrize("hash_name", ["sha256", "sha384", "sha512"])
def test_every_allowed_algorithm_gives_a_signature_that_holds(kind, hash_name):
    key = staff_of(RECORD, kind=kind).people[ENGLISH.personal_id]
    names = [f"rsa-{hash_name}", f"rsa-pss-{hash_name}"] if kind.startswith("rsa") else [f"ecdsa-{hash_name}"]
    for name in names:
        draft = Draft.write(RECORD, SCHOOL)
        prepared = prepare(draft, "GVBM", key.chain, AT, algorithm(name))
        assert prepared.digest == hashlib.new(hash_name, prepared.to_be_signed).digest()
        (value,) = key.sign([prepared.to_be_signed], prepared.algorithm)
        (signature,) = signatures(embed_into(draft, prepared, value).data).values()
        assert check_value(signature) == key.certificate
        assert len(covered(signature)) == 3
        assert prepared.to_be_signed == c14n(signature.find(f"{DS}SignedInfo"))


def test_cv2088_has_the_same_signatures_in_its_three_slots():
    data = sign_record(RECORD, CV2088, STAFF, AT)
    assert list(signatures(data)) == ["gvcn", "cbql", "ky-phat-hanh"]
    for key, signature in signatures(data).items():
        check_value(signature)
        assert covered(signature) == ["#data", f"#props-{key}", f"#signed-{key}"]
    slots = etree.fromstring(data)[-1]
    assert [(slot.tag, dict(slot.attrib)) for slot in slots] == [("GVCN", {}), ("CBQL", {}), ("KY_PHAT_HANH", {})]
    assert [[etree.QName(each).localname for each in slot] for slot in slots] == [
        ["NGAY_KY", "SO_CCCD", "Signature"],
        ["NGAY_KY", "SO_CCCD", "Signature"],
        ["NGAY_KY", "Signature"],
    ]
    assert [slot.slot.name for slot in read_record(data).slots] == ["GVCN", "CBQL", "KY_PHAT_HANH"]


def test_a_pupil_not_assessed_gets_three_signatures():
    data = sign_record(not_assessed_record(), SCHOOL, STAFF, AT)
    assert list(signatures(data)) == ["gvcn", "cbql", "ky-phat-hanh"]
    for signature in signatures(data).values():
        check_value(signature)
        assert covered(signature)[0] == "#data"


def test_awkward_text_is_signed_as_it_is_read():
    record = sample_record(place_of_issue='A & B < C > "D" \r\n\t\'', class_name="4 & 1")
    data = sign_record(record, SCHOOL, STAFF, AT)
    for signature in signatures(data).values():
        check_value(signature)
        covered(signature)
    assert read_record(data).record == record


def test_a_subject_with_special_characters_stays_well_formed():
    school = sample_record().school
    odd = sample_record(school=type(school)(**{**_fields(school), "name": 'Trường "A & B" <1>'}))
    data = sign_record(odd, SCHOOL, staff_of(odd, kind="p256"), AT)
    assert len(covered(signatures(data)["ky-phat-hanh"])) == 9
    assert algorithm_for(STAFF.seal).name == "ecdsa-sha256"


def _fields(value):
    return {name: getattr(value, name) for name in value.__slots__}
