"""The parts of a signature, as both readers (of text and of trees) give them; nothing of them is verified yet."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from functools import lru_cache

from hocba.signature_profile import HashName, SignatureAlgorithm
from hocba.verification.certificates.parsed import Certificate, read_certificate

EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"


@dataclass(frozen=True, slots=True)
class Reference:
    """One `ds:Reference`."""

    id: str | None
    uri: str
    hash: HashName
    digest: bytes


@dataclass(frozen=True, slots=True)
class Binding:
    """What our signed properties name."""

    record: str
    revision: str
    slot: str
    role: str


@dataclass(frozen=True, slots=True)
class XadesProperties:
    """The signed properties of XAdES."""

    canonical: bytes
    """Their exclusive C14N."""
    id: str
    time: str
    hash: HashName
    certificate_digest: bytes
    described: tuple[str, ...]
    """`ObjectReference` of each DataObjectFormat."""


@dataclass(frozen=True, slots=True)
class MinistryProperties:
    """`ds:SignatureProperties`: the ministry's signing time, and our binding."""

    canonical: bytes
    """Their exclusive C14N."""
    id: str
    time: str
    binding: Binding | None


@dataclass(frozen=True, slots=True)
class Signature:
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
        found = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        return None
    return found if found and b64encode(found) == text else None
