"""Django's registration of this application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public's doors: look-up and verification."""

    name = "hocba_web.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
