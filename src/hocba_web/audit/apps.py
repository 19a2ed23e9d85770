"""Django's registration of this application."""

from django.apps import AppConfig

from hocba_web.base import ticks


class AuditConfig(AppConfig):
    """Append-only traces."""

    name = "hocba_web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every tick chain what waits."""
        from hocba_web.audit import chores  # noqa: PLC0415  # models exist only when applications are loaded

        ticks.register("audit.sequence", chores.sequence)
        ticks.register("audit.checkpoint", chores.checkpoint)
