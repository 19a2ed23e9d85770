"""What a verdict rested on: the anchors and status data that were at hand, by SHA-256."""

from __future__ import annotations

import hashlib
import json

from cryptography.hazmat.primitives.serialization import Encoding

from hocba.verification import TrustStore


def listing(trust: TrustStore) -> bytes:
    """What a store holds, as the text that is stored; the SHA-256 of that text names it."""
    found = {
        "anchors": [hashlib.sha256(one.der).hexdigest() for one in trust.anchors],
        "crls": [hashlib.sha256(crl.public_bytes(Encoding.DER)).hexdigest() for crl in trust.crls],
        "ocsp": [hashlib.sha256(one.public_bytes(Encoding.DER)).hexdigest() for one in trust.responses],
    }
    return json.dumps(found, sort_keys=True).encode()
