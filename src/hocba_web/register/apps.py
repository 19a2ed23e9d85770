"""Django's registration of this application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """What the authority holds."""

    name = "hocba_web.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
