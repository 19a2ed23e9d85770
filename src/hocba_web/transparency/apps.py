"""Django's registration of this application."""

from django.apps import AppConfig

from hocba_web.base import append_only


class TransparencyConfig(AppConfig):
    """The log of what the register did."""

    name = "hocba_web.transparency"
    label = "transparency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the tables that only grow."""
        from hocba_web.transparency import triggers  # noqa: PLC0415  # applications are loaded now

        append_only.register(triggers.TABLES)
