"""Django's registration of this application."""

from django.apps import AppConfig


class MinistryConfig(AppConfig):
    """Reports to the ministry's warehouse."""

    name = "hocba_web.ministry"
    label = "ministry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the register's port, and let the clockwork look for what waits."""
        from hocba_web.base import ticks  # noqa: PLC0415  # after the registry of applications
        from hocba_web.ministry import tasks  # noqa: PLC0415  # they need the tables
        from hocba_web.ministry.services import withdrawing  # noqa: PLC0415  # the same
        from hocba_web.register.ports import ports  # noqa: PLC0415  # the same

        ports.recall_reported = withdrawing.ask
        ticks.register("ministry.report", tasks.pick_up)
