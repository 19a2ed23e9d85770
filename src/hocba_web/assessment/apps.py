"""Django's registration of this application."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Results and the windows for entering them."""

    name = "hocba_web.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
