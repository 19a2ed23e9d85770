"""The way to the authority's gateway over HTTPS; satisfies `hocba.exchange.ports.Gateway`.

Source: Công văn 2088/BGDĐT-GDTH, part II.2 (JSON over HTTP). Nothing is repeated here and no redirect followed: whether
and when to send again is decided by who keeps the outbox. Nothing of request or answer enters an exception.
"""

from __future__ import annotations

import ssl
import time
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from hocba.errors import DocumentError, UsageError
from hocba.exchange.messages import Answer, Request, parse_answer, request_json
from hocba.exchange.ports import (
    GatewayAnswerBroken,
    GatewayLoginRefused,
    GatewayOutcomeUnknown,
    GatewayUnreachable,
)
from hocba.exchange.profile import exchange_profile

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_CHUNK = 65_536
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
        self._address = _checked(address)
        self._total = total_seconds
        self._pool = urllib3.PoolManager(
            retries=False,
            timeout=urllib3.Timeout(connect=connect_seconds, read=read_seconds),
            ssl_context=_tls(ca_file),
            maxsize=4,
        )

    def send(self, request: Request[AnswerT]) -> AnswerT:
        """Send a request and wait for its answer.

        Raises:
            GatewayUnreachable: GATEWAY_UNREACHABLE, GATEWAY_NOT_TRUSTED; nothing was sent.
            GatewayOutcomeUnknown: GATEWAY_TIMED_OUT, GATEWAY_CONNECTION_LOST, GATEWAY_ANSWER_BROKEN.
            GatewayLoginRefused: GATEWAY_LOGIN_REFUSED.
            DocumentError: CONTENT_TOO_LARGE, nothing was sent.
        """
        status, body = self._exchange(request_json(request))
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
        self._pool.clear()

    def _exchange(self, body: bytes) -> tuple[int, bytes]:
        deadline = time.monotonic() + self._total
        try:
            response = self._pool.request(
                "POST",
                self._address,
                body=body,
                headers={"Content-Type": "application/json", "Accept": "application/json"},
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                return response.status, _read(response, deadline)
            finally:
                response.close()
        # What was going on is told by the kind alone: texts of these errors may hold parts of what was sent.
        except SSLError as error:
            if any(isinstance(part, ssl.SSLCertVerificationError) for part in (*error.args, error.__cause__)):
                raise GatewayUnreachable("GATEWAY_NOT_TRUSTED") from None
            raise GatewayOutcomeUnknown("GATEWAY_CONNECTION_LOST") from None
        except (ConnectTimeoutError, NewConnectionError):
            raise GatewayUnreachable("GATEWAY_UNREACHABLE") from None
        except ReadTimeoutError:
            raise GatewayOutcomeUnknown("GATEWAY_TIMED_OUT") from None
        except (HTTPError, OSError):
            raise GatewayOutcomeUnknown("GATEWAY_CONNECTION_LOST") from None


def _read(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    limit = exchange_profile().limits.answer_bytes
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise GatewayAnswerBroken("GATEWAY_ANSWER_BROKEN", detail="Content-Encoding")
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_CHUNK, decode_content=False):  # what is there; never waits for a whole chunk
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise GatewayAnswerBroken("GATEWAY_ANSWER_BROKEN", detail=f"> {limit} B")
        if time.monotonic() > deadline:
            raise GatewayOutcomeUnknown("GATEWAY_TIMED_OUT")
    return b"".join(pieces)


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise UsageError("GATEWAY_ADDRESS_REFUSED", address="–") from None
    host = parts.hostname or ""
    shown = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    allowed = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not allowed or not host or parts.username is not None or parts.password is not None:
        raise UsageError("GATEWAY_ADDRESS_REFUSED", address=shown)
    return address


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except (OSError, ssl.SSLError):
        raise UsageError("GATEWAY_CA_UNREADABLE") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
