"""Prepare here, sign elsewhere, embed later: what is stored meanwhile can bring nothing else into a record."""

from __future__ import annotations

import dataclasses
import json
from base64 import b64encode
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidSignature

from hocba.documents.xml import parse_strict, write_record
from hocba.errors import DocumentError, SigningRefused, UsageError
from hocba.signature_profile import profile
from hocba.signing import xades
from hocba.signing.xades import Draft, PreparedXml, embed, embed_into, prepare
from support.checkers import DS, c14n, check_value, covered
from support.keys import algorithm_for, sign_draft, sign_slot, staff_of
from support.records import ENGLISH, HEAD, HOMEROOM, IT, MUSIC, sample_record

AT = datetime(2026, 5, 25, 8, 0, tzinfo=timezone(timedelta(hours=7)))
SCHOOL, CV2088 = profile(), profile("cv2088-v1")
RECORD = sample_record()
STAFF = staff_of(RECORD, kind="p256")
KEY = STAFF.people[ENGLISH.personal_id]
HOW = algorithm_for(KEY)


def prepared_on(document, slot="GVBM", key=KEY, **options):
    return prepare(document, slot, key.chain, AT, HOW, **options)


def value_of(prepared, key=KEY):
    (value,) = key.sign([prepared.to_be_signed], prepared.algorithm)
    return value


def stale(draft, prepared, key=KEY):
    with pytest.raises(SigningRefused) as refused:
        embed_into(draft, prepared, value_of(prepared, key))
    return refused.value.code == "PREPARED_STALE"


def test_bytes_in_bytes_out_is_the_same_as_drafts():
    data = write_record(RECORD, SCHOOL)
    draft = Draft.write(RECORD, SCHOOL)
    prepared = PreparedXml.from_bytes(prepared_on(data).to_bytes())
    assert prepared.document == data == draft.data
    value = value_of(prepared)
    assert embed(prepared, value) == embed_into(draft, prepared_on(draft), value).data


def test_a_stored_preparation_says_the_same_when_read_again():
    prepared = prepared_on(Draft.write(RECORD, SCHOOL))
    again = PreparedXml.from_bytes(prepared.to_bytes())
    assert again == prepared
    assert again.text is None
    assert (again.record, again.revision) == (str(RECORD.lookup_uuid), 1)
    assert (again.slot, again.person, again.profile) == ("GVBM", ENGLISH.personal_id, "school-2025")


def test_the_whole_way_through_bytes_and_storage():
    data = write_record(RECORD, SCHOOL)
    people = [HOMEROOM, ENGLISH, IT, MUSIC]
    steps = [("GVBM", STAFF.people[each.personal_id]) for each in people]
    steps += [("GVCN", STAFF.people[HOMEROOM.personal_id]), ("CBQL", STAFF.people[HEAD.personal_id])]
    for slot, key in [*steps, ("KY_PHAT_HANH", STAFF.seal)]:
        stored = prepared_on(data, slot, key).to_bytes()
        prepared = PreparedXml.from_bytes(stored)
        data = embed(prepared, value_of(prepared, key))
    root = parse_strict(data, SCHOOL.limits)
    for signature in root.iter(f"{DS}Signature"):
        check_value(signature)
        covered(signature)
    assert Draft.read(data).data == data
    assert len(Draft.read(data).filled) == 7


def test_two_people_may_prepare_on_the_same_file():
    draft = Draft.write(RECORD, SCHOOL)
    music = STAFF.people[MUSIC.personal_id]
    first = PreparedXml.from_bytes(prepared_on(draft).to_bytes())
    second = PreparedXml.from_bytes(prepared_on(draft, key=music).to_bytes())
    signed = embed_into(embed_into(draft, first, value_of(first)), second, value_of(second, music))
    assert signed.keys == {("GVBM", ENGLISH.personal_id), ("GVBM", MUSIC.personal_id)}


@pytest.mark.parametrize(
    "changes",
    [
        {"lookup_uuid": uuid4()},
        {"revision": 2},
        {"place_of_issue": "Hà Nội"},
    ],
)
def test_a_preparation_serves_its_record_revision_and_content_only(changes):
    homeroom = STAFF.people[HOMEROOM.personal_id]
    cv2088 = Draft.write(RECORD, CV2088)
    prepared = prepared_on(cv2088, "GVCN", homeroom)
    other = Draft.write(sample_record(**changes), CV2088)
    assert stale(other, prepared, homeroom)
    assert stale(other, PreparedXml.from_bytes(prepared.to_bytes()), homeroom)
    assert embed_into(cv2088, prepared, value_of(prepared, homeroom)).filled


def test_a_teachers_preparation_stands_while_that_teachers_part_stands():
    prepared = PreparedXml.from_bytes(prepared_on(Draft.write(RECORD, SCHOOL)).to_bytes())
    elsewhere = Draft.write(sample_record(class_name="4A2"), SCHOOL)
    assert embed_into(elsewhere, prepared, value_of(prepared)).filled
    parts = list(RECORD.assessment.parts)
    changed = dataclasses.replace(parts[1].results[0], comment="Khác")
    parts[1] = dataclasses.replace(parts[1], results=(changed,))
    record = sample_record(assessment=dataclasses.replace(RECORD.assessment, parts=tuple(parts)))
    assert stale(Draft.write(record, SCHOOL), prepared)


def test_the_seal_is_prepared_anew_when_an_earlier_signature_was_replaced():
    complete = sign_draft(RECORD, SCHOOL, STAFF, AT)
    before = Draft(complete.region, 1, complete.filled[:-1], complete.keys - {("KY_PHAT_HANH", "")})
    prepared = prepare(before, "KY_PHAT_HANH", STAFF.seal.chain, AT, HOW)
    again = sign_draft(RECORD, SCHOOL, STAFF, AT)  # ECDSA: other values
    other = Draft(again.region, 1, again.filled[:-1], again.keys - {("KY_PHAT_HANH", "")})
    assert stale(other, prepared, STAFF.seal)
    assert stale(Draft(before.region, 1, other.filled, other.keys), prepared, STAFF.seal)
    assert embed_into(before, prepared, value_of(prepared, STAFF.seal)).filled


def _with(prepared: PreparedXml, **fields: object) -> bytes:
    return json.dumps({**json.loads(prepared.to_bytes()), **fields}).encode()


def test_a_changed_preparation_cannot_put_anything_else_into_the_record():
    draft = Draft.write(RECORD, SCHOOL)
    prepared = prepared_on(draft)
    music = STAFF.people[MUSIC.personal_id]
    other_time = "2026-05-25T09:00:00+07:00"
    changes = [
        {"to_be_signed": b64encode(prepared.to_be_signed.replace(b"data", b"DATA") + b" ").decode()},
        {"signing_time": other_time},
        {"person": MUSIC.personal_id},
        {"chain": [b64encode(each).decode() for each in music.chain]},
        {"algorithm": "ecdsa-sha384"},
        {"slot": "GVCN"},
        {"revision": 7},
        {"record": str(uuid4())},
        {"profile": "cv2088-v1"},
    ]
    for change in changes:
        forged = PreparedXml.from_bytes(_with(prepared, **change))
        with pytest.raises(SigningRefused) as refused:
            embed_into(draft, forged, value_of(prepared))
        assert refused.value.code in {"PREPARED_STALE", "SLOT_ORDER"}, change


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"format": "hocba-prepared-xml/1"}',
    ],
)
def test_a_damaged_preparation_is_said_so(data):
    with pytest.raises(DocumentError, match="PREPARED_XML_BROKEN"):
        PreparedXml.from_bytes(data)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "hocba-prepared-xml/2"},
        {"chain": ["!"]},
        {"algorithm": "rsa-sha1"},
        {"signing_time": "yesterday"},
        {"revision": "x"},
        {"to_be_signed": 5},
    ],
)
def test_a_preparation_of_another_form_is_said_so(change):
    with pytest.raises(DocumentError, match="PREPARED_XML_BROKEN"):
        PreparedXml.from_bytes(_with(prepared_on(Draft.write(RECORD, SCHOOL)), **change))


def test_only_our_own_serialisation_is_signed():
    data = write_record(RECORD, CV2088)
    spaced = data.replace(b"<TONG_KET>", b"\n<TONG_KET>")
    homeroom = STAFF.people[HOMEROOM.personal_id]
    with pytest.raises(DocumentError, match="NOT_ONE_SERIALISATION"):
        prepared_on(spaced, "GVCN", homeroom, revision=1)
    with pytest.raises(DocumentError, match="XML_MALFORMED"):
        prepared_on(b"not xml")


def test_cv2088_does_not_say_its_revision_so_it_is_asked_for():
    data = write_record(RECORD, CV2088)
    homeroom = STAFF.people[HOMEROOM.personal_id]
    with pytest.raises(UsageError, match="REVISION_NEEDED"):
        prepared_on(data, "GVCN", homeroom)
    prepared = PreparedXml.from_bytes(prepared_on(data, "GVCN", homeroom, revision=3).to_bytes())
    signed = embed(prepared, value_of(prepared, homeroom))
    assert b"<hb:Revision>3</hb:Revision>" in signed
    assert Draft.read(signed, revision=3).data == signed


def test_slots_that_we_would_not_write_so_are_not_signed_upon():
    signed = sign_slot(Draft.write(RECORD, SCHOOL), "GVBM", KEY, AT).data
    music = sign_slot(Draft.write(RECORD, SCHOOL), "GVBM", STAFF.people[MUSIC.personal_id], AT)
    slot = music.filled[0].element
    reversed_slots = signed.replace(b"<DANH_SACH_GVBM>", b"<DANH_SACH_GVBM>" + slot)
    with pytest.raises(DocumentError) as refused:
        Draft.read(reversed_slots)
    assert refused.value.params["rule"] == "SLOTS"
    unsigned_slot = "<CBQL><NGAY_KY>2026-05-25T08:00:00+07:00</NGAY_KY><SO_CCCD>031171903311</SO_CCCD></CBQL>"
    data = write_record(RECORD, CV2088).replace(b"_KY></HOC_BA>", f"_KY>{unsigned_slot}</HOC_BA>".encode())
    data = data.replace(b"<DANH_SACH_THONG_TIN_KY></DANH_SACH_THONG_TIN_KY>", b"<DANH_SACH_THONG_TIN_KY>", 1)
    data = data.replace(b"</CBQL></HOC_BA>", b"</CBQL></DANH_SACH_THONG_TIN_KY></HOC_BA>")
    with pytest.raises(DocumentError, match="FIELD_REQUIRED"):
        Draft.read(data, revision=1)


def new_revision(**changes):
    return Draft.write(sample_record(revision=2, **changes), SCHOOL)


def test_after_unlocking_only_teachers_whose_part_stands_keep_their_signature():
    old = sign_draft(RECORD, SCHOOL, STAFF, AT)
    parts = list(RECORD.assessment.parts)
    parts[1] = dataclasses.replace(parts[1], results=(dataclasses.replace(parts[1].results[0], score=8),))
    changed = new_revision(assessment=dataclasses.replace(RECORD.assessment, parts=tuple(parts)))
    kept = changed.carry_over(old)
    assert kept.keys == {("GVBM", each.personal_id) for each in (HOMEROOM, IT, MUSIC)}
    assert b"<hb:Revision>1</hb:Revision>" in kept.data
    signed = sign_slot(kept, "GVBM", KEY, AT)
    assert b"<hb:Revision>2</hb:Revision>" in signed.filled[-1].element
    assert Draft.read(signed.data).data == signed.data


def test_signatures_are_carried_over_only_to_a_later_unsigned_revision_of_the_same_record():
    old = sign_draft(RECORD, SCHOOL, STAFF, AT)
    for draft in (
        Draft.write(RECORD, SCHOOL),
        new_revision(lookup_uuid=uuid4()),
        Draft.write(sample_record(revision=2), CV2088),
        sign_slot(new_revision(), "GVBM", KEY, AT),
    ):
        with pytest.raises(UsageError, match="CARRY_OVER_IMPOSSIBLE"):
            draft.carry_over(old)
    fewer = tuple(RECORD.assessment.parts[:-1])
    without_music = new_revision(assessment=dataclasses.replace(RECORD.assessment, parts=fewer))
    assert ("GVBM", MUSIC.personal_id) not in without_music.carry_over(old).keys


def test_the_value_check_may_be_left_to_who_verifies_the_whole_file():
    draft = Draft.write(RECORD, SCHOOL)
    prepared = prepared_on(draft)
    wrong = value_of(prepared, STAFF.people[MUSIC.personal_id])
    unchecked = embed_into(draft, prepared, wrong, check_value=False)
    (signature,) = parse_strict(unchecked.data, SCHOOL.limits).iter(f"{DS}Signature")
    with pytest.raises(InvalidSignature):
        check_value(signature)


def test_the_digest_input_is_the_canonical_root():
    draft = sign_slot(Draft.write(RECORD, SCHOOL), "GVBM", KEY, AT)
    assert draft.digest_input == c14n(parse_strict(draft.data, SCHOOL.limits))
    assert xades.prepare is prepare
