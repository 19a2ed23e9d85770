"""The application of Django."""

from __future__ import annotations

from django.apps import AppConfig

from hocba_web.assessment.ports import ports
from hocba_web.base import append_only
from hocba_web.records.evidence import APPEND_ONLY


class RecordsConfig(AppConfig):
    """`hocba_web.records`."""

    name = "hocba_web.records"
    verbose_name = "Học bạ"

    def ready(self) -> None:
        """Say which tables are evidence, and answer what result entry asks."""
        from hocba_web.records.selectors.locking import record_locks  # noqa: PLC0415  # models are loaded by now

        append_only.register(APPEND_ONLY)
        ports.record_locks = record_locks
