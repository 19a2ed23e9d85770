"""Django's registration of this application."""

from django.apps import AppConfig


class RelayConfig(AppConfig):
    """Transfers between schools through the register."""

    name = "hocba_web.relay"
    label = "relay"
    default_auto_field = "django.db.models.BigAutoField"
