"""Django's registration of this application."""

from django.apps import AppConfig


class RelayConfig(AppConfig):
    """Transfers between schools through the register."""

    name = "hocba_web.relay"
    label = "relay"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Serve the exchange's functions of transfers, and let the clockwork end what nobody goes on with."""
        from hocba_web.base import ticks  # noqa: PLC0415  # after the registry of applications
        from hocba_web.gateway import ports  # noqa: PLC0415  # it needs the tables
        from hocba_web.relay import doors  # noqa: PLC0415  # the same
        from hocba_web.relay.services import ending  # noqa: PLC0415  # the same
        from hocba_web.relay.services.common import was_said  # noqa: PLC0415  # the same

        for kind, function in doors.SERVE.items():
            ports.serve(kind, function)
        ports.remember(was_said)
        ticks.register("relay.expire", ending.tick)
