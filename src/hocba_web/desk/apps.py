"""Django's registration of this application."""

from django.apps import AppConfig
from django.conf import settings


class DeskConfig(AppConfig):
    """The officers' site."""

    name = "hocba_web.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer what accounts ask, where this process serves the authority's side; serve schools their messages."""
        from hocba.exchange.messages import AskNotices  # noqa: PLC0415  # tables exist only now
        from hocba_web.desk.messages import door  # noqa: PLC0415  # the same
        from hocba_web.desk.wiring import fill_ports  # noqa: PLC0415  # the same
        from hocba_web.gateway import ports  # noqa: PLC0415  # the same

        ports.serve(AskNotices.kind, door.serve)
        if settings.HOCBA.side == "authority":
            fill_ports()
