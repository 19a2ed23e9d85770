"""Where webhooks may go: https, and public addresses only, looked at again at the moment of connecting.

Nothing of ours fetches an address that a stranger chose, and a name that an admin entered must not lead inside.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from hocba_web.base.refusals import Refused

_TRANSLATED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "fec0::/10")))
"""Networks behind which others may stand: translated, compatible and site-local addresses."""
Resolve = Callable[[str, int], list[str]]
_HTTPS = 443


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect: the address is the one that was looked at, so that no second answer of DNS is asked."""

    host: str
    port: int
    path: str
    address: str


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name.

    Raises:
        OSError: it has none.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def place_of(url: str, *, resolver: Resolve = resolve) -> Place:
    """Where an address leads now.

    Raises:
        Refused: PROCEDURES_HOOK_ADDRESS: not https, with a user, or any of its addresses is not public.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _HTTPS
    except ValueError:
        raise Refused("PROCEDURES_HOOK_ADDRESS") from None
    host = parts.hostname or ""
    if parts.scheme != "https" or not host or parts.username or parts.password or parts.fragment:
        raise Refused("PROCEDURES_HOOK_ADDRESS")
    try:
        found = resolver(host, port)
    except UnicodeError:  # no name can be like that
        raise Refused("PROCEDURES_HOOK_ADDRESS") from None
    except OSError:
        raise Refused("PROCEDURES_HOOK_UNREACHABLE") from None
    if not found or not all(_public(one) for one in found):
        raise Refused("PROCEDURES_HOOK_ADDRESS")
    path = parts.path or "/"
    return Place(host, port, f"{path}?{parts.query}" if parts.query else path, found[0])


def require_public_address(url: str, *, resolver: Resolve = resolve) -> None:
    """Refuse what may not be entered; a name that cannot be looked up now is looked at when it is used.

    Raises:
        Refused: PROCEDURES_HOOK_ADDRESS.
    """
    try:
        place_of(url, resolver=resolver)
    except Refused as refused:
        if refused.code != "PROCEDURES_HOOK_UNREACHABLE":
            raise


def _public(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if any(address in network for network in _TRANSLATED if network.version == address.version):
        return False
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)
