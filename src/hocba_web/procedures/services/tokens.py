"""OAuth 2.0 client credentials (RFC 6749, section 4.4): a secret for a short-lived token (RFC 6750)."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from hocba_web.base.pace import network_of
from hocba_web.base.refusals import Refused
from hocba_web.gateway.services import pace
from hocba_web.procedures.models import Client, Token
from hocba_web.procedures.purposes import Scope

LASTS = timedelta(minutes=10)
MOST_OF_ADDRESS = 300
"""Requests for a token from one address in five minutes: each costs a slow hash, whoever asks."""


class OAuthError(Exception):
    """An answer of RFC 6749, section 5.2.

    Attributes:
        error: "invalid_client", "invalid_scope", "unsupported_grant_type", "invalid_request".
        status: HTTP status.
    """

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error, self.status = error, status


class TokenRefused(Refused):
    """PROCEDURES_TOKEN: no token, one that ended, or one of a client that is no longer allowed."""

    status = 401


@dataclass(frozen=True, slots=True)
class Granted:
    """A token, told once."""

    token: str = field(repr=False)
    scopes: tuple[str, ...]


def grant(
    client_id: str, secret: str, wanted: frozenset[str], *, origin: str, today: date, real_at: datetime
) -> Granted:
    """A token for a client that is approved and in force.

    Args:
        client_id: as sent.
        secret: as sent.
        wanted: scopes; empty for all that the client has.
        origin: address it comes from.
        today: in Vietnam.
        real_at: the machine's clock.

    Raises:
        OAuthError: invalid_client whatever does not fit; invalid_scope.
    """
    near = network_of(origin)
    guesser = f"{client_id} {near}"
    if pace.too_many("oauth", near, MOST_OF_ADDRESS, real_at):
        raise OAuthError("invalid_client", 429)
    if pace.failed_too_often(guesser, real_at):
        raise OAuthError("invalid_client", 401)
    client = _client(client_id)
    stored = client.secret if client is not None and client.secret else _no_secret()
    fits = check_password(secret, stored)  # the same work whoever asks
    if client is None or not fits or not in_force(client, today) or not _from_there(client, origin):
        pace.failed(guesser, real_at)
        raise OAuthError("invalid_client", 401)
    scopes = frozenset(client.scopes)
    if not wanted <= scopes:
        raise OAuthError("invalid_scope")
    token = secrets.token_urlsafe(32)
    given = tuple(sorted(wanted or scopes))
    Token.objects.filter(expires_at__lt=real_at).delete()
    with transaction.atomic():
        # Comparing is slow: whoever took the secret away meanwhile has ended all tokens, and must not get one more.
        same = Client.objects.select_for_update().filter(pk=client.pk, secret=stored, state=client.state)
        if not same.values_list("pk"):
            raise OAuthError("invalid_client", 401)
        Token.objects.create(client=client, sha256=_hash(token), scopes=list(given), expires_at=real_at + LASTS)
    return Granted(token, given)


def bearer(header: str, *, origin: str, today: date, real_at: datetime) -> tuple[Client, frozenset[Scope]]:
    """The client that holds a token, and what it may be told.

    Args:
        header: `Authorization` as sent.
        origin: address it comes from.
        today: in Vietnam.
        real_at: the machine's clock.

    Raises:
        TokenRefused: PROCEDURES_TOKEN.
    """
    kind, _, token = header.partition(" ")
    found = Token.objects.select_related("client").filter(sha256=_hash(token), expires_at__gte=real_at).first()
    if kind.lower() != "bearer" or found is None:
        raise TokenRefused("PROCEDURES_TOKEN")
    client = found.client
    if not in_force(client, today) or not _from_there(client, origin):
        raise TokenRefused("PROCEDURES_TOKEN")
    return client, frozenset(Scope(one) for one in found.scopes if one in client.scopes)


def in_force(client: Client, today: date) -> bool:
    """Whether a client may ask on a day in Vietnam."""
    return client.state == Client.State.APPROVED and client.valid_from <= today <= client.valid_until


def _client(client_id: str) -> Client | None:
    try:
        return Client.objects.filter(public_id=UUID(client_id)).first()
    except ValueError:
        return None


def _from_there(client: Client, origin: str) -> bool:
    if not client.addresses:
        return True
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    return any(address in ipaddress.ip_network(network) for network in client.addresses)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _no_secret() -> str:
    return make_password(secrets.token_urlsafe(18))
