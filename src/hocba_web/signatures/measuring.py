"""What signing costs here, for `hocba bench`: a whole batch from confirmation to verified, and the queue alone."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hocba_web.accounts.actor import Actor
from hocba_web.signatures import kinds
from hocba_web.signatures.kinds import Pending, Piece, Ready, Signing, seen_of
from hocba_web.signatures.selectors.batches import BatchState, state
from hocba_web.signatures.services import batches, queue, server_keys


@dataclass(frozen=True, slots=True)
class Measured:
    """One batch, signed with a key file."""

    items: int
    """Signatures that were committed."""
    cpu_seconds: float
    """Of this process: what the server spent."""
    seconds: float

    @property
    def ms_each(self) -> float:
        """Milliseconds of server time a signature."""
        return 1000 * self.cpu_seconds / max(1, self.items)


def measure(
    *,
    actor: Actor,
    kind: str,
    pieces: Sequence[Piece],
    certificate_id: int,
    secret: str,
    at: datetime,
    real_at: datetime,
) -> Measured:
    """Confirm pieces and sign them, as their page would, until the batch is done or stops.

    Args:
        actor: the signer.
        kind: name of a registered kind.
        pieces: what is to be signed.
        certificate_id: of a key file.
        secret: its password.
        at: product clock.
        real_at: the machine's time.
    """
    cpu, wall = time.process_time(), time.perf_counter()
    batch_id = batches.start(
        actor=actor,
        kind=kind,
        pieces=pieces,
        certificate_id=certificate_id,
        seen=seen_of(pieces),
        at=at,
        real_at=real_at,
    )
    found = _drive(actor, batch_id, secret, at, real_at)
    return Measured(found.committed, time.process_time() - cpu, time.perf_counter() - wall)


def queue_alone(
    *, actor: Actor, certificate_id: int, secret: str, items: int, at: datetime, real_at: datetime
) -> Measured:
    """The same with a kind that does nothing: what is left is the queue, the key and the status of the certificate."""
    kinds.register(_IDLE)
    return measure(
        actor=actor,
        kind=_IDLE.name,
        pieces=[_IDLE.piece(number) for number in range(1, items + 1)],
        certificate_id=certificate_id,
        secret=secret,
        at=at,
        real_at=real_at,
    )


def _drive(actor: Actor, batch_id: int, secret: str, at: datetime, real_at: datetime) -> BatchState:
    found = state(batch_id)
    while found.waits_for in {"server", "owner"}:
        before = found.counts
        if found.waits_for == "owner":
            found = server_keys.sign(actor=actor, batch_id=batch_id, secret=secret, at=at, real_at=real_at)
        else:
            found = queue.advance(batch_id, at=at, real_at=real_at)
        if found.counts == before:
            break
    return found


class _Idle:
    """Signs a number and stores nothing; known only while it is measured."""

    name = "idle"
    holder: Literal["person", "organisation"] = "person"

    def piece(self, number: int) -> Piece:
        """A piece about nothing."""
        return Piece(number, hashlib.sha256(str(number).encode()).hexdigest())

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        """Anybody may."""

    def prepare(self, piece: Piece, signing: Signing, pending: Sequence[Pending]) -> Ready:
        """The number and the time."""
        del pending
        return Ready(f"{piece.shown_digest} {signing.at.isoformat()}".encode())

    def settle(self, piece: Piece, signing: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        """Nothing."""
        del piece, signing, ready, value
        return ()

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        """Their numbers."""
        del school_id
        return [str(piece.target) for piece in pieces]

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        """Nobody."""
        del pieces
        return []

    def done_url(self, pieces: Sequence[Piece]) -> str:
        """Nowhere."""
        del pieces
        return ""


_IDLE = _Idle()
