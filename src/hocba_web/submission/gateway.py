"""The gateway of the settings; tests put another in its place."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hocba.adapters.gateway import HttpGateway
from hocba.exchange.ports import Gateway


def gateway() -> Gateway:
    """The way to the address of the settings; connections are kept.

    Raises:
        UsageError: GATEWAY_ADDRESS_REFUSED, GATEWAY_CA_UNREADABLE.
    """
    return _to(settings.GATEWAY_URL, settings.GATEWAY_CA)


@lru_cache(maxsize=2)
def _to(address: str, ca_file: str) -> HttpGateway:
    return HttpGateway(address, ca_file=Path(ca_file) if ca_file else None)
