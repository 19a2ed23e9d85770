"""The one thing that reporting needs from outside: a way to the ministry's warehouse. And what can go wrong on it.

As with a gateway: the same message id with the same content is answered the same as often as it comes, so whatever goes
wrong, the same request can be sent again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

from hocba.errors import HocbaError
from hocba.exchange.messages import Answer, Request

AnswerT = TypeVar("AnswerT", bound=Answer)


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of one of the warehouse's lists."""

    code: str
    name: str


class Warehouse(Protocol):
    """The ministry's warehouse of digital records."""

    def send(self, request: Request[AnswerT]) -> AnswerT:
        """Send a transaction and wait for its answer; the login in it is replaced by the warehouse's.

        Raises:
            WarehouseUnreachable: nothing was sent.
            WarehouseOutcomeUnknown: the request may have arrived, or not; send it again unchanged.
            WarehouseLoginRefused: unit, user or password are wrong.
            DocumentError: CONTENT_TOO_LARGE, nothing was sent.
        """
        ...

    def signature_types(self) -> tuple[Listed, ...]:
        """Kinds of signature that a certificate may be registered for.

        Raises:
            WarehouseFailed.
        """
        ...

    def providers(self) -> tuple[Listed, ...]:
        """Providers whose certificates the warehouse knows.

        Raises:
            WarehouseFailed.
        """
        ...


class WarehouseFailed(HocbaError):
    """No answer that can be used. Nothing secret is in it: neither the request nor what came back."""

    arrived: ClassVar[bool | None] = None
    """Whether the warehouse has the request: False, or None where nobody knows."""


class WarehouseUnreachable(WarehouseFailed):
    """WAREHOUSE_UNREACHABLE, WAREHOUSE_NOT_TRUSTED: no connection, so nothing was sent."""

    arrived: ClassVar[bool | None] = False


class WarehouseOutcomeUnknown(WarehouseFailed):
    """WAREHOUSE_TIMED_OUT, WAREHOUSE_CONNECTION_LOST, WAREHOUSE_ANSWER_BROKEN: nobody knows whether it arrived."""


class WarehouseLoginRefused(WarehouseFailed):
    """WAREHOUSE_LOGIN_REFUSED: the warehouse does not know this unit, user and password together."""

    arrived: ClassVar[bool | None] = False
