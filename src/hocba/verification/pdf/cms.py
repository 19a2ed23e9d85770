"""The CMS signature of a sealed PDF, taken apart without leniency.

What a signature does not sign (the frame around signed attributes, the order of certificates, algorithm parameters)
must stand exactly as PAdES baseline B and our own writer put it, so that nothing there can change unnoticed.
Source: RFC 5652; RFC 5754; RFC 5035; ETSI EN 319 142-1, 6.3 (no signing-time attribute: the time is in the dictionary).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from hocba.signature_profile import ALGORITHMS
from hocba.verification.algorithms import XML_SCHEMES, Scheme, verify_signature
from hocba.verification.certificates.parsed import Certificate, read_certificate
from hocba.verification.der import OCTET_STRING, OID, SEQUENCE, SET, Node, read_der
from hocba.verification.findings import Finding

_CONTEXT_0 = 0xA0
_VERSION_1 = bytes.fromhex("020101")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
_MAX_CERTIFICATES = 6

_HASH_OIDS = {
    "sha256": bytes.fromhex("0609608648016503040201"),
    "sha384": bytes.fromhex("0609608648016503040202"),
    "sha512": bytes.fromhex("0609608648016503040203"),
}
_LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64}


def _tlv(tag: int, content: bytes) -> bytes:
    return bytes((tag, len(content))) + content  # only short values are written here


def _identifier(name: str) -> bytes:
    """The one AlgorithmIdentifier of a signature algorithm that passes (RFC 5754, RFC 4055)."""
    algorithm = ALGORITHMS[name]
    hash_oid, last = _HASH_OIDS[algorithm.hash], ["sha256", "sha384", "sha512"].index(algorithm.hash)
    if algorithm.key == "ec":
        return _tlv(SEQUENCE, bytes.fromhex("06082a8648ce3d0403") + bytes((2 + last,)))
    if not algorithm.pss:
        return _tlv(SEQUENCE, bytes.fromhex("06092a864886f70d0101") + bytes((11 + last,)) + b"\x05\x00")
    hash_identifier = _tlv(SEQUENCE, hash_oid + b"\x05\x00")
    mgf = _tlv(SEQUENCE, bytes.fromhex("06092a864886f70d010108") + hash_identifier)
    salt = bytes((2, 1, _LENGTHS[algorithm.hash]))
    parameters = _tlv(SEQUENCE, _tlv(0xA0, hash_identifier) + _tlv(0xA1, mgf) + _tlv(0xA2, salt))
    return _tlv(SEQUENCE, bytes.fromhex("06092a864886f70d01010a") + parameters)


_SCHEMES: Mapping[bytes, tuple[str, Scheme]] = {
    _identifier(name): (algorithm.hash, XML_SCHEMES[algorithm.uri]) for name, algorithm in ALGORITHMS.items()
}
_DIGESTS = {_tlv(SEQUENCE, oid): name for name, oid in _HASH_OIDS.items()}
"""AlgorithmIdentifier -> hash; its parameters are absent (RFC 5754, section 2)."""


@dataclass(frozen=True, slots=True)
class Cms:
    """One signer's signature over a byte range."""

    leaf: Certificate
    chain: tuple[Certificate, ...]
    """The other certificates, issuer after issuer."""
    hash: str
    scheme: Scheme
    value: bytes
    attributes: bytes
    """The signed attributes as they are signed."""
    message_digest: bytes
    certificate_digest: bytes
    """SHA-256 that ESS signing-certificate-v2 names."""


def read_cms(der: bytes) -> Cms:
    """Take apart a CMS of one signer, one digest algorithm and three signed attributes.

    Raises:
        Finding: CMS_MALFORMED, CERTIFICATE_MALFORMED, CERTIFICATE_KEY_WEAK, ALGORITHM_REFUSED.
    """
    kind, explicit = _exactly(read_der(der).expect(SEQUENCE), 2)
    (signed_data,) = _exactly(explicit.expect(_CONTEXT_0), 1)
    version, digests, content, certificates, signers = _exactly(signed_data.expect(SEQUENCE), 5)
    (digest,) = _exactly(digests.expect(SET), 1)
    (signer,) = _exactly(signers.expect(SET), 1)
    (content_type,) = _exactly(content.expect(SEQUENCE), 1)
    if (kind.whole, version.whole, content_type.whole) != (_SIGNED_DATA, _VERSION_1, _DATA):
        raise Finding("CMS_MALFORMED", detail="SignedData")
    own_version, who, own_digest, attributes, algorithm, value = _exactly(signer.expect(SEQUENCE), 6)
    if own_version.whole != _VERSION_1 or own_digest.whole != digest.whole:
        raise Finding("CMS_MALFORMED", detail="SignerInfo")
    hash_name = _DIGESTS.get(digest.whole)
    named, scheme = _SCHEMES.get(algorithm.whole, (None, None))
    if hash_name is None or scheme is None or named != hash_name:
        raise Finding("ALGORITHM_REFUSED", algorithm=algorithm.whole.hex())
    signed = _attributes(attributes.expect(_CONTEXT_0))
    leaf, *chain = _ordered(certificates.expect(_CONTEXT_0), who.expect(SEQUENCE))
    return Cms(
        leaf=leaf,
        chain=tuple(chain),
        hash=hash_name,
        scheme=scheme,
        value=value.expect(OCTET_STRING).content,
        attributes=bytes((SET,)) + attributes.whole[1:],
        message_digest=signed[_MESSAGE_DIGEST].expect(OCTET_STRING).content,
        certificate_digest=_certificate_digest(signed[_SIGNING_CERTIFICATE_V2]),
    )


def check_certificate(cms: Cms) -> None:
    """The certificate is the one that the signed attributes name.

    Raises:
        Finding: SIGNING_CERTIFICATE_WRONG.
    """
    if hashlib.sha256(cms.leaf.der).digest() != cms.certificate_digest:
        raise Finding("SIGNING_CERTIFICATE_WRONG")


def check_value(cms: Cms) -> None:
    """The signature value over the signed attributes.

    Raises:
        Finding: SIGNATURE_VALUE_WRONG, KEY_ALGORITHM_MISMATCH.
    """
    verify_signature(cms.leaf.key, cms.scheme, cms.value, cms.attributes)


def _exactly(node: Node, count: int) -> list[Node]:
    found = node.children()
    if len(found) != count:
        raise Finding("CMS_MALFORMED", detail=f"{len(found)} values, expected {count}")
    return found


def _attributes(node: Node) -> dict[bytes, Node]:
    """Content type, message digest, signing certificate: each once, each with one value, in DER order."""
    found: dict[bytes, Node] = {}
    members = _exactly(node, 3)
    if [one.whole for one in members] != sorted(one.whole for one in members):
        raise Finding("CMS_MALFORMED", detail="order of attributes")
    for member in members:
        kind, values = _exactly(member.expect(SEQUENCE), 2)
        (found[kind.expect(OID).content],) = _exactly(values.expect(SET), 1)
    if set(found) != {_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_CERTIFICATE_V2} or found[_CONTENT_TYPE].whole != _DATA:
        raise Finding("CMS_MALFORMED", detail="signed attributes")
    return found


def _certificate_digest(value: Node) -> bytes:
    """The hash of the one ESSCertIDv2, which names no algorithm: SHA-256 is its default (RFC 5035, section 4)."""
    (certificates,) = _exactly(value.expect(SEQUENCE), 1)
    (identifier,) = _exactly(certificates.expect(SEQUENCE), 1)
    (digest,) = _exactly(identifier.expect(SEQUENCE), 1)
    return digest.expect(OCTET_STRING).content


def _ordered(certificates: Node, who: Node) -> list[Certificate]:
    """Signer first, then each issuer; none may be left over, and the SET itself must be in the order of DER."""
    encoded = [one.expect(SEQUENCE).whole for one in certificates.children()]
    if not 0 < len(encoded) <= _MAX_CERTIFICATES or encoded != sorted(set(encoded)):
        raise Finding("CMS_MALFORMED", detail="certificates")
    waiting = [read_certificate(one) for one in encoded]
    issuer, serial = _exactly(who, 2)
    found = [
        one
        for one in waiting
        if one.x509.issuer.public_bytes() == issuer.whole and _integer(one.x509.serial_number) == serial.whole
    ]
    if len(found) != 1:
        raise Finding("CMS_MALFORMED", detail="signer identifier")
    waiting.remove(found[0])
    while waiting:
        above = [one for one in waiting if one.x509.subject == found[-1].x509.issuer]
        if len(above) != 1:
            raise Finding("CHAIN_UNUSED_CERTIFICATE", subject=waiting[0].subject)
        found += above
        waiting.remove(above[0])
    return found


def _integer(value: int) -> bytes:
    return _tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1))
