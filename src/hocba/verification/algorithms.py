"""Signature and digest algorithms that may pass: RSA (PKCS#1 v1.5, PSS) and ECDSA, SHA-256 or better.

Source: TT 15/2025/TT-BKHCN (RSA >= 2048, ECDSA >= 256, SHA-256 and better); XML names of W3C XML Signature 1.1 and
RFC 9231. What is not named here is refused, so SHA-1, MD5, DSA and HMAC have no code to be reached by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from hocba.verification.findings import Finding

PublicKey = RSAPublicKey | EllipticCurvePublicKey
"""The kinds of key that may sign."""
_SHA256, _SHA384, _SHA512 = hashes.SHA256(), hashes.SHA384(), hashes.SHA512()
STRONG_HASHES = frozenset({"sha256", "sha384", "sha512", "sha3-256", "sha3-384", "sha3-512"})
"""Names as `cryptography` gives them, for certificates and status data."""

DIGESTS: Mapping[str, Callable[[bytes], Any]] = {
    "http://www.w3.org/2001/04/xmlenc#sha256": hashlib.sha256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashlib.sha384,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A signature scheme: `padding` is None for ECDSA."""

    hash: hashes.HashAlgorithm
    padding: padding.AsymmetricPadding | None


def _pss(algorithm: hashes.HashAlgorithm) -> Scheme:
    return Scheme(algorithm, padding.PSS(padding.MGF1(algorithm), algorithm.digest_size))


_MORE_2001 = "http://www.w3.org/2001/04/xmldsig-more#"
_MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#"
XML_SCHEMES: Mapping[str, Scheme] = {
    _MORE_2001 + "rsa-sha256": Scheme(_SHA256, padding.PKCS1v15()),
    _MORE_2001 + "rsa-sha384": Scheme(_SHA384, padding.PKCS1v15()),
    _MORE_2001 + "rsa-sha512": Scheme(_SHA512, padding.PKCS1v15()),
    _MORE_2007 + "sha256-rsa-MGF1": _pss(_SHA256),
    _MORE_2007 + "sha384-rsa-MGF1": _pss(_SHA384),
    _MORE_2007 + "sha512-rsa-MGF1": _pss(_SHA512),
    _MORE_2001 + "ecdsa-sha256": Scheme(_SHA256, None),
    _MORE_2001 + "ecdsa-sha384": Scheme(_SHA384, None),
    _MORE_2001 + "ecdsa-sha512": Scheme(_SHA512, None),
}


def verify_signature(key: PublicKey, scheme: Scheme, signature: bytes, signed: bytes) -> None:
    """Check a signature as CMS and X.509 write it (ECDSA in DER).

    Raises:
        Finding: KEY_ALGORITHM_MISMATCH, SIGNATURE_VALUE_WRONG.
    """
    try:
        if isinstance(key, RSAPublicKey) and scheme.padding is not None:
            key.verify(signature, signed, scheme.padding, scheme.hash)
        elif isinstance(key, EllipticCurvePublicKey) and scheme.padding is None:
            key.verify(signature, signed, ECDSA(scheme.hash))
        else:
            raise Finding("KEY_ALGORITHM_MISMATCH")
    except InvalidSignature as error:
        raise Finding("SIGNATURE_VALUE_WRONG") from error


def verify_xml_signature(key: PublicKey, scheme: Scheme, signature: bytes, signed: bytes) -> None:
    """Check a signature as XML writes it: an ECDSA value is r and s side by side, each of the curve's length.

    Raises:
        Finding: KEY_ALGORITHM_MISMATCH, SIGNATURE_VALUE_WRONG.
    """
    if isinstance(key, EllipticCurvePublicKey) and scheme.padding is None:
        half = (key.curve.key_size + 7) // 8
        if len(signature) != 2 * half:
            raise Finding("SIGNATURE_VALUE_WRONG")
        r, s = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
        signature = encode_dss_signature(r, s)
    verify_signature(key, scheme, signature, signed)
