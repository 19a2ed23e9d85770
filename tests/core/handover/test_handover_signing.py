"""Head, then seal, each in two phases; whoever may not sign, or not yet, is refused."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from hocba.documents.xml import write_record
from hocba.errors import DocumentError, HocbaError
from hocba.messages import catalogue
from hocba.signature_profile import ALGORITHMS, algorithm, profile
from hocba.signing import handover as signing
from hocba.signing import xades
from support.handovers import SIGNED_AT, office, sample_handover, signed_handover
from support.keys import demo_ca
from support.records import ENGLISH, HEAD, SCHOOL, sample_record

RSA = algorithm("rsa-sha256")


def prepared(document, slot, key, *, at=SIGNED_AT):
    return signing.prepare(document, slot, key.chain, at, RSA)


def code_of(work) -> str:
    with pytest.raises(HocbaError) as refused:
        work()
    assert catalogue()[refused.value.code].next_vi
    return refused.value.code


def test_in_two_phases_over_storage_it_is_the_same_file():
    whole = office().sign(sample_handover())
    data = signing.draft_of(sample_handover()).data
    for minute, (slot, key) in enumerate((("CBQL", office().head), ("KY_PHAT_HANH", office().seal))):
        stored = prepared(data, slot, key, at=SIGNED_AT + timedelta(minutes=minute)).to_bytes()
        waiting = xades.PreparedXml.from_bytes(stored)
        data = signing.embed(waiting, key.sign([waiting.to_be_signed], RSA)[0])
    assert data == whole == signing.read_draft(whole).data


@pytest.mark.parametrize("name", ALGORITHMS)
def test_every_algorithm_of_the_profile(name):
    kind = {"ecdsa-sha256": "p256", "ecdsa-sha384": "p384", "ecdsa-sha512": "p521"}.get(name, "rsa2048")
    assert signing.read_draft(office(kind).sign(sample_handover(), how=name)).keys == {
        ("CBQL", ""),
        ("KY_PHAT_HANH", ""),
    }


def test_the_seal_comes_last_and_each_slot_once():
    unsigned = signing.draft_of(sample_handover())
    assert code_of(lambda: prepared(unsigned, "KY_PHAT_HANH", office().seal)) == "SLOT_ORDER"
    headed = office().sign(sample_handover(), until="CBQL")
    assert code_of(lambda: prepared(headed, "CBQL", office().head)) == "SLOT_ALREADY_SIGNED"
    earlier = SIGNED_AT - timedelta(minutes=1)
    assert code_of(lambda: prepared(headed, "KY_PHAT_HANH", office().seal, at=earlier)) == "SIGNING_TIME_ORDER"
    assert code_of(lambda: prepared(signed_handover(), "CBQL", office().head)) == "SLOT_ALREADY_SIGNED"
    assert code_of(lambda: prepared(unsigned, "GVCN", office().head)) == "UNKNOWN_SLOT"


def test_nobody_else_signs():
    unsigned = signing.draft_of(sample_handover())
    teacher = demo_ca().person(ENGLISH.name, ENGLISH.personal_id)
    namesake = demo_ca().person(HEAD.name, "031171903312")
    for key in (teacher, namesake, office().seal):
        assert code_of(lambda key=key: prepared(unsigned, "CBQL", key)) == "WRONG_SIGNER"
    headed = office().sign(sample_handover(), until="CBQL")
    other_school = demo_ca().seal("Trường Tiểu học Kim Đồng")
    for key in (other_school, office().head):
        assert code_of(lambda key=key: prepared(headed, "KY_PHAT_HANH", key)) == "WRONG_SEAL"


def test_not_before_the_day_it_was_prepared_and_not_with_an_expired_certificate():
    later = sample_handover(prepared_on=date(2026, 2, 10))
    headed = office().sign(later, until="CBQL")
    assert code_of(lambda: prepared(headed, "KY_PHAT_HANH", office().seal)) == "SEAL_BEFORE_PLANNED_DATE"
    late = SIGNED_AT + timedelta(days=5000)
    assert (
        code_of(lambda: prepared(signing.draft_of(later), "CBQL", office().head, at=late))
        == "CERTIFICATE_NOT_VALID_NOW"
    )


def test_a_preparation_fits_only_the_document_it_was_made_for():
    waiting = prepared(signing.draft_of(sample_handover()), "CBQL", office().head)
    (value,) = office().head.sign([waiting.to_be_signed], RSA)
    changed = signing.draft_of(sample_handover(class_name="4A2"))
    assert code_of(lambda: signing.embed_into(changed, waiting, value)) == "PREPARED_STALE"
    record = xades.Draft.write(sample_record(), profile())
    assert code_of(lambda: signing.embed_into(record, waiting, value)) == "PREPARED_STALE"
    (wrong,) = office().seal.sign([waiting.to_be_signed], RSA)
    assert code_of(lambda: signing.embed(waiting, wrong)) == "SIGNER_VALUE_WRONG"
    turned = dataclasses.replace(waiting, slot="KY_PHAT_HANH", person="")
    assert code_of(lambda: signing.embed_into(signing.draft_of(sample_handover()), turned, value)) == "SLOT_ORDER"


def test_a_record_is_no_hand_over_and_the_other_way_round():
    for work in (
        lambda: signing.read_draft(write_record(sample_record(), profile())),
        lambda: xades.Draft.read(signed_handover()),
    ):
        with pytest.raises(DocumentError) as refused:
            work()
        assert refused.value.code == "UNKNOWN_PROFILE"
    with pytest.raises(TypeError):
        _ = signing.draft_of(sample_handover()).record


def test_a_draft_is_read_only_in_the_one_form():
    data = signed_handover()
    assert SCHOOL.name.encode() in data
    for changed in (data + b"\n", data.replace(b"<NGAY_KY>", b"<NGAY_KY >", 1), data.replace(b"><CBQL", b"> <CBQL", 1)):
        with pytest.raises(DocumentError):
            signing.read_draft(changed)
