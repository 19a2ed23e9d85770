"""What this installation was given: the authority's seal, the key of confirmation codes. From `settings.GATEWAY`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from hocba.adapters.pkcs12 import Pkcs12Signer
from hocba.errors import UsageError
from hocba.signature_profile import SignatureAlgorithm, algorithm
from hocba.signing import Signer
from hocba_web.base.refusals import Refused


@dataclass(frozen=True, slots=True)
class Seal:
    """The authority's organisation certificate, opened."""

    signer: Signer
    algorithm: SignatureAlgorithm
    name: str
    """Of the organisation."""


def seal() -> Seal | None:
    """The authority's seal from the PKCS#12 file `settings.GATEWAY["seal"]`; None where none is set.

    Raises:
        UsageError: AUTHORITY_SEAL_UNREADABLE.
        SignerFailed: PKCS12_UNREADABLE, PKCS12_NO_KEY.
    """
    file = settings.GATEWAY["seal"]
    return _seal(Path(file), settings.GATEWAY["seal_password"]) if file else None


def require_seal() -> Seal:
    """The seal, where nothing goes without.

    Raises:
        Refused: AUTHORITY_SEAL_MISSING.
        UsageError: AUTHORITY_SEAL_UNREADABLE.
        SignerFailed: PKCS12_UNREADABLE, PKCS12_NO_KEY.
    """
    found = seal()
    if found is None:
        raise Refused("AUTHORITY_SEAL_MISSING")
    return found


@lru_cache(maxsize=2)
def _seal(path: Path, password: str) -> Seal:
    try:
        signer = Pkcs12Signer.load(path.read_bytes(), password)
    except OSError:
        raise UsageError("AUTHORITY_SEAL_UNREADABLE") from None
    certificate = x509.load_der_x509_certificate(signer.chain[0])
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
    kind = "ecdsa-sha256" if isinstance(certificate.public_key(), ec.EllipticCurvePublicKey) else "rsa-sha256"
    return Seal(signer, algorithm(kind), str(names[0].value) if names else "")


def code_key() -> bytes:
    """The key under which confirmation codes are hashed: `settings.GATEWAY["code_key"]`, else from the secret key."""
    given: str = settings.GATEWAY["code_key"]
    secret = str(settings.SECRET_KEY)
    return hashlib.sha256((given or "hocba-code-key\0" + secret).encode()).digest()
