"""Django's registration of this application."""

from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    """The log of what the register did."""

    name = "hocba_web.transparency"
    label = "transparency"
    default_auto_field = "django.db.models.BigAutoField"
