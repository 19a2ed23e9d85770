"""The clockwork: what nobody answers or collects ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.base import clock
from hocba_web.relay.models import Transfer
from hocba_web.relay.services.asking import forget
from hocba_web.relay.services.common import State, trace

_AT_ONCE = 200


@transaction.atomic
def tick(at: datetime) -> int:
    """End transfers whose last day has passed; how many.

    Args:
        at: product clock, aware, UTC.
    """
    late = Transfer.objects.select_for_update(of=("self",)).filter(
        state__in=(State.ASKED, State.RELEASED), expires_on__lt=clock.local(at).date()
    )
    rows = list(late.select_related("receiving").order_by("id")[:_AT_ONCE])
    for transfer in rows:
        transfer.state, transfer.ended_at = State.EXPIRED, at
        forget(transfer)
        transfer.save()
        trace("expired", transfer, transfer.receiving, at)
    return len(rows)
