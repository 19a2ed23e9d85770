"""Django's registration of this application."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """The register of the school."""

    name = "hocba_web.schools"
    label = "schools"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer what accounts ask of the register; make known which of its rows are fixed."""
        from hocba_web.base import append_only  # noqa: PLC0415  # ports and triggers are filled when Django starts
        from hocba_web.schools.guarded import APPEND_ONLY  # noqa: PLC0415  # the same
        from hocba_web.schools.wiring import fill_ports  # noqa: PLC0415  # tables exist only now

        append_only.register(APPEND_ONLY)
        fill_ports()
