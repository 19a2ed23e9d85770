"""Access tokens: where the bearer token of each call comes from.

A token is kept in memory only and asked for anew when the service says that it is no longer good.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Protocol

from hocba.adapters.csc.provider import CscProvider
from hocba.adapters.csc.transport import CscFailed, Transport


class TokenSupplier(Protocol):
    """Gives the access token of a call."""

    def token(self, *, renew: bool = False) -> str:
        """The token; with `renew`, another than the last, which the service no longer takes.

        Raises:
            CscFailed: as `Transport.post`.
        """
        ...


@dataclass(frozen=True, slots=True)
class GivenToken:
    """A token from outside, such as a single sign-on; cannot be renewed here."""

    value: str = field(repr=False, default="")

    def token(self, *, renew: bool = False) -> str:
        """The given token, whether or not it is still good."""
        del renew
        return self.value


class BasicLogin:
    """`auth/login` with name and password (CSC API, 11.2)."""

    def __init__(self, provider: CscProvider, user: str, password: str) -> None:
        self._provider = provider
        self._authorization = _basic(user, password)
        self._token = ""

    def token(self, *, renew: bool = False) -> str:
        """The token of the last login, or of a new one."""
        if renew or not self._token:
            path = "csc/v1" if self._provider.version == "1.0.4" else "csc/v2"
            self._token = _ask(self._provider, f"{self._provider.base_url}/{path}/auth/login", self._authorization)
        return self._token


class ClientCredentials:
    """`oauth2/token` as a client (CSC API, 8.4.4): the service knows the school's application, not each person."""

    def __init__(self, provider: CscProvider, client_id: str, client_secret: str) -> None:
        self._provider = provider
        self._client_id = client_id
        self._authorization = _basic(client_id, client_secret)
        self._token = ""

    def token(self, *, renew: bool = False) -> str:
        """The token of the last request, or of a new one."""
        if renew or not self._token:
            form = {"grant_type": "client_credentials", "client_id": self._client_id}
            self._token = _ask(self._provider, self._provider.token_url, self._authorization, form)
        return self._token


def _basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode("ascii")


def _ask(provider: CscProvider, url: str, authorization: str, form: dict[str, str] | None = None) -> str:
    transport = Transport(provider)
    try:
        answer = transport.login(url, authorization, form)
    except CscFailed as failed:
        if failed.code == "CSC_REFUSED":
            raise CscFailed("CSC_LOGIN_REFUSED", where=provider.name, error=failed.error) from None
        raise
    finally:
        transport.close()
    token = answer.data.get("access_token")
    if not isinstance(token, str) or not token:
        raise CscFailed("CSC_ANSWER_BROKEN", where=provider.name)
    return token
