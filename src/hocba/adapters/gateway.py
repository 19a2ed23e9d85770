"""The way to the authority's gateway over HTTPS; satisfies `hocba.exchange.ports.Gateway`.

Source: Công văn 2088/BGDĐT-GDTH, part II.2 (JSON over HTTP). Nothing is repeated here and no redirect followed: whether
and when to send again is decided by who keeps the outbox. Nothing of request or answer enters an exception.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from hocba.adapters.posting import AddressRefused, CaUnreadable, JsonPost, PostFailed, Trouble
from hocba.errors import DocumentError, UsageError
from hocba.exchange.messages import Answer, Request, parse_answer, request_json
from hocba.exchange.ports import (
    GatewayAnswerBroken,
    GatewayFailed,
    GatewayLoginRefused,
    GatewayOutcomeUnknown,
    GatewayUnreachable,
)
from hocba.exchange.profile import exchange_profile

_OK = 200
_UNAUTHORISED = 401
_REFUSALS = range(400, 500)

AnswerT = TypeVar("AnswerT", bound=Answer)


class HttpGateway:
    """Sends requests to one address. Safe to share between threads; keeps connections open.

    Args:
        address: of the gateway's one door; https, or http on this very machine.
        ca_file: PEM of the roots that the gateway's certificate is trusted by; None: those of the system.
        connect_seconds: longest wait for a connection.
        read_seconds: longest wait for the next piece of the answer.
        total_seconds: longest wait for the whole answer.

    Raises:
        UsageError: GATEWAY_ADDRESS_REFUSED, GATEWAY_CA_UNREADABLE.
    """

    def __init__(
        self,
        address: str,
        *,
        ca_file: Path | None = None,
        connect_seconds: float = 10,
        read_seconds: float = 60,
        total_seconds: float = 180,
    ) -> None:
        try:
            self._line = JsonPost(
                address,
                ca_file=ca_file,
                connect_seconds=connect_seconds,
                read_seconds=read_seconds,
                total_seconds=total_seconds,
                answer_bytes=exchange_profile().limits.answer_bytes,
            )
        except AddressRefused as error:
            raise UsageError("GATEWAY_ADDRESS_REFUSED", address=error.shown) from None
        except CaUnreadable:
            raise UsageError("GATEWAY_CA_UNREADABLE") from None

    def send(self, request: Request[AnswerT]) -> AnswerT:
        """Send a request and wait for its answer.

        Raises:
            GatewayUnreachable: GATEWAY_UNREACHABLE, GATEWAY_NOT_TRUSTED; nothing was sent.
            GatewayOutcomeUnknown: GATEWAY_TIMED_OUT, GATEWAY_CONNECTION_LOST, GATEWAY_ANSWER_BROKEN.
            GatewayLoginRefused: GATEWAY_LOGIN_REFUSED.
            DocumentError: CONTENT_TOO_LARGE, nothing was sent.
        """
        try:
            status, body = self._line.post(request_json(request))
        except PostFailed as error:
            raise _failure(error) from None
        if status == _UNAUTHORISED:
            raise GatewayLoginRefused("GATEWAY_LOGIN_REFUSED")
        if status != _OK and status not in _REFUSALS:
            raise GatewayAnswerBroken("GATEWAY_ANSWER_BROKEN", detail=f"HTTP {status}")
        try:
            answer = parse_answer(body, request)
        except DocumentError as error:
            detail = f"HTTP {status}, {error.where or error.code}"
            raise GatewayAnswerBroken("GATEWAY_ANSWER_BROKEN", detail=detail) from None
        if status != _OK and not answer.refused:
            raise GatewayAnswerBroken("GATEWAY_ANSWER_BROKEN", detail=f"HTTP {status}")
        return answer

    def close(self) -> None:
        """Close the connections that are kept open; the next request opens a new one."""
        self._line.close()


def _failure(error: PostFailed) -> GatewayFailed:
    match error.trouble:
        case Trouble.UNREACHABLE:
            return GatewayUnreachable("GATEWAY_UNREACHABLE")
        case Trouble.NOT_TRUSTED:
            return GatewayUnreachable("GATEWAY_NOT_TRUSTED")
        case Trouble.TIMED_OUT:
            return GatewayOutcomeUnknown("GATEWAY_TIMED_OUT")
        case Trouble.LOST:
            return GatewayOutcomeUnknown("GATEWAY_CONNECTION_LOST")
        case Trouble.BROKEN:
            return GatewayAnswerBroken("GATEWAY_ANSWER_BROKEN", detail=error.detail)
