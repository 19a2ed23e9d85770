"""Which algorithm a certificate signs with: what tokens in the field return, and what its provider offers."""

from __future__ import annotations

from collections.abc import Collection

from cryptography.hazmat.primitives.asymmetric import ec

from hocba.errors import SigningRefused
from hocba.signature_profile import ALGORITHMS, SignatureAlgorithm
from hocba.signing.certificates import SignerCertificate

_EC = {"secp256r1": "ecdsa-sha256", "secp384r1": "ecdsa-sha384", "secp521r1": "ecdsa-sha512"}
_RSA = ("rsa-sha256", "rsa-pss-sha256", "rsa-sha384", "rsa-sha512")


def algorithm_for(certificate: SignerCertificate, offered: Collection[str] | None = None) -> SignatureAlgorithm:
    """The algorithm to sign with.

    Args:
        certificate: the signer's.
        offered: names that the key's provider offers; None for all.

    Raises:
        SigningRefused: KEY_TOO_WEAK (a curve that no profile allows), SIGNER_ALGORITHM_UNFIT (nothing offered fits).
    """
    if isinstance(certificate.key, ec.EllipticCurvePublicKey):
        if certificate.key.curve.name not in _EC:
            raise SigningRefused("KEY_TOO_WEAK", where="certificate", key=certificate.key.curve.name)
        fitting: tuple[str, ...] = (_EC[certificate.key.curve.name],)
    else:
        fitting = _RSA
    for name in fitting:
        if offered is None or name in offered:
            return ALGORITHMS[name]
    raise SigningRefused("SIGNER_ALGORITHM_UNFIT", where="certificate", algorithm=fitting[0])
