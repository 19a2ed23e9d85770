"""Whom the public's limits count; counting itself is `hocba_web.base.pace`."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from hocba_web.base.pace import HOUR, count, hit

__all__ = ["HOUR", "address_of", "count", "hit"]
_HOUSEHOLD = 64
"""Bits of an IPv6 address that a household or an attacker holds as a whole."""


def address_of(request: HttpRequest) -> str:
    """Whom a limit counts: the IPv4 address, or the network of an IPv6 address.

    Raises:
        PermissionDenied: no address is known: the server in front does not tell it.
    """
    found = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found, _HOUSEHOLD), strict=False))
    return str(found)
