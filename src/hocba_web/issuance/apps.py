"""The application of Django."""

from __future__ import annotations

from django.apps import AppConfig

from hocba_web.base import append_only
from hocba_web.issuance.evidence import APPEND_ONLY


class IssuanceConfig(AppConfig):
    """`hocba_web.issuance`."""

    name = "hocba_web.issuance"
    verbose_name = "Phát hành học bạ"

    def ready(self) -> None:
        """Say which tables are evidence, and what this application has signed."""
        from hocba_web.issuance.kinds.paper import PaperKind  # noqa: PLC0415  # needs the tables
        from hocba_web.issuance.kinds.seal import SealKind  # noqa: PLC0415  # needs the tables
        from hocba_web.signatures.kinds import register  # noqa: PLC0415  # needs the tables

        append_only.register(APPEND_ONLY)
        register(SealKind())
        register(PaperKind())
