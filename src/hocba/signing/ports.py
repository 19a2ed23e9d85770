"""The one thing signing needs from outside: somebody who holds a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from hocba.signature_profile import SignatureAlgorithm


class Signer(Protocol):
    """A key and its certificates; the key never leaves the file, token or service behind this port."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates in DER: the signer's own first, then its issuers; a root may stand last, never embedded."""
        ...

    def sign(self, to_be_signed: Sequence[bytes], algorithm: SignatureAlgorithm) -> list[bytes]:
        """Sign each message, in order, with one confirmation by the signer.

        Args:
            to_be_signed: whole messages, not digests; the adapter hashes them where its device wants digests.
            algorithm: one that fits the key.

        Returns:
            One value a message, in the same order: for RSA as long as the modulus, for ECDSA DER (`Ecdsa-Sig-Value`).

        Raises:
            SignerFailed: the device or service refused, timed out or is gone. Nothing was signed then.
        """
        ...
