"""A kind for tests of the queue: its "records" are rows of a table of its own, in the same database.

`settle` demands what a real kind would: the message is the one prepared, the value is good, lower pieces stand, and a
slot is filled once. What it is told to do wrong, it does wrong once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from django.db import connection

from hocba.signing.certificates import read_chain
from hocba.signing.values import require_valid
from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Refused
from hocba_web.signatures import kinds
from hocba_web.signatures.kinds import Pending, Piece, Ready, Signing

CREATE = (
    "CREATE TABLE IF NOT EXISTS toy_signature "
    "(target bigint, slot varchar(20), value varchar(2000), message varchar(2000), UNIQUE (target, slot))"
)


def digest(target: int, version: int = 1) -> str:
    """What the page showed of a target."""
    return hashlib.sha256(f"{target}:{version}".encode()).hexdigest()


def pieces(count: int, *, slot: str = "A", first: int = 1, order: int = 0) -> list[Piece]:
    """One piece a target."""
    return [Piece(target, digest(target), slot, order=order) for target in range(first, first + count)]


class Toy:
    """See the module."""

    name = "toy"
    holder: Literal["person", "organisation"]

    def __init__(self) -> None:
        self.holder = "person"
        self.follows = False
        """Whether each slot A is followed by a slot B of the same batch."""
        self.versions: dict[int, int] = {}
        """Targets that changed since they were shown."""
        self.before_settle: Callable[[Piece], None] = lambda _piece: None
        self.after_settle: Callable[[Piece], None] = lambda _piece: None
        self.before_prepare: Callable[[Piece], None] = lambda _piece: None

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        del actor, at
        for piece in pieces:
            self._require_shown(piece)

    def prepare(self, piece: Piece, signing: Signing, pending: Sequence[Pending]) -> Ready:
        self.before_prepare(piece)
        self._require_shown(piece)
        return Ready(message_of(piece, signing.at, [one.ready.to_be_signed for one in pending]))

    def settle(self, piece: Piece, signing: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        self.before_settle(piece)
        self._require_shown(piece)
        if str(piece.target).encode() not in ready.to_be_signed:
            raise AssertionError("the message of another target")
        require_valid(read_chain(signing.chain).key, value, ready.to_be_signed, signing.algorithm, where="toy")
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO toy_signature (target, slot, value, message) VALUES (%s, %s, %s, %s)",
                [piece.target, piece.slot, value.hex(), ready.to_be_signed.hex()],
            )
        self.after_settle(piece)
        if self.follows and piece.slot == "A":
            return (Piece(piece.target, piece.shown_digest, "B", order=1),)
        return ()

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        del school_id
        return [f"Thử {piece.target} {piece.slot}" for piece in pieces]

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        return [piece.target for piece in pieces]

    def done_url(self, pieces: Sequence[Piece]) -> str:
        del pieces
        return "/"

    def _require_shown(self, piece: Piece) -> None:
        if piece.shown_digest != digest(piece.target, self.versions.get(piece.target, 1)):
            raise Refused("SHOWN_OUTDATED")


def message_of(piece: Piece, at: datetime, below: Sequence[bytes]) -> bytes:
    """The message of a toy signature."""
    lower = hashlib.sha256(b"".join(below)).hexdigest() if below else ""
    return f"toy {piece.target} {piece.slot} {piece.shown_digest} {at.isoformat()} {lower}".encode()


def signed() -> list[tuple[int, str]]:
    """Which slots are filled, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT target, slot FROM toy_signature ORDER BY target, slot")
        return [(int(target), str(slot)) for target, slot in cursor.fetchall()]


TOY = Toy()
kinds.register(TOY)
