"""The names that algorithms have in the API: object identifiers, and the parameters of RSASSA-PSS.

Source: CSC API 1.0.4.0 and 2.0.0.2, signatures/signHash; RFC 8017, appendix A.2.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass

from hocba.signature_profile import ALGORITHMS, HashName, SignatureAlgorithm
from hocba.signing.pades.der import NULL, integer, oid, sequence, tlv

HASH_OIDS: dict[HashName, str] = {
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}
_RSA_PLAIN = "1.2.840.113549.1.1.1"
_RSA_PSS = "1.2.840.113549.1.1.10"
_MGF1 = "1.2.840.113549.1.1.8"
_EC_PLAIN = "1.2.840.10045.2.1"
_WHOLE = {
    "rsa-sha256": "1.2.840.113549.1.1.11",
    "rsa-sha384": "1.2.840.113549.1.1.12",
    "rsa-sha512": "1.2.840.113549.1.1.13",
    "ecdsa-sha256": "1.2.840.10045.4.3.2",
    "ecdsa-sha384": "1.2.840.10045.4.3.3",
    "ecdsa-sha512": "1.2.840.10045.4.3.4",
}
"""Identifiers that say padding and hash at once."""


@dataclass(frozen=True, slots=True)
class SignAlgo:
    """One algorithm as `signatures/signHash` wants it."""

    oid: str
    hash_oid: str
    parameters: str = ""
    """Base64 of DER; only for RSASSA-PSS."""


def sign_algo(algorithm: SignatureAlgorithm, offered: Collection[str]) -> SignAlgo | None:
    """How to ask a credential for that algorithm, or None where it offers no such thing.

    Args:
        algorithm: wanted.
        offered: identifiers of the credential's `key/algo`.
    """
    hash_oid = HASH_OIDS[algorithm.hash]
    if algorithm.pss:
        return SignAlgo(_RSA_PSS, hash_oid, _pss_parameters(algorithm.hash)) if _RSA_PSS in offered else None
    plain = _RSA_PLAIN if algorithm.key == "rsa" else _EC_PLAIN
    for identifier in (_WHOLE[algorithm.name], plain):
        if identifier in offered:
            return SignAlgo(identifier, hash_oid)
    return None


def offered_names(offered: Collection[str]) -> tuple[str, ...]:
    """Our names of everything that those identifiers offer."""
    return tuple(name for name, algorithm in ALGORITHMS.items() if sign_algo(algorithm, offered) is not None)


def _pss_parameters(name: HashName) -> str:
    """RSASSA-PSS-params: that hash, MGF1 with it, a salt as long as it."""
    hash_ = sequence(oid(HASH_OIDS[name]), NULL)
    salt = integer(hashlib.new(name).digest_size)
    parameters = sequence(tlv(0xA0, hash_), tlv(0xA1, sequence(oid(_MGF1), hash_)), tlv(0xA2, salt))
    return b64encode(parameters).decode("ascii")
