"""Certificates and their paths to an anchor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from verification_world import trust_of

from hocba.verification import Policy
from hocba.verification.algorithms import XML_SCHEMES, verify_signature, verify_xml_signature
from hocba.verification.certificates import path as path_module
from hocba.verification.certificates.parsed import Certificate, read_certificate
from hocba.verification.certificates.path import build_path
from hocba.verification.der import read_der
from hocba.verification.findings import Finding
from hocba.verification.judge import judge
from support.keys import FROM, UNTIL, Ca, TestKey, demo_ca, private_key

PERSON = "022198903387"


def parse(certificate: x509.Certificate) -> Certificate:
    return read_certificate(certificate.public_bytes(Encoding.DER))


def chain_of(key: TestKey) -> tuple[Certificate, list[Certificate]]:
    leaf, *issuers = (read_certificate(der) for der in key.chain)
    return leaf, issuers


def code_of(*arguments: object) -> str:
    with pytest.raises(Finding) as caught:
        build_path(*arguments)  # type: ignore[arg-type]
    return caught.value.code


def person(ca: Ca | None = None, **options: object) -> TestKey:
    return (ca or demo_ca()).person("Đỗ Thị Minh Nguyệt", PERSON, **options)  # type: ignore[arg-type]


def test_from_signer_to_root() -> None:
    leaf, issuers = chain_of(person())
    root = parse(demo_ca().root)
    assert build_path(leaf, issuers, [root]) == [leaf, *issuers, root]


def test_an_issuing_authority_may_itself_be_the_anchor() -> None:
    leaf, issuers = chain_of(person())
    assert build_path(leaf, issuers, [parse(demo_ca().issuing)]) == [leaf, *issuers]
    assert build_path(leaf, [], [parse(demo_ca().issuing)]) == [leaf, *issuers]
    root = parse(demo_ca().root)
    assert build_path(leaf, [*issuers, root], [root]) == [leaf, *issuers, root]
    assert code_of(leaf, [*issuers, root], issuers) == "CHAIN_UNUSED_CERTIFICATE"


def test_what_has_no_anchor_has_no_path() -> None:
    leaf, issuers = chain_of(person())
    assert code_of(leaf, issuers, []) == "NO_TRUST_ANCHOR"
    assert code_of(leaf, issuers, [parse(demo_ca("Other").root)]) == "NO_TRUST_ANCHOR"
    assert code_of(leaf, issuers, [leaf]) == "NO_TRUST_ANCHOR"
    assert code_of(leaf, [*issuers] * 6, [parse(demo_ca().root)]) == "CHAIN_TOO_LONG"


def test_two_anchors_of_one_name_are_told_apart_by_their_keys() -> None:
    leaf, issuers = chain_of(person())
    root = demo_ca().root
    twin_key = ec.generate_private_key(ec.SECP256R1())
    twin = (
        x509.CertificateBuilder().subject_name(root.subject).issuer_name(root.subject).serial_number(5)
        .public_key(twin_key.public_key()).not_valid_before(FROM).not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(twin_key, hashes.SHA256())
    )  # fmt: skip
    assert build_path(leaf, issuers, [parse(twin), parse(root)])[-1] is parse(root)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({}, None),
        ({"usage": None}, None),
        ({"usage": ("content_commitment",)}, None),
        ({"usage": ("digital_signature",)}, None),
        ({"usage": ("key_encipherment",)}, "CERTIFICATE_USAGE"),
        ({"extended_usage": ("1.3.6.1.5.5.7.3.4",)}, None),
        ({"extended_usage": ("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.36")}, None),
        ({"extended_usage": ("1.3.6.1.5.5.7.3.1",)}, "CERTIFICATE_USAGE"),
        ({"extended_usage": ("1.3.6.1.5.5.7.3.8",)}, "CERTIFICATE_USAGE"),
        ({"is_ca": True}, "CERTIFICATE_USAGE"),
    ],
)
def test_a_signers_certificate_must_be_for_signing(options: dict[str, object], code: str | None) -> None:
    leaf, issuers = chain_of(person(**options))
    root = parse(demo_ca().root)
    if code is None:
        assert build_path(leaf, issuers, [root])[0] is leaf
    else:
        assert code_of(leaf, issuers, [root]) == code


def authority(*, constraints: x509.BasicConstraints | None, usage: bool = True) -> tuple[Certificate, Certificate]:
    """A signer below an authority of the given constraints, which the root of the tests certified."""
    ca, key = demo_ca(), private_key("p256", 50)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "THU NGHIEM Middle")])

    def built(subject: x509.Name, issuer: x509.Name) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        return builder.serial_number(9).not_valid_before(FROM).not_valid_after(UNTIL)

    middle = built(name, ca.root.subject)
    if constraints is not None:
        middle = middle.add_extension(constraints, critical=True)
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign"
    )
    flags = dict.fromkeys([*names.split(), "encipher_only", "decipher_only"], False)
    middle = middle.add_extension(x509.KeyUsage(**{**flags, "key_cert_sign": usage}), critical=True)
    leaf = built(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A")]), name)
    return parse(leaf.sign(key, hashes.SHA256())), parse(middle.sign(ca.root_key, hashes.SHA256()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("constraints", "usage", "code"),
    [
        (x509.BasicConstraints(ca=True, path_length=0), True, None),
        (x509.BasicConstraints(ca=False, path_length=None), True, "CERTIFICATE_CONSTRAINTS"),
        (None, True, "CERTIFICATE_CONSTRAINTS"),
        (x509.BasicConstraints(ca=True, path_length=None), False, "CERTIFICATE_CONSTRAINTS"),
    ],
)
def test_only_an_authority_may_issue(constraints: x509.BasicConstraints | None, usage: bool, code: str | None) -> None:  # noqa: FBT001
    leaf, middle = authority(constraints=constraints, usage=usage)
    root = parse(demo_ca().root)
    if code is None:
        assert build_path(leaf, [middle], [root]) == [leaf, middle, root]
    else:
        assert code_of(leaf, [middle], [root]) == code


def test_an_anchor_that_signed_with_a_weak_hash_is_named() -> None:
    class Weak:
        signature_hash_algorithm = hashes.SHA1()  # noqa: S303  # what must be refused
        signature_algorithm_parameters = padding.PKCS1v15()

    class Unknown:
        @property
        def signature_hash_algorithm(self) -> None:
            raise ValueError("unknown")

    class OfPss:
        signature_hash_algorithm = hashes.SHA256()
        signature_algorithm_parameters = padding.PSS(padding.MGF1(hashes.SHA1()), 20)  # noqa: S303  # the same

    for wrong in (Weak(), Unknown(), OfPss()):
        with pytest.raises(Finding) as caught:
            path_module.check_algorithm(wrong, "CN=x")  # type: ignore[arg-type]
        assert caught.value.code == "CERTIFICATE_ALGORITHM_WEAK"


def test_validity_is_judged_at_the_proven_moment() -> None:
    expires = datetime(2026, 5, 28, tzinfo=UTC)
    key = person(valid=(FROM, expires))
    leaf, issuers = chain_of(key)
    trust = trust_of(demo_ca())
    second = timedelta(seconds=1)

    def codes(signed: datetime, now: datetime, proof: datetime | None = None) -> list[str]:
        policy = Policy(validation_time=now, trust=trust, proof_of_existence=proof)
        return [check.code for check in judge(leaf, issuers, signed, policy, "").checks]

    good = ["CERTIFICATE_PATH", "CERTIFICATE_VALIDITY", "CERTIFICATE_STATUS"]
    signed = datetime(2026, 5, 25, tzinfo=UTC)
    assert codes(signed, expires) == good
    assert codes(signed, expires + second)[1] == "CERTIFICATE_EXPIRED_NO_PROOF"
    assert codes(signed, expires + 400 * timedelta(days=1), expires) == good
    assert (
        codes(signed, expires, expires + timedelta(days=1)) == good
    )  # a proof from later than now proves nothing more
    assert "SIGNED_AFTER_EXPIRY" in codes(expires + second, expires + second)
    assert codes(FROM, expires) == good
    assert codes(FROM - second, expires)[1] == "SIGNED_BEFORE_VALIDITY"


def test_results_are_kept_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hocba.verification.trust._KEPT", 1)
    trust = trust_of(demo_ca())
    now = datetime(2026, 6, 1, tzinfo=UTC)
    for key_no in range(3):
        leaf, issuers = chain_of(person(key_no=key_no))
        path = trust.path(leaf, issuers)
        assert trust.path(leaf, issuers) is path
        assert trust.standing(path, now) is trust.standing(path, now)
        with pytest.raises(Finding) as first:
            trust.path(leaf, [])
        with pytest.raises(Finding) as again:
            trust.path(leaf, [])
        assert first.value.code == again.value.code == "NO_TRUST_ANCHOR"
        assert first.value is not again.value


@pytest.mark.parametrize("data", [b"", b"0", b"\x30\x03\x02\x01\x01", b"not a certificate"])
def test_what_is_no_certificate(data: bytes) -> None:
    with pytest.raises(Finding) as caught:
        read_certificate(data)
    assert caught.value.code == "CERTIFICATE_MALFORMED"


def test_bytes_that_no_signature_covers_are_fixed() -> None:
    """The BIT STRING around a certificate's signature has a byte that says how many bits are unused."""
    der = person().chain[1]
    value = read_der(der).children()[2]
    at = len(der) - len(value.content)
    assert der[at] == 0
    with pytest.raises(Finding) as caught:
        read_certificate(der[:at] + b"\x01" + der[at + 1 :])
    assert caught.value.code == "CERTIFICATE_MALFORMED"


@pytest.mark.parametrize(
    ("kind", "weak"),
    [
        ("rsa1024", True),
        ("rsa2048", False),
        ("rsa3072", False),
        ("p224", True),
        ("p256", False),
        ("p384", False),
        ("p521", False),
    ],
)
def test_keys_that_are_long_enough(kind: str, weak: bool) -> None:  # noqa: FBT001
    der = person(kind=kind).chain[0]
    if weak:
        with pytest.raises(Finding) as caught:
            read_certificate(der)
        assert caught.value.code == "CERTIFICATE_KEY_WEAK"
    else:
        assert read_certificate(der).personal_id == PERSON


def test_identity_is_one_value_of_its_form() -> None:
    def uid(*values: str) -> Certificate:
        parts = [x509.NameAttribute(NameOID.USER_ID, value) for value in values]
        return read_certificate(demo_ca().issue(x509.Name(parts)).chain[0])

    assert uid(f"CCCD:{PERSON}").personal_id == PERSON
    assert uid(f"CCCD:{PERSON}", "MST:0101234567").personal_id == PERSON
    assert uid("MST:0101234567").tax_code == "0101234567"
    assert uid("MST:0101234567-001").tax_code == "0101234567-001"
    for wrong in ("CCCD:02219890338", f"CCCD:{PERSON}1", f"cccd:{PERSON}", PERSON, f"CCCD: {PERSON}", "MST:12"):
        assert (uid(wrong).personal_id, uid(wrong).tax_code) == (None, None)
    assert uid(f"CCCD:{PERSON}", "CCCD:001085990003").personal_id is None


def test_long_names_give_no_warnings() -> None:
    name = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai số 2"
    attribute = x509.NameAttribute(NameOID.ORGANIZATION_NAME, name, _validate=False)
    assert read_certificate(demo_ca().issue(x509.Name([attribute])).chain[0]).organisation == name


@pytest.mark.parametrize("uri", sorted(XML_SCHEMES))
def test_every_scheme_verifies_its_own_and_nothing_else(uri: str) -> None:
    scheme = XML_SCHEMES[uri]
    message = b"learning"
    if scheme.padding is None:
        key = private_key("p384")
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        value = key.sign(message, ec.ECDSA(scheme.hash))
        r, s = decode_dss_signature(value)
        half = (key.curve.key_size + 7) // 8
        xml_value = r.to_bytes(half) + s.to_bytes(half)
        other: object = private_key("rsa2048")
    else:
        key_ = private_key("rsa2048")
        assert isinstance(key_, rsa.RSAPrivateKey)
        value = xml_value = key_.sign(message, scheme.padding, scheme.hash)
        key, other = key_, private_key("p256")  # type: ignore[assignment]
    verify_signature(key.public_key(), scheme, value, message)
    verify_xml_signature(key.public_key(), scheme, xml_value, message)
    for check, signature, text, code in (
        (verify_signature, value, b"other", "SIGNATURE_VALUE_WRONG"),
        (verify_xml_signature, xml_value, b"other", "SIGNATURE_VALUE_WRONG"),
        (verify_xml_signature, xml_value + b"\0", message, "SIGNATURE_VALUE_WRONG"),
    ):
        with pytest.raises(Finding) as caught:
            check(key.public_key(), scheme, signature, text)
        assert caught.value.code == code
    with pytest.raises(Finding) as caught:
        verify_signature(other.public_key(), scheme, value, message)  # type: ignore[attr-defined]
    assert caught.value.code == "KEY_ALGORITHM_MISMATCH"
