"""How often something was tried: counted in a table, so that all processes and machines see the same number.

What is counted stands there as a keyed hash: nobody reads an address or an identifier back out of it. A cache would not
do: counting up in one kept in a database is two statements, and of two who count at once one is lost.
"""

from __future__ import annotations

import ipaddress
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from hocba_web.base.fleeting import unawaited
from hocba_web.base.models import Effort

HOUR = timedelta(hours=1)
_HOUSEHOLD = 64
"""Bits of an IPv6 address that a household or an attacker holds as a whole."""
_COUNT = """
INSERT INTO base_effort (key, count, until) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET count = base_effort.count + 1 RETURNING count
"""


def network_of(address: str) -> str:
    """Whom a limit counts: the IPv4 address, or the network of an IPv6 address, of which one household has many.

    Args:
        address: of the caller; what is none is counted as it stands.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, _HOUSEHOLD), strict=False))
    return str(found)


def hit(kind: str, who: str, *, real_at: datetime, window: timedelta = HOUR) -> int:
    """Count one more, in one statement; outside the caller's transactions, so that a refusal does not undo it.

    Args:
        kind: what is counted: "look-up.missed".
        who: for whom: an address, an identifier; only its keyed hash is stored.
        real_at: the machine's clock, aware.
        window: counts begin anew with each window, on the clock, not from the first try.

    Returns:
        How many it is now within the window.
    """
    key, until = _place(kind, who, real_at, window)
    # On SQLite the one statement is a transaction already.
    own = unawaited() if connection.vendor == "postgresql" else nullcontext()
    with own, connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, connection.ops.adapt_datetimefield_value(until)])
        return int(cursor.fetchone()[0])


def count(kind: str, who: str, *, real_at: datetime, window: timedelta = HOUR) -> int:
    """How many it is within the window; arguments as of `hit`."""
    key, _ = _place(kind, who, real_at, window)
    return Effort.objects.filter(key=key).values_list("count", flat=True).first() or 0


def sweep(real_at: datetime) -> int:
    """Throw away counts of windows that have ended; how many."""
    gone, _ = Effort.objects.filter(until__lt=real_at).delete()
    return gone


def _place(kind: str, who: str, real_at: datetime, window: timedelta) -> tuple[str, datetime]:
    length = int(window.total_seconds())
    number = int(real_at.timestamp()) // length
    key = salted_hmac(f"hocba.base.pace.{kind}.{length}.{number}", who, algorithm="sha256").hexdigest()
    return key, datetime.fromtimestamp((number + 1) * length, UTC)
