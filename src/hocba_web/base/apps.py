"""Django's registration of this application."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Clock, refusals, texts, look."""

    name = "hocba_web.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"
