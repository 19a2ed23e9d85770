"""Django's registration of this application."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The sample school."""

    name = "hocba_web.demo"
    label = "demo"
