"""Keys of the benchmark's people: a throw-away tree, loaded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from hocba.adapters.demo_pki import DemoPki, make_demo_pki
from hocba.signature_profile import SignatureAlgorithm, algorithm
from hocba.signing import Signer
from hocba_cli.bench.fixture import DEMO_SCHOOL, STAFF

ALGORITHM = "rsa-sha256"


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its chain."""

    private: RSAPrivateKey
    chain: tuple[x509.Certificate, ...]
    """The owner's certificate, then the issuing authority's; not the root's."""
    path: Path
    """The PKCS#12 file it came from."""
    password: str

    def sign_raw(self, message: bytes) -> bytes:
        """RSA PKCS#1 v1.5 over SHA-256: nothing but the signature itself."""
        return self.private.sign(message, PKCS1v15(), SHA256())


@dataclass(frozen=True, slots=True)
class KeySigner:
    """A key behind the port of signing."""

    key: Key
    chain: tuple[bytes, ...]

    def sign(self, to_be_signed: Sequence[bytes], algorithm: SignatureAlgorithm) -> list[bytes]:
        """Each message, in order; `algorithm` is the one of `KeyRing.algorithm`."""
        if algorithm.name != ALGORITHM:
            raise ValueError(algorithm)
        return [self.key.sign_raw(message) for message in to_be_signed]


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Everybody's keys; also what issuing asks for signers."""

    pki: DemoPki
    root: x509.Certificate
    crls: tuple[x509.CertificateRevocationList, ...]
    people: Mapping[str, Key]
    """By personal ID."""
    own_seal: Key
    signers: Mapping[str, KeySigner]
    """By personal ID; the seal's under the empty text."""

    @property
    def demo(self) -> bool:
        """Every page says so."""
        return True

    def person(self, personal_id: str) -> Signer:
        """The signer of a person."""
        return self.signers[personal_id]

    def seal(self, school_name: str) -> Signer:  # noqa: ARG002  # the port's signature; there is only one school
        """The signer of the seal."""
        return self.signers[""]

    def algorithm(self, signer: Signer) -> SignatureAlgorithm:  # noqa: ARG002  # the port's signature; all keys are RSA
        """RSA PKCS#1 v1.5 with SHA-256."""
        return algorithm(ALGORITHM)


def make_keyring(folder: Path, now: datetime) -> KeyRing:
    """Make a tree in an empty folder and load the keys that the fixture's people sign with."""
    pki = make_demo_pki(STAFF, DEMO_SCHOOL, folder, now=now)
    keys: dict[str, Key] = {}
    for identity in pki.people:
        if identity.fault_code:
            continue
        bag = pkcs12.load_pkcs12(identity.path.read_bytes(), identity.password.encode())
        private, own = bag.key, bag.cert
        if not isinstance(private, RSAPrivateKey) or own is None:
            raise TypeError(identity.path)
        chain = (own.certificate, *(extra.certificate for extra in bag.additional_certs))
        keys[identity.personal_id] = Key(private, chain, identity.path, identity.password)
    (root,) = (x509.load_pem_x509_certificate(path.read_bytes()) for path in pki.trust.glob("*.pem"))
    crls = tuple(x509.load_der_x509_crl(path.read_bytes()) for path in sorted(pki.trust.glob("*.crl")))
    signers = {
        owner: KeySigner(key, tuple(one.public_bytes(Encoding.DER) for one in key.chain)) for owner, key in keys.items()
    }
    seal = keys.pop("")
    return KeyRing(pki, root, crls, keys, seal, signers)
