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
        """Say what is evidence and what can be signed; let the clockwork look for batches whose worker died."""
        from hocba_web.base import ticks  # noqa: PLC0415  # after the registry of applications
        from hocba_web.records.ports import ports  # noqa: PLC0415  # after the registry of applications
        from hocba_web.signatures import kinds  # noqa: PLC0415  # after the registry of applications
        from hocba_web.signatures.selectors.batches import signing_now  # noqa: PLC0415  # needs the tables
        from hocba_web.signatures.slot_kind import SlotKind  # noqa: PLC0415  # needs the tables
        from hocba_web.signatures.tasks import pick_up, refresh_status, warn_of_ends  # noqa: PLC0415  # needs tables

        append_only.register(APPEND_ONLY)
        ports.signing_now = signing_now
        kinds.register(SlotKind())
        ticks.register("signatures.pick_up", pick_up)
        ticks.register("signatures.refresh_status", refresh_status)
        ticks.register("signatures.warn_of_ends", warn_of_ends)
