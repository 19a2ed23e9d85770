"""What a request for remote signatures can be: waiting for the phone, granted, signed, refused, expired.

What grants a signature (PIN, one-time password, SAD) lives only in these values, in one process: it is not shown, and
cannot be pickled, so it cannot slip into a queue, a cache or a session.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Literal, NoReturn, Self

from hocba.adapters.csc.algorithms import SignAlgo

Stage = Literal["authorize", "sign"]


class _Secret:
    """Stays in the process that holds it."""

    __slots__ = ()

    def __reduce__(self) -> NoReturn:
        raise TypeError("what grants a signature is not stored")


@dataclass(frozen=True, slots=True)
class Secrets(_Secret):
    """What the owner typed for one confirmation; empty where the credential does not ask for it."""

    pin: str = field(default="", repr=False)
    otp: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the same in every state."""

    credential_id: str
    sign_algo: SignAlgo
    count: int
    """Signatures that the confirmation covers."""
    digests_id: str
    """Fingerprint of the digests in order (`digests_id`); others are refused before anything is sent."""
    begun_at: datetime
    """Aware, UTC."""


@dataclass(frozen=True, slots=True)
class Pending:
    """Asked, and the owner's phone or the service has not answered yet. May be stored and asked again later."""

    asked: Asked
    stage: Stage
    """What is being waited for: the owner's confirmation, or the values of an asynchronous signHash."""
    handle: str = field(repr=False)
    """The service's own name of the request; of use only together with the access token."""

    def to_json(self) -> str:
        """The state as text for a database row; holds no secret."""
        asked = {**asdict(self.asked), "begun_at": self.asked.begun_at.isoformat()}
        return json.dumps({"asked": asked, "stage": self.stage, "handle": self.handle})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The state that `to_json` wrote."""
        data = json.loads(text)
        asked = data["asked"]
        algo = SignAlgo(**asked.pop("sign_algo"))
        begun_at = datetime.fromisoformat(asked.pop("begun_at"))
        return cls(Asked(sign_algo=algo, begun_at=begun_at, **asked), data["stage"], data["handle"])


@dataclass(frozen=True, slots=True)
class Granted(_Secret):
    """The owner agreed: signs those digests, once."""

    asked: Asked
    sad: str = field(repr=False)
    """Signature activation data."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The values, in the order of the digests; nobody has verified them yet."""

    values: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class RefusedByOwner:
    """The owner said no; nothing was signed."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Nobody answered in time; nothing was signed."""


def digests_id(digests: Sequence[bytes]) -> str:
    """A fingerprint of digests in order, hexadecimal."""
    return hashlib.sha256(b"".join(hashlib.sha256(digest).digest() for digest in digests)).hexdigest()
