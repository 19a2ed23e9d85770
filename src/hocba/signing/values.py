"""Signature values: checking one with `cryptography`, and the two encodings of ECDSA."""

from __future__ import annotations

from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from hocba.errors import SignerFailed
from hocba.signature_profile import SignatureAlgorithm
from hocba.signing.certificates import PublicKey

HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


def require_valid(key: PublicKey, value: bytes, message: bytes, algorithm: SignatureAlgorithm, *, where: str) -> None:
    """Refuse a value that is not that key's signature of that message: a device may answer with rubbish.

    Raises:
        SignerFailed: SIGNER_VALUE_WRONG.
    """
    hash_ = HASHES[algorithm.hash]
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, message, ec.ECDSA(hash_))
        elif algorithm.pss:
            key.verify(value, message, padding.PSS(padding.MGF1(hash_), hash_.digest_size), hash_)
        else:
            key.verify(value, message, padding.PKCS1v15(), hash_)
    except InvalidSignature:
        raise SignerFailed("SIGNER_VALUE_WRONG", where=where) from None


def xml_value(key: PublicKey, value: bytes, algorithm: SignatureAlgorithm) -> bytes:
    """The value as XML Signature writes it: ECDSA as r and s side by side (RFC 9231, 2.3.6), RSA as it is."""
    if algorithm.key == "rsa":
        return value
    r, s = decode_dss_signature(value)
    size = (key.key_size + 7) // 8
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")
