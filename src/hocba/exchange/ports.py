"""The one thing an exchange needs from outside: a way to the gateway. And what can go wrong on it.

What a client may rely on: a request with the same unit and message id and the same content is answered the same, as
often as it comes; with other content it is refused. So whatever goes wrong, the same request can be sent again.
"""

from __future__ import annotations

from typing import ClassVar, Protocol, TypeVar

from hocba.errors import HocbaError
from hocba.exchange.messages import Answer, Request

AnswerT = TypeVar("AnswerT", bound=Answer)


class Gateway(Protocol):
    """The authority's receiving gateway."""

    def send(self, request: Request[AnswerT]) -> AnswerT:
        """Send a request and wait for its answer.

        Raises:
            GatewayUnreachable: nothing was sent.
            GatewayOutcomeUnknown: the request may have arrived, or not; ask for its result or send it again unchanged.
            GatewayLoginRefused: unit, user, password or token are wrong.
            DocumentError: CONTENT_TOO_LARGE, nothing was sent.
        """
        ...


class GatewayFailed(HocbaError):
    """No answer that can be used. Nothing secret is in it: neither the request nor what came back."""

    arrived: ClassVar[bool | None] = None
    """Whether the gateway has the request: False, or None where nobody knows."""


class GatewayUnreachable(GatewayFailed):
    """GATEWAY_UNREACHABLE: no connection, so nothing was sent."""

    arrived: ClassVar[bool | None] = False


class GatewayOutcomeUnknown(GatewayFailed):
    """GATEWAY_TIMED_OUT, GATEWAY_CONNECTION_LOST: sent, perhaps in part, and no answer came."""


class GatewayAnswerBroken(GatewayOutcomeUnknown):
    """GATEWAY_ANSWER_BROKEN: something came back that is no answer to this request; the outcome is unknown too."""


class GatewayLoginRefused(GatewayFailed):
    """GATEWAY_LOGIN_REFUSED: the gateway does not know this unit, user, password and token together."""

    arrived: ClassVar[bool | None] = False
