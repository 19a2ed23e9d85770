"""Certificate chains as the tables keep them: PEM text, the signer's own first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding


@lru_cache(maxsize=256)
def read_pem(text: str) -> tuple[bytes, ...]:
    """The certificates of a text, in DER and in order."""
    return tuple(one.public_bytes(Encoding.DER) for one in x509.load_pem_x509_certificates(text.encode()))


def write_pem(chain: Sequence[bytes]) -> str:
    """A chain in DER as text."""
    return "".join(x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode("ascii") for der in chain)
