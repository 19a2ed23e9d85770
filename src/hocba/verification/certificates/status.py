"""Whether a certificate was revoked, from CRLs and OCSP responses that the caller brought.

Nothing is fetched here. Data prove "not revoked" at a moment only while fresh then: `nextUpdate` may not lie before it.
A revocation once published stands whatever the age of the list.
Source: RFC 5280, section 6.3; RFC 6960, section 3.2; TT 15/2025/TT-BKHCN (OCSP when offered, else the newest CRL).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, SignatureAlgorithmOID

from hocba.verification.algorithms import STRONG_HASHES, Scheme, verify_signature
from hocba.verification.certificates.parsed import Certificate, read_certificate
from hocba.verification.certificates.path import check_algorithm, check_link
from hocba.verification.findings import Finding

State = Literal["good", "revoked", "on_hold"]

_CRL_UNDERSTOOD = frozenset({ExtensionOID.ISSUING_DISTRIBUTION_POINT})
_OCSP_SCHEMES = frozenset(
    {
        SignatureAlgorithmOID.RSA_WITH_SHA256,
        SignatureAlgorithmOID.RSA_WITH_SHA384,
        SignatureAlgorithmOID.RSA_WITH_SHA512,
        SignatureAlgorithmOID.ECDSA_WITH_SHA256,
        SignatureAlgorithmOID.ECDSA_WITH_SHA384,
        SignatureAlgorithmOID.ECDSA_WITH_SHA512,
    }
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one authentic CRL or OCSP response says of one certificate."""

    state: State
    origin: Literal["CRL", "OCSP"]
    this_update: datetime
    next_update: datetime | None
    revoked_at: datetime | None = None


def statements(
    certificate: Certificate,
    issuer: Certificate,
    crls: Iterable[x509.CertificateRevocationList],
    responses: Iterable[ocsp.OCSPResponse],
) -> tuple[Statement, ...]:
    """Every authentic statement, OCSP first; data that are not authentic for this issuer are passed over."""
    found: list[Statement] = []
    for response in responses:
        found.extend(_from_response(response, certificate, issuer))
    found.extend(_from_list(crl, certificate) for crl in crls if _authentic(crl, issuer, certificate))
    return tuple(found)


def serials_of(response: ocsp.OCSPResponse) -> frozenset[int]:
    """Serial numbers of the certificates that a response is about; none of one that says nothing."""
    try:
        return frozenset(single.serial_number for single in response.responses)
    except ValueError:  # unsuccessful, or not to be read
        return frozenset()


def revocation(known: Iterable[Statement], proven_at: datetime) -> Statement | None:
    """The earliest revocation not later than the proven moment, whatever the age of the list that says so."""
    found = [s for s in known if s.state == "revoked" and s.revoked_at is not None and s.revoked_at <= proven_at]
    return min(found, key=lambda statement: statement.revoked_at or statement.this_update, default=None)


def require_good(known: Iterable[Statement], proven_at: datetime) -> Statement:
    """The newest statement that was still fresh at the proven moment, if it does not speak against the certificate.

    A list made after that moment is better evidence than one made before it, since it dates each revocation.

    Raises:
        Finding: STATUS_UNKNOWN, CERTIFICATE_ON_HOLD.
    """
    known = tuple(known)
    fresh = [statement for statement in known if _last_word(statement) >= proven_at]
    if not fresh:
        raise Finding("STATUS_UNKNOWN", stale=bool(known))
    newest = max(fresh, key=lambda statement: statement.this_update)
    if newest.state == "on_hold" and newest.revoked_at is not None and newest.revoked_at <= proven_at:
        raise Finding("CERTIFICATE_ON_HOLD", origin=newest.origin)
    return newest


def _last_word(statement: Statement) -> datetime:
    """Until when a statement may be relied on; without `nextUpdate` newer data could be had at any time."""
    return statement.next_update or statement.this_update


def _from_list(crl: x509.CertificateRevocationList, certificate: Certificate) -> Statement:
    entry = crl.get_revoked_certificate_by_serial_number(certificate.x509.serial_number)
    times = (crl.last_update_utc, crl.next_update_utc)
    if entry is None:
        return Statement("good", "CRL", *times)
    try:
        reason: x509.ReasonFlags | None = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        reason = None
    return Statement(_state(reason), "CRL", *times, entry.revocation_date_utc)


def _state(reason: x509.ReasonFlags | None) -> State:
    return "on_hold" if reason is x509.ReasonFlags.certificate_hold else "revoked"


def _authentic(crl: x509.CertificateRevocationList, issuer: Certificate, certificate: Certificate) -> bool:
    """Complete, signed by this very issuer with a key that may sign lists, and about this kind of certificate.

    An expired certificate may have been dropped from a later list, so that list says nothing about it.
    """
    if crl.issuer != issuer.x509.subject or not _may(issuer, "crl_sign"):
        return False
    try:
        check_algorithm(crl, issuer.subject)
        if not crl.is_signature_valid(issuer.key):
            return False
        return crl.last_update_utc <= certificate.not_after and all(
            not extension.critical or (extension.oid in _CRL_UNDERSTOOD and _covers(extension.value, certificate))
            for extension in crl.extensions
        )
    except (Finding, ValueError, TypeError, UnsupportedAlgorithm):
        return False


def _covers(point: object, certificate: Certificate) -> bool:
    """Whether the list's scope holds this certificate: never a list of some reasons, or of another's certificates."""
    if not isinstance(point, x509.IssuingDistributionPoint) or point.indirect_crl or point.only_some_reasons:
        return False
    if point.only_contains_attribute_certs:
        return False
    is_ca = _is_ca(certificate)
    return not (point.only_contains_ca_certs and not is_ca) and not (point.only_contains_user_certs and is_ca)


def _from_response(response: ocsp.OCSPResponse, certificate: Certificate, issuer: Certificate) -> Iterator[Statement]:
    try:
        if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return
        # Its signature last: of a thousand answers at hand, one is about this certificate.
        singles = [single for single in response.responses if _names(single, certificate, issuer)]
        if not singles or not _signed_for(response, issuer):
            return
    except (Finding, ValueError, TypeError, UnsupportedAlgorithm):
        return
    for single in singles:
        times = (single.this_update_utc, single.next_update_utc)
        if single.certificate_status is ocsp.OCSPCertStatus.GOOD:
            yield Statement("good", "OCSP", *times)
        elif single.certificate_status is ocsp.OCSPCertStatus.REVOKED:
            yield Statement(_state(single.revocation_reason), "OCSP", *times, single.revocation_time_utc)


def _names(single: ocsp.OCSPSingleResponse, certificate: Certificate, issuer: Certificate) -> bool:
    """Whether an answer is about this certificate of this issuer; the hash only names, so SHA-1 may stand there."""
    if single.serial_number != certificate.x509.serial_number:
        return False
    algorithm = single.hash_algorithm.name
    key = issuer.key.public_bytes(Encoding.DER, PublicFormat.PKCS1) if _is_rsa(issuer) else _point(issuer)
    return (
        hashlib.new(algorithm, issuer.x509.subject.public_bytes(), usedforsecurity=False).digest()
        == single.issuer_name_hash
        and hashlib.new(algorithm, key, usedforsecurity=False).digest() == single.issuer_key_hash
    )


def _signed_for(response: ocsp.OCSPResponse, issuer: Certificate) -> bool:
    """Signed by the issuer itself, or by a responder that this issuer certified for OCSP (RFC 6960, 4.2.2.2)."""
    if response.signature_algorithm_oid not in _OCSP_SCHEMES:
        return False
    algorithm = response.signature_hash_algorithm
    if algorithm is None or algorithm.name not in STRONG_HASHES:
        return False
    for responder in (issuer, *_delegates(response, issuer)):
        scheme = Scheme(algorithm, padding.PKCS1v15() if _is_rsa(responder) else None)
        try:
            verify_signature(responder.key, scheme, response.signature, response.tbs_response_bytes)
        except Finding:
            continue
        return True
    return False


def _delegates(response: ocsp.OCSPResponse, issuer: Certificate) -> Iterator[Certificate]:
    for embedded in response.certificates:
        responder = read_certificate(embedded.public_bytes(Encoding.DER))
        check_link(responder, issuer)
        try:
            usage = embedded.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
            embedded.extensions.get_extension_for_class(x509.OCSPNoCheck)  # else the responder itself needs a status
        except x509.ExtensionNotFound:
            continue
        produced = response.produced_at_utc
        if ExtendedKeyUsageOID.OCSP_SIGNING in usage and responder.not_before <= produced <= responder.not_after:
            yield responder


def _may(certificate: Certificate, usage: str) -> bool:
    try:
        allowed = certificate.x509.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return bool(getattr(allowed, usage))


def _is_ca(certificate: Certificate) -> bool:
    try:
        return certificate.x509.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _is_rsa(certificate: Certificate) -> bool:
    return not hasattr(certificate.key, "curve")


def _point(certificate: Certificate) -> bytes:
    """The bits of `subjectPublicKey` of an elliptic-curve certificate."""
    return certificate.key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
