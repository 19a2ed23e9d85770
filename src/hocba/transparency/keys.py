"""Keys of notes in the text form of signed-note (C2SP) and Go's `sumdb/note`.

PRIVATE+KEY+<name>+<key ID, 8 hexadecimal digits>+<base64 of type byte and 32-byte seed>
<name>+<key ID>+<base64 of type byte and 32-byte public key>
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hocba.errors import UsageError

_PRIVATE = "PRIVATE+KEY"
_SEED = 32
_MOST_NAME = 255


class KeyKind(Enum):
    """What a key signs; the value is the type byte of signed-note."""

    LOG = 1
    """Notes: checkpoints of a log."""
    WITNESS = 4
    """Cosignatures with time over checkpoints."""


@dataclass(frozen=True, slots=True)
class NoteKey:
    """An Ed25519 key with its name."""

    name: str
    """Of a log: the origin of its checkpoints."""
    kind: KeyKind
    seed: bytes = field(repr=False)
    """32 bytes; secret."""

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        material = self.name.encode() + b"\n" + bytes([self.kind.value]) + self.public
        return hashlib.sha256(material).digest()[:4]

    @property
    def vkey(self) -> str:
        """The public half as text: what a `*.vkey` file holds."""
        return f"{self.name}+{self.key_id.hex()}+{_text(bytes([self.kind.value]) + self.public)}"

    @property
    def skey(self) -> str:
        """The secret half as text."""
        return f"{_PRIVATE}+{self.name}+{self.key_id.hex()}+{_text(bytes([self.kind.value]) + self.seed)}"

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature, 64 bytes."""
        return self._key().sign(message)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def new_key(name: str, kind: KeyKind, randomness: Callable[[int], bytes]) -> NoteKey:
    """A fresh key.

    Args:
        name: a schema-less address such as "so.example.vn/nhat-ky"; no space, no "+".
        kind: what it is to sign.
        randomness: `secrets.token_bytes`.

    Raises:
        UsageError: LOG_KEY_NAME_INVALID.
    """
    if not fit_name(name):
        raise UsageError("LOG_KEY_NAME_INVALID", name=name[:80])
    return NoteKey(name, kind, randomness(_SEED))


def read_key(text: str, kind: KeyKind) -> NoteKey:
    """A secret key from its text.

    Raises:
        UsageError: LOG_KEY_UNREADABLE; nothing of the text enters the error.
    """
    parts = text.strip().removeprefix(f"{_PRIVATE}+").split("+", 2)
    try:
        name, key_id, encoded = parts
        material = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise UsageError("LOG_KEY_UNREADABLE") from None
    if not text.startswith(_PRIVATE) or len(material) != _SEED + 1 or material[0] != kind.value or not fit_name(name):
        raise UsageError("LOG_KEY_UNREADABLE")
    key = NoteKey(name, kind, material[1:])
    if key.key_id.hex() != key_id:
        raise UsageError("LOG_KEY_UNREADABLE")
    return key


def fit_name(name: str) -> bool:
    """Whether a key may be called so."""
    return (
        0 < len(name) <= _MOST_NAME and name.isprintable() and not any(sign.isspace() or sign == "+" for sign in name)
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
