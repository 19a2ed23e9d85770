"""What can be signed: each kind says what the bytes are, the queue brings the values.

Kinds are registered in `AppConfig.ready` of the application that owns the signed thing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal, Protocol

from hocba.signature_profile import SignatureAlgorithm
from hocba.verification import Policy
from hocba_web.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Piece:
    """One signature to be made, as somebody was shown it."""

    target: int
    """Number of the object in the kind's own table."""
    shown_digest: str
    """SHA-256 of what the person was shown, 64 lower-case hexadecimal digits."""
    slot: str = ""
    """GVBM, GVCN, CBQL of a record; what the kind calls its rounds otherwise."""
    person: str = ""
    """Personal ID of the holder where the slot repeats; else empty."""
    revision: int = 0
    order: int = 0
    """Within one target, lower first: a piece is prepared once all lower ones are, committed once they are."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A signature that lacks only its value."""

    to_be_signed: bytes
    """The whole message, not a digest."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, with what, when: the same for all pieces of a batch but the time."""

    school_id: int
    user_id: int
    role: str
    """Value of the capacity's role (`hocba_web.accounts.roles.Role`)."""
    capacity: str
    chain: tuple[bytes, ...]
    """DER, the signer's first, without the root."""
    algorithm: SignatureAlgorithm
    at: datetime
    """Signing time: aware, UTC, whole seconds, product clock; the same again when the piece is settled."""
    batch_id: int
    policy: Policy
    """By which the whole file is verified before it is stored: trust, and the machine's time."""
    evidence: tuple[str, ...] = ()
    """SHA-256 of the CRLs and OCSP answers by which the certificate was judged; known when a piece is settled."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A lower piece of the same target in the same batch, prepared and not yet committed."""

    piece: Piece
    ready: Ready
    at: datetime


class Kind(Protocol):
    """One sort of thing that is signed; methods refuse by `HocbaError` (`Refused`, `Forbidden`, `SigningRefused` …)."""

    name: str
    """Stable: stored with batches."""
    holder: Literal["person", "organisation"]
    """Whose certificate."""

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        """Refuse unless this person, in this capacity, may sign all these now, and each still is what was shown.

        Raises:
            Forbidden, Missing: as `permissions.require`.
            Refused: SHOWN_OUTDATED and what the kind asks for.
        """
        ...

    def prepare(self, piece: Piece, signing: Signing, pending: Sequence[Pending]) -> Ready:
        """Everything of the signature but its value, made anew from what is stored now. Changes nothing.

        Raises:
            Refused: SHOWN_OUTDATED, the content is no longer what was shown.
        """
        ...

    def settle(self, piece: Piece, signing: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        """Embed, verify by independent code, store, take the step that follows; in the queue's transaction.

        Called again for the same piece only if that transaction was rolled back. Files may be written before the
        commit if writing them twice is harmless.

        Args:
            piece: as confirmed.
            signing: with `at` as it was when the piece was prepared.
            ready: as stored.
            value: a valid signature of `ready.to_be_signed` by the batch's certificate (checked before).

        Returns:
            Pieces that follow in the same batch, such as the second round of a seal.
        """
        ...

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        """What lists and agents call each piece: "Nguyễn Minh An – Toán, Tiếng Việt". Made when asked, never stored."""
        ...

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        """Numbers of the pupils whose data these are, for traces; empty where none are touched."""
        ...

    def done_url(self, pieces: Sequence[Piece]) -> str:
        """Where the person goes on once the batch is done."""
        ...


_kinds: dict[str, Kind] = {}


def seen_of(pieces: Sequence[Piece]) -> str:
    """A fingerprint of exactly these pieces, in any order: what the page shows goes with its form.

    Returns:
        SHA-256, 64 lower-case hexadecimal digits.
    """
    lines = sorted(f"{p.target}|{p.slot}|{p.person}|{p.revision}|{p.order}|{p.shown_digest}" for p in pieces)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def register(kind: Kind) -> None:
    """Make a kind known; called in `AppConfig.ready`.

    Raises:
        ValueError: another kind has that name.
    """
    if _kinds.get(kind.name, kind) is not kind:
        raise ValueError(f"kind {kind.name} is registered twice")
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """The kind of that name.

    Raises:
        KeyError: nobody registered it.
    """
    return _kinds[name]


def registered() -> Mapping[str, Kind]:
    """All kinds by name."""
    return MappingProxyType(_kinds)
