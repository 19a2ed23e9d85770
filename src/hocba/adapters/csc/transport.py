"""One call over HTTP: TLS checked, no redirects, limits on time and size, every failure with a code.

Nothing of a request or of an answer's text goes into an error: both may hold secrets.
"""

from __future__ import annotations

import json
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import urllib3

from hocba.adapters.csc.provider import CscProvider, is_safe_address
from hocba.errors import SignerFailed, UsageError

MOST_ANSWER_BYTES = 4 * 1024 * 1024
"""A thousand RSA-4096 values in base64 are less than a quarter of it."""

_PART_BYTES = 64 * 1024
_REFUSED = 400
_NOT_LOGGED_IN = (401, 403)
_BUSY = (429, 503)


class CscFailed(SignerFailed):
    """The service did not do what it was asked; `error` is its own word for why (`access_denied`), if it gave one."""

    def __init__(self, code: str, *, where: str, error: str = "", hint: str = "", **params: object) -> None:
        super().__init__(code, where=where, error=error, **params)
        self.error = error
        self.hint = hint
        """The service's own sentence, to tell cases apart by; never shown, for it may repeat what was sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON object."""

    status: int
    data: Mapping[str, Any]


class Transport:
    """Calls methods of one provider."""

    def __init__(self, provider: CscProvider) -> None:
        if not is_safe_address(provider.base_url):
            raise UsageError("CSC_PROVIDER_INVALID", where=provider.name, provider=provider.name, field="base_url")
        self._provider = provider
        context = ssl.create_default_context(cafile=provider.ca_file or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._pool = urllib3.PoolManager(
            ssl_context=context,
            retries=False,
        )

    def post(self, method: str, data: Mapping[str, Any], token: str, *, patience: int | None = None) -> Answer:
        """Call a method of the API, such as "credentials/list".

        Args:
            method: below the base address.
            data: the request.
            token: access token; empty for none.
            patience: seconds to wait for the answer, where it may take longer than usual.

        Raises:
            CscFailed: CSC_UNREACHABLE, CSC_TIMEOUT (whether it was done is not known), CSC_TLS, CSC_LOGIN_REFUSED,
                CSC_BUSY, CSC_REFUSED, CSC_FAILED, CSC_ANSWER_BROKEN.
        """
        path = "csc/v1" if self._provider.version == "1.0.4" else "csc/v2"
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return self._send(f"{self._provider.base_url}/{path}/{method}", json.dumps(data), headers, patience)

    def login(self, url: str, authorization: str, form: Mapping[str, str] | None) -> Answer:
        """Ask for an access token: a form, or an empty JSON object where `form` is None; raises as `post`."""
        headers = {"Authorization": authorization}
        if form is None:
            return self._send(url, "{}", {**headers, "Content-Type": "application/json"})
        return self._send(url, urlencode(form), {**headers, "Content-Type": "application/x-www-form-urlencoded"})

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def _send(self, url: str, body: str, headers: Mapping[str, str], patience: int | None = None) -> Answer:
        name = self._provider.name
        seconds = patience or self._provider.timeout_seconds
        try:
            response = self._pool.request(
                "POST", url, body=body.encode(), headers={"Accept": "application/json", **headers},
                redirect=False, preload_content=False,
                timeout=urllib3.Timeout(connect=min(5, seconds), read=seconds),
            )  # fmt: skip
            try:
                content = self._read(response, seconds)
            finally:
                response.close()
        except urllib3.exceptions.SSLError as error:
            raise CscFailed("CSC_TLS", where=name) from error
        except (urllib3.exceptions.ConnectTimeoutError, urllib3.exceptions.NewConnectionError) as error:
            raise CscFailed("CSC_UNREACHABLE", where=name) from error
        except urllib3.exceptions.TimeoutError as error:
            raise CscFailed("CSC_TIMEOUT", where=name, seconds=seconds) from error
        except urllib3.exceptions.HTTPError as error:
            # The connection broke off: the service may have worked on it all the same.
            raise CscFailed("CSC_TIMEOUT", where=name, seconds=seconds) from error
        return self._answer(response.status, content)

    def _read(self, response: urllib3.BaseHTTPResponse, seconds: int) -> bytes:
        """The body as it was sent, up to one byte more than allowed: a service may neither flood nor drip."""
        until = time.monotonic() + seconds
        content = b""
        while len(content) <= MOST_ANSWER_BYTES and (part := response.read1(_PART_BYTES, decode_content=False)):
            content += part
            if time.monotonic() > until:
                raise CscFailed("CSC_TIMEOUT", where=self._provider.name, seconds=seconds)
        return content

    def _answer(self, status: int, content: bytes) -> Answer:
        name = self._provider.name
        data: object = None
        if len(content) <= MOST_ANSWER_BYTES:
            try:
                data = json.loads(content) if content.strip() else {}
            except (ValueError, RecursionError):
                data = None
        given = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
        word, hint = given.get("error"), given.get("error_description")
        error = word if isinstance(word, str) and re.fullmatch(r"[a-z_]{1,40}", word) else ""
        hint = hint[:500] if isinstance(hint, str) else ""
        if status in _NOT_LOGGED_IN and error in {"", "invalid_token", "expired_token", "unauthorized_client"}:
            raise CscFailed("CSC_LOGIN_REFUSED", where=name, error=error)
        if status in _BUSY:
            raise CscFailed("CSC_BUSY", where=name)
        if status // 100 == _REFUSED // 100:
            raise CscFailed("CSC_REFUSED", where=name, error=error, hint=hint, status=status)
        if status // 100 != 2:  # noqa: PLR2004  # HTTP's class of success; a redirect is no answer either
            raise CscFailed("CSC_FAILED", where=name, status=status)
        if not isinstance(data, dict):
            raise CscFailed("CSC_ANSWER_BROKEN", where=name)
        return Answer(status, given)
