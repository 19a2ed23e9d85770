"""From a signer's certificate to a trust anchor: one path, in the order in which the file gives it.

The file's chain is taken as it stands (leaf first, no root): nothing is fetched, reordered or guessed, so no byte of it
can change unnoticed. Times and status are judged elsewhere; what is here depends on bytes alone and is cached.
Source: RFC 5280, section 6.1; TT 15/2025/TT-BKHCN (chain to the national root or a recognised list).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PSS
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, ObjectIdentifier

from hocba.verification.algorithms import STRONG_HASHES
from hocba.verification.certificates.parsed import Certificate
from hocba.verification.findings import Finding

_Kind = TypeVar("_Kind", bound=x509.ExtensionType)

MAX_PATH = 6
"""Certificates from signer to anchor; real paths have three or four."""

_UNDERSTOOD = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.CERTIFICATE_POLICIES,  # any policy is accepted, so a critical one asks nothing of us
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    }
)
_DOCUMENT_USAGES = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.CLIENT_AUTH,  # what Vietnamese tokens for people commonly carry
        ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # id-kp-documentSigning, RFC 9336
        ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # Microsoft document signing
        ObjectIdentifier("1.2.840.113583.1.1.5"),  # Adobe authentic documents
    }
)


def build_path(leaf: Certificate, chain: Sequence[Certificate], anchors: Iterable[Certificate]) -> list[Certificate]:
    """Leaf first, anchor last.

    Raises:
        Finding: CHAIN_BROKEN, CHAIN_TOO_LONG, CHAIN_UNUSED_CERTIFICATE, CERTIFICATE_CONSTRAINTS,
            CERTIFICATE_ALGORITHM_WEAK, CERTIFICATE_USAGE, NO_TRUST_ANCHOR.
    """
    path = [leaf, *chain]
    if len(path) >= MAX_PATH:
        raise Finding("CHAIN_TOO_LONG", length=len(path), limit=MAX_PATH)
    check_signer(leaf)
    for child, issuer in zip(path, chain, strict=False):
        check_link(child, issuer)
    anchors = tuple(anchors)
    known = {anchor.der for anchor in anchors}
    for index, certificate in enumerate(chain, start=1):
        if certificate.der in known:
            if index != len(chain):
                raise Finding("CHAIN_UNUSED_CERTIFICATE", subject=chain[index].subject)
            break
    else:
        last = path[-1]
        anchor = next((anchor for anchor in anchors if _issued(anchor, last)), None)
        if anchor is None:
            raise Finding("NO_TRUST_ANCHOR", issuer=last.issuer)
        check_link(last, anchor)
        path.append(anchor)
    for below, authority in enumerate(path[1:]):
        check_authority(authority, intermediates_below=sum(not c.self_issued for c in path[1 : below + 1]))
    return path


@lru_cache(maxsize=4096)
def check_link(child: Certificate, issuer: Certificate) -> None:
    """The issuer's name and key are those that made the child's signature, with an algorithm still allowed.

    Raises:
        Finding: CHAIN_BROKEN, CERTIFICATE_ALGORITHM_WEAK.
    """
    check_algorithm(child.x509, child.subject)
    try:
        child.x509.verify_directly_issued_by(issuer.x509)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm) as error:
        raise Finding("CHAIN_BROKEN", subject=child.subject, issuer=issuer.subject) from error


def check_algorithm(signed: x509.Certificate | x509.CertificateRevocationList, what: str) -> None:
    """A certificate or CRL signed with SHA-256 or better.

    Raises:
        Finding: CERTIFICATE_ALGORITHM_WEAK.
    """
    try:
        algorithm = signed.signature_hash_algorithm
        parameters = signed.signature_algorithm_parameters
    except (UnsupportedAlgorithm, ValueError) as error:
        raise Finding("CERTIFICATE_ALGORITHM_WEAK", subject=what, algorithm="?") from error
    name = algorithm.name if algorithm else "?"
    if name not in STRONG_HASHES:
        raise Finding("CERTIFICATE_ALGORITHM_WEAK", subject=what, algorithm=name)
    if isinstance(parameters, PSS) and parameters.mgf._algorithm.name not in STRONG_HASHES:  # noqa: SLF001
        raise Finding("CERTIFICATE_ALGORITHM_WEAK", subject=what, algorithm="MGF1")


@lru_cache(maxsize=4096)
def check_signer(leaf: Certificate) -> None:
    """A signer's certificate: not a CA, for signing, for documents or people.

    Raises:
        Finding: CERTIFICATE_CONSTRAINTS, CERTIFICATE_USAGE.
    """
    _understood(leaf)
    constraints = _extension(leaf, x509.BasicConstraints)
    if constraints is not None and constraints.ca:
        raise Finding("CERTIFICATE_USAGE", subject=leaf.subject, usage="CA")
    usage = _extension(leaf, x509.KeyUsage)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        raise Finding("CERTIFICATE_USAGE", subject=leaf.subject, usage="keyUsage")
    extended = _extension(leaf, x509.ExtendedKeyUsage)
    if extended is not None and _DOCUMENT_USAGES.isdisjoint(extended):
        raise Finding("CERTIFICATE_USAGE", subject=leaf.subject, usage="extKeyUsage")


@lru_cache(maxsize=4096)
def check_authority(authority: Certificate, *, intermediates_below: int) -> None:
    """A CA that may issue the path below it.

    Raises:
        Finding: CERTIFICATE_CONSTRAINTS.
    """
    _understood(authority)
    constraints = _extension(authority, x509.BasicConstraints)
    usage = _extension(authority, x509.KeyUsage)
    if constraints is None or not constraints.ca:
        raise Finding("CERTIFICATE_CONSTRAINTS", subject=authority.subject, detail="CA")
    if usage is None or not usage.key_cert_sign:
        raise Finding("CERTIFICATE_CONSTRAINTS", subject=authority.subject, detail="keyCertSign")
    if constraints.path_length is not None and intermediates_below > constraints.path_length:
        raise Finding("CERTIFICATE_CONSTRAINTS", subject=authority.subject, detail="pathLenConstraint")


def _issued(anchor: Certificate, child: Certificate) -> bool:
    """Whether this anchor made the child: two anchors may share a name after a renewal."""
    if anchor.x509.subject != child.x509.issuer:
        return False
    try:
        check_link(child, anchor)
    except Finding as finding:
        return finding.code == "CERTIFICATE_ALGORITHM_WEAK"  # the right anchor; said by name afterwards
    return True


def _understood(certificate: Certificate) -> None:
    for extension in certificate.x509.extensions:
        if extension.critical and extension.oid not in _UNDERSTOOD:
            raise Finding("CERTIFICATE_CONSTRAINTS", subject=certificate.subject, detail=extension.oid.dotted_string)


def _extension(certificate: Certificate, kind: type[_Kind]) -> _Kind | None:
    try:
        return certificate.x509.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
