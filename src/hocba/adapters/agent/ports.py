"""What the agent needs from outside: the tokens that are plugged in, and the person in front of the computer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from hocba.adapters.agent.messages import SignRequest
from hocba.errors import HocbaError
from hocba.signature_profile import KeyKind
from hocba.signing import Signer


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate on a token, and where its key lies."""

    token: str
    """Label of the token."""
    key_id: bytes
    """CKA_ID, which the key shares."""
    chain: tuple[bytes, ...]
    """DER, the person's own first, then the issuers that the token holds."""
    key: KeyKind
    holder: str
    """Common name of the subject."""
    pin_tries: str = ""
    """What the token says about wrong PINs so far: "", "low", "last" or "locked"."""


class TokenRing(Protocol):
    """The tokens of this computer."""

    def certificates(self) -> Sequence[TokenCertificate]:
        """Certificates that somebody can sign with; needs no PIN.

        Raises:
            SignerFailed: TOKEN_MODULE_UNUSABLE, TOKEN_FAILED.
        """
        ...

    def open(self, certificate: TokenCertificate, pin: str) -> AbstractContextManager[Signer]:
        """Log in, once.

        Raises:
            SignerFailed: TOKEN_PIN_WRONG, TOKEN_PIN_LOCKED, TOKEN_MISSING, TOKEN_KEY_MISSING, TOKEN_FAILED.
        """
        ...


class Console(Protocol):
    """The person: sees what is to be signed, agrees or not, types the PIN. Nothing of it goes to the page."""

    def consents(self, origin: str, request: SignRequest, certificate: TokenCertificate) -> bool:
        """Show the whole list and ask."""
        ...

    def pin(self, certificate: TokenCertificate) -> str:
        """The PIN of the token, hidden while it is typed; empty: the person gives up."""
        ...

    def listed(self, origin: str, count: int) -> None:
        """A page was told which certificates are there."""
        ...

    def signed(self, count: int) -> None:
        """All done."""
        ...

    def refused(self, error: HocbaError) -> None:
        """Nothing was signed, and why."""
        ...

    def stranger(self, origin: str) -> None:
        """A page that is not allowed tried to connect."""
        ...
