"""Django's registration of this application."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The API for authorised systems."""

    name = "hocba_web.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"
