"""Throw-away certificates for tests: root -> issuing CA -> person or seal, made in memory, never written to disk.

Subjects follow design 4.1: `UID=CCCD:<12 digits>` for people, `UID=MST:<tax code>` and O = the school's name for seals.
Keys come from a small pool, because making RSA keys is slow; ask for another `key_no` where two keys must differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from hocba.model import YearRecord
from hocba.signature_profile import Profile, SignatureAlgorithm, algorithm
from hocba.signing.xades import Draft, embed_into, prepare

FROM = datetime(2025, 8, 1, tzinfo=UTC)
UNTIL = datetime(2028, 8, 1, tzinfo=UTC)
TAX_CODE = "5700123456"

HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
CURVES = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1(), "p521": ec.SECP521R1(), "p224": ec.SECP224R1()}

type_of_key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def private_key(kind: str = "rsa2048", key_no: int = 0) -> type_of_key:
    """A key of the pool: "rsa1024", "rsa2048", "rsa3072", "p256", "p384", "p521", "p224"."""
    if kind.startswith("rsa"):
        return rsa.generate_private_key(public_exponent=65537, key_size=int(kind[3:]))
    return ec.generate_private_key(CURVES[kind])


def der(certificate: x509.Certificate) -> bytes:
    """The certificate in DER."""
    return certificate.public_bytes(serialization.Encoding.DER)


def raw_sign(key: type_of_key, message: bytes, algorithm: SignatureAlgorithm) -> bytes:
    """Sign with `cryptography` alone."""
    hash_ = HASHES[algorithm.hash]
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hash_))
    if algorithm.pss:
        return key.sign(message, padding.PSS(padding.MGF1(hash_), hash_.digest_size), hash_)
    return key.sign(message, padding.PKCS1v15(), hash_)


@dataclass(frozen=True)
class TestKey:
    """A key with its certificate chain; satisfies `hocba.signing.Signer`."""

    __test__ = False

    key: type_of_key
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]
    """Issuing CA, then the root."""
    calls: list[int] = field(default_factory=list, compare=False)
    """How many messages each call of `sign` had."""

    @cached_property
    def chain(self) -> tuple[bytes, ...]:
        return (der(self.certificate), *(der(issuer) for issuer in self.issuers[:-1]))

    @property
    def root(self) -> x509.Certificate:
        return self.issuers[-1]

    def sign(self, to_be_signed: Sequence[bytes], algorithm: SignatureAlgorithm) -> list[bytes]:
        self.calls.append(len(to_be_signed))
        return [raw_sign(self.key, message, algorithm) for message in to_be_signed]


@dataclass(frozen=True)
class Ca:
    """A root with one issuing CA."""

    __test__ = False

    name: str
    root: x509.Certificate
    issuing: x509.Certificate
    root_key: type_of_key
    issuing_key: type_of_key

    def issue(
        self,
        subject: x509.Name,
        *,
        kind: str = "rsa2048",
        key_no: int = 0,
        valid: tuple[datetime, datetime] = (FROM, UNTIL),
        usage: Sequence[str] | None = ("digital_signature", "content_commitment"),
        extended_usage: Sequence[str] = (),
        is_ca: bool = False,
    ) -> TestKey:
        """A leaf of that subject; `usage=None` leaves the extension out."""
        key = private_key(kind, key_no)
        builder = _builder(subject, self.issuing.subject, key, valid).add_extension(
            x509.BasicConstraints(ca=is_ca, path_length=None), critical=True
        )
        if usage is not None:
            builder = builder.add_extension(_key_usage(usage), critical=True)
        if extended_usage:
            oids = [x509.ObjectIdentifier(oid) for oid in extended_usage]
            builder = builder.add_extension(x509.ExtendedKeyUsage(oids), critical=False)
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.issuing_key.public_key()), critical=False
        )
        return TestKey(key, builder.sign(self.issuing_key, hashes.SHA256()), (self.issuing, self.root))

    def person(self, name: str, personal_id: str, **options: Any) -> TestKey:
        """A person's certificate."""
        return self.issue(person_subject(name, personal_id), **options)

    def seal(self, school: str, tax_code: str = TAX_CODE, **options: Any) -> TestKey:
        """A school's certificate."""
        return self.issue(seal_subject(school, tax_code), **options)


def person_subject(name: str, personal_id: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.USER_ID, f"CCCD:{personal_id}"),
        ]
    )


def seal_subject(school: str, tax_code: str = TAX_CODE) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, school),
            x509.NameAttribute(NameOID.COMMON_NAME, school),
            x509.NameAttribute(NameOID.USER_ID, f"MST:{tax_code}"),
        ]
    )


@cache
def demo_ca(name: str = "Test", kind: str = "p256") -> Ca:
    """A root and issuing CA of that name, with keys of their own."""
    number = sum(name.encode()) + 1000
    root_key, issuing_key = private_key(kind, number), private_key(kind, number + 100_000)
    root_name, issuing_name = _ca_name(f"{name} Root"), _ca_name(f"{name} Issuing CA")
    valid = (FROM - timedelta(days=365), UNTIL + timedelta(days=3650))
    root = _ca_certificate(root_name, root_name, root_key, root_key, valid)
    return Ca(name, root, _ca_certificate(issuing_name, root_name, issuing_key, root_key, valid), root_key, issuing_key)


@dataclass(frozen=True)
class Staff:
    """Everybody who signs one record."""

    people: Mapping[str, TestKey]
    """By personal ID: teachers, homeroom teacher, manager."""
    seal: TestKey


def staff_of(record: YearRecord, *, kind: str = "rsa2048", ca: Ca | None = None) -> Staff:
    """A certificate for each person whom the record names, and one for the school."""
    issuer = ca or demo_ca()
    names = {part.teacher.personal_id: part.teacher.name for part in record.assessment.parts}
    names[record.homeroom_teacher.personal_id] = record.homeroom_teacher.name
    names[record.manager.personal_id] = record.manager.name
    people = {
        personal_id: issuer.person(name, personal_id, kind=kind, key_no=number % 3)
        for number, (personal_id, name) in enumerate(names.items())
    }
    return Staff(people, issuer.seal(record.school.name, kind=kind, key_no=3))


def algorithm_for(key: TestKey, *, pss: bool = False) -> SignatureAlgorithm:
    """An algorithm that fits the key."""
    if isinstance(key.key, rsa.RSAPrivateKey):
        return algorithm("rsa-pss-sha256" if pss else "rsa-sha256")
    return algorithm({256: "ecdsa-sha256", 384: "ecdsa-sha384"}.get(key.key.key_size, "ecdsa-sha512"))


def sign_slot(draft: Draft, slot: str, key: TestKey, when: datetime, *, pss: bool = False) -> Draft:
    """The draft with one more slot signed."""
    prepared = prepare(draft, slot, key.chain, when, algorithm_for(key, pss=pss))
    (value,) = key.sign([prepared.to_be_signed], prepared.algorithm)
    return embed_into(draft, prepared, value)


def sign_draft(record: YearRecord, profile: Profile, staff: Staff, when: datetime, *, pss: bool = False) -> Draft:
    """The record signed by everybody whom the profile asks for, in order, and sealed."""
    draft = Draft.write(record, profile)
    for slot in profile.slots:
        for person in draft.holders(slot):
            if slot.holder == "organisation":
                key = staff.seal
            elif slot.repeats:
                key = staff.people[person]
            else:
                signer = {"homeroom_teacher": record.homeroom_teacher, "manager": record.manager.person}[slot.role]
                key = staff.people[signer.personal_id]
            draft = sign_slot(draft, slot.name, key, when, pss=pss)
    return draft


def sign_record(record: YearRecord, profile: Profile, staff: Staff, when: datetime, *, pss: bool = False) -> bytes:
    """The finished file of a record: all slots and the seal."""
    return sign_draft(record, profile, staff, when, pss=pss).data


def _ca_name(name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, f"THU NGHIEM {name}")]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: type_of_key, valid: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
    )


def _ca_certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: type_of_key,
    issuer_key: type_of_key,
    valid: tuple[datetime, datetime],
) -> x509.Certificate:
    return (
        _builder(subject, issuer, key, valid)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_key_usage(("key_cert_sign", "crl_sign")), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _key_usage(wanted: Sequence[str]) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in wanted for name in names})
