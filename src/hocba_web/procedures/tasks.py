"""Jobs and ticks: the truth lies in the tables, looking twice does nothing twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django_tasks import task

from hocba_web.base import clock


@task()
def deliver() -> None:
    """Send the webhooks that are due: a job, because other people's servers may take long."""
    from hocba_web.procedures.services import hooks  # noqa: PLC0415  # services need the tables

    hooks.deliver_due(real_at=clock.real_now())


def look(at: datetime) -> int:
    """Note what changed, and have somebody send what is due."""
    from hocba_web.procedures.models import Delivery  # noqa: PLC0415  # the same
    from hocba_web.procedures.services import hooks  # noqa: PLC0415  # the same

    real_at = clock.real_now()
    made = hooks.notice(real_at=real_at, at=at)
    if Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=real_at).exists():
        transaction.on_commit(deliver.enqueue)  # a worker may look at once, and must find it
    return made
