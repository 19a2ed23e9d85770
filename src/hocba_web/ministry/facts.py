"""What this installation was given for the ministry's warehouse: its address and the Sở's login there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hocba.adapters.warehouse import HttpWarehouse
from hocba.exchange.messages import Login
from hocba.exchange.warehouse import Warehouse
from hocba_web.base.refusals import Refused


def configured() -> bool:
    """Whether there is a warehouse to report to."""
    return bool(settings.WAREHOUSE["url"])


def login() -> Login:
    """The Sở's login at the warehouse.

    Raises:
        Refused: MINISTRY_NOT_CONFIGURED.
    """
    given = settings.WAREHOUSE
    if not (given["unit"] and given["user"] and given["password"]):
        raise Refused("MINISTRY_NOT_CONFIGURED")
    return Login.of(given["unit"], given["user"], given["password"], "")


def warehouse() -> Warehouse:
    """The way to the warehouse of the settings; connections and token are kept.

    Raises:
        Refused: MINISTRY_NOT_CONFIGURED.
        UsageError: WAREHOUSE_ADDRESS_REFUSED, WAREHOUSE_CA_UNREADABLE.
    """
    if not configured():
        raise Refused("MINISTRY_NOT_CONFIGURED")
    return _to(settings.WAREHOUSE["url"], settings.WAREHOUSE["ca"], login())


@lru_cache(maxsize=2)
def _to(address: str, ca_file: str, login_: Login) -> HttpWarehouse:
    return HttpWarehouse(address, login_, ca_file=Path(ca_file) if ca_file else None)
