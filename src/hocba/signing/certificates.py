"""What a signer's certificate says, and whether it may sign: asked before anything is signed.

Source: Thông tư 15/2025/TT-BKHCN (signing software checks signer and certificate before signing). Revocation is not
asked here: the core has no network; the verifier judges it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from hocba.signature_profile import Certificates, KeyKind, Profile, SignatureAlgorithm
from hocba.signing.refusals import refused

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

_USAGES = ("digital_signature", "content_commitment")


@dataclass(frozen=True, slots=True, eq=False)
class SignerCertificate:
    """A signer's certificate with its issuers, read once."""

    chain: tuple[bytes, ...]
    """DER, the signer's first, without the root: what a signature embeds."""
    subject: str
    """RFC 4514."""
    digest: bytes
    """SHA-256 of the signer's certificate."""
    uids: tuple[str, ...]
    """UID attributes of the subject, such as "CCCD:022198903387"."""
    organisations: tuple[str, ...]
    """O attributes of the subject."""
    not_before: datetime
    """Latest of the chain."""
    not_after: datetime
    """Earliest of the chain."""
    key: PublicKey
    key_kind: KeyKind
    key_usages: frozenset[str] | None
    """Those of `digital_signature`, `content_commitment` that are set; None where the extension is absent."""
    extended_key_usages: frozenset[str] | None
    """OIDs; None where the extension is absent."""
    is_ca: bool

    def personal_id(self, rules: Certificates) -> str:
        """The one personal ID (12 digits) that the subject names; empty if none, several or malformed."""
        return _one_uid(self.uids, rules.person_prefix, rules.personal_id)

    def tax_code(self, rules: Certificates) -> str:
        """The one tax code that the subject names; empty if none, several or malformed."""
        return _one_uid(self.uids, rules.organisation_prefix, rules.tax_code)


@lru_cache(maxsize=1024)
def _one_uid(uids: tuple[str, ...], prefix: str, pattern: str) -> str:
    found = [uid.removeprefix(prefix) for uid in uids if uid.startswith(prefix)]
    return found[0] if len(found) == 1 and re.fullmatch(pattern, found[0], re.ASCII) else ""


def read_chain(chain: Sequence[bytes]) -> SignerCertificate:
    """Read a chain in DER, the signer's certificate first; a self-issued root at its end is left out.

    Raises:
        SigningRefused: CERTIFICATE_UNREADABLE, CERTIFICATE_CHAIN_BROKEN (one is not signed by the next), KEY_TOO_WEAK
            (a kind of key that no profile allows).
    """
    return _read_chain(tuple(chain))


@lru_cache(maxsize=1024)  # a school has some forty signers, each signing hundreds of records
def _read_chain(chain: tuple[bytes, ...]) -> SignerCertificate:
    if not chain:
        raise refused("CERTIFICATE_UNREADABLE", where="certificate")
    try:
        parsed = [x509.load_der_x509_certificate(each) for each in chain]
        leaf = parsed[0]
        public_key = leaf.public_key()
        usages, extended, is_ca = _usages(leaf)
    except (ValueError, x509.DuplicateExtension) as error:
        raise refused("CERTIFICATE_UNREADABLE", where="certificate") from error
    for certificate, issuer in pairwise(parsed):
        try:
            certificate.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature) as error:
            name = certificate.subject.rfc4514_string()
            raise refused("CERTIFICATE_CHAIN_BROKEN", where="certificate", subject=name) from error
    if not isinstance(public_key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise refused("KEY_TOO_WEAK", where="certificate", key=type(public_key).__name__)
    kept = [index for index, each in enumerate(parsed) if index == 0 or each.subject != each.issuer]
    return SignerCertificate(
        chain=tuple(chain[index] for index in kept),
        subject=leaf.subject.rfc4514_string(),
        digest=hashlib.sha256(chain[0]).digest(),
        uids=tuple(str(each.value) for each in leaf.subject.get_attributes_for_oid(NameOID.USER_ID)),
        organisations=tuple(str(a.value) for a in leaf.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)),
        not_before=max(parsed[index].not_valid_before_utc for index in kept),
        not_after=min(parsed[index].not_valid_after_utc for index in kept),
        key=public_key,
        key_kind="rsa" if isinstance(public_key, rsa.RSAPublicKey) else "ec",
        key_usages=usages,
        extended_key_usages=extended,
        is_ca=is_ca,
    )


def _usages(leaf: x509.Certificate) -> tuple[frozenset[str] | None, frozenset[str] | None, bool]:
    usages: frozenset[str] | None = None
    extended: frozenset[str] | None = None
    is_ca = False
    for extension in leaf.extensions:
        value = extension.value
        if isinstance(value, x509.KeyUsage):
            usages = frozenset(name for name in _USAGES if getattr(value, name))
        elif isinstance(value, x509.ExtendedKeyUsage):
            extended = frozenset(oid.dotted_string for oid in value)
        elif isinstance(value, x509.BasicConstraints):
            is_ca = value.ca
    return usages, extended, is_ca


def require_may_sign(
    certificate: SignerCertificate,
    profile: Profile,
    algorithm: SignatureAlgorithm,
    signing_time: datetime,
    *,
    where: str,
) -> None:
    """Refuse a certificate that must not sign now, with this algorithm, under this profile.

    Args:
        certificate: from `read_chain`.
        profile: whose rules apply.
        algorithm: to be used.
        signing_time: aware.
        where: the slot or file concerned, for the refusal.

    Raises:
        SigningRefused: CERTIFICATE_NOT_VALID_NOW, CERTIFICATE_USAGE, KEY_TOO_WEAK, ALGORITHM_NOT_ALLOWED,
            ALGORITHM_KEY_MISMATCH.
    """
    if not certificate.not_before <= signing_time <= certificate.not_after:
        raise refused(
            "CERTIFICATE_NOT_VALID_NOW",
            where=where,
            subject=certificate.subject,
            time=signing_time.isoformat(),
            valid_from=certificate.not_before.isoformat(),
            valid_until=certificate.not_after.isoformat(),
        )
    reason = _unsuitable(certificate, profile, algorithm)
    if reason:
        code, params = reason
        raise refused(code, where=where, **params)


@lru_cache(maxsize=1024)  # nothing here depends on the time or the record
def _unsuitable(
    certificate: SignerCertificate, profile: Profile, algorithm: SignatureAlgorithm
) -> tuple[str, dict[str, str]] | None:
    """Why this certificate may never sign so: code and values of the refusal; None if it may."""
    rules, key = profile.certificates, certificate.key
    usages, extended = certificate.key_usages, certificate.extended_key_usages
    wrong = {
        "CA": certificate.is_ca,
        "keyUsage": usages is not None and not usages & rules.key_usages,
        "extKeyUsage": extended is not None and not extended & rules.extended_key_usages,
    }
    if any(wrong.values()):
        usage = ", ".join(name for name, is_wrong in wrong.items() if is_wrong)
        return "CERTIFICATE_USAGE", {"subject": certificate.subject, "usage": usage}
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < rules.rsa_bits:
        return "KEY_TOO_WEAK", {"key": f"RSA {key.key_size}"}
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name not in rules.curves:
        return "KEY_TOO_WEAK", {"key": key.curve.name}
    if algorithm not in profile.algorithms:
        return "ALGORITHM_NOT_ALLOWED", {"algorithm": algorithm.name}
    if algorithm.key != certificate.key_kind:
        return "ALGORITHM_KEY_MISMATCH", {"algorithm": algorithm.name, "key": certificate.key_kind}
    return None
