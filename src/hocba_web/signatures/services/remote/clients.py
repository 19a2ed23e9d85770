"""Clients of the remote services in the installation's file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hocba.adapters.csc import BasicLogin, ClientCredentials, CscClient, GivenToken, TokenSupplier
from hocba.errors import UsageError
from hocba_web.signatures.selectors import ways


@contextmanager
def client_of(name: str) -> Iterator[CscClient]:
    """A client of one service, logged in as this installation; its connections end with the block.

    Raises:
        UsageError: SIGNING_PROVIDER_UNKNOWN, or no log-in for it stands in the file.
    """
    provider, login = ways.provider(name), ways.config().logins.get(name)
    if login is None:
        raise UsageError("SIGNING_PROVIDER_UNKNOWN", where=name, name=name)
    tokens: TokenSupplier = GivenToken(login.secret)
    if provider.auth == "basic":
        tokens = BasicLogin(provider, login.user, login.secret)
    elif provider.auth == "oauth_client":
        tokens = ClientCredentials(provider, login.user, login.secret)
    client = CscClient(provider, tokens)
    try:
        yield client
    finally:
        client.close()
