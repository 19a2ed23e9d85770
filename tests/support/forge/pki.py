"""Fixed TEST keys and the certificates made with them: the same bytes on every run.

The keys lie open in `tests/vectors/keys` and are worth nothing. Certificates have fixed serial numbers and days, and
are signed with deterministic ECDSA (RFC 6979) or RSA PKCS#1 v1.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hocba.signature_profile import SignatureAlgorithm
from support.records import ENGLISH, HEAD, HOMEROOM, SCHOOL

KEYS = Path(__file__).resolve().parents[2] / "vectors" / "keys"
KINDS = {
    **dict.fromkeys(
        ("root", "issuing", "homeroom", "english", "head", "seal", "authority", "mallory", "other-root"), "p256"
    ),
    "rsa": "rsa2048",
    "rsa-weak": "rsa1024",
    "ed25519": "ed25519",
}
FROM, UNTIL = datetime(2025, 8, 1, tzinfo=UTC), datetime(2030, 8, 1, tzinfo=UTC)
STATUS_FROM, STATUS_UNTIL = datetime(2026, 5, 1, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC)
TAX_CODE, OTHER_TAX_CODE = "0099000001", "0099000009"
_HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


@cache
def key(name: str) -> Key:
    """A key of the folder."""
    loaded = serialization.load_pem_private_key((KEYS / f"{name}.pem").read_bytes(), password=None)
    assert isinstance(loaded, Key)
    return loaded


def make_key(kind: str) -> bytes:
    """A new key in PEM, under a line that says what it is."""
    made: Key
    if kind == "p256":
        made = ec.generate_private_key(ec.SECP256R1())
    elif kind == "ed25519":
        made = ed25519.Ed25519PrivateKey.generate()
    else:
        made = rsa.generate_private_key(65537, int(kind.removeprefix("rsa")))
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return b"TEST KEY of Hocba's test vectors. Open to everybody, trusted by nobody.\n" + pem


def raw(signer: Key, message: bytes, hash_: hashes.HashAlgorithm) -> bytes:
    """A deterministic signature."""
    if isinstance(signer, ec.EllipticCurvePrivateKey):
        return signer.sign(message, ec.ECDSA(hash_, deterministic_signing=True))
    if isinstance(signer, rsa.RSAPrivateKey):
        return signer.sign(message, padding.PKCS1v15(), hash_)
    return signer.sign(message)


@dataclass(frozen=True)
class Identity:
    """Whoever signs: a key, its certificate, and the issuers that are embedded."""

    key_name: str
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]

    @property
    def key(self) -> Key:
        return key(self.key_name)

    @property
    def chain(self) -> tuple[bytes, ...]:
        return tuple(der(one) for one in (self.certificate, *self.issuers))

    def sign(self, to_be_signed: Sequence[bytes], algorithm: SignatureAlgorithm) -> list[bytes]:
        return [raw(self.key, message, _HASHES[algorithm.hash]) for message in to_be_signed]

    def with_chain(self, *issuers: x509.Certificate) -> Identity:
        return replace(self, issuers=issuers)


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def name(common: str, uid: str | None = None, organisation: str | None = None, *more: str) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "VN")]
    parts += [(NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    parts += [(NameOID.COMMON_NAME, common)]
    parts += [(NameOID.USER_ID, one) for one in (uid, *more) if one]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def certify(
    subject: x509.Name,
    key_name: str,
    serial: int,
    *,
    issuer: x509.Name | None = None,
    issuer_key: str = "issuing",
    valid: tuple[datetime, datetime] = (FROM, UNTIL),
    ca: bool = False,
    path_length: int | None = None,
    usage: tuple[str, ...] = ("digital_signature", "content_commitment"),
    extended: Sequence[x509.ObjectIdentifier] = (),
    critical: x509.ExtensionType | None = None,
) -> x509.Certificate:
    """Any certificate, good or bad."""
    public = key(key_name).public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or ISSUING_NAME)
        .public_key(public)
        .serial_number(serial)
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=ca, path_length=path_length), critical=True)
    )
    names = "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign "
    every = f"{names} crl_sign encipher_only decipher_only".split()
    builder = builder.add_extension(x509.KeyUsage(**{one: one in usage for one in every}), critical=True)
    if extended:
        builder = builder.add_extension(x509.ExtendedKeyUsage(extended), critical=False)
    if critical is not None:
        builder = builder.add_extension(critical, critical=True)
    signer = key(issuer_key)
    deterministic = True if isinstance(signer, ec.EllipticCurvePrivateKey) else None
    return builder.sign(signer, hashes.SHA256(), ecdsa_deterministic=deterministic)  # type: ignore[arg-type]


ROOT_NAME, ISSUING_NAME = name("Hocba TEST Root"), name("Hocba TEST Issuing CA", organisation="Hocba TEST")
_CA = ("key_cert_sign", "crl_sign")


@cache
def root() -> x509.Certificate:
    return certify(ROOT_NAME, "root", 1, issuer=ROOT_NAME, issuer_key="root", ca=True, usage=_CA)


@cache
def issuing() -> x509.Certificate:
    return certify(ISSUING_NAME, "issuing", 2, issuer=ROOT_NAME, issuer_key="root", ca=True, path_length=0, usage=_CA)


def person(common: str, personal_id: str, key_name: str, serial: int, **options: object) -> Identity:
    certificate = certify(name(common, f"CCCD:{personal_id}"), key_name, serial, **options)  # type: ignore[arg-type]
    return Identity(key_name, certificate, (issuing(),))


def organisation(school: str, tax_code: str, key_name: str, serial: int, **options: object) -> Identity:
    certificate = certify(name(school, f"MST:{tax_code}", school), key_name, serial, **options)  # type: ignore[arg-type]
    return Identity(key_name, certificate, (issuing(),))


@cache
def good(kind: str = "p256") -> Mapping[str, Identity]:
    """Everybody who signs the golden records, by what they do."""
    rsa_only = "rsa" if kind == "rsa" else ""
    return {
        "homeroom": person(HOMEROOM.name, HOMEROOM.personal_id, rsa_only or "homeroom", 101),
        "english": person(ENGLISH.name, ENGLISH.personal_id, rsa_only or "english", 102),
        "head": person(HEAD.name, HEAD.personal_id, rsa_only or "head", 103),
        "seal": organisation(SCHOOL.name, TAX_CODE, rsa_only or "seal", 104),
    }


def _bad_leaf(**options: object) -> Identity:
    """The head's name and ID, but something is wrong with the certificate."""
    defaults: dict[str, object] = {"common": HEAD.name, "personal_id": HEAD.personal_id, "key_name": "mallory"}
    return person(**{**defaults, **options})  # type: ignore[arg-type]


@cache
def bad() -> Mapping[str, Identity]:
    """Those who must be refused, by what is wrong with them."""
    other_root_name = name("Hocba TEST Other Root")
    other_root = certify(
        other_root_name, "other-root", 201, issuer=other_root_name, issuer_key="other-root", ca=True, usage=_CA
    )
    leaf = good()["english"].certificate
    policy = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.32473.1"), b"\x05\x00")
    deep = name("Hocba TEST Deep CA")
    deep_ca = certify(deep, "other-root", 202, ca=True, usage=_CA)
    self_signed_name = name(HEAD.name, f"CCCD:{HEAD.personal_id}")
    self_signed = certify(self_signed_name, "mallory", 203, issuer=self_signed_name, issuer_key="mallory")
    other = _bad_leaf(serial=204, issuer=other_root_name, issuer_key="other-root")
    return {
        "self-signed": Identity("mallory", self_signed, ()),
        "other-root": other.with_chain(),
        "fake-issuer": _bad_leaf(serial=205, issuer_key="other-root"),
        "other-root-embedded": other.with_chain(other_root),
        "wrong-person": _bad_leaf(serial=206, common="Lê Văn Khác", personal_id="001085990003"),
        "expired": _bad_leaf(serial=207, valid=(FROM, datetime(2026, 2, 1, tzinfo=UTC))),
        "expired-since": _bad_leaf(serial=208, valid=(FROM, datetime(2026, 5, 28, tzinfo=UTC))),
        "not-yet-valid": _bad_leaf(serial=209, valid=(datetime(2028, 1, 1, tzinfo=UTC), UNTIL)),
        "valid-later": _bad_leaf(serial=210, valid=(datetime(2026, 5, 28, tzinfo=UTC), UNTIL)),
        "revoked": _bad_leaf(serial=REVOKED),
        "revoked-since": _bad_leaf(serial=REVOKED_SINCE),
        "on-hold": _bad_leaf(serial=ON_HOLD),
        "tls-server": _bad_leaf(serial=214, extended=[ExtendedKeyUsageOID.SERVER_AUTH]),
        "encipherment": _bad_leaf(serial=215, usage=("key_encipherment",)),
        "a-ca": _bad_leaf(serial=216, ca=True, usage=("digital_signature", *_CA)),
        "critical-extension": _bad_leaf(serial=217, critical=policy),
        "issued-by-a-person": _bad_leaf(serial=218, issuer=leaf.subject, issuer_key="english").with_chain(
            leaf, issuing()
        ),
        "path-too-deep": _bad_leaf(serial=219, issuer=deep, issuer_key="other-root").with_chain(deep_ca, issuing()),
        "no-chain": _bad_leaf(serial=220).with_chain(),
        "extra-certificate": _bad_leaf(serial=221).with_chain(issuing(), other_root),
        "weak-key": _bad_leaf(serial=222, key_name="rsa-weak"),
        "ed25519": _bad_leaf(serial=223, key_name="ed25519"),
        "two-ids": Identity(
            "mallory",
            certify(name(HEAD.name, f"CCCD:{HEAD.personal_id}", None, "CCCD:001085990003"), "mallory", 224),
            (issuing(),),
        ),
        "no-id": Identity("mallory", certify(name(HEAD.name), "mallory", 225), (issuing(),)),
        "other-school": organisation("Trường Tiểu học Khác", OTHER_TAX_CODE, "mallory", 226),
        "same-name-no-tax-code": Identity(
            "mallory", certify(name(SCHOOL.name, None, SCHOOL.name), "mallory", 227), (issuing(),)
        ),
        "root-embedded-between": _bad_leaf(serial=228).with_chain(root(), issuing()),
    }


REVOKED, REVOKED_SINCE, ON_HOLD = 211, 212, 213


def revocation_list(issuer: x509.Certificate, key_name: str, entries: Mapping[int, datetime]) -> bytes:
    """A CRL in DER; the serial ON_HOLD is suspended rather than revoked."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
    builder = builder.last_update(STATUS_FROM).next_update(STATUS_UNTIL)
    for serial, moment in entries.items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment)
        if serial == ON_HOLD:
            entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags.certificate_hold), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    signed = builder.sign(key(key_name), hashes.SHA256(), ecdsa_deterministic=True)  # type: ignore[arg-type]
    return signed.public_bytes(serialization.Encoding.DER)


def trust_files() -> dict[str, bytes]:
    """What a verifier of the vectors trusts, and two poorer sets of it."""
    pem = root().public_bytes(serialization.Encoding.PEM)
    revoked = {
        REVOKED: datetime(2026, 3, 1, tzinfo=UTC),
        REVOKED_SINCE: datetime(2026, 5, 28, tzinfo=UTC),
        ON_HOLD: datetime(2026, 4, 1, tzinfo=UTC),
    }
    crls = {
        "root.crl": revocation_list(root(), "root", {}),
        "issuing.crl": revocation_list(issuing(), "issuing", revoked),
    }
    gone = revocation_list(root(), "root", {issuing().serial_number: datetime(2026, 5, 1, tzinfo=UTC)})
    return {
        "trust/root.pem": pem,
        **{f"trust/{file}": data for file, data in crls.items()},
        "trust-without-status/root.pem": pem,
        "trust-authority-revoked/root.pem": pem,
        "trust-authority-revoked/root.crl": gone,
        "trust-authority-revoked/issuing.crl": crls["issuing.crl"],
    }
