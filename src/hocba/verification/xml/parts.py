"""The parts of a signature, as both readers (of text and of trees) give them; nothing of them is verified yet.

Named tuples, because a record has some fifty of them and a frozen dataclass takes four times as long to make.
"""

from __future__ import annotations

from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from functools import lru_cache
from typing import NamedTuple

from hocba.signature_profile import HashName, SignatureAlgorithm
from hocba.verification.certificates.parsed import Certificate, read_certificate

EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"


class Reference(NamedTuple):
    """One `ds:Reference`."""

    id: str | None
    uri: str
    hash: HashName
    digest: bytes


class Binding(NamedTuple):
    """What our signed properties name."""

    record: str
    revision: str
    slot: str
    role: str


class XadesProperties(NamedTuple):
    """The signed properties of XAdES."""

    canonical: bytes
    """Their exclusive C14N."""
    id: str
    time: str
    hash: HashName
    certificate_digest: bytes
    described: tuple[str, ...]
    """`ObjectReference` of each DataObjectFormat."""


class MinistryProperties(NamedTuple):
    """`ds:SignatureProperties`: the ministry's signing time, and our binding."""

    canonical: bytes
    """Their exclusive C14N."""
    id: str
    time: str
    binding: Binding | None


class Signature(NamedTuple):
    """A signature, nothing of it verified yet."""

    id: str
    signed_info: bytes
    """Exclusive C14N of `ds:SignedInfo`: what was signed."""
    algorithm: SignatureAlgorithm
    references: tuple[Reference, ...]
    value: bytes
    leaf: Certificate
    chain: tuple[Certificate, ...]
    xades: XadesProperties | None
    """None only where the profile lets other software sign without it."""
    ministry: MinistryProperties


@lru_cache(maxsize=4096)
def certificate_of(text: bytes) -> Certificate | None:
    """Kept by its text: a school's records repeat the same certificates thousands of times."""
    der = decode_base64(text)
    return None if der is None else read_certificate(der)


def decode_base64(text: bytes) -> bytes | None:
    """The bytes of canonical base64; None where another text would mean the same bytes, or none at all."""
    try:
        found = a2b_base64(text, strict_mode=True)
    except Base64Error:
        return None
    return found if found and b2a_base64(found, newline=False) == text else None
