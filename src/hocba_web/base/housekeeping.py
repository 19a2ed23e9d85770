"""Once a day: what has served its time is thrown away: ended sessions, done jobs, unfinished files."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command

from hocba_web.base import clock
from hocba_web.base.health import beats
from hocba_web.base.stores import Folder

_NAME = "housekeeping"
_EVERY = timedelta(hours=24)
JOBS_KEPT_DAYS = 14
"""Days that finished jobs stay for whoever looks for what went wrong."""


def tick(at: datetime) -> int:  # noqa: ARG001  # in real time
    """Throw away if a day has passed; 1 if it was done now."""
    if not beats.is_due(_NAME, _EVERY):
        return 0
    call_command("clearsessions", verbosity=0)
    if "DatabaseBackend" in settings.TASKS["default"]["BACKEND"]:
        call_command("prune_db_task_results", min_age_days=JOBS_KEPT_DAYS, verbosity=0)
    if isinstance(default_storage, Folder):
        default_storage.sweep(clock.real_now())
    beats.beat(_NAME)
    return 1
