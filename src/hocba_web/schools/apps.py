"""Django's registration of this application."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """The register of the school."""

    name = "hocba_web.schools"
    label = "schools"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer what accounts ask of the register."""
        from hocba_web.schools.wiring import fill_ports  # noqa: PLC0415  # tables exist only now

        fill_ports()
