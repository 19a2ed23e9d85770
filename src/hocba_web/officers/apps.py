"""Django's registration of this application."""

from django.apps import AppConfig


class OfficersConfig(AppConfig):
    """Who works on the authority's side, in which role and area."""

    name = "hocba_web.officers"
    label = "officers"
    default_auto_field = "django.db.models.BigAutoField"
