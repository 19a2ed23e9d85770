"""Django's registration of this application."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The API for authorised systems."""

    name = "hocba_web.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the clockwork look for changes, and give the actions their words."""
        from hocba_web.base import ticks  # noqa: PLC0415  # after the registry of applications
        from hocba_web.procedures import tasks  # noqa: PLC0415  # the same

        ticks.register("procedures.look", tasks.look)
