"""Django's registration of this application."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Workbooks in and out."""

    name = "hocba_web.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the clockwork look for files whose job ended in the middle."""
        from hocba_web.base import ticks  # noqa: PLC0415  # after the registry of applications
        from hocba_web.intake.tasks import pick_up  # noqa: PLC0415  # needs the tables

        ticks.register("intake.pick_up", pick_up)
