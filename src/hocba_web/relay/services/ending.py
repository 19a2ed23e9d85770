"""The clockwork: what nobody answers or collects ends."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import QuerySet

from hocba_web.base import clock
from hocba_web.relay.models import Transfer
from hocba_web.relay.services.asking import forget
from hocba_web.relay.services.common import State, trace

_log = structlog.get_logger("hocba.relay")
_AT_ONCE = 200


def tick(at: datetime) -> int:
    """End transfers whose last day has passed, each whole by itself; how many.

    One that cannot be ended is logged and left to the next tick; it keeps nobody else's open.

    Args:
        at: product clock, aware, UTC.
    """
    found = list(_late(at).order_by("expires_on", "id").values_list("pk", flat=True)[:_AT_ONCE])
    return sum(_ended(pk, at) for pk in found)


def _ended(pk: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            transfer = _late(at).select_for_update(of=("self",)).select_related("receiving").filter(pk=pk).first()
            if transfer is None:  # answered, withdrawn or collected since it was found
                return False
            transfer.state, transfer.ended_at = State.EXPIRED, at
            forget(transfer)
            transfer.save()
            trace("expired", transfer, transfer.receiving, at)
    except Exception:  # noqa: BLE001  # one that fails must not keep the others open
        _log.exception("transfer not ended", number=pk)
        return False
    return True


def _late(at: datetime) -> QuerySet[Transfer]:
    return Transfer.objects.filter(state__in=(State.ASKED, State.RELEASED), expires_on__lt=clock.local(at).date())
