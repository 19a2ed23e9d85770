"""Whom the public's limits count; counting itself is `hocba_web.base.pace`."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from hocba_web.base.pace import HOUR, count, hit, network_of

__all__ = ["HOUR", "address_of", "count", "hit"]


def address_of(request: HttpRequest) -> str:
    """Whom a limit counts: the IPv4 address, or the network of an IPv6 address.

    Raises:
        PermissionDenied: no address is known: the server in front does not tell it.
    """
    return network_of(get_adapter().get_client_ip(request))
