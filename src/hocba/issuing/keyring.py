"""Who can sign: the one port through which issuing reaches keys."""

from __future__ import annotations

from typing import Protocol

from hocba.signature_profile import SignatureAlgorithm
from hocba.signing import Signer


class KeyRing(Protocol):
    """Signers by the person or the school they belong to."""

    @property
    def demo(self) -> bool:
        """Whether these are demonstration keys: every page then says so."""
        ...

    def person(self, personal_id: str) -> Signer:
        """The signer with that personal ID (12 digits).

        Raises:
            SigningRefused: KEY_MISSING.
        """
        ...

    def seal(self, school_name: str) -> Signer:
        """The school's seal.

        Raises:
            SigningRefused: SEAL_KEY_MISSING.
        """
        ...

    def algorithm(self, signer: Signer) -> SignatureAlgorithm:
        """The algorithm that a signer's key is used with."""
        ...
