"""Django's registration of this application."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Dashboards, inspection, checks."""

    name = "hocba_web.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"
