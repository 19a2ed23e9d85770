"""Second factors of demo accounts: secrets that follow from the login names, so that the demo can show the codes."""

from __future__ import annotations

import hashlib
import hmac
import struct
from base64 import b32decode, b32encode
from datetime import datetime

PASSWORD = "hocba-demo-2026"  # noqa: S105  # printed on the demo's own page; demo mode only
_STEP = 30
_DIGITS = 6


def totp_secret(username: str) -> str:
    """Base32 secret of a demo account's second factor."""
    return b32encode(hashlib.sha256(f"hocba-demo:{username}".encode()).digest()[:20]).decode()


def totp_now(secret: str, at: datetime) -> str:
    """The code of RFC 6238 (SHA-1, 30 s, 6 digits) that an authenticator app would show.

    Args:
        secret: base32.
        at: aware, real time.
    """
    counter = struct.pack(">Q", int(at.timestamp()) // _STEP)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    offset = digest[-1] & 15
    return f"{(struct.unpack_from('>I', digest, offset)[0] & 0x7FFFFFFF) % 10**_DIGITS:06}"
