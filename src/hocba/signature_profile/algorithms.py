"""Signature algorithms by the one name used in profiles, ports, XML and CMS alike.

Source: Circular 15/2025/TT-BKHCN (RSA of 2048 bits or more, ECDSA of 256 bits or more, SHA-2). The identifiers are
those of RFC 9231. Tokens in the field return PKCS#1 v1.5, so both RSA paddings stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hocba.errors import UsageError

KeyKind = Literal["rsa", "ec"]
HashName = Literal["sha256", "sha384", "sha512"]

_MORE_2001 = "http://www.w3.org/2001/04/xmldsig-more#"
_MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#"


@dataclass(frozen=True, slots=True)
class SignatureAlgorithm:
    """One way to sign: kind of key, padding and hash."""

    name: str
    """Such as "rsa-sha256", "rsa-pss-sha256", "ecdsa-sha256"."""
    uri: str
    """Identifier in `ds:SignatureMethod`."""
    key: KeyKind
    hash: HashName
    """Hash over what is signed; for PSS also that of MGF1, and the salt is as long as this hash."""
    pss: bool = False


def _all() -> dict[str, SignatureAlgorithm]:
    hashes: tuple[HashName, ...] = ("sha256", "sha384", "sha512")
    found = [SignatureAlgorithm(f"rsa-{h}", f"{_MORE_2001}rsa-{h}", "rsa", h) for h in hashes]
    found += [SignatureAlgorithm(f"rsa-pss-{h}", f"{_MORE_2007}{h}-rsa-MGF1", "rsa", h, pss=True) for h in hashes]
    found += [SignatureAlgorithm(f"ecdsa-{h}", f"{_MORE_2001}ecdsa-{h}", "ec", h) for h in hashes]
    return {algorithm.name: algorithm for algorithm in found}


ALGORITHMS = _all()
"""Every algorithm this system knows, by name; a profile allows a part of them."""

DIGEST_URIS: dict[str, HashName] = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
"""Identifiers in `ds:DigestMethod`; SHA-1 and anything else is unknown on purpose."""


def algorithm(name: str) -> SignatureAlgorithm:
    """The algorithm of that name.

    Raises:
        UsageError: ALGORITHM_UNKNOWN.
    """
    try:
        return ALGORITHMS[name]
    except KeyError:
        raise UsageError("ALGORITHM_UNKNOWN", name=name) from None
