"""What a verifier trusts is named by its caller, from a file or a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from verification_world import NOW, crl, world

from hocba.adapters.demo_pki import DEMO_POLICY_OID as MARKED
from hocba.errors import UsageError
from hocba.verification import Outcome, Policy, TrustStore, load_trust, verify
from hocba.verification import trust as trust_module
from hocba.verification.certificates.parsed import read_certificate
from hocba.verification.trust import DEMO_POLICY_OID, is_demo
from support.keys import FROM, UNTIL, demo_ca, private_key


def pem() -> bytes:
    return demo_ca().root.public_bytes(Encoding.PEM)


def test_a_folder_and_a_file(tmp_path: Path) -> None:
    ca = demo_ca()
    (tmp_path / "root.pem").write_bytes(pem() + demo_ca("Other").root.public_bytes(Encoding.PEM))
    (tmp_path / "root.crl").write_bytes(crl(ca.root, ca.root_key))
    (tmp_path / "log.vkey").write_text("so.example+1234+key\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("ignored", encoding="utf-8")
    found = load_trust(tmp_path)
    assert (len(found.anchors), len(found.crls), len(found.responses)) == (2, 1, 0)
    assert found.log_keys == ("so.example+1234+key",)
    assert len(load_trust(tmp_path / "root.pem").anchors) == 2


def code_of(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        load_trust(path)
    return caught.value.code


def test_a_folder_without_anchors_is_a_mistake(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "TRUST_EMPTY"


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pem", b"nothing"), ("a.crl", b"nothing"), ("a.ocsp", b"nothing"), ("b.pem", b"-----BEGIN CERTIFICATE-----\n")],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / "root.pem").write_bytes(pem())
    (tmp_path / name).write_bytes(data)
    assert code_of(tmp_path) == "TRUST_UNREADABLE"


def test_missing_and_huge_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(tmp_path / "none.pem") == "TRUST_UNREADABLE"
    (tmp_path / "root.pem").write_bytes(pem())
    monkeypatch.setattr(trust_module, "_MAX_FILE", 10)
    assert code_of(tmp_path / "root.pem") == "TRUST_UNREADABLE"


def test_an_anchor_with_a_weak_key_is_refused() -> None:
    weak = demo_ca().issue(x509.Name([]), kind="rsa1024")
    with pytest.raises(UsageError):
        TrustStore.of([weak.certificate.public_bytes(Encoding.PEM)])


def policies(*oids: x509.ObjectIdentifier) -> bytes:
    key = private_key("p256", 60)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "THU NGHIEM")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(FROM).not_valid_after(UNTIL)
    if oids:
        listed = [x509.PolicyInformation(oid, None) for oid in oids]
        builder = builder.add_extension(x509.CertificatePolicies(listed), critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)  # type: ignore[arg-type]


def test_a_demo_root_is_known_by_its_policy() -> None:
    assert DEMO_POLICY_OID == MARKED, "the maker and the verifier of demo trees name the same policy"
    assert is_demo(read_certificate(policies(DEMO_POLICY_OID)))
    assert not is_demo(read_certificate(policies(x509.ObjectIdentifier("1.2.3"))))
    assert not is_demo(read_certificate(policies()))


def test_a_demo_root_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hocba.verification.judge.is_demo", lambda _anchor: True)
    report = verify(world().xml, world().policy)
    assert report.demo
    assert [check.outcome for check in report.checks if check.code == "LEGAL_VALUE"] == [Outcome.NOT_CHECKED]
    monkeypatch.undo()
    assert not world().verify().demo


def test_stores_are_equal_by_what_they_trust() -> None:
    assert TrustStore.of([pem()]) == TrustStore.of([pem()])
    assert TrustStore() == TrustStore.of([])
    assert Policy(validation_time=NOW) == Policy(validation_time=NOW)
