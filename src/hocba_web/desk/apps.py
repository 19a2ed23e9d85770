"""Django's registration of this application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The officers' site."""

    name = "hocba_web.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
