"""POST of JSON over HTTPS to one host, with what can go wrong on the way told apart by its kind alone.

Nothing is repeated and no redirect followed: whoever keeps an outbox decides about that. Nothing of request or answer
enters an exception, for both may hold personal data and logins.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_CHUNK = 65_536


class Trouble(Enum):
    """What went wrong."""

    UNREACHABLE = "unreachable"
    """No connection: nothing was sent."""
    NOT_TRUSTED = "not trusted"
    """The server's certificate is not trusted: nothing was sent."""
    TIMED_OUT = "timed out"
    """Sent, perhaps in part; no answer in time."""
    LOST = "lost"
    """The connection broke while sending or reading."""
    BROKEN = "broken"
    """Something came back that is longer than an answer may be, or is packed."""


class PostFailed(Exception):
    """A POST without an answer that can be used.

    Attributes:
        trouble: its kind.
        detail: for `BROKEN`, what about the answer; empty otherwise.
    """

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble, self.detail = trouble, detail


class AddressRefused(Exception):
    """Neither https nor http on this very machine; `shown` is what of it may be told."""

    def __init__(self, shown: str) -> None:
        super().__init__(shown)
        self.shown = shown


class CaUnreadable(Exception):
    """The file with the roots cannot be read."""


class JsonPost:
    """Posts to addresses of one server; safe to share between threads, keeps connections open.

    Args:
        address: checked now; https, or http on this very machine.
        ca_file: PEM of the roots that the server's certificate is trusted by; None: those of the system.
        connect_seconds: longest wait for a connection.
        read_seconds: longest wait for the next piece of the answer.
        total_seconds: longest wait for the whole answer.
        answer_bytes: longest answer.

    Raises:
        AddressRefused, CaUnreadable.
    """

    def __init__(
        self,
        address: str,
        *,
        ca_file: Path | None,
        connect_seconds: float,
        read_seconds: float,
        total_seconds: float,
        answer_bytes: int,
    ) -> None:
        _require_allowed(address)
        self._address = address
        self._total, self._limit = total_seconds, answer_bytes
        self._pool = urllib3.PoolManager(
            retries=False,
            timeout=urllib3.Timeout(connect=connect_seconds, read=read_seconds),
            ssl_context=_tls(ca_file),
            maxsize=4,
        )

    def post(self, body: bytes, *, path: str = "", headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of the answer.

        Args:
            body: JSON.
            path: put behind the address.
            headers: beside those of JSON.

        Raises:
            PostFailed.
        """
        deadline = time.monotonic() + self._total
        own = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            response = self._pool.request(
                "POST",
                self._address + path,
                body=body,
                headers=own | dict(headers or {}),
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                return response.status, self._read(response, deadline)
            finally:
                response.close()
        # What was going on is told by the kind alone: texts of these errors may hold parts of what was sent.
        except SSLError as error:
            if any(isinstance(part, ssl.SSLCertVerificationError) for part in (*error.args, error.__cause__)):
                raise PostFailed(Trouble.NOT_TRUSTED) from None
            raise PostFailed(Trouble.LOST) from None
        except (ConnectTimeoutError, NewConnectionError):
            raise PostFailed(Trouble.UNREACHABLE) from None
        except ReadTimeoutError:
            raise PostFailed(Trouble.TIMED_OUT) from None
        except (HTTPError, OSError):
            raise PostFailed(Trouble.LOST) from None

    def close(self) -> None:
        """Close the connections that are kept open; the next request opens a new one."""
        self._pool.clear()

    def _read(self, response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise PostFailed(Trouble.BROKEN, "Content-Encoding")
        pieces: list[bytes] = []
        size = 0
        while piece := response.read1(_CHUNK, decode_content=False):  # what is there; never waits for a whole chunk
            pieces.append(piece)
            size += len(piece)
            if size > self._limit:
                raise PostFailed(Trouble.BROKEN, f"> {self._limit} B")
            if time.monotonic() > deadline:
                raise PostFailed(Trouble.TIMED_OUT)
        return b"".join(pieces)


def _require_allowed(address: str) -> None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise AddressRefused("–") from None
    host = parts.hostname or ""
    shown = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    allowed = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not allowed or not host or parts.username is not None or parts.password is not None:
        raise AddressRefused(shown)


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except (OSError, ssl.SSLError):
        raise CaUnreadable from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
