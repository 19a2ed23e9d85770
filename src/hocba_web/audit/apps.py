"""Django's registration of this application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only traces."""

    name = "hocba_web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
