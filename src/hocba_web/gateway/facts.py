"""What this installation was given: whom it trusts, the authority's seal, the key of confirmation codes.

From `settings.GATEWAY`, read again when the files change: status data come in every day.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from hocba.adapters.pkcs12 import Pkcs12Signer
from hocba.errors import UsageError
from hocba.signature_profile import SignatureAlgorithm, algorithm
from hocba.signing import Signer
from hocba.verification import TrustStore, load_trust
from hocba_web.gateway.services import store

POLICY_NAME = "hocba-gateway/1"
"""Names the rules by which records are judged here; a change of the rules takes a new name."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom this gateway trusts at the moment."""

    anchors: TrustStore
    bundle: str
    """SHA-256 of the stored list of all status data: what acceptance rested on."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The authority's organisation certificate, opened."""

    signer: Signer
    algorithm: SignatureAlgorithm
    name: str
    """Of the organisation."""


def load_anchors() -> TrustStore:
    """What the folder holds, read now; nothing is stored.

    Raises:
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY.
    """
    folder = settings.GATEWAY["trust"]
    return load_trust(Path(folder)) if folder else TrustStore()


def trust() -> Trust:
    """Anchors and status data of the folder `settings.GATEWAY["trust"]`; nobody is trusted where none is set.

    Raises:
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY.
    """
    folder = settings.GATEWAY["trust"]
    if not folder:
        return _NOBODY
    path = Path(folder)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return _trust(path, tuple((file.name, file.stat().st_mtime_ns) for file in files if file.is_file()))


@lru_cache(maxsize=2)
def _trust(path: Path, _state: tuple[tuple[str, int], ...]) -> Trust:
    anchors = load_trust(path)
    crls = [store.put(crl.public_bytes(Encoding.DER)) for crl in anchors.crls]
    responses = [store.put(response.public_bytes(Encoding.DER)) for response in anchors.responses]
    listed = {"anchors": [hashlib.sha256(one.der).hexdigest() for one in anchors.anchors]}
    bundle = json.dumps(listed | {"crls": crls, "ocsp": responses}, sort_keys=True).encode()
    return Trust(anchors, store.put(bundle))


def seal() -> Seal | None:
    """The authority's seal from the PKCS#12 file `settings.GATEWAY["seal"]`; None where none is set.

    Raises:
        UsageError: AUTHORITY_SEAL_UNREADABLE.
        SignerFailed: PKCS12_UNREADABLE, PKCS12_NO_KEY.
    """
    file = settings.GATEWAY["seal"]
    return _seal(Path(file), settings.GATEWAY["seal_password"]) if file else None


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


_NOBODY = Trust(TrustStore(), "")
