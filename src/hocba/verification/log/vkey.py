"""Keys of logs and witnesses as `*.vkey` files hold them: "<name>+<key ID>+<base64>" (C2SP signed-note)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hocba.errors import UsageError

LOG, WITNESS = 1, 4
_VKEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")
_PUBLIC_BYTES = 32
_VALUE_BYTES = 64
_LAST_TIME = 253_402_300_799
"""31/12/9999: later times are no times."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a key."""

    name: str
    kind: int
    """LOG (1) or WITNESS (4)."""
    key_id: bytes
    public: bytes

    def signed(self, text: str, value: bytes) -> bool:
        """Whether a log signed a note's text."""
        return self.kind == LOG and self._valid(value, text.encode())

    def cosigned(self, text: str, value: bytes) -> datetime | None:
        """When a witness cosigned a checkpoint's text; None: it did not."""
        if self.kind != WITNESS or len(value) != 8 + _VALUE_BYTES:
            return None
        (moment,) = struct.unpack(">Q", value[:8])
        if moment > _LAST_TIME or not self._valid(value[8:], f"cosignature/v1\ntime {moment}\n{text}".encode()):
            return None
        return datetime.fromtimestamp(moment, UTC)

    def _valid(self, value: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(value, message)
        except InvalidSignature:
            return False
        return True


def read_vkey(text: str) -> VerifierKey:
    """A key from its text, in its one spelling.

    Raises:
        UsageError: LOG_VKEY_UNREADABLE.
    """
    match = _VKEY.fullmatch(text.strip())
    if match is None:
        raise UsageError("LOG_VKEY_UNREADABLE", detail=text[:40])
    name, key_id, encoded = match.groups()
    try:
        material = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise UsageError("LOG_VKEY_UNREADABLE", detail=name[:40]) from None
    expected = hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]
    whole = len(material) == 1 + _PUBLIC_BYTES and material[0] in {LOG, WITNESS}
    if not whole or expected.hex() != key_id or base64.b64encode(material).decode("ascii") != encoded:
        raise UsageError("LOG_VKEY_UNREADABLE", detail=name[:40])
    return VerifierKey(name, material[0], expected, material[1:])
