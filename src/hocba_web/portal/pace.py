"""How often something was tried: counted in a table, so that all processes and machines see the same number.

What is counted stands there as a keyed hash: nobody reads an address or an identifier back out of it.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from hocba_web.portal.models import Effort

HOUR = timedelta(hours=1)
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


def hit(kind: str, who: str, *, real_at: datetime, window: timedelta = HOUR) -> int:
    """Count one more.

    Args:
        kind: what is counted: "look-up.missed".
        who: for whom: an address, an identifier; only its keyed hash is stored.
        real_at: the machine's clock, aware.
        window: counts begin anew with each window, on the clock, not from the first try.

    Returns:
        How many it is now within the window.
    """
    key, until = _place(kind, who, real_at, window)
    with transaction.atomic():
        if not Effort.objects.filter(key=key).update(count=F("count") + 1):
            _, made = Effort.objects.get_or_create(key=key, defaults={"count": 1, "until": until})
            if not made:  # another process was faster with the first one
                Effort.objects.filter(key=key).update(count=F("count") + 1)
        return Effort.objects.values_list("count", flat=True).get(key=key)


def count(kind: str, who: str, *, real_at: datetime, window: timedelta = HOUR) -> int:
    """How many it is within the window; arguments as of `hit`."""
    key, _ = _place(kind, who, real_at, window)
    return Effort.objects.filter(key=key).values_list("count", flat=True).first() or 0


def sweep(real_at: datetime) -> int:
    """Throw away counts of windows that have ended."""
    gone, _ = Effort.objects.filter(until__lt=real_at).delete()
    return gone


def _place(kind: str, who: str, real_at: datetime, window: timedelta) -> tuple[str, datetime]:
    length = int(window.total_seconds())
    number = int(real_at.timestamp()) // length
    key = salted_hmac(f"hocba.portal.pace.{kind}.{length}.{number}", who, algorithm="sha256").hexdigest()
    return key, datetime.fromtimestamp((number + 1) * length, UTC)
