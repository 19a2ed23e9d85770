"""Django's registration of this application."""

from django.apps import AppConfig


class MinistryConfig(AppConfig):
    """Reports to the ministry's warehouse."""

    name = "hocba_web.ministry"
    label = "ministry"
    default_auto_field = "django.db.models.BigAutoField"
