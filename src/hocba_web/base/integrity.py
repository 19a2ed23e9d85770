"""Once a day a job recomputes what nobody may change; the answer stays until the next one.

It is kept as three signs of life a check: asked, checked, intact. A check that found a fault is "checked" later than
it was "intact".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.db import transaction
from django_tasks import task

from hocba_web.base import metrics
from hocba_web.base.health import beats
from hocba_web.base.models import Heartbeat

Check = Callable[[], int]
"""Recomputes everything; how many faults there are."""
EVERY = timedelta(hours=24)
_checks: dict[str, Check] = {}
log = structlog.get_logger("hocba.integrity")


def register(name: str, about: str, check: Check) -> None:
    """Have something recomputed every day and told to Prometheus; called in `AppConfig.ready`.

    Args:
        name: "audit", at most 20 letters; `hocba_<name>_broken` is the figure.
        about: what it is, in English.
        check: run by a job, outside any transaction.

    Raises:
        ValueError: another check has that name.
    """
    if _checks.get(name, check) is not check:
        raise ValueError(f"check {name} is registered twice")
    if name not in _checks:
        _checks[name] = check
        metrics.register(f"hocba_{name}_broken", f"1: the daily check found {about} changed", partial(_figure, name))
        silence = metrics.silence(f"{name}.checked")
        metrics.register(f"hocba_{name}_checked_seconds", f"Since {about} were recomputed; -1 never", silence)


def tick(at: datetime) -> int:  # noqa: ARG001  # in real time
    """Ask for what was not asked for a day; how many jobs."""
    count = 0
    for name in _checks:
        if beats.is_due(f"{name}.asked", EVERY):
            beats.beat(f"{name}.asked")
            transaction.on_commit(partial(look.enqueue, name))
            count += 1
    return count


@task()
def look(name: str) -> None:
    """Recompute one and keep the answer."""
    faults = _checks[name]()
    beats.beat(f"{name}.checked")
    if faults:
        log.error("integrity.broken", kind=name, count=faults)
    else:
        beats.beat(f"{name}.intact")


def broken() -> list[str]:
    """The names of what the last checks found changed; nothing is, before it was checked once."""
    seen = dict(Heartbeat.objects.filter(name__contains=".").values_list("name", "at"))
    checked = {name: seen[f"{name}.checked"] for name in _checks if f"{name}.checked" in seen}
    intact = {name: seen.get(f"{name}.intact") for name in checked}
    return [name for name, at in checked.items() if (whole := intact[name]) is None or whole < at]


def _figure(name: str) -> float:
    return float(name in broken())
