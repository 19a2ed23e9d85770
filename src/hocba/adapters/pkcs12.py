"""A key in a PKCS#12 file (`.p12`, `.pfx`): for demonstrations and small installations.

The file is opened once and the key kept: opening and checking an RSA key costs far more than signing with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from hocba.errors import SignerFailed
from hocba.signature_profile import SignatureAlgorithm

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class Pkcs12Signer:
    """Signs with the key of a PKCS#12 file; satisfies `hocba.signing.Signer`.

    Args:
        key: RSA or EC.
        chain: certificates in DER, the key's own first.
    """

    def __init__(self, key: PrivateKey, chain: tuple[bytes, ...]) -> None:
        self._key = key
        self._chain = chain

    @classmethod
    def load(cls, data: bytes, password: str) -> Self:
        """Open a file.

        Raises:
            SignerFailed: PKCS12_UNREADABLE (not such a file, or another password), PKCS12_NO_KEY (no certificate, no
                key, or a kind of key that no record may be signed with).
        """
        try:
            content = pkcs12.load_pkcs12(data, password.encode())
        except ValueError as error:
            raise SignerFailed("PKCS12_UNREADABLE") from error
        key = content.key
        if content.cert is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise SignerFailed("PKCS12_NO_KEY")
        others = [each.certificate for each in content.additional_certs]
        return cls(key, tuple(_der(each) for each in _in_order(content.cert.certificate, others)))

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates in DER, the key's own first, each followed by its issuer as far as the file has them."""
        return self._chain

    def sign(self, to_be_signed: Sequence[bytes], algorithm: SignatureAlgorithm) -> list[bytes]:
        """Sign each message, in order.

        Raises:
            SignerFailed: SIGNER_ALGORITHM_UNFIT.
        """
        key, hash_ = self._key, _HASHES[algorithm.hash]
        if isinstance(key, rsa.RSAPrivateKey) and algorithm.key == "rsa":
            pss = padding.PSS(padding.MGF1(hash_), hash_.digest_size)
            scheme = pss if algorithm.pss else padding.PKCS1v15()
            return [key.sign(message, scheme, hash_) for message in to_be_signed]
        if isinstance(key, ec.EllipticCurvePrivateKey) and algorithm.key == "ec":
            return [key.sign(message, ec.ECDSA(hash_)) for message in to_be_signed]
        raise SignerFailed("SIGNER_ALGORITHM_UNFIT", algorithm=algorithm.name)


def _in_order(leaf: x509.Certificate, others: list[x509.Certificate]) -> list[x509.Certificate]:
    """The leaf and its issuers: a file may hold them in any order, and others beside."""
    found, left = [leaf], list(others)
    while found[-1].subject != found[-1].issuer:
        issuer = next((each for each in left if each.subject == found[-1].issuer), None)
        if issuer is None:
            break
        left.remove(issuer)
        found.append(issuer)
    return found


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
