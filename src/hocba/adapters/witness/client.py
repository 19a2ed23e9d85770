"""The log's way to a witness."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from hocba.errors import UsageError
from hocba.verification.log import LogFault, VerifierKey, read_note, read_vkey
from hocba.verification.log.note import read_line
from hocba.verification.log.vkey import WITNESS

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_MOST_BYTES = 16_384


class Answer(Enum):
    """What a witness said."""

    COSIGNED = "cosigned"
    OTHER_SIZE = "other_size"
    """It knows another size than was told: `size`."""
    REFUSED = "refused"
    """It does not follow from what it cosigned: a fork, or a wrong key."""
    AWAY = "away"
    """No answer, or none that can be read."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer with what belongs to it."""

    answer: Answer
    lines: tuple[str, ...] = ()
    """Signature lines of the witness's own key, each with its line end, verified."""
    size: int = 0


class WitnessClient:
    """One witness.

    Args:
        address: https, or http on this very machine.
        key: its public key.
        seconds: longest wait for connection and for the answer.

    Raises:
        UsageError: WITNESS_ADDRESS_REFUSED, LOG_VKEY_UNREADABLE.
    """

    def __init__(self, address: str, key: VerifierKey, *, seconds: float = 5.0) -> None:
        parts = urlsplit(address)
        host = parts.hostname or ""
        if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)):
            raise UsageError("WITNESS_ADDRESS_REFUSED", host=host)
        if key.kind != WITNESS:
            raise UsageError("LOG_VKEY_UNREADABLE", detail=key.name)
        self.key = key
        self._url = address.rstrip("/") + "/add-checkpoint"
        self._pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=seconds, read=seconds))

    def add_checkpoint(self, old: int, proof: Sequence[bytes], note: str) -> Said:
        """Ask for a cosignature.

        Args:
            old: the size that the witness is thought to know.
            proof: of consistency from there.
            note: the checkpoint with the log's signature.
        """
        lines = [f"old {old}", *(base64.b64encode(one).decode("ascii") for one in proof), "", note]
        try:
            response = self._pool.request(
                "POST", self._url, body="\n".join(lines).encode(), redirect=False, preload_content=False
            )
            try:
                status, body = response.status, response.read(_MOST_BYTES + 1)
            finally:
                response.close()
        except (HTTPError, OSError):
            return Said(Answer.AWAY)
        text = body.decode("utf-8", "replace")
        if status == 409 and text.strip().isdecimal():  # noqa: PLR2004  # Conflict
            return Said(Answer.OTHER_SIZE, size=int(text))
        if status in {403, 404, 409, 422}:
            return Said(Answer.REFUSED)
        own = self._own_lines(text, note) if status == 200 else ()  # noqa: PLR2004  # OK
        return Said(Answer.COSIGNED, own) if own else Said(Answer.AWAY)

    def close(self) -> None:
        """Close what is open."""
        self._pool.clear()

    def _own_lines(self, text: str, note: str) -> tuple[str, ...]:
        signed = read_note(note).text
        own = []
        for line in text.splitlines():
            try:
                found = read_line(line)
            except LogFault:
                continue
            if (found.name, found.key_id) == (self.key.name, self.key.key_id):
                if self.key.cosigned(signed, found.value) is None:
                    return ()
                own.append(f"{line}\n")
        return tuple(own[:1])


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Whom a log asks, and how many must cosign before a checkpoint counts."""

    clients: tuple[WitnessClient, ...] = ()
    quorum: int = 0
    """More than half of them: two checkpoints that fork would need one honest witness for both."""

    def __post_init__(self) -> None:
        most = len(self.clients)
        if not (most < 2 * self.quorum and self.quorum <= most) and (most or self.quorum):
            raise UsageError("WITNESSES_UNREADABLE")


def read_witnesses(text: str) -> Witnesses:
    """Witnesses from a text: address, space, key a line; lines that begin with "#" are passed over.

    A line "quorum 2" says how many must cosign: more than half of them, which is what holds without that line.

    Raises:
        UsageError: WITNESS_ADDRESS_REFUSED, LOG_VKEY_UNREADABLE, WITNESSES_UNREADABLE (a quorum that is no number, half
            of the witnesses or fewer, or more than there are; a witness named twice).
    """
    found: dict[VerifierKey, WitnessClient] = {}
    quorum = ""
    lines = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    for line in lines:
        address, _, rest = line.partition(" ")
        if address == "quorum":
            quorum = rest.strip()
            continue
        key = read_vkey(rest)
        if key in found:
            raise UsageError("WITNESSES_UNREADABLE")
        found[key] = WitnessClient(address, key)
    if quorum and not (quorum.isascii() and quorum.isdecimal()):
        raise UsageError("WITNESSES_UNREADABLE")
    return Witnesses(tuple(found.values()), int(quorum) if quorum else (len(found) // 2 + 1 if found else 0))
