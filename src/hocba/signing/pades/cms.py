"""The CMS of a PAdES baseline B signature: one signer, three signed attributes, certificates without the root.

Source: ETSI EN 319 142-1, 6.3 (baseline B: no signing-time attribute, the time stands in the signature dictionary),
ETSI EN 319 122-1, 5.2.2 (signing-certificate-v2), RFC 5652, RFC 5754, RFC 8017.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from cryptography import x509

from hocba.signature_profile import HashName, SignatureAlgorithm
from hocba.signing.pades.der import NULL, integer, octets, oid, sequence, set_of, tlv

_DATA = "1.2.840.113549.1.7.1"
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_MGF1 = "1.2.840.113549.1.1.8"
_PSS = "1.2.840.113549.1.1.10"
_HASHES = {
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}
_RSA = {"sha256": "1.2.840.113549.1.1.11", "sha384": "1.2.840.113549.1.1.12", "sha512": "1.2.840.113549.1.1.13"}
_ECDSA = {"sha256": "1.2.840.10045.4.3.2", "sha384": "1.2.840.10045.4.3.3", "sha512": "1.2.840.10045.4.3.4"}


def signed_attributes(digest: bytes, certificate_digest: bytes) -> bytes:
    """The signed attributes as they are signed: DER of a SET OF.

    Args:
        digest: of everything the byte range covers, by the algorithm's hash.
        certificate_digest: SHA-256 of the signer's certificate.
    """
    identifier = sequence(octets(certificate_digest))  # SHA-256 is the default, so it is not named
    return set_of(
        (
            _attribute(_CONTENT_TYPE, oid(_DATA)),
            _attribute(_MESSAGE_DIGEST, octets(digest)),
            _attribute(_SIGNING_CERTIFICATE_V2, sequence(sequence(identifier))),
        )
    )


def signed_data(attributes: bytes, value: bytes, certificates: Sequence[bytes], algorithm: SignatureAlgorithm) -> bytes:
    """The whole CMS, in DER.

    Args:
        attributes: from `signed_attributes`.
        value: the signature over them.
        certificates: in DER, the signer's first.
        algorithm: how it was signed.
    """
    digest_algorithm = _hash(algorithm.hash)
    signer_info = sequence(
        integer(1),
        _identifier(certificates[0]),
        digest_algorithm,
        tlv(0xA0, attributes[_header(attributes) :]),
        _signature_algorithm(algorithm),
        octets(value),
    )
    return sequence(
        oid(_SIGNED_DATA),
        tlv(
            0xA0,
            sequence(
                integer(1),
                set_of((digest_algorithm,)),
                sequence(oid(_DATA)),
                set_of(certificates, tag=0xA0),
                set_of((signer_info,)),
            ),
        ),
    )


@lru_cache(maxsize=64)
def _identifier(certificate: bytes) -> bytes:
    """Issuer and serial number, by which the signer's certificate is found among the others."""
    parsed = x509.load_der_x509_certificate(certificate)
    return sequence(parsed.issuer.public_bytes(), integer(parsed.serial_number))


def _attribute(kind: str, value: bytes) -> bytes:
    return sequence(oid(kind), set_of((value,)))


def _hash(name: HashName) -> bytes:
    return sequence(oid(_HASHES[name]))  # RFC 5754: parameters are left out


def _signature_algorithm(algorithm: SignatureAlgorithm) -> bytes:
    if algorithm.key == "ec":
        return sequence(oid(_ECDSA[algorithm.hash]))
    if not algorithm.pss:
        return sequence(oid(_RSA[algorithm.hash]), NULL)
    hash_ = sequence(oid(_HASHES[algorithm.hash]), NULL)
    salt = integer(hashlib.new(algorithm.hash).digest_size)
    return sequence(
        oid(_PSS),
        sequence(tlv(0xA0, hash_), tlv(0xA1, sequence(oid(_MGF1), hash_)), tlv(0xA2, salt)),
    )


def _header(element: bytes) -> int:
    """Bytes of tag and length."""
    return 2 if element[1] < 0x80 else 2 + (element[1] & 0x7F)  # noqa: PLR2004  # DER's long form
