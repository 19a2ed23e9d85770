"""Django's registration of the project itself: its start-up checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Settings, addresses, start-up checks."""

    name = "hocba_web.config"
    label = "config"

    def ready(self) -> None:
        """Register the start-up checks."""
        from hocba_web.config import checks  # noqa: F401, PLC0415  # Django registers checks when apps are ready
