"""Certificate chains as the tables keep them: PEM text, the signer's own first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding


@lru_cache(maxsize=256)
def read_pem(text: str) -> tuple[bytes, ...]:
    """The certificates of a text, in DER and in order."""
    return tuple(one.public_bytes(Encoding.DER) for one in x509.load_pem_x509_certificates(text.encode()))


def write_pem(chain: Sequence[bytes]) -> str:
    """A chain in DER as text."""
    return "".join(x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode("ascii") for der in chain)


def completed(chain: Sequence[bytes], known: Iterable[bytes]) -> tuple[bytes, ...]:
    """A chain with the issuers that it lacks, as far as they are known: tokens often hold their own certificate alone.

    Args:
        chain: DER, the signer's first.
        known: certificates of issuing CAs, in DER; never roots, which no signature embeds.
    """
    found = list(chain)
    issuers = {der: x509.load_der_x509_certificate(der) for der in known}
    while len(found) < _LONGEST:
        last = x509.load_der_x509_certificate(found[-1])
        following = next((der for der, one in issuers.items() if der not in found and _issued(one, last)), None)
        if last.subject == last.issuer or following is None:
            break
        found.append(following)
    return tuple(found)


_LONGEST = 5


def _issued(issuer: x509.Certificate, child: x509.Certificate) -> bool:
    if issuer.subject != child.issuer:
        return False
    try:
        child.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
