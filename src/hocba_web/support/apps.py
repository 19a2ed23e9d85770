"""Django's registration of this application."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Guides, reports, privacy, training."""

    name = "hocba_web.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"
