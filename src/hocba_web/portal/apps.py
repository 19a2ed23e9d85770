"""Django's registration of this application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public's doors: look-up and verification."""

    name = "hocba_web.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What ticks do."""
        from hocba_web.base import clock, ticks  # noqa: PLC0415  # the application registry must be ready
        from hocba_web.portal.lookup.asking import sweep  # noqa: PLC0415  # the same
        from hocba_web.portal.verifying import ticks as verifying  # noqa: PLC0415  # the same

        ticks.register("portal.sweep", lambda _at: sweep(clock.real_now()))
        verifying.register()
