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
        from hocba_web.audit import backups, chores, sequencer  # noqa: PLC0415  # models exist only when applications are loaded
        from hocba_web.base import integrity, metrics  # noqa: PLC0415  # the same
        from hocba_web.base.backup.ports import ports  # noqa: PLC0415  # the same

        ticks.register("audit.sequence", chores.sequence)
        ticks.register("audit.checkpoint", chores.checkpoint)
        metrics.register("hocba_traces_waiting", "Traces that wait for their place in the chain", sequencer.waiting)
        integrity.register("audit", "traces", chores.faults)
        ports.before_backup = backups.before_backup
        ports.after_restore = backups.after_restore
