"""A hand-over passes only as the head and the school signed it: whole, in order, by the right people, unchanged."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba.documents.handover import write_handover
from hocba.errors import UnreadableFile
from hocba.signature_profile import algorithm
from hocba.signing import handover as signing
from hocba.signing.xades import sign as xades_sign
from hocba.verification import Indication, Outcome, Policy, SubIndication, TrustStore, verify
from hocba.verification.handover import verify_handover
from support.handovers import (
    SIGNED_AT,
    Office,
    not_assessed_handover,
    office,
    sample_handover,
    signed_handover,
)
from support.keys import FROM, UNTIL, Ca, demo_ca
from support.records import ENGLISH, HEAD, SCHOOL

RSA = algorithm("rsa-sha256")
NOW = SIGNED_AT + timedelta(days=1)


def crl(issuer: x509.Certificate, key: object, *revoked: int) -> bytes:
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject).last_update(FROM).next_update(UNTIL)
    for serial in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial)
        builder = builder.add_revoked_certificate(entry.revocation_date(SIGNED_AT - timedelta(days=9)).build())
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@cache
def policy(*revoked: int, ca: Ca | None = None) -> Policy:
    ca = ca or demo_ca()
    lists = [crl(ca.root, ca.root_key), crl(ca.issuing, ca.issuing_key, *revoked)]
    return Policy(
        validation_time=NOW, trust=TrustStore.of([ca.root.public_bytes(serialization.Encoding.PEM)], crls=lists)
    )


def judged(data: bytes, *revoked: int) -> tuple[Indication, SubIndication | None, set[str]]:
    report = verify(data, policy(*revoked))
    assert report.signed_record is None
    assert (report.signed_handover is not None) == (report.indication is Indication.TOTAL_PASSED)
    return report.indication, report.sub_indication, {check.code for check in report.findings}


@pytest.mark.parametrize("kind", ["rsa2048", "p256"])
@pytest.mark.parametrize("handover", [sample_handover(), not_assessed_handover(), sample_handover(moments=())])
def test_what_head_and_school_signed_passes(kind, handover):
    data = office(kind).sign(handover)
    report = verify(data, policy()).require_passed()
    assert (report.kind, report.profile) == ("xml", "handover-1")
    assert (report.signed_handover, report.signed_xml) == (handover, data)
    assert [(one.slot, one.role, one.covered_by) for one in report.signatures] == [
        ("CBQL", "manager", ("KY_PHAT_HANH",)),
        ("KY_PHAT_HANH", "school_seal", ()),
    ]
    assert report.record is not None
    assert (report.record.uuid, report.record.state) == (str(handover.lookup_uuid), "issued")
    assert "RULES_OF_YEAR" not in {check.code for check in report.checks}  # nothing of a year is decided
    assert set(report.as_json("x")) == {
        "file", "kind", "indication", "sub_indication", "profile", "record", "signatures", "checks",
    }  # fmt: skip


def test_without_trust_it_is_not_known_and_never_passes():
    report = verify(signed_handover(), Policy(validation_time=NOW))
    assert (report.indication, report.sub_indication) == (
        Indication.INDETERMINATE,
        SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
    )
    assert report.signed_handover is None


def test_a_missing_seal_or_no_signature_at_all_does_not_pass():
    headed = office().sign(sample_handover(), until="CBQL")
    assert judged(headed) == (
        Indication.INDETERMINATE,
        SubIndication.SIG_CONSTRAINTS_FAILURE,
        {"SIGNATURE_MISSING"},
    )
    report = verify(headed, policy())
    assert report.record is not None
    assert report.record.state == "partially_signed"
    assert judged(write_handover(sample_handover()))[2] == {"NOT_SIGNED"}


def test_the_heads_signature_cannot_be_taken_away_under_the_seal():
    data = signed_handover()
    without = re.sub(rb"<CBQL .*</CBQL>", b"", data)
    assert judged(without)[0] is Indication.TOTAL_FAILED


def forged(monkeypatch: pytest.MonkeyPatch, ours: Office, *, holder: bool = False, turn: bool = False, **times: int):
    """A hand-over made by a signer whose own checks are gone."""
    if holder:
        named = {"person": HEAD.personal_id, "organisation": ""}
        monkeypatch.setattr(xades_sign, "_holder", lambda _draft, slot, _certificate: named[slot.holder])
    if turn:
        monkeypatch.setattr(xades_sign, "_require_turn", lambda *_: None)
    draft = signing.draft_of(sample_handover(prepared_on=times.pop("prepared", date(2026, 2, 9))))
    for slot, key in (("CBQL", ours.head), ("KY_PHAT_HANH", ours.seal)):
        at = SIGNED_AT + timedelta(minutes=times.get(slot, 0))
        prepared = signing.prepare(draft, slot, key.chain, at, RSA)
        draft = signing.embed_into(draft, prepared, key.sign([prepared.to_be_signed], RSA)[0])
    return draft.data


def test_a_certificate_of_somebody_else_fails(monkeypatch):
    teacher = demo_ca().person(ENGLISH.name, ENGLISH.personal_id)
    assert judged(forged(monkeypatch, dataclasses.replace(office(), head=teacher), holder=True))[2] == {
        "SIGNER_WRONG_PERSON"
    }
    other = demo_ca().seal("Trường Tiểu học Kim Đồng")
    assert judged(forged(monkeypatch, dataclasses.replace(office(), seal=other), holder=True))[2] == {
        "SEAL_WRONG_ORGANISATION"
    }
    assert judged(forged(monkeypatch, dataclasses.replace(office(), head=office().seal), holder=True))[2] == {
        "SIGNER_NOT_A_PERSON"
    }


def test_a_certificate_of_another_tree_is_not_trusted(monkeypatch):
    stranger = demo_ca("Khác")
    ours = Office(stranger, stranger.person(HEAD.name, HEAD.personal_id), stranger.seal(SCHOOL.name))
    assert judged(ours.sign(sample_handover()))[:2] == (
        Indication.INDETERMINATE,
        SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
    )


def test_a_revoked_certificate_fails():
    assert "CERTIFICATE_REVOKED" in judged(signed_handover(), office().head.certificate.serial_number)[2]


def test_times_that_go_back_or_precede_the_day_of_preparation_fail(monkeypatch):
    assert judged(forged(monkeypatch, office(), turn=True, CBQL=5))[2] == {"SIGNED_OUT_OF_ORDER"}
    early = forged(monkeypatch, office(), turn=True, prepared=date(2026, 2, 10))
    assert judged(early)[2] == {"SEALED_BEFORE_ISSUE_DATE"}


def slots_of(data: bytes) -> bytes:
    return re.search(rb"<DANH_SACH_THONG_TIN_KY>.*</DANH_SACH_THONG_TIN_KY>", data)[0]


def test_signatures_cannot_be_carried_to_another_document():
    other = office().sign(sample_handover(moments=()))
    moved = signed_handover().replace(slots_of(signed_handover()), slots_of(other))
    assert judged(moved)[:2] == (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE)
    same_content = office().sign(sample_handover(lookup_uuid=not_assessed_handover().lookup_uuid))
    assert judged(same_content)[0] is Indication.TOTAL_PASSED  # the same identity is the same document


def test_the_pupil_the_school_or_a_level_cannot_be_changed():
    data = signed_handover("p256")
    for old, new in (
        (b"<HO_VA_TEN>L", b"<HO_VA_TEN>B"),
        (b"<MUC_DAT_DUOC>H<", b"<MUC_DAT_DUOC>T<"),
        (b"<DIEM_KIEM_TRA_DINH_KY>9<", b"<DIEM_KIEM_TRA_DINH_KY>10<"),
        (b"<NGAY_ROI_TRUONG>2026-02-10<", b"<NGAY_ROI_TRUONG>2026-02-11<"),
        (b"<NHAN_XET_GVCN>Em ng", b"<NHAN_XET_GVCN>Em kh\xc3\xb4ng ng"),
    ):
        assert old in data
        assert judged(data.replace(old, new, 1))[:2] == (Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE)


def refused(data: bytes) -> bool:
    try:
        return verify(data, policy()).indication is not Indication.TOTAL_PASSED
    except UnreadableFile:
        return True


@pytest.mark.slow
def test_no_byte_of_any_region_can_be_changed():
    data = signed_handover("p256")
    assert not refused(data)
    for at in range(0, len(data), 7):
        assert refused(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]), data[at - 20 : at + 20]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.sampled_from([b"", b" ", b"\n", b"<!---->", b"\0", b"x"])
)
def test_nothing_can_be_taken_out_or_put_in(place, length, added):
    data = signed_handover("p256")
    at = int(place * len(data))
    changed = data[:at] + added + data[at + length :]
    assert changed == data or refused(changed)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("XML_MALFORMED", lambda data: data[:-1]),
        ("XML_NOT_CANONICAL", lambda data: data + b"\n"),
        ("XML_NOT_CANONICAL", lambda data: data.replace(b"><CBQL", b">\n<CBQL", 1)),
        ("SCHEMA_INVALID", lambda data: data.replace(b"<TEN_LOP>4A1</TEN_LOP>", b"", 1)),
        ("UNKNOWN_PROFILE", lambda data: data.replace(b">handover-1<", b">handover-9<", 1)),
        ("DTD_FORBIDDEN", lambda data: data.replace(b"?>\n", b"?><!DOCTYPE PHIEU_BAN_GIAO>\n", 1)),
        ("HANDOVER_UUID", lambda data: data.replace(b"-4e3f-", b"-1e3f-")),
    ],
)
def test_a_file_of_another_form_fails_with_its_reason(code, change):
    indication, _, codes = judged(change(signed_handover()))
    assert indication is Indication.TOTAL_FAILED
    assert code in codes


def test_a_file_too_large_is_refused_unread():
    small = dataclasses.replace(policy(), max_bytes=1000)
    for report in (verify(signed_handover(), small), verify_handover(signed_handover(), small)):
        assert [check.code for check in report.findings] == ["FILE_TOO_LARGE"]


def test_an_appointment_is_asked_for_where_the_school_knows_it():
    class Books:
        def holds(self, *, personal_id, role, school_code, on):
            return (personal_id, role, school_code, on) != (HEAD.personal_id, "manager", SCHOOL.code, SIGNED_AT.date())

    report = verify(signed_handover(), dataclasses.replace(policy(), appointments=Books()))
    assert [check.code for check in report.findings] == ["SIGNER_NOT_APPOINTED"]
    unknown = [check for check in verify(signed_handover(), policy()).checks if check.code == "APPOINTMENT"]
    assert {check.outcome for check in unknown} == {Outcome.NOT_CHECKED}
