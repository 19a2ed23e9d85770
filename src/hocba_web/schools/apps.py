"""Django's registration of this application."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """The register of the school."""

    name = "hocba_web.schools"
    label = "schools"
    default_auto_field = "django.db.models.BigAutoField"
