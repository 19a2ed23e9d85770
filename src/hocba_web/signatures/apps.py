"""Django's registration of this application."""

from __future__ import annotations

from django.apps import AppConfig

from hocba_web.base import append_only
from hocba_web.signatures.guarded import APPEND_ONLY


class SignaturesConfig(AppConfig):
    """`hocba_web.signatures`."""

    name = "hocba_web.signatures"
    verbose_name = "Ký số"

    def ready(self) -> None:
        """Say which tables are evidence; let the clockwork look for batches whose worker ended in the middle."""
        from hocba_web.base import ticks  # noqa: PLC0415  # after the registry of applications
        from hocba_web.signatures.tasks import pick_up  # noqa: PLC0415  # needs the tables

        append_only.register(APPEND_ONLY)
        ticks.register("signatures.pick_up", pick_up)
