"""Django's registration of this application."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Workbooks in and out."""

    name = "hocba_web.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
