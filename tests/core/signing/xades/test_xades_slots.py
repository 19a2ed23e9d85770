"""Order, roles and identity: who may sign which slot, when, with which certificate."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509.oid import NameOID

from hocba.errors import DocumentError, HocbaError, SignerFailed, SigningRefused, UsageError
from hocba.messages import catalogue
from hocba.signature_profile import algorithm, profile
from hocba.signing.refusals import SOURCES
from hocba.signing.xades import Draft, embed_into, prepare
from support import keys
from support.keys import FROM, UNTIL, Ca, algorithm_for, demo_ca, der, person_subject, sign_draft, sign_slot, staff_of
from support.records import ENGLISH, HEAD, HOMEROOM, IT, MUSIC, not_assessed_record, sample_record

VIETNAM = timezone(timedelta(hours=7))
AT = datetime(2026, 5, 25, 8, 0, tzinfo=VIETNAM)
SCHOOL, CV2088 = profile(), profile("cv2088-v1")
RECORD = sample_record()
STAFF = staff_of(RECORD, kind="p256")
TEACHERS = (HOMEROOM, ENGLISH, IT, MUSIC)


def key_of(person):
    return STAFF.people[person.personal_id]


def unsigned(rules=SCHOOL, **changes):
    return Draft.write(sample_record(**changes), rules)


def by_teachers(draft=None, *, but=(), at=AT):
    draft = draft or unsigned()
    for teacher in TEACHERS:
        if teacher not in but:
            draft = sign_slot(draft, "GVBM", key_of(teacher), at)
    return draft


def up_to_head():
    return sign_slot(sign_slot(by_teachers(), "GVCN", key_of(HOMEROOM), AT), "CBQL", key_of(HEAD), AT)


def refusal(draft, slot, key, at=AT, **options) -> HocbaError:
    how = options.pop("how", None) or algorithm_for(key)
    with pytest.raises(SigningRefused) as refused:
        prepare(draft, slot, key.chain, at, how, **options)
    assert refused.value.code in catalogue()
    assert refused.value.params["source"] == SOURCES[refused.value.code]
    return refused.value


def test_a_record_is_signed_in_order_by_those_it_names():
    draft = sign_draft(RECORD, SCHOOL, STAFF, AT)
    assert [(each.slot.name, each.person) for each in draft.filled] == [
        *(("GVBM", teacher.personal_id) for teacher in TEACHERS),
        ("GVCN", ""),
        ("CBQL", ""),
        ("KY_PHAT_HANH", ""),
    ]
    assert all(each.signed_at == AT for each in draft.filled)


def test_teachers_may_sign_in_any_order_and_the_file_is_the_same_shape():
    backwards = unsigned()
    for teacher in reversed(TEACHERS):
        backwards = sign_slot(backwards, "GVBM", key_of(teacher), AT)
    forwards = by_teachers()
    shape = [part.split(b'"')[0] for part in backwards.data.split(b'Id="ky-gvbm-')[1:]]
    assert shape == [part.split(b'"')[0] for part in forwards.data.split(b'Id="ky-gvbm-')[1:]]
    assert [len(shape), backwards.keys] == [4, forwards.keys]


@pytest.mark.parametrize("missing", TEACHERS)
def test_the_homeroom_teacher_waits_for_every_teacher(missing):
    refused = refusal(by_teachers(but=(missing,)), "GVCN", key_of(HOMEROOM))
    assert (refused.code, refused.params["earlier"]) == ("SLOT_ORDER", "GVBM")
    assert refused.params["missing"] == missing.personal_id


def test_the_head_waits_for_the_homeroom_teacher_and_the_seal_for_the_head():
    refused = refusal(by_teachers(), "CBQL", key_of(HEAD))
    assert (refused.code, refused.params["earlier"], refused.params["missing"]) == ("SLOT_ORDER", "GVCN", "–")
    with_homeroom = sign_slot(by_teachers(), "GVCN", key_of(HOMEROOM), AT)
    refused = refusal(with_homeroom, "KY_PHAT_HANH", STAFF.seal)
    assert (refused.code, refused.params["earlier"]) == ("SLOT_ORDER", "CBQL")


def test_a_pupil_not_assessed_has_no_subject_teachers_to_wait_for():
    record = not_assessed_record()
    draft = sign_slot(Draft.write(record, SCHOOL), "GVCN", key_of(HOMEROOM), AT)
    assert [each.slot.name for each in draft.filled] == ["GVCN"]
    assert refusal(Draft.write(record, SCHOOL), "GVBM", key_of(HOMEROOM)).code == "WRONG_SIGNER"


def test_in_cv2088_the_homeroom_teacher_may_be_left_out_but_not_come_late():
    draft = sign_slot(unsigned(CV2088), "CBQL", key_of(HEAD), AT)
    refused = refusal(draft, "GVCN", key_of(HOMEROOM))
    assert (refused.code, refused.params["later"]) == ("SLOT_CLOSED", "CBQL")
    sealed = sign_slot(draft, "KY_PHAT_HANH", STAFF.seal, AT)
    assert [each.slot.name for each in sealed.filled] == ["CBQL", "KY_PHAT_HANH"]
    with pytest.raises(DocumentError, match="UNKNOWN_SLOT"):
        prepare(unsigned(CV2088), "GVBM", key_of(ENGLISH).chain, AT, algorithm("ecdsa-sha256"))


def test_no_slot_is_signed_twice_or_after_a_later_one():
    once = sign_slot(unsigned(), "GVBM", key_of(ENGLISH), AT)
    assert refusal(once, "GVBM", key_of(ENGLISH)).code == "SLOT_ALREADY_SIGNED"
    assert refusal(up_to_head(), "CBQL", key_of(HEAD)).code == "SLOT_ALREADY_SIGNED"
    assert refusal(up_to_head(), "GVCN", key_of(HOMEROOM)).code == "SLOT_ALREADY_SIGNED"


def test_only_the_person_named_signs():
    other = demo_ca().person("Trần Văn Khác", "022085000001", kind="p256")
    assert refusal(unsigned(), "GVBM", other).code == "WRONG_SIGNER"
    assert refusal(unsigned(), "GVBM", key_of(HEAD)).code == "WRONG_SIGNER"
    refused = refusal(by_teachers(), "GVCN", key_of(ENGLISH))
    assert (refused.code, refused.params["expected"]) == ("WRONG_SIGNER", HOMEROOM.personal_id)
    assert refused.params["found"] == ENGLISH.personal_id
    assert refusal(unsigned(), "GVBM", STAFF.seal).params["found"] == "–"


def test_a_slot_that_names_nobody_cannot_be_signed():
    draft = Draft.write(sample_record(homeroom_teacher=dataclasses.replace(HOMEROOM, name="", personal_id="")), CV2088)
    refused = refusal(draft, "GVCN", key_of(HOMEROOM))
    assert (refused.code, refused.params["expected"]) == ("WRONG_SIGNER", "–")


def test_only_the_schools_own_seal_seals():
    draft = up_to_head()
    for seal in (
        demo_ca().seal("Trường Tiểu học Khác", kind="p256"),
        demo_ca().seal(RECORD.school.name, "57001", kind="p256"),
        demo_ca().person(RECORD.school.name, HEAD.personal_id, kind="p256"),
    ):
        refused = refusal(draft, "KY_PHAT_HANH", seal)
        assert (refused.code, refused.params["expected"]) == ("WRONG_SEAL", RECORD.school.name)
    branch = demo_ca().seal(RECORD.school.name, "5700123456-001", kind="p256")
    assert sign_slot(draft, "KY_PHAT_HANH", branch, AT).filled[-1].slot.name == "KY_PHAT_HANH"


def test_the_seal_comes_on_or_after_the_planned_day():
    day = datetime(2026, 5, 26, tzinfo=VIETNAM)
    draft = Draft.write(sample_record(planned_issue_on=date(2026, 5, 26)), CV2088)
    draft = sign_slot(draft, "CBQL", key_of(HEAD), AT)
    assert refusal(draft, "KY_PHAT_HANH", STAFF.seal, day - timedelta(seconds=1)).code == "SEAL_BEFORE_PLANNED_DATE"
    sealed = sign_slot(draft, "KY_PHAT_HANH", STAFF.seal, datetime(2026, 5, 25, 17, 0, tzinfo=UTC))
    assert sealed.filled[-1].signed_at.isoformat() == "2026-05-26T00:00:00+07:00"


def test_no_slot_is_signed_before_those_it_follows():
    draft = by_teachers(at=AT)
    refused = refusal(draft, "GVCN", key_of(HOMEROOM), AT - timedelta(seconds=1))
    assert (refused.code, refused.params["earlier"]) == ("SIGNING_TIME_ORDER", AT.isoformat())
    assert sign_slot(draft, "GVCN", key_of(HOMEROOM), AT + timedelta(microseconds=5)).filled[-1].signed_at == AT
    late_colleague = sign_slot(unsigned(), "GVBM", key_of(ENGLISH), AT + timedelta(days=1))
    assert sign_slot(late_colleague, "GVBM", key_of(MUSIC), AT).filled[-1].signed_at == AT


def test_a_time_without_zone_is_refused():
    with pytest.raises(UsageError, match="SIGNING_TIME_NAIVE"):
        prepare(unsigned(), "GVBM", key_of(ENGLISH).chain, datetime(2026, 5, 25), algorithm("ecdsa-sha256"))  # noqa: DTZ001  # the point of the test


@pytest.mark.parametrize(
    ("at", "valid"),
    [
        (FROM, True),
        (FROM - timedelta(seconds=1), False),
        (UNTIL, True),
        (UNTIL + timedelta(seconds=1), False),
    ],
)
def test_the_certificate_must_be_valid_when_signing(at, valid):
    if valid:
        assert sign_slot(unsigned(), "GVBM", key_of(ENGLISH), at).filled
    else:
        assert refusal(unsigned(), "GVBM", key_of(ENGLISH), at).code == "CERTIFICATE_NOT_VALID_NOW"


def english(**options):
    return demo_ca().person(ENGLISH.name, ENGLISH.personal_id, **{"kind": "p256", **options})


@pytest.mark.parametrize(
    ("options", "usage"),
    [
        ({"usage": ("key_encipherment",)}, "keyUsage"),
        ({"extended_usage": ("1.3.6.1.5.5.7.3.1",)}, "extKeyUsage"),
        ({"is_ca": True}, "CA"),
        ({"usage": (), "extended_usage": ("1.3.6.1.5.5.7.3.8",)}, "keyUsage, extKeyUsage"),
    ],
)
def test_a_certificate_for_another_purpose_does_not_sign(options, usage):
    refused = refusal(unsigned(), "GVBM", english(**options))
    assert (refused.code, refused.params["usage"]) == ("CERTIFICATE_USAGE", usage)


@pytest.mark.parametrize(
    "options",
    [
        {"usage": None},
        {"usage": ("digital_signature",)},
        {"usage": ("content_commitment", "key_encipherment")},
        {"extended_usage": ("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1")},
        {"extended_usage": ("2.5.29.37.0",)},
    ],
)
def test_a_certificate_for_signing_signs(options):
    assert sign_slot(unsigned(), "GVBM", english(**options), AT).filled


@pytest.mark.parametrize("kind", ["rsa1024", "p224"])
def test_weak_keys_do_not_sign(kind):
    how = algorithm("rsa-sha256" if kind.startswith("rsa") else "ecdsa-sha256")
    assert refusal(unsigned(), "GVBM", english(kind=kind), how=how).code == "KEY_TOO_WEAK"


def test_a_kind_of_key_that_no_profile_knows_does_not_sign():
    ca, key = demo_ca(), ed25519.Ed25519PrivateKey.generate()
    builder = keys._builder(person_subject(ENGLISH.name, ENGLISH.personal_id), ca.issuing.subject, key, (FROM, UNTIL))
    chain = (der(builder.sign(ca.issuing_key, hashes.SHA256())), der(ca.issuing))
    with pytest.raises(SigningRefused) as refused:
        prepare(unsigned(), "GVBM", chain, AT, algorithm("ecdsa-sha256"))
    assert (refused.value.code, refused.value.params["key"]) == ("KEY_TOO_WEAK", "Ed25519PublicKey")


def test_the_algorithm_must_fit_key_and_profile():
    assert refusal(unsigned(), "GVBM", english(), how=algorithm("rsa-sha256")).code == "ALGORITHM_KEY_MISMATCH"
    foreign = dataclasses.replace(algorithm("ecdsa-sha256"), name="ecdsa-sha1", uri="urn:sha1")
    assert refusal(unsigned(), "GVBM", english(), how=foreign).code == "ALGORITHM_NOT_ALLOWED"


def test_the_chain_must_hang_together_and_the_root_is_left_out():
    key, stranger = english(), demo_ca("Khác")
    chains = {
        (): "CERTIFICATE_UNREADABLE",
        (b"\x30\x00",): "CERTIFICATE_UNREADABLE",
        (key.chain[0], der(stranger.issuing)): "CERTIFICATE_CHAIN_BROKEN",
        (key.chain[0], der(key.root)): "CERTIFICATE_CHAIN_BROKEN",
    }
    for chain, code in chains.items():
        with pytest.raises(SigningRefused) as refused:
            prepare(unsigned(), "GVBM", chain, AT, algorithm("ecdsa-sha256"))
        assert refused.value.code == code
    with_root = prepare(unsigned(), "GVBM", (*key.chain, der(key.root)), AT, algorithm("ecdsa-sha256"))
    assert with_root.chain == key.chain


def test_a_ca_that_is_not_valid_does_not_carry_a_signature():
    ca = demo_ca()
    short = demo_ca("Ngắn hạn")
    young = Ca("Trẻ", ca.root, _reissued(short, ca), ca.root_key, short.issuing_key)
    key = young.person(ENGLISH.name, ENGLISH.personal_id, kind="p256")
    assert refusal(unsigned(), "GVBM", key, AT).code == "CERTIFICATE_NOT_VALID_NOW"


def _reissued(short: Ca, ca: Ca):
    """The issuing CA of `short`, certified by the root of `ca` for a single day long before signing."""
    valid = (FROM, FROM + timedelta(days=1))
    return keys._ca_certificate(short.issuing.subject, ca.root.subject, short.issuing_key, ca.root_key, valid)


def test_two_personal_ids_in_one_certificate_name_nobody():

    from support.keys import person_subject  # noqa: PLC0415

    names = [*person_subject(ENGLISH.name, ENGLISH.personal_id)]
    two = x509.Name([*names, x509.NameAttribute(NameOID.USER_ID, f"CCCD:{MUSIC.personal_id}")])
    assert refusal(unsigned(), "GVBM", demo_ca().issue(two, kind="p256")).code == "WRONG_SIGNER"


def test_one_confirmation_covers_a_teachers_part_and_the_homeroom_slot():
    draft = by_teachers(but=(HOMEROOM,))
    key = key_of(HOMEROOM)
    how = algorithm_for(key)
    part = prepare(draft, "GVBM", key.chain, AT, how)
    assert refusal(draft, "GVCN", key).code == "SLOT_ORDER"
    whole = prepare(draft, "GVCN", key.chain, AT, how, pending=[part])
    key.calls.clear()
    values = key.sign([part.to_be_signed, whole.to_be_signed], how)
    assert key.calls == [2]
    with pytest.raises(SigningRefused, match="SLOT_ORDER"):
        embed_into(draft, whole, values[1])
    signed = embed_into(embed_into(draft, part, values[0]), whole, values[1])
    assert [each.slot.name for each in signed.filled][-2:] == ["GVBM", "GVCN"]
    assert refusal(draft, "GVBM", key, pending=[part]).code == "SLOT_ALREADY_SIGNED"
    early = refusal(draft, "GVCN", key, AT - timedelta(hours=1), pending=[part])
    assert early.code == "SIGNING_TIME_ORDER"


def test_the_seal_cannot_be_prepared_on_signatures_that_do_not_exist_yet():
    draft = sign_slot(by_teachers(), "GVCN", key_of(HOMEROOM), AT)
    head = prepare(draft, "CBQL", key_of(HEAD).chain, AT, algorithm_for(key_of(HEAD)))
    assert refusal(draft, "KY_PHAT_HANH", STAFF.seal, pending=[head]).code == "SLOT_ORDER"


def test_a_wrong_value_never_reaches_the_file():
    key = key_of(ENGLISH)
    prepared = prepare(unsigned(), "GVBM", key.chain, AT, algorithm_for(key))
    (of_another,) = key_of(MUSIC).sign([prepared.to_be_signed], prepared.algorithm)
    for value in (of_another, b"", b"rubbish"):
        with pytest.raises(SignerFailed) as failed:
            embed_into(unsigned(), prepared, value)
        assert failed.value.code == "SIGNER_VALUE_WRONG"
