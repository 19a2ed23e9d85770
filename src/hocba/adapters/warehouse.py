"""The way to the ministry's warehouse over HTTPS; satisfies `hocba.exchange.warehouse.Warehouse`.

Source: Công văn 2088/BGDĐT-GDTH, appendix 3 (names of services; the rest is assumed). A token is asked for when it is
needed and again once when the warehouse no longer takes it; nothing else is repeated here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TypeVar

from hocba.adapters.posting import AddressRefused, CaUnreadable, JsonPost, PostFailed, Trouble
from hocba.errors import DocumentError, UsageError
from hocba.exchange.messages import Answer, Login, Request, parse_answer, request_json
from hocba.exchange.profile import exchange_profile
from hocba.exchange.warehouse import (
    Listed,
    WarehouseFailed,
    WarehouseLoginRefused,
    WarehouseOutcomeUnknown,
    WarehouseUnreachable,
    parse_list,
    parse_token,
    token_request,
    warehouse_profile,
)

_OK = 200
_UNAUTHORISED = 401
_REFUSALS = range(400, 500)
_EARLY = 30
"""Seconds before its end in which a token is not used any more."""

AnswerT = TypeVar("AnswerT", bound=Answer)
ReadT = TypeVar("ReadT")


class HttpWarehouse:
    """Sends transactions to the services of one warehouse. Safe to share between threads.

    Args:
        address: what the services' paths are put behind; https, or http on this very machine.
        login: the Sở's unit, user and password; its token is not looked at.
        ca_file: PEM of the roots that the warehouse's certificate is trusted by; None: those of the system.
        read_seconds: longest wait for the next piece of an answer.
        total_seconds: longest wait for a whole answer.

    Raises:
        UsageError: WAREHOUSE_ADDRESS_REFUSED, WAREHOUSE_CA_UNREADABLE.
    """

    def __init__(
        self,
        address: str,
        login: Login,
        *,
        ca_file: Path | None = None,
        read_seconds: float = 60,
        total_seconds: float = 180,
    ) -> None:
        try:
            self._line = JsonPost(
                address.rstrip("/"),
                ca_file=ca_file,
                connect_seconds=10,
                read_seconds=read_seconds,
                total_seconds=total_seconds,
                answer_bytes=exchange_profile().limits.answer_bytes,
            )
        except AddressRefused as error:
            raise UsageError("WAREHOUSE_ADDRESS_REFUSED", address=error.shown) from None
        except CaUnreadable:
            raise UsageError("WAREHOUSE_CA_UNREADABLE") from None
        self._login = login
        self._lock = Lock()
        self._token, self._until = "", 0.0

    def send(self, request: Request[AnswerT]) -> AnswerT:
        """Send a transaction and wait for its answer.

        Raises:
            WarehouseUnreachable: WAREHOUSE_UNREACHABLE, WAREHOUSE_NOT_TRUSTED; nothing was sent.
            WarehouseOutcomeUnknown: WAREHOUSE_TIMED_OUT, WAREHOUSE_CONNECTION_LOST, WAREHOUSE_ANSWER_BROKEN.
            WarehouseLoginRefused: WAREHOUSE_LOGIN_REFUSED.
            DocumentError: CONTENT_TOO_LARGE, nothing was sent.
        """

        def body(token: str) -> bytes:
            return request_json(replace(request, login=replace(self._login, token=token)))

        status, data = self._with_token(request.kind, body)
        answer = _read(lambda: parse_answer(data, request), status)
        if status != _OK and not answer.refused:
            raise _broken(f"HTTP {status}")
        return answer

    def signature_types(self) -> tuple[Listed, ...]:
        """Kinds of signature; refusals as of `send`."""
        return self._list("signature_types")

    def providers(self) -> tuple[Listed, ...]:
        """Providers; refusals as of `send`."""
        return self._list("providers")

    def close(self) -> None:
        """Close the connections that are kept open; the next request opens a new one."""
        self._line.close()

    def _list(self, service: str) -> tuple[Listed, ...]:
        status, data = self._with_token(service, lambda _token: b"{}")
        if status != _OK:
            raise _broken(f"HTTP {status}")
        return _read(lambda: parse_list(data), status)

    def _with_token(self, service: str, body: Callable[[str], bytes]) -> tuple[int, bytes]:
        """The answer of a service. A token that ended is replaced once: what was refused for it did nothing."""
        token = self._fresh("")
        status, data = self._post(service, body(token), token)
        if status == _UNAUTHORISED:
            token = self._fresh(token)
            status, data = self._post(service, body(token), token)
        if status == _UNAUTHORISED:
            raise WarehouseLoginRefused("WAREHOUSE_LOGIN_REFUSED")
        if status != _OK and status not in _REFUSALS:
            raise _broken(f"HTTP {status}")
        return status, data

    def _fresh(self, refused: str) -> str:
        """A token that is not the refused one; asked for by one thread at a time."""
        with self._lock:
            if self._token and self._token != refused and time.monotonic() < self._until:
                return self._token
            try:
                status, data = self._post("token", token_request(self._login), "")
            except WarehouseOutcomeUnknown as error:  # the transaction itself has not gone: nothing of it arrived
                raise WarehouseUnreachable("WAREHOUSE_UNREACHABLE") from error
            if status in _REFUSALS:
                raise WarehouseLoginRefused("WAREHOUSE_LOGIN_REFUSED")
            if status != _OK:
                raise WarehouseUnreachable("WAREHOUSE_UNREACHABLE")
            try:
                found = parse_token(data)
            except DocumentError:
                raise WarehouseUnreachable("WAREHOUSE_UNREACHABLE") from None
            self._token, self._until = found.text, time.monotonic() + max(1, found.seconds - _EARLY)
            return self._token

    def _post(self, service: str, body: bytes, token: str) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            return self._line.post(body, path=warehouse_profile().services[service], headers=headers)
        except PostFailed as error:
            raise _failure(error) from None


def _read(parse: Callable[[], ReadT], status: int) -> ReadT:
    try:
        return parse()
    except DocumentError as error:
        raise _broken(f"HTTP {status}, {error.where or error.code}") from None


def _broken(detail: str) -> WarehouseOutcomeUnknown:
    return WarehouseOutcomeUnknown("WAREHOUSE_ANSWER_BROKEN", detail=detail)


def _failure(error: PostFailed) -> WarehouseFailed:
    match error.trouble:
        case Trouble.UNREACHABLE:
            return WarehouseUnreachable("WAREHOUSE_UNREACHABLE")
        case Trouble.NOT_TRUSTED:
            return WarehouseUnreachable("WAREHOUSE_NOT_TRUSTED")
        case Trouble.TIMED_OUT:
            return WarehouseOutcomeUnknown("WAREHOUSE_TIMED_OUT")
        case Trouble.LOST:
            return WarehouseOutcomeUnknown("WAREHOUSE_CONNECTION_LOST")
        case Trouble.BROKEN:
            return _broken(error.detail)
